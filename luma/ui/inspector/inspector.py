"""The inspector: two tabs that follow what was chosen last."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from luma.ui.inspector.clip_tab import ClipTab
from luma.ui.inspector.node_tab import NodeTab
from luma.ui.inspector.rows import small_button
from luma.ui.session import Session
from luma.ui.theme import colour, font

HEADER = 32
TABS = ("Clip", "Node")


class Inspector(QWidget):
    """Shows what is chosen: the clip, or the node of its graph."""

    def __init__(self, session: Session) -> None:
        """Follow a window."""
        super().__init__()
        self.setMinimumSize(260, 160)
        self.clip, self.node = ClipTab(session), NodeTab(session)
        self.tabs = _Tabs(TABS)
        self._pinned = False
        self._pages = QStackedWidget()
        for page in (self.clip, self.node):
            area = QScrollArea()
            area.setWidgetResizable(True)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setWidget(page)
            area.viewport().setAutoFillBackground(False)
            page.setAutoFillBackground(False)
            self._pages.addWidget(area)
        self._pin = small_button("pin", "Stay on this tab whatever is chosen", self._toggle)
        self._pin.setCheckable(True)
        head = QHBoxLayout()
        head.setContentsMargins(6, 0, 6, 0)
        head.addWidget(self.tabs, 1)
        head.addWidget(self._pin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self.tabs.chosen.connect(self._pages.setCurrentIndex)
        session.clip_selected.connect(lambda name: self._follow(0, name))
        session.node_selected.connect(lambda name: self._follow(1, name))

    def show_tab(self, number: int) -> None:
        """Turn to a tab."""
        self.tabs.choose(number)
        self._pages.setCurrentIndex(number)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the body and the header."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("base"))
        painter.fillRect(0, 0, self.width(), HEADER, colour("raised"))

    def _follow(self, number: int, name: object) -> None:
        if name is not None and not self._pinned:
            self.show_tab(number)

    def _toggle(self) -> None:
        self._pinned = self._pin.isChecked()


class _Tabs(QWidget):
    """The words of the tabs, of which one is on."""

    chosen = Signal(int)

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__()
        self._words, self._at = words, 0
        self.setFixedHeight(HEADER)
        self.setFont(font(12, 500))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip("What is shown: the clip or the node")
        self.setAccessibleName("Tabs of the inspector")

    def choose(self, number: int) -> None:
        self._at = number
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        for number in range(len(self._words)):
            if self._cell(number).contains(at):
                self._pick(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            step = 1 if event.key() == Qt.Key.Key_Right else -1
            self._pick((self._at + step) % len(self._words))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, word in enumerate(self._words):
            on, cell = number == self._at, self._cell(number)
            if on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("lift"))
                painter.drawRoundedRect(cell, 4, 4)
            if on and self.hasFocus():
                painter.setPen(QPen(colour("accent"), 1.5))
                painter.drawRoundedRect(cell, 4, 4)
            painter.setFont(font(12, 600 if on else 500))
            painter.setPen(colour("text" if on else "text_2"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, word)

    def _cell(self, number: int) -> QRect:
        left = 2
        for word in self._words[:number]:
            left += self.fontMetrics().horizontalAdvance(word) + 24
        width = self.fontMetrics().horizontalAdvance(self._words[number]) + 20
        return QRect(left, 4, width, HEADER - 8)

    def _pick(self, number: int) -> None:
        if number != self._at:
            self.choose(number)
            self.chosen.emit(number)

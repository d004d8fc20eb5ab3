"""A short word on what was done, with a way back, above the status bar."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from luma.ui.assets import icon
from luma.ui.elided import Elided, as_written
from luma.ui.theme import colour

STAY_MS, STAY_WITH_ACTION_MS = 4000, 8000
ABOVE, HEIGHT, SHADE = 16, 40, 12


class Toast(QWidget):
    """Tells one thing at a time at the bottom of a window; the next takes its place."""

    def __init__(self, window: QWidget, floor: int = 44) -> None:
        """Lie over a window, above a status bar of some height."""
        super().__init__(window)
        self._window, self._floor = window, floor
        self._act: Callable[[], object] | None = None
        self._words = Elided()
        self.action = QToolButton()
        self.action.setProperty("flat", "word")
        self.action.clicked.connect(self._run)
        close = QToolButton()
        close.setIcon(icon("x"))
        close.setProperty("flat", "true")
        close.setToolTip("Close this message")
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(SHADE + 12, SHADE, SHADE + 6, SHADE)
        row.setSpacing(12)
        row.addWidget(self._words, 1)
        row.addWidget(self.action)
        row.addWidget(close)
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.timeout.connect(self.hide)
        self.hide()
        window.installEventFilter(self)

    @property
    def words(self) -> str:
        """What is being told."""
        return self._words.text()

    def tell(
        self, words: str, action: str = "", act: Callable[[], object] | None = None
    ) -> None:
        """Tell what was done, and offer to take it back."""
        self._words.setText(words)
        self._act = act
        self.action.setText(action)
        self.action.setToolTip(as_written(f"{action}: {words}"))
        self.action.setVisible(act is not None)
        self._leaving.start(STAY_MS if act is None else STAY_WITH_ACTION_MS)
        self._settle()
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._settle()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a floating box with a soft shade."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(SHADE, SHADE, -SHADE, -SHADE)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(Qt.GlobalColor.black)
        for step in range(SHADE, 0, -2):
            shade.setAlphaF(0.05)
            painter.setBrush(shade)
            grown = box.adjusted(-step, -step, step, step) & QRectF(self.rect())
            painter.drawRoundedRect(grown.translated(QPointF(0, 2)), 6 + step, 6 + step)
        painter.setPen(colour("line_strong"))
        painter.setBrush(colour("float"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def _settle(self) -> None:
        width = min(self.sizeHint().width(), self._window.width() - 2 * ABOVE)
        height = HEIGHT + 2 * SHADE
        left = (self._window.width() - width) // 2
        top = self._window.height() - self._floor - ABOVE - HEIGHT - SHADE
        self.setGeometry(left, top, width, height)

    def _run(self) -> None:
        act = self._act
        self.hide()
        if act is not None:
            act()

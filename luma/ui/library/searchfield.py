"""A field to search in: a lens on the left, and a way to clear it while it holds words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton

from luma.ui.assets import icon, pixmap
from luma.ui.elided import as_written
from luma.ui.theme import colour

LENS, EDGE, ROOM = 16, 8, 24


class SearchField(QLineEdit):
    """Words to look for."""

    def __init__(self, invitation: str, tip: str) -> None:
        """Be empty, and say what can be looked for."""
        super().__init__()
        self.setProperty("face", "search")
        self.setPlaceholderText(invitation)
        self.setToolTip(as_written(tip))
        self.setAccessibleName(tip)
        self.setAcceptDrops(False)
        self.setTextMargins(ROOM, 0, ROOM, 0)
        self._tip, self.fault = tip, ""
        self._clear = QToolButton(self)
        self._clear.setIcon(icon("x"))
        self._clear.setIconSize(QSize(14, 14))
        self._clear.setProperty("flat", "true")
        self._clear.setToolTip("Clear the search (Esc)")
        self._clear.setAccessibleName("Clear the search")
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.setVisible(False)
        self.textChanged.connect(lambda words: self._clear.setVisible(bool(words)))

    def warn(self, fault: str) -> None:
        """Stand as one that is not wholly read, for that reason; empty ends it."""
        if fault != self.fault:
            self.fault = fault
            tip = f"{fault}\n\n{self._tip}" if fault else self._tip
            self.setToolTip(as_written(tip))
            self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right."""
        super().resizeEvent(event)
        side = self.height() - 2
        self._clear.setGeometry(self.width() - side - 1, 1, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then the lens."""
        super().paintEvent(event)
        painter = QPainter(self)
        sign, ink = ("triangle-alert", "warn") if self.fault else ("search", "text_3")
        lens = pixmap(sign, ink, LENS, self.devicePixelRatioF())
        painter.drawPixmap(EDGE, (self.height() - LENS) // 2, lens)
        if self.fault:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colour("warn"), 1))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

"""A field to search in: a lens on the left, and a way to clear it while it holds words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton

from luma.ui.assets import icon, pixmap

LENS, EDGE, ROOM = 16, 8, 24


class SearchField(QLineEdit):
    """Words to look for."""

    def __init__(self, invitation: str, tip: str) -> None:
        """Be empty, and say what can be looked for."""
        super().__init__()
        self.setProperty("face", "search")
        self.setPlaceholderText(invitation)
        self.setToolTip(tip)
        self.setAccessibleName(tip)
        self.setAcceptDrops(False)
        self.setTextMargins(ROOM, 0, ROOM, 0)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the cross at the right."""
        super().resizeEvent(event)
        side = self.height() - 2
        self._clear.setGeometry(self.width() - side - 1, 1, side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then the lens."""
        super().paintEvent(event)
        lens = pixmap("search", "text_3", LENS, self.devicePixelRatioF())
        QPainter(self).drawPixmap(EDGE, (self.height() - LENS) // 2, lens)

"""A panel with nothing in it: an icon, what is missing, and what to do."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from luma.ui.assets import pixmap
from luma.ui.theme import colour, font

ICON = 32


class Empty(QWidget):
    """Says in the middle of a panel why there is nothing, and how to change that."""

    def __init__(self, sign: str, title: str, sentence: str) -> None:
        """Say so."""
        super().__init__()
        self._sign, self._title, self._sentence = sign, title, sentence
        self.setAccessibleName(f"{title}. {sentence}")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon and the words."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("base"))
        middle = self.rect().center() - QPoint(0, 44)
        sign = pixmap(self._sign, "line_control", ICON)
        painter.drawPixmap(middle - QPoint(ICON // 2, 0), sign)
        painter.setFont(font(15, 600))
        painter.setPen(colour("text"))
        row = QRect(12, middle.y() + 42, self.width() - 24, 22)
        painter.drawText(row, Qt.AlignmentFlag.AlignCenter, self._title)
        painter.setFont(font(12))
        painter.setPen(colour("text_2"))
        rest = QRect(12, middle.y() + 68, self.width() - 24, 40)
        flags = (
            Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        )
        painter.drawText(rest, int(flags), self._sentence)

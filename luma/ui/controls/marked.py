"""A field for a text that can go wrong at a character."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit

from luma.ui.theme import MONO, colour, font


class MarkedField(QLineEdit):
    """A text with a wave under the word where it goes wrong."""

    def __init__(self) -> None:
        """Mark nothing."""
        super().__init__()
        self.at: int | None = None

    def mark(self, at: int | None) -> None:
        """Mark the word at a character, or none."""
        self.at = at
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the wave over the field."""
        super().paintEvent(event)
        if self.at is None:
            return
        metrics, text = QFontMetricsF(font(11, 400, MONO)), self.text()
        word = len(text[self.at :].split(" ", 1)[0]) or 1
        left = self.cursorRect().left() - metrics.horizontalAdvance(
            text[: self.cursorPosition()]
        )
        start = left + 5 + metrics.horizontalAdvance(text[: self.at])
        stop = start + max(metrics.horizontalAdvance(text[self.at : self.at + word]), 7.0)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("error"), 1.2))
        x, low, up = start, self.height() - 5.0, False
        while x < stop:
            after = min(x + 2.5, stop)
            painter.drawLine(QPointF(x, low - 2 * up), QPointF(after, low - 2 * (not up)))
            x, up = after, not up
        painter.setPen(QPen(colour("error"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)

"""Which page of the window is seen, and the switch between them."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from luma.ui.assets import pixmap
from luma.ui.segment import INSET, PADDING, Segment
from luma.ui.theme import colour, font

SIGNS = {"Show": "sliders-horizontal", "Venue": "spotlight", "Sound": "workflow"}
PAGES = tuple(SIGNS)
FIRST = PAGES[0]
ATTENDED = {"Show": "score", "Venue": "venue", "Sound": "audio"}
"""The kind of document that undo means on each page, until a hand goes elsewhere."""
ICON, GAP, HEIGHT = 16, 6, 28


class PageSwitch(Segment):
    """One of the pages; Ctrl+1, Ctrl+2 and so on turn to them from everywhere."""

    def __init__(self) -> None:
        """Begin with the show."""
        keys = ", ".join(f"Ctrl+{n} {page.lower()}" for n, page in enumerate(PAGES, 1))
        super().__init__(PAGES, f"The page: {keys}")

    def sizeHint(self) -> QSize:
        """As wide as icons and words."""
        return QSize(sum(self._widths()) + 2 * INSET, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row, an icon before each word."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("sunk"))
        painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
        for index, word in enumerate(PAGES):
            self._paint_word(painter, self.cell(index), word)
        if self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(colour("accent"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)

    def _paint_word(self, painter: QPainter, cell: QRect, word: str) -> None:
        on = word == self.word
        if on:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("lift2"))
            painter.drawRoundedRect(QRectF(cell), 4, 4)
        sign = pixmap(SIGNS[word], "accent" if on else "text_2", ICON, self.devicePixelRatioF())
        painter.drawPixmap(cell.left() + PADDING, cell.center().y() - ICON // 2 + 1, sign)
        painter.setFont(font(12, 500))
        painter.setPen(colour("text" if on else "text_2"))
        room = cell.adjusted(PADDING + ICON + GAP, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, word)

    def _widths(self) -> list[int]:
        return [width + ICON + GAP for width in super()._widths()]

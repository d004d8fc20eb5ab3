"""A contact sheet: moments of a show side by side, each with where it lies in the music."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from luma.ui.theme import THEME

MARGIN, GAP, CAPTION, HEADER = 24, 12, 26, 56


@dataclass(frozen=True, slots=True)
class Moment:
    """A picture of the room, and what to write under it."""

    picture: QImage
    place: str
    about: str


def contact_sheet(title: str, facts: str, moments: Sequence[Moment], columns: int) -> QImage:
    """All moments on one page, row by row, under a title."""
    cell = moments[0].picture.size()
    rows = -(-len(moments) // columns)
    width = 2 * MARGIN + columns * cell.width() + (columns - 1) * GAP
    height = MARGIN + HEADER + rows * (cell.height() + CAPTION) + (rows - 1) * GAP + MARGIN
    page = QImage(width, height, QImage.Format.Format_RGB32)
    page.fill(QColor(THEME.void))
    painter = QPainter(page)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    _write(painter, QRectF(MARGIN, MARGIN, width, 26), title, (20, True, THEME.text))
    _write(painter, QRectF(MARGIN, MARGIN + 26, width, 20), facts, (12, False, THEME.text_2))
    for index, moment in enumerate(moments):
        x = MARGIN + index % columns * (cell.width() + GAP)
        y = MARGIN + HEADER + index // columns * (cell.height() + CAPTION + GAP)
        painter.drawImage(QPointF(x, y), moment.picture)
        line = QRectF(x, y + cell.height() + 5, cell.width(), CAPTION - 5)
        _write(painter, line, moment.place, (12, True, THEME.text))
        _write(
            painter, line, moment.about, (12, False, THEME.text_3), Qt.AlignmentFlag.AlignRight
        )
    painter.end()
    return page


def _write(
    painter: QPainter,
    where: QRectF,
    words: str,
    style: tuple[int, bool, str],
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    pixels, strong, colour = style
    font = QFont()
    font.setPixelSize(pixels)
    font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    elided = painter.fontMetrics().elidedText(
        words, Qt.TextElideMode.ElideRight, int(where.width())
    )
    painter.drawText(where, int(side | Qt.AlignmentFlag.AlignVCenter), elided)

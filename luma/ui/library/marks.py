"""Small painted things of the library's rows: chips, rings, dots and bars."""

import functools
import math
from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from luma.domain.harmony import Key
from luma.ui.assets import pixmap
from luma.ui.library.kept import face, shade
from luma.ui.theme import CAMELOT_COLOURS, CLIP_COLOURS, THEME, mixed

CHIP_WIDTH, CHIP_HEIGHT = 30, 16
BAR_WIDTH, BAR_HEIGHT = 4, 14
RING, DOT, LEAD = 12, 5, 16
DOTS = ("beats", "chords", "key", "sections", "stems", "drums", "energy")
STARS, STAR, STAR_STEP, STARS_LEAD = 5, 11, 13, 6
SIXTEENTHS = 16  # Qt counts angles in sixteenths of a degree


def paint_key(painter: QPainter, cell: QRect, key: Key) -> None:
    """A key as a chip: tinted for minor, solid for major."""
    number = int(key.camelot[:-1])
    tint = CAMELOT_COLOURS[number - 1]
    chip = QRectF(0, 0, CHIP_WIDTH, CHIP_HEIGHT)
    chip.moveCenter(QRectF(cell).center())
    chip.moveTopLeft(QPointF(round(chip.x()), round(chip.y())))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(tint, THEME.base, 0.2) if key.minor else QColor(tint))
    painter.drawRoundedRect(chip, 3, 3)
    painter.setPen(QColor(tint if key.minor else THEME.sunk))
    painter.setFont(face(11, 500 if key.minor else 600))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, key.camelot)


def paint_bar(painter: QPainter, cell: QRect, number: int) -> None:
    """The bar of one of nine colours, counted from 1, in the middle of a cell."""
    bar = QRectF(0, 0, BAR_WIDTH, BAR_HEIGHT)
    bar.moveCenter(QRectF(cell).center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(CLIP_COLOURS[number - 1]))
    painter.drawRoundedRect(bar, 2, 2)


def paint_ring(painter: QPainter, cell: QRect, share: float | None) -> None:
    """How far something has come, clockwise from the top; dotted while it waits."""
    ring = QRectF(0, 0, RING, RING)
    ring.moveCenter(QRectF(cell).center())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(shade("line_control"), 1.4)
    if share is None:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern([0.1, 2.15])
        painter.setPen(pen)
        painter.drawEllipse(ring)
        return
    painter.setPen(QPen(shade("line_strong"), 2))
    painter.drawEllipse(ring)
    painter.setPen(QPen(shade("accent"), 2))
    painter.drawArc(ring, 90 * SIXTEENTHS, -round(360 * SIXTEENTHS * min(max(share, 0.02), 1)))


def paint_dots(painter: QPainter, cell: QRect, kinds: Collection[str]) -> None:
    """Which of the seven large kinds of results are there."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left, middle = cell.left() + LEAD, cell.center().y() + 0.5
    for place, kind in enumerate(DOTS):
        dot = QRectF(left + place * (DOT + 4), middle - DOT / 2, DOT, DOT)
        there = kind in kinds
        painter.setPen(Qt.PenStyle.NoPen if there else QPen(shade("line_control"), 1))
        painter.setBrush(shade("text_2") if there else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(dot if there else dot.adjusted(0.5, 0.5, -0.5, -0.5))


def paint_stars(painter: QPainter, cell: QRect, stars: int, *, chosen: bool) -> None:
    """Five stars, of which the first few shine."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for place in range(STARS):
        rest = "line_control" if chosen else "line_strong"
        painter.setBrush(shade("text_2" if place < stars else rest))
        painter.drawPolygon(_star(star_left(cell, place) + STAR / 2, cell.center().y() + 0.5))


def star_left(cell: QRect, place: int) -> float:
    """Where the star of a place begins, from 0."""
    return float(cell.left() + STARS_LEAD + place * STAR_STEP)


def star_at(cell: QRect, x: float) -> int:
    """How many stars a click there means; a little before the first means none."""
    return min(max(math.ceil((x - cell.left() - STARS_LEAD + 1) / STAR_STEP), 0), STARS)


@functools.cache
def _points() -> tuple[QPointF, ...]:
    """A star around nothing, as wide as one is painted."""
    corners = []
    for corner in range(10):
        far = STAR / 2 * (1.0 if corner % 2 == 0 else 0.46)
        turn = math.pi * (corner / 5 - 0.5)
        corners.append(QPointF(far * math.cos(turn), far * math.sin(turn) + 0.5))
    return tuple(corners)


def _star(x: float, y: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y) + corner for corner in _points()])


def paint_icon(painter: QPainter, cell: QRect, name: str, token: str) -> None:
    """An icon of dense rows in the middle of a cell."""
    sign = pixmap(name, token, 14, painter.device().devicePixelRatioF())
    centre = cell.center()
    painter.drawPixmap(centre.x() - 6, centre.y() - 6, sign)

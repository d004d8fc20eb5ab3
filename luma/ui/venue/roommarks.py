"""What is drawn over the picture of the room: names, rings, arrows and what a hand does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from luma.domain.venue import Vector
from luma.ui.preview.camera import Eye, Floats
from luma.ui.preview.flat import Flat
from luma.ui.theme import MONO, colour, font
from luma.ui.venue.geometry import LETTERS, Size

ARROW_METRES, RING, REACH = 1.1, 9.0, 16.0
MIN_ARROW, MAX_ARROW = 36.0, 84.0
NAMES_UP_TO = 64
AXIS_SHADES = ("axis_x", "axis_y", "axis_z")


@dataclass(frozen=True, slots=True)
class Arrow:
    """An axis as it is seen from a place: where its tip is on the picture."""

    axis: int
    tip: QPointF


def arrows_at(eye: Eye, anchor: Vector, size: Size) -> tuple[Arrow, ...]:
    """The arrows of a place; axes that run into the picture have none."""
    found = []
    ((x, y, _),) = eye.project([anchor], *size)
    for axis in range(3):
        if isinstance(eye, Flat) and axis not in {eye.right, eye.up}:
            continue
        way = np.zeros(3)
        way[axis] = ARROW_METRES
        ((tip_x, tip_y, _),) = eye.project(np.add(anchor, way), *size)
        along = np.array([tip_x - x, tip_y - y])
        length = float(np.hypot(*along))
        if length < 6.0:
            continue
        along *= float(np.clip(length, MIN_ARROW, MAX_ARROW)) / length
        found.append(Arrow(axis, QPointF(x + along[0], y + along[1])))
    return tuple(found)


def paint_arrows(painter: QPainter, at: QPointF, arrows: Sequence[Arrow]) -> None:
    """Paint the arrows of a place, with their letters."""
    painter.setFont(font(10, 600, MONO))
    for arrow in arrows:
        shade = colour(AXIS_SHADES[arrow.axis])
        along = arrow.tip - at
        length = max(1.0, float(np.hypot(along.x(), along.y())))
        way, side = along / length, QPointF(-along.y(), along.x()) / length
        start = at + way * (RING + 2)
        painter.setPen(QPen(shade, 2))
        painter.drawLine(start, arrow.tip - way * 6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        base = arrow.tip - way * 8
        painter.drawPolygon(QPolygonF([arrow.tip, base + side * 4, base - side * 4]))
        painter.setPen(shade)
        middle = arrow.tip + way * 9
        box = QRectF(middle.x() - 8, middle.y() - 8, 16, 16)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, LETTERS[arrow.axis])


def paint_turning(painter: QPainter, at: QPointF, axis: int) -> None:
    """Paint the ring by which a fixture is turned about an axis."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(AXIS_SHADES[axis]), 2))
    painter.drawEllipse(at, 30, 30)
    painter.setFont(font(10, 600, MONO))
    box = QRectF(at.x() + 32, at.y() - 8, 16, 16)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, LETTERS[axis])


def paint_ring(painter: QPainter, at: QPointF, shade: str, *, dashed: bool = False) -> None:
    """Paint the ring of a fixture that is chosen, meant or hovered."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(colour(shade), 1.5)
    if dashed:
        pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawEllipse(at, RING, RING)


def paint_names(painter: QPainter, points: Floats, names: Sequence[str], size: Size) -> None:
    """Paint short names over fixtures, each only where none stands yet."""
    painter.setFont(font(10))
    painter.setPen(colour("text_2"))
    taken: list[QRectF] = []
    metrics = painter.fontMetrics()
    for (x, y), name in zip(points[:, :2], names, strict=True):
        width = metrics.horizontalAdvance(name) + 4
        box = QRectF(x - width / 2, y - RING - 15, width, 14)
        inside = 0 <= x <= size[0] and 0 <= y <= size[1]
        if inside and not any(box.intersects(other) for other in taken):
            taken.append(box)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)


def paint_flag(painter: QPainter, at: QPointF, words: str, size: Size) -> None:
    """Paint a short word beside a place, on a ground of its own, inside of the picture."""
    painter.setFont(font(11, 500, MONO))
    width = painter.fontMetrics().horizontalAdvance(words) + 16
    left = min(at.x() + 16, size[0] - width - 8)
    top = max(8.0, at.y() - 40)
    box = QRectF(max(8.0, left), top, width, 22)
    painter.setPen(colour("line_strong"))
    painter.setBrush(colour("sunk", 0.88))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(colour("text"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


def paint_band(painter: QPainter, box: QRectF) -> None:
    """Paint the box that chooses what lies in it."""
    painter.setPen(QPen(colour("accent"), 1))
    painter.setBrush(colour("accent", 0.10))
    painter.drawRect(box)


def paint_compass(painter: QPainter, eye: Eye, at: QPointF) -> None:
    """Paint which way the axes of the room run."""
    ((x, y, _), *tips) = eye.project(
        [(0.0, 3.0, 1.0), (0.4, 3.0, 1.0), (0.0, 3.4, 1.0), (0.0, 3.0, 1.4)], 400, 400
    )
    longest = max(float(np.hypot(tip[0] - x, tip[1] - y)) for tip in tips) or 1.0
    painter.setFont(font(10, 600, MONO))
    for axis, tip in enumerate(tips):
        way = QPointF(tip[0] - x, tip[1] - y) * (24.0 / longest)
        if abs(way.x()) + abs(way.y()) < 3.0:
            continue
        painter.setPen(QPen(colour(AXIS_SHADES[axis]), 1.5))
        painter.drawLine(at, at + way)
        letter = at + way * 1.38
        box = QRectF(letter.x() - 7, letter.y() - 7, 14, 14)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, LETTERS[axis])


def metres(place: Vector) -> str:
    """A place in words."""
    shown = (f"{letter} {value:.2f}" for letter, value in zip(LETTERS, place, strict=True))
    return " ".join(shown).replace("-", "−") + " m"

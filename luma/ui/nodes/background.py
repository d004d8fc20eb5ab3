"""The ground of the canvas: dots every 20, crosses every 100."""

import functools
import math

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPen, QPolygonF

from luma.ui.nodes.placing import SNAP
from luma.ui.theme import colour

CROSS, ARM = 100, 4
FADE_FROM, FADE_TO = 0.6, 0.45


def paint_ground(painter: QPainter, rect: QRectF, size: QSize, zoom: float) -> None:
    """The ground under a part of the canvas; its marks fade away from afar."""
    if zoom <= FADE_TO:
        painter.fillRect(rect, colour("sunk"))
        return
    ratio = painter.device().devicePixelRatio()
    kept = _ground(size.width(), size.height(), zoom, ratio)
    way = painter.worldTransform()
    shown = way.mapRect(rect)
    cell = CROSS * zoom
    origin = way.map(QPointF(0.0, 0.0))
    left, top = (-math.ceil((-at) / cell) * cell for at in (-origin.x(), -origin.y()))
    shift = QPointF(origin.x() + left - cell, origin.y() + top - cell)
    whole = QPointF(round(shift.x() * ratio) / ratio, round(shift.y() * ratio) / ratio)
    painter.setWorldMatrixEnabled(False)
    part = QRectF((shown.topLeft() - whole) * ratio, shown.size() * ratio)
    painter.drawImage(shown, kept, part)
    painter.setWorldMatrixEnabled(True)


@functools.lru_cache(maxsize=2)
def _ground(width: int, height: int, zoom: float, ratio: float) -> QImage:
    """The ground of a whole view and a cell more on every side, its first cross at (0, 0)."""
    cell = CROSS * zoom
    across, down = math.ceil(width / cell) + 3, math.ceil(height / cell) + 3
    made = QImage(
        math.ceil(across * cell * ratio),
        math.ceil(down * cell * ratio),
        QImage.Format.Format_RGB32,
    )
    made.fill(colour("sunk"))
    share = min((zoom - FADE_TO) / (FADE_FROM - FADE_TO), 1.0)
    painter = QPainter(made)
    painter.scale(zoom * ratio, zoom * ratio)
    # whole steps of cells, so that a few sets of marks do for every zoom
    across, down = (math.ceil(count / 8) * 8 for count in (across, down))
    painter.setPen(QPen(colour("grid_dot", share), 0))
    painter.drawPoints(_dots(across, down))
    painter.setPen(QPen(colour("grid_cross", share), 0))
    painter.drawLines(_crosses(across, down))
    painter.end()
    return made


@functools.lru_cache(maxsize=16)
def _dots(across: int, down: int) -> QPolygonF:
    step = CROSS // SNAP
    rows, columns = range(down * step), range(across * step)
    return QPolygonF([QPointF(x * SNAP, y * SNAP) for y in rows for x in columns])


@functools.lru_cache(maxsize=16)
def _crosses(across: int, down: int) -> list[QLineF]:
    found: list[QLineF] = []
    for y in range(0, down * CROSS, CROSS):
        for x in range(0, across * CROSS, CROSS):
            found.append(QLineF(x - ARM, y, x + ARM, y))
            found.append(QLineF(x, y - ARM, x, y + ARM))
    return found

"""The ground of the canvas: dots every 20, crosses every 100."""

import functools
import math

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from luma.ui.nodes.placing import SNAP
from luma.ui.theme import colour

CROSS = 100
FADE_FROM, FADE_TO = 0.6, 0.35


def paint_ground(painter: QPainter, rect: QRectF, zoom: float) -> None:
    """The ground under a part of the canvas; its marks fade away from afar."""
    painter.fillRect(rect, colour("sunk"))
    share = min(max((zoom - FADE_TO) / (FADE_FROM - FADE_TO), 0.0), 1.0)
    if share <= 0.0:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    left, top = math.floor(rect.left() / CROSS), math.floor(rect.top() / CROSS)
    across = math.ceil(rect.right() / CROSS) - left + 1
    down = math.ceil(rect.bottom() / CROSS) - top + 1
    painter.save()
    painter.translate(left * CROSS, top * CROSS)
    painter.setPen(QPen(colour("grid_dot", share), 0))
    painter.drawPoints(_dots(across, down))
    painter.setPen(QPen(colour("grid_cross", share), 0))
    painter.drawLines(_crosses(across, down))
    painter.restore()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=True)


@functools.lru_cache(maxsize=8)
def _dots(across: int, down: int) -> QPolygonF:
    step = CROSS // SNAP
    points = ((x * SNAP, y * SNAP) for y in range(down * step) for x in range(across * step))
    return QPolygonF([QPointF(x, y) for x, y in points])


@functools.lru_cache(maxsize=8)
def _crosses(across: int, down: int) -> list[QPointF]:
    found: list[QPointF] = []
    for y in range(0, down * CROSS, CROSS):
        for x in range(0, across * CROSS, CROSS):
            found += [QPointF(x - 3, y), QPointF(x + 3, y)]
            found += [QPointF(x, y - 3), QPointF(x, y + 3)]
    return found

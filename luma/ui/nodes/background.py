"""The ground of the canvas: dots every 20, crosses every 100."""

import functools
import math

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QImage, QPainter

from luma.ui.nodes.placing import SNAP
from luma.ui.theme import THEME, colour, mixed

CROSS, ARM = 100, 3
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


@functools.lru_cache(maxsize=1)
def _ground(width: int, height: int, zoom: float, ratio: float) -> QImage:
    """The ground of a whole view and a cell more on every side, its first cross at (0, 0)."""
    cell = CROSS * zoom
    across, down = math.ceil(width / cell) + 3, math.ceil(height / cell) + 3
    made = _sheet(math.ceil(across * cell * ratio), math.ceil(down * cell * ratio))
    made.fill(colour("sunk"))
    share = min((zoom - FADE_TO) / (FADE_FROM - FADE_TO), 1.0)
    line = made.bytesPerLine() // 4
    pixels = np.frombuffer(made.bits(), np.uint32).reshape(made.height(), line)
    pixels = pixels[:, : made.width()]
    step = SNAP * zoom * ratio
    _stamp(pixels, step, range(round(ratio)), range(round(ratio)), _over("grid_dot", share))
    arm, thick = round(ARM * ratio), range(round(ratio))
    cross = _over("grid_cross", share)
    _stamp(pixels, cell * ratio, range(-arm, arm + 1), thick, cross)
    _stamp(pixels, cell * ratio, thick, range(-arm, arm + 1), cross)
    return made


def _sheet(width: int, height: int) -> QImage:
    """An image of at least a size: the one that was used last, where it is large enough."""
    held = _held.get("sheet")
    if held is None or held.width() < width or held.height() < height:
        held = QImage(width + width // 4, height + height // 4, QImage.Format.Format_RGB32)
        _held["sheet"] = held
    return held


_held: dict[str, QImage] = {}


def _over(token: str, share: float) -> int:
    """A colour of the theme laid over the ground by a share."""
    return mixed(getattr(THEME, token), THEME.sunk, share).rgb()


def _stamp(
    pixels: npt.NDArray[np.uint32], step: float, across: range, down: range, shade: int
) -> None:
    """Set the same few pixels around every mark of a grid."""
    height, width = pixels.shape
    rows = np.rint(np.arange(0, height, step)).astype(np.int64)
    columns = np.rint(np.arange(0, width, step)).astype(np.int64)
    ys = (rows[:, None] + np.array(down)).ravel()
    xs = (columns[:, None] + np.array(across)).ravel()
    ys, xs = ys[(ys >= 0) & (ys < height)], xs[(xs >= 0) & (xs < width)]
    pixels[np.ix_(ys, xs)] = shade

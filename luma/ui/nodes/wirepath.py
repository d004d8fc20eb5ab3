"""The way of a wire: from an output to an input, by the points where it is bent."""

import itertools
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath

from luma.domain.graphdoc import Place
from luma.ui.nodes.placing import curve_of

SAMPLES = 32
PULL = 0.35
"""How far a bend reaches along its neighbours, as a share of the way to them."""
Points = npt.NDArray[np.float64]


def wire_path(start: QPointF, stop: QPointF, by: Sequence[Place] = ()) -> QPainterPath:
    """The curve from an output to an input; it leaves and arrives level."""
    path = QPainterPath(start)
    if not by:
        first, second = curve_of((start.x(), start.y()), (stop.x(), stop.y()))
        path.cubicTo(QPointF(*first), QPointF(*second), stop)
        return path
    places = np.array([(start.x(), start.y()), *by, (stop.x(), stop.y())])
    tangents = _tangents(places)
    for here, there, leave, arrive in zip(
        places[:-1], places[1:], tangents[:-1], tangents[1:], strict=True
    ):
        reach = float(np.hypot(*(there - here))) * PULL
        path.cubicTo(
            QPointF(*(here + leave * reach)),
            QPointF(*(there - arrive * reach)),
            QPointF(*there),
        )
    return path


def points_of(path: QPainterPath) -> Points:
    """Points along a path, close enough for hits."""
    cubics = np.array(
        [(path.elementAt(n).x, path.elementAt(n).y) for n in range(path.elementCount())]
    )
    if len(cubics) < 4:
        return cubics.reshape(-1, 2)
    t = np.linspace(0.0, 1.0, SAMPLES + 1)[:, None]
    parts = [
        (1 - t) ** 3 * cubics[n]
        + 3 * (1 - t) ** 2 * t * cubics[n + 1]
        + 3 * (1 - t) * t**2 * cubics[n + 2]
        + t**3 * cubics[n + 3]
        for n in range(0, len(cubics) - 1, 3)
    ]
    return np.concatenate(parts)


def bent(
    start: Place, stop: Place, by: Sequence[Place], at: Place
) -> tuple[int, tuple[Place, ...]]:
    """The points of a wire with one more, and its number: where the detour is least."""
    places = [start, *by, stop]
    detours = [_far(a, at) + _far(at, b) - _far(a, b) for a, b in itertools.pairwise(places)]
    number = detours.index(min(detours))
    return number, (*by[:number], at, *by[number:])


def crossed(points: Points, start: Place, stop: Place) -> bool:
    """Whether a stroke from one place to another goes over a line of points."""
    a, b = points[:-1], points[1:]
    p, q = np.asarray(start, float), np.asarray(stop, float)
    over = _side(a, b, p) * _side(a, b, q) <= 0
    under = _side(p, q, a) * _side(p, q, b) <= 0
    return bool(np.any(over & under & (np.any(p != q))))


def _side(a: Points, b: Points, c: Points) -> Points:
    """On which side of the line from a to b a point c lies."""
    along, beside = b - a, c - a
    turned: Points = np.sign(along[..., 0] * beside[..., 1] - along[..., 1] * beside[..., 0])
    return turned


def _tangents(places: Points) -> Points:
    made = np.zeros_like(places)
    made[1:-1] = places[2:] - places[:-2]
    made[0] = made[-1] = (1.0, 0.0)
    lengths = np.maximum(np.hypot(made[:, 0], made[:, 1]), 1e-9)
    return made / lengths[:, None]


def _far(a: Place, b: Place) -> float:
    return float(np.hypot(b[0] - a[0], b[1] - a[1]))

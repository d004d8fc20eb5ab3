"""Directions: lengths, angles of pan and tilt, and ways along the sphere.

All take and give arrays whose last axis is x, y and z, and broadcast.
"""

import numpy as np

from luma.domain.curve import Aim, Floats, Number, Point
from luma.domain.light import DOWN
from luma.domain.venue import Head
from luma.graph.ports import levels

_NOTHING = np.float32(1e-12)
_SHORT = np.float32(1e-6)
_LEAST, _MOST = 1e-12, 1e12
_DOWN = np.array(DOWN, np.float32)


def directed(vectors: Floats) -> Floats:
    """Vectors of any length as directions; one without a length looks down."""
    with np.errstate(over="ignore", under="ignore"):
        square = vectors[..., 0] ** 2 + vectors[..., 1] ** 2 + vectors[..., 2] ** 2
    if square.min(initial=1.0) < _LEAST or square.max(initial=1.0) > _MOST:
        return _directed_carefully(vectors)
    length = np.sqrt(square)
    found = np.empty(vectors.shape, np.float32)
    for part in range(3):
        np.divide(vectors[..., part], length, out=found[..., part])
    return found


def _directed_carefully(vectors: Floats) -> Floats:
    """The same for vectors whose squares may be too large or too small to be told."""
    most = np.abs(vectors).max(axis=-1, keepdims=True)
    scaled = vectors / np.where(most > 0.0, most, np.float32(1.0))
    length = np.sqrt(np.einsum("...i,...i->...", scaled, scaled))[..., None]
    found = np.where(most > 0.0, scaled / np.maximum(length, _NOTHING), _DOWN)
    return np.asarray(found, np.float32)


def turned(pan: Number | float, tilt: Number | float) -> Floats:
    """The direction of a lamp that hangs from above, by its pan and tilt in degrees.

    Without tilt it looks down; tilt lifts it towards the audience, and pan turns that
    anticlockwise as seen from above.
    """
    round_, up = (np.radians(np.mod(levels(a)[:, :, 0], 360.0)) for a in (pan, tilt))
    side = np.sin(up)
    parts = np.broadcast_arrays(np.sin(round_) * side, -np.cos(round_) * side, -np.cos(up))
    return directed(np.stack(parts, axis=-1))


def sides(aims: Floats) -> tuple[Floats, Floats]:
    """Two directions across each aim, at right angles: for one down they are x and y."""
    x, y, z = aims[..., 0], aims[..., 1], aims[..., 2]
    by = 1.0 / np.maximum(1.0 - z, _SHORT)
    first = np.stack([1.0 - x * x * by, -x * y * by, x], axis=-1)
    second = np.stack([-x * y * by, 1.0 - y * y * by, y], axis=-1)
    return first, second


def beside(aims: Floats, right: Floats, up: Floats) -> Floats:
    """Directions that lie away from others, by so many radians to each side of them."""
    first, second = sides(aims)
    angle = np.hypot(right, up)
    share = np.where(angle > _SHORT, np.sin(angle) / np.maximum(angle, _SHORT), 1.0)
    along, across, over = np.cos(angle), right * share, up * share
    found = np.empty((*np.broadcast_shapes(aims.shape[:-1], angle.shape), 3), np.float32)
    for part in range(3):
        away = first[..., part] * across + second[..., part] * over
        found[..., part] = aims[..., part] * along + away
    return directed(found)


def between(start: Floats, stop: Floats, share: Floats) -> Floats:
    """Directions on the shortest way from one to another; opposite ones go by the side."""
    along = np.einsum("...i,...i->...", start, stop)
    way = stop - start * along[..., None]
    length = np.sqrt(np.einsum("...i,...i->...", way, way))
    straight = length > _SHORT
    by = np.where(straight, length, np.float32(1.0))[..., None]
    way = np.where(straight[..., None], way / by, sides(start)[0])
    angle = np.arctan2(np.where(straight, length, 0.0), along) * share
    cos, sin = np.cos(angle), np.sin(angle)
    found = np.empty((*angle.shape, 3), np.float32)
    for part in range(3):
        found[..., part] = start[..., part] * cos + way[..., part] * sin
    return directed(found)


def about(aims: Floats, axis: int, angle: Floats) -> Floats:
    """Directions turned about an axis of the room by so many radians."""
    found = np.empty((*np.broadcast_shapes(aims.shape[:-1], angle.shape), 3), np.float32)
    one, other = (axis + 1) % 3, (axis + 2) % 3
    cos, sin = np.cos(angle), np.sin(angle)
    found[..., axis] = aims[..., axis]
    found[..., one] = aims[..., one] * cos - aims[..., other] * sin
    found[..., other] = aims[..., one] * sin + aims[..., other] * cos
    return directed(found)


def looks_at(heads: tuple[Head, ...], places: Floats) -> Floats:
    """The direction of each head towards places in the room."""
    stand = np.array([head.position for head in heads], np.float32).reshape(-1, 1, 3)
    return directed(places - stand)


def centre_of(
    heads: tuple[Head, ...],
    centre: Aim | None,
    point: Point | None,
    pan: Number | float,
    tilt: Number | float,
) -> Floats:
    """The direction that is wired, or towards the place that is, or that of pan and tilt."""
    if centre is not None:
        return directed(centre.values)
    return turned(pan, tilt) if point is None else looks_at(heads, point.values)

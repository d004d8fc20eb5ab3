"""What hands do in the room, as numbers: picking, dragging and snapping; no Qt here."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.venue import Vector
from luma.ui.preview.camera import Camera, Eye, Floats
from luma.ui.preview.flat import Flat

Point = tuple[float, float]
Size = tuple[int, int]
STEEP = 0.6
FARTHEST = 60.0
LETTERS = ("x", "y", "z")


def plane_of(eye: Eye) -> tuple[int, int]:
    """The two axes of the room along which a drag moves: those of a plan, or what is faced.

    Seen with perspective, a drag moves along the floor from above, and across and up from
    about the height of people.
    """
    if isinstance(eye, Flat):
        return eye.right, eye.up
    if isinstance(eye, Camera):
        way = np.subtract(eye.target, eye.eye)
        x, y, z = np.abs(way / max(float(np.linalg.norm(way)), 1e-9))
        if z > STEEP:
            return 0, 1
        return (0, 2) if y >= x else (1, 2)
    return 0, 1


def on_plane(eye: Eye, at: Point, size: Size, anchor: Vector, axes: tuple[int, int]) -> Floats:
    """Where the sight through a pixel meets the plane of two axes through a place."""
    start, way = eye.ray(*at, *size)
    normal = 3 - axes[0] - axes[1]
    place = np.array(anchor, dtype=np.float64)
    if abs(way[normal]) < 1e-6:
        return place
    met: Floats = start + way * ((place[normal] - start[normal]) / way[normal])
    return np.asarray(place + np.clip(met - place, -FARTHEST, FARTHEST))


class Stroke(NamedTuple):
    """A drag over a picture of some size: where it began, and where it is."""

    start: Point
    now: Point
    size: Size


def dragged(eye: Eye, stroke: Stroke, anchor: Vector, axes: tuple[int, int]) -> Vector:
    """How far a drag in the picture takes something at a place, along two axes."""
    here, there = (on_plane(eye, at, stroke.size, anchor, axes) for at in stroke[:2])
    way = [0.0, 0.0, 0.0]
    for axis in axes:
        way[axis] = float(there[axis] - here[axis])
    return way[0], way[1], way[2]


def dragged_along(eye: Eye, stroke: Stroke, anchor: Vector, axis: int) -> Vector:
    """How far a drag takes something along one axis: as the picture shows that axis."""
    way = np.zeros(3)
    way[axis] = 1.0
    (x0, y0, _), (x1, y1, _) = eye.project(
        np.array([anchor, np.add(anchor, way)]), *stroke.size
    )
    along = np.array([x1 - x0, y1 - y0])
    length = float(along @ along)
    if length < 1.0:
        return 0.0, 0.0, 0.0
    metres = float(np.subtract(stroke.now, stroke.start) @ along) / length
    moved = way * float(np.clip(metres, -FARTHEST, FARTHEST))
    return float(moved[0]), float(moved[1]), float(moved[2])


def snapped(anchor: Vector, way: Vector, step: float, axes: Sequence[int]) -> Vector:
    """A way that ends on the grid, on the axes that are moved; no step leaves it as it is."""
    found = list(way)
    for axis in axes:
        end = anchor[axis] + way[axis]
        found[axis] = (round(end / step) * step if step > 0 else round(end, 2)) - anchor[axis]
    return found[0], found[1], found[2]


def nearest(points: npt.ArrayLike, at: Point, reach: float) -> int | None:
    """The number of the point that lies nearest to a pixel, if any is within reach."""
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    if not len(places):
        return None
    away = np.hypot(places[:, 0] - at[0], places[:, 1] - at[1])
    first = int(away.argmin())
    return first if away[first] <= reach else None


def within(points: npt.ArrayLike, one: Point, other: Point) -> list[int]:
    """The numbers of the points in the box between two corners."""
    places = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    low, high = np.minimum(one, other), np.maximum(one, other)
    return [int(n) for n in np.flatnonzero(((places >= low) & (places <= high)).all(axis=1))]

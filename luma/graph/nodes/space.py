"""`space/`: where heads stand, as numbers."""

from collections.abc import Callable
from typing import Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Number
from luma.domain.venue import Head
from luma.graph.register import node

Floats = npt.NDArray[np.float64]
Which = Literal[
    "index", "share", "x", "y", "z", "relative_x", "relative_y", "relative_z", "along", "angle",
    "rank", "distance", "group",
]  # fmt: skip
_TINY = 1e-9


@node("space/attribute")
def attribute(heads: tuple[Head, ...], *, which: Which = "share") -> Number:
    """A number for every head, from its place in the selection or in the room.

    Index counts from 0 and share runs from 0 to 1 in the selection's order; x, y and z are
    metres, relative is 0 to 1 on that axis, along is the same on the longest axis. Angle is the
    share of a turn about the centre, rank the same evenly spread, distance 0 at the centre and
    1 at the farthest head, group the number of the head's first group.
    """
    found = _FOUND[which](heads)
    return Number(found.astype(np.float32)[:, None, None])


def _places(heads: tuple[Head, ...]) -> Floats:
    return np.array([head.position for head in heads], np.float64).reshape(len(heads), 3)


def _index(heads: tuple[Head, ...]) -> Floats:
    return np.arange(len(heads), dtype=np.float64)


def _share(heads: tuple[Head, ...]) -> Floats:
    return _index(heads) / max(len(heads) - 1, 1)


def _relative(values: Floats) -> Floats:
    """0 to 1 from the least to the most; the middle where all are the same."""
    extent = np.ptp(values) if values.size else 0.0
    if extent < _TINY:
        return np.full(values.shape, 0.5)
    return np.asarray((values - values.min()) / extent, dtype=np.float64)


def _along(heads: tuple[Head, ...]) -> Floats:
    places = _places(heads)
    return _relative(places[:, _axes_by_extent(places)[0]])


def _axes_by_extent(places: Floats) -> list[int]:
    extents = [round(float(np.ptp(places[:, axis])), 6) for axis in range(3)]
    return sorted(range(3), key=lambda axis: (-extents[axis], axis))


def _from_centre(heads: tuple[Head, ...]) -> Floats:
    places = _places(heads)
    return np.asarray(places - places.mean(axis=0), dtype=np.float64)


def _angle(heads: tuple[Head, ...]) -> Floats:
    """Counted in the plane in which the heads are spread the most, from its first axis on."""
    across, up = sorted(_axes_by_extent(_places(heads))[:2])
    away = np.round(_from_centre(heads), 6)
    turns = np.arctan2(away[:, up], away[:, across]) / (2.0 * np.pi)
    return np.asarray(np.mod(turns, 1.0), dtype=np.float64)


def _rank(heads: tuple[Head, ...]) -> Floats:
    order = np.argsort(_angle(heads), kind="stable")
    ranks = np.empty(len(heads))
    ranks[order] = _index(heads) / len(heads)
    return ranks


def _distance(heads: tuple[Head, ...]) -> Floats:
    distances = np.linalg.norm(_from_centre(heads), axis=1)
    return np.asarray(distances / max(float(distances.max()), _TINY), dtype=np.float64)


def _group(heads: tuple[Head, ...]) -> Floats:
    first = [head.groups[0] if head.groups else "" for head in heads]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(first))}
    return np.array([numbers[name] for name in first], dtype=np.float64)


_FOUND: dict[str, Callable[[tuple[Head, ...]], Floats]] = {
    "index": _index,
    "share": _share,
    "x": lambda heads: _places(heads)[:, 0],
    "y": lambda heads: _places(heads)[:, 1],
    "z": lambda heads: _places(heads)[:, 2],
    "relative_x": lambda heads: _relative(_places(heads)[:, 0]),
    "relative_y": lambda heads: _relative(_places(heads)[:, 1]),
    "relative_z": lambda heads: _relative(_places(heads)[:, 2]),
    "along": _along,
    "angle": _angle,
    "rank": _rank,
    "distance": _distance,
    "group": _group,
}

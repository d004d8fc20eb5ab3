"""Where heads stand, as numbers: in their order, in the room, about their centre."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Floats as Levels
from luma.domain.selection import Selection
from luma.domain.venue import Head

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]
_TINY = 1e-9


def chosen(heads: tuple[Head, ...], among: Selection | None) -> Indices:
    """The numbers of the heads that are meant, in order; without a selection all of them."""
    meant = range(len(heads)) if among is None else dict.fromkeys(among.heads)
    return np.array([i for i in meant if 0 <= i < len(heads)], np.int64)


def scattered(values: npt.NDArray[np.floating], onto: Indices, heads: int) -> Levels:
    """Values for some heads, with 0 for all the others; heads come first."""
    found = np.zeros((heads, *values.shape[1:]), np.float32)
    found[onto] = values
    return found


def slots(heads: tuple[Head, ...], which: str) -> Floats:
    """Where each head stands on a line from 0 to 1 that leaves the same room for every head.

    The first of n in a row stands in the middle of the first n-th, so that what runs round the
    line finds the last as far from the first as from the one before it.
    """
    count = max(len(heads), 1)
    if which == "angle":
        return _angle(heads)
    if which == "group":
        numbers = _group(heads)
        return np.asarray((numbers + 0.5) / (numbers.max(initial=0.0) + 1.0), np.float64)
    places = _share(heads) if which == "order" else PLACES[LINES[which]](heads)
    return np.asarray((places * (count - 1) + 0.5) / count, np.float64)


LINES = {"x": "relative_x", "y": "relative_y", "z": "relative_z", "along": "along"}
"""The lines through the room that heads stand on, and their places there from 0 to 1."""


def _positions(heads: tuple[Head, ...]) -> Floats:
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
    places = _positions(heads)
    return _relative(places[:, _axes_by_extent(places)[0]])


def _axes_by_extent(places: Floats) -> list[int]:
    extents = [round(float(np.ptp(places[:, axis])), 6) for axis in range(3)]
    return sorted(range(3), key=lambda axis: (-extents[axis], axis))


def _from_centre(heads: tuple[Head, ...]) -> Floats:
    places = _positions(heads)
    return np.asarray(places - places.mean(axis=0), dtype=np.float64)


def _angle(heads: tuple[Head, ...]) -> Floats:
    """Counted in the plane in which the heads are spread the most, from its first axis on."""
    across, up = sorted(_axes_by_extent(_positions(heads))[:2])
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


PLACES: dict[str, Callable[[tuple[Head, ...]], Floats]] = {
    "index": _index,
    "share": _share,
    "x": lambda heads: _positions(heads)[:, 0],
    "y": lambda heads: _positions(heads)[:, 1],
    "z": lambda heads: _positions(heads)[:, 2],
    "relative_x": lambda heads: _relative(_positions(heads)[:, 0]),
    "relative_y": lambda heads: _relative(_positions(heads)[:, 1]),
    "relative_z": lambda heads: _relative(_positions(heads)[:, 2]),
    "along": _along,
    "angle": _angle,
    "rank": _rank,
    "distance": _distance,
    "group": _group,
}

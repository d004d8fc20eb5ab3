"""`view/`: what flows on a wire, shown as a picture; at most 1024 columns of it."""

from collections.abc import Callable
from typing import Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Aim, Colour, Floats, FrameTimes, Number, Point
from luma.domain.picture import Picture
from luma.graph.register import node

COLUMNS = 1024
ROWS = 256
LINES = 16

Shown = Literal["heads", "mean", "range"]
Plane = Literal["xy", "xz", "yz"]
Indices = npt.NDArray[np.int64]
_AXES = {"xy": [0, 1], "xz": [0, 2], "yz": [1, 2]}


@node("view/scope")
def scope(a: Number, at: FrameTimes, *, show: Shown = "heads") -> Picture:
    """A number over time, as lines.

    Heads draws a line for every head, 16 of them at most and evenly chosen; mean draws one line
    for all, and range the least, the mean and the most of them. Of a long span every stretch
    shows its least and its most, so that no flash is lost.
    """
    rows = a.values[:, :, 0]
    if show == "heads":
        lines = rows[np.linspace(0, len(rows) - 1, min(len(rows), LINES)).round().astype(int)]
    else:
        mean = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
        ends = [rows.min(axis=0), mean, rows.max(axis=0)]
        lines = np.stack(ends if show == "range" else [mean])
    lines = np.broadcast_to(lines, (len(lines), at.count))
    low, high = _range(lines)
    return Picture("scope", _ends(lines), at.first, low, high, at.count)


@node("view/heat_map")
def heat_map(a: Number, at: FrameTimes) -> Picture:
    """A number over heads and time, as a field of brightness.

    One row for each head, dark for the least and bright for the most. Of a long span every
    stretch shows its most, so that no flash is lost.
    """
    rows = np.broadcast_to(a.values[:, :, 0], (a.heads, at.count))
    low, high = _range(rows)
    rows = np.maximum.reduceat(rows, starts_of(at.count, COLUMNS), axis=1)
    rows = np.maximum.reduceat(rows, starts_of(len(rows), ROWS), axis=0)
    return Picture("heat_map", rows, at.first, low, high, at.count)


@node("view/colour_strip")
def colour_strip(colour: Colour, at: FrameTimes) -> Picture:
    """A colour over heads and time, as it would be seen.

    One row for each head; a number is shown as grey. Of a long span every stretch shows its
    brightest moment.
    """
    seen = np.clip(colour.values, 0.0, 1.0)
    seen = seen[:, :, :3] * seen[:, :, 3:]
    rows = np.broadcast_to(seen, (colour.heads, at.count, 3))
    rows = _picked(rows, starts_of(at.count, COLUMNS), _brightness)
    rows = _picked(rows.swapaxes(0, 1), starts_of(len(rows), ROWS), _brightness)
    return Picture("strip", rows.swapaxes(0, 1), at.first, frames=at.count)


@node("view/xy")
def xy(
    at: FrameTimes,
    x: Number | None = None,
    y: Number | None = None,
    aim: Aim | None = None,
    point: Point | None = None,
    *,
    plane: Plane = "xy",
) -> Picture:
    """Two numbers against one another, or where heads point or lie, as a path for each head.

    X runs to the right and y up. A wired point or aim is seen along the plane: xy from above,
    xz from the front, yz from the side. Of a long span every stretch shows the moment that is
    farthest from its middle.
    """
    if x is not None or y is not None:
        pair = [
            np.zeros((1, 1), np.float32) if c is None else c.values[:, :, 0] for c in (x, y)
        ]
        places = np.stack(np.broadcast_arrays(*pair), axis=-1)
    else:
        placed = point or aim or Point(np.zeros((1, 1, 3), np.float32))
        places = placed.values[:, :, _AXES[plane]]
    low, high = _range(places)
    places = np.broadcast_to(places, (places.shape[0], at.count, 2))
    picked = _picked(places, starts_of(at.count, COLUMNS), _distance)
    least = -1.0 if aim is not None else low
    return Picture("xy", picked[:ROWS], at.first, min(low, least), high, at.count)


def _range(values: Floats) -> tuple[float, float]:
    """From 0 to 1, and farther where the values go farther."""
    return min(0.0, float(values.min())), max(1.0, float(values.max()))


def starts_of(count: int, most: int) -> Indices:
    """Where each of the even stretches begins that a row is cut into."""
    pieces = min(count, most)
    return np.arange(pieces, dtype=np.int64) * count // pieces


def _ends(lines: Floats) -> Floats:
    """The lines, or of every stretch of long ones the least and then the most."""
    if lines.shape[1] <= COLUMNS:
        return lines
    starts = starts_of(lines.shape[1], COLUMNS // 2)
    both = [fold.reduceat(lines, starts, axis=1) for fold in (np.minimum, np.maximum)]
    return np.stack(both, axis=-1).reshape(len(lines), -1)


def _picked(values: Floats, starts: Indices, merit: Callable[[Floats], Floats]) -> Floats:
    """Of every stretch of the second axis the place with the most merit, for every row."""
    if starts.size == values.shape[1]:
        return values
    stops = np.append(starts[1:], values.shape[1])
    rows = np.arange(values.shape[0])
    parts = [values[:, a:b] for a, b in zip(starts, stops, strict=True)]
    return np.stack([part[rows, merit(part).argmax(axis=1)] for part in parts], axis=1)


def _brightness(part: Floats) -> Floats:
    return np.asarray(part.sum(axis=2), np.float32)


def _distance(part: Floats) -> Floats:
    with np.errstate(over="ignore"):
        away = part.astype(np.float64) - part.mean(axis=1, keepdims=True, dtype=np.float64)
        return np.asarray(np.minimum(np.hypot(away[..., 0], away[..., 1]), 3e38), np.float32)

"""`math/`: numbers that know their own past."""

from typing import Annotated, Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Floats, FrameTimes, Number, Trigger
from luma.domain.units import LIGHT_FPS
from luma.domain.venue import Head
from luma.graph.nodes._finite import number
from luma.graph.nodes._loops_maths import percentiles
from luma.graph.ports import levels
from luma.graph.register import Range, node

Against = Literal["clip", "running", "percentile"]
Over = Literal["heads", "time"]
How = Literal["min", "max", "mean", "sum"]
LONGEST_PAST = 30.0
"""The seconds that a window into the past may last."""

_FOLDS = {"min": np.minimum, "max": np.maximum, "mean": np.add, "sum": np.add}


class Gate(NamedTuple):
    """Whether a number is above a level, and the moments when it comes there."""

    gate: Number
    trigger: Trigger


@node("math/threshold", memory="all")
def threshold(
    a: Number,
    at: FrameTimes,
    *,
    level: Annotated[Number | float, Range(-1e9, 1e9)] = 0.5,
    hysteresis: Annotated[Number | float, Range(0, 1e9)] = 0.05,
) -> Gate:
    """A gate that opens when a number reaches a level, and a trigger whenever it opens.

    The gate is 1 while open and 0 while closed. Level is where it opens; it closes only when
    the number has fallen by more than the hysteresis below that, so that it does not flutter.
    The trigger is as strong as the share of heads whose gates open at that moment.
    """
    edge, slack = levels(level), levels(hysteresis)
    opens = a.values >= edge
    with np.errstate(over="ignore"):
        decided = opens | (a.values < edge - np.maximum(slack, np.float32(0.0)))
    frames = np.arange(decided.shape[1])[None, :, None]
    last = np.maximum.accumulate(np.where(decided, frames, 0), axis=1)
    gate = np.take_along_axis(np.broadcast_to(opens, decided.shape), last, axis=1)
    before = np.concatenate([np.zeros_like(gate[:, :1]), gate[:, :-1]], axis=1)
    strength = (gate & ~before)[:, :, 0].astype(np.float32).mean(axis=0)
    moments = np.flatnonzero(strength)
    return Gate(Number(gate.astype(np.float32)), Trigger(at.first + moments, strength[moments]))


@node("math/normalise", memory="all")
def normalise(
    a: Number,
    *,
    against: Against = "running",
    window: Annotated[float, Range(0.1, LONGEST_PAST, "s")] = 8.0,
    low: Annotated[float, Range(0, 0.5)] = 0.05,
    high: Annotated[float, Range(0.5, 1)] = 0.95,
    least_range: Annotated[float, Range(0, 1e9)] = 0.05,
    together: bool = False,
) -> Number:
    """A number stretched so that what it has been doing lately fills 0 to 1.

    Clip measures it against its least and most since the clip began, running against those of
    the last seconds (the window), and percentile against the levels that it was below for the
    shares low and high of that window, so that a single flash counts for little. It knows only
    the past. A range narrower than the least range is taken as that wide, so that silence stays
    dark. Together measures all heads by one range instead of each by its own.
    """
    rows = np.array(a.values[:, :, 0])
    frames = max(1, round(window * LIGHT_FPS))
    if against == "clip":
        least = np.minimum.accumulate(rows, axis=1)
        most = np.maximum.accumulate(rows, axis=1)
    elif against == "running":
        least, most = over_past(rows, frames, np.minimum), over_past(rows, frames, np.maximum)
    else:
        least, most = np.empty_like(rows), np.empty_like(rows)
        percentiles(rows, min(frames, rows.shape[1]), low, high, least, most)
    if together:
        least, most = least.min(axis=0, keepdims=True), most.max(axis=0, keepdims=True)
    with np.errstate(all="ignore"):
        half = np.float32(0.5)
        wide = np.maximum(most * half - least * half, np.float32(least_range * 0.5))
        share = (rows * half - least * half) / np.where(wide > 0.0, wide, np.float32(1.0))
    return Number(np.clip(share, 0.0, 1.0))


@node("math/reduce", memory=LONGEST_PAST)
def reduce(
    a: Number,
    heads: tuple[Head, ...],
    at: FrameTimes,
    *,
    over: Over = "heads",
    how: How = "mean",
    window: Annotated[float, Range(0, LONGEST_PAST, "s")] = 1.0,
) -> Number:
    """The least, most, mean or sum of a number over all heads or over the last seconds.

    Over heads gives one number for all of them. Over time looks back from every moment as far
    as the window, but not before the clip; there, the sum counts a level of 1 that lasts for
    one second as 1.
    """
    if over == "heads":
        return number(_over_heads(a.values, len(heads), how))
    frames = max(1, round(window * LIGHT_FPS))
    values = a.values
    if values.shape[1] == 1 and how != "sum":
        return a
    if how in {"min", "max"}:
        return Number(over_past(values, frames, _FOLDS[how]))
    values = np.broadcast_to(values, (values.shape[0], at.count, 1))
    part = np.float32(1.0 / (LIGHT_FPS if how == "sum" else frames))
    with np.errstate(over="ignore"):
        total = over_past(values * part, frames, np.add)
        if how == "mean":
            known = np.minimum(np.arange(1, at.count + 1), frames)
            total = total * (frames / known).astype(np.float32)[:, None]
        return number(total)


def _over_heads(values: Floats, heads: int, how: How) -> Floats:
    if how == "mean":
        return np.asarray(values.mean(axis=0, keepdims=True, dtype=np.float64), np.float32)
    if how == "sum":
        times = heads if values.shape[0] == 1 else 1
        total = values.sum(axis=0, keepdims=True, dtype=np.float64) * times
        bound = float(np.finfo(np.float32).max)
        return np.asarray(np.clip(total, -bound, bound), np.float32)
    return np.asarray(_FOLDS[how].reduce(values, axis=0, keepdims=True), np.float32)


def over_past(values: Floats, frames: int, fold: np.ufunc) -> Floats:
    """What so many frames up to each one come to; `values` has them on its second axis.

    Windows of 1, 2, 4, 8… frames are each made of two of half the length, and what is asked for
    of those, so the same frames always meet in the same order.
    """
    count, length, behind = values.shape[1], 1, 0
    power: npt.NDArray[np.float32] = values
    found: npt.NDArray[np.float32] | None = None
    while length <= frames and behind < count:
        if frames & length:
            found = power if found is None else _folded(found, power, behind, fold)
            behind += length
        power = _folded(power, power, length, fold)
        length *= 2
    return values if found is None else found


def _folded(late: Floats, early: Floats, behind: int, fold: np.ufunc) -> Floats:
    """One row of windows with those so many frames before, where there are any."""
    found = late.copy()
    if behind < late.shape[1]:
        fold(late[:, behind:], early[:, : late.shape[1] - behind], out=found[:, behind:])
    return found

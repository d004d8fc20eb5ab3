"""`time/`: what a value was, and how it may move on from there."""

from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import FrameTimes, Number, Trigger
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS
from luma.graph.nodes._loops_timing import follow
from luma.graph.nodes._pulses import (
    HAIR,
    LENGTHS,
    Clock,
    Every,
    Floats,
    Indices,
    Positions,
    between,
    bias,
    blows,
    frames_ago,
    latest,
    taken_at,
)
from luma.graph.ports import levels
from luma.graph.register import Range, node

_MOST = float(np.finfo(np.float32).max)
_ONE, _NONE = np.float32(1.0), np.float32(0.0)
_SHORTEST = np.float32(1e-6)
_NEAR = 1e-6


@node("time/delay", memory="all")
def delay(
    value: Number,
    beats: BeatGrid,
    at: FrameTimes,
    *,
    clock: Clock = "beats",
    late: Annotated[Number | float, Range(0, 64, "beats or s")] = 1.0,
    before: Literal["first", "zero"] = "first",
) -> Number:
    """The same value, but later.

    Late counts beats or seconds, and may differ from head to head, so that what happens travels
    over them. Before it arrives, the first value of the clip stands in, or zero.
    """
    frames = np.arange(at.count)[None, :, None]
    source = frames - frames_ago(beats, at, late, clock)
    source = np.clip(np.broadcast_to(source, (source.shape[0], at.count, 1)), -1.0, frames)
    left = np.floor(source + _NEAR).astype(np.int64)
    share = np.clip(source - left, 0.0, 1.0).astype(np.float32)
    right = np.minimum(left + 1, frames)
    first = taken_at(value.values, np.maximum(left, 0))
    if value.frames > 1:
        first = between(first, taken_at(value.values, np.maximum(right, 0)), share)
    if before == "zero":
        first = np.where(left < 0, _NONE, first)
    return Number(first)


@node("time/slew", memory="all")
def slew(
    value: Number,
    *,
    rise: Annotated[Number | float, Range(0, 1000, "per s")] = 4.0,
    fall: Annotated[Number | float, Range(0, 1000, "per s")] = 1.0,
) -> Number:
    """Follows a value, but no faster than it may rise and fall.

    Rise and fall are how far it may move in a second: at 1 it takes a second from 0 to 1, at 0
    it does not move at all. It begins with the first value of the clip.
    """
    frame = np.float32(1.0 / LIGHT_FPS)
    return _following(value, levels(rise) * frame, levels(fall) * frame, shares=False)


@node("time/smooth", memory="all")
def smooth(
    value: Number,
    *,
    kind: Literal["one_pole", "window"] = "one_pole",
    time: Annotated[Number | float, Range(0, 10, "s")] = 0.2,
) -> Number:
    """A calmer version of a value, which comes a little later.

    One pole goes towards the value, two thirds of the way in the time and ever slower; a window
    is the mean of all values in the time that has just passed. Neither looks ahead.
    """
    if kind == "one_pole":
        constant = np.maximum(levels(time), _SHORTEST) * np.float32(LIGHT_FPS)
        share = -np.expm1(-_ONE / constant)
        return _following(value, share, share, shares=True)
    return _windowed(value, levels(time))


def _following(value: Number, up: Floats, down: Floats, *, shares: bool) -> Number:
    if value.frames == 1:
        return value
    heads, frames, _ = np.broadcast_shapes(value.values.shape, up.shape, down.shape)
    values, rise, fall = (
        np.broadcast_to(curve, (heads, frames, 1))[:, :, 0]
        for curve in (value.values, np.maximum(up, _NONE), np.maximum(down, _NONE))
    )
    followed = np.empty((heads, frames), np.float32)
    follow(values, rise, fall, shares, followed)
    return Number(followed)


def _windowed(value: Number, time: Floats) -> Number:
    if value.frames == 1:
        return value
    count = value.frames
    frames = np.arange(1, count + 1)[None, :, None]
    most = np.clip(np.rint(time.astype(np.float64) * LIGHT_FPS), 1, count).astype(np.int64)
    before = frames - np.minimum(most, frames)
    sums = np.zeros((value.heads, count + 1, 1))
    np.cumsum(value.values, axis=1, dtype=np.float64, out=sums[:, 1:])
    mean = (sums[:, 1:] - taken_at(sums, before)) / (frames - before)
    return Number(np.clip(mean, -_MOST, _MOST).astype(np.float32))


@node("time/decay", memory="all")
def decay(
    moments: Trigger,
    beats: BeatGrid,
    at: FrameTimes,
    *,
    clock: Clock = "beats",
    attack: Annotated[Number | float, Range(0, 16, "beats or s")] = 0.0,
    fall: Annotated[Number | float, Range(0.01, 16, "beats or s")] = 1.0,
    curve: Annotated[Number | float, Range(0, 1)] = 0.5,
    strength: Annotated[Number | float, Range(0, 1)] = 1.0,
    apart: Annotated[float, Range(0, 16, "beats or s")] = 0.0,
) -> Number:
    """A flash at every moment that rises and falls away again.

    Attack and fall count beats or seconds. A curve above a half falls quickly at first, one
    below it holds on for longer. With a strength of 1 a soft moment gives a soft flash; at 0
    all are alike. Where flashes overlap, the brighter one is seen. Apart is the least time from
    the start of one flash to the next: moments that come sooner are passed over.
    """
    frames, hard = blows(moments, at)
    now = beats.position(at.seconds) if clock == "beats" else at.seconds
    kept = _spaced(now[frames], apart)
    frames, hard = frames[kept], hard[kept]
    rise = np.maximum(levels(attack), _NONE)
    down = np.maximum(levels(fall), np.float32(0.01))
    share = levels(strength)
    peaks = np.maximum(hard, _NONE)
    last = np.searchsorted(frames, np.arange(at.count), "right") - 1
    lasts = float(rise.max()) + float(down.max())
    overlapping = last - np.searchsorted(now[frames], now - lasts - _NEAR, "left") + 1
    level = np.zeros((1, at.count, 1), np.float32)
    for ago in range(int(overlapping.max())):
        which = last - ago
        known = (which >= 0)[None, :, None]
        since = now - now[frames[np.maximum(which, 0)]]
        age = np.maximum(since.astype(np.float32), _NONE)[None, :, None]
        peak = _ONE - share + share * peaks[np.maximum(which, 0)][None, :, None]
        fallen = bias(np.clip((age - rise) / down, _NONE, _ONE), levels(curve))
        flash = np.where(age < rise, age / np.maximum(rise, _SHORTEST), _ONE - fallen)
        level = np.maximum(level, np.where(known, flash * peak, _NONE))
    return Number(level)


def _spaced(moments: Positions, apart: float) -> Indices:
    """Which of some moments in order are at least so far from the last one that was kept."""
    if apart <= 0.0:
        return np.arange(moments.size)
    kept = []
    last = -np.inf
    for number, moment in enumerate(moments):
        if moment - last >= apart - _NEAR:
            kept.append(number)
            last = moment
    return np.array(kept, np.int64)


@node("time/freeze", memory="all")
def freeze(value: Number, gate: Number, at: FrameTimes) -> Number:
    """Holds the value still for as long as the gate is on.

    The gate is on above a half. What is held is the value at the moment when it opens.
    """
    held, _ = _opened(gate, at)
    return Number(taken_at(value.values, held))


@node("time/stutter", memory="all")
def stutter(
    value: Number,
    gate: Number,
    beats: BeatGrid,
    at: FrameTimes,
    *,
    length: Every = "1/2",
    on_beat: bool = True,
) -> Number:
    """Repeats the last slice of some beats for as long as the gate is on.

    The gate is on above a half. On the beat, the slice is the last whole one before the gate
    opened, and its repeats stay in time with the track; otherwise it is what came just before.
    Where a slice would reach back before the clip, the first value of the clip stands in.
    """
    opened, is_on = _opened(gate, at)
    slice_length = LENGTHS[length]
    position = beats.position(at.seconds)
    stop = position[opened]
    if on_beat:
        stop = np.floor((stop + HAIR) / slice_length) * slice_length
    start = stop - slice_length
    within = np.mod(position[None, :, None] + HAIR - start, slice_length)
    seconds = beats.seconds(start + within)
    frames = np.arange(at.count)[None, :, None]
    source = np.clip(np.floor(seconds * LIGHT_FPS + _NEAR) - at.first, 0, frames)
    source = np.where(is_on, source, frames).astype(np.int64)
    return Number(taken_at(value.values, source))


def _opened(gate: Number, at: FrameTimes) -> tuple[Indices, npt.NDArray[np.bool_]]:
    """The frame when the gate opened where it is on, else the frame itself; and where it is."""
    is_on = np.broadcast_to(gate.values[:, :, 0] > 0.5, (gate.heads, at.count))
    frames = np.arange(at.count)
    closed = latest(~is_on)
    opened = np.where(is_on, closed + 1, frames)
    return opened[:, :, None], is_on[:, :, None]

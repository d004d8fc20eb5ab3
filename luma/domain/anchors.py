"""The way between beat grids and the few anchors by which other programs write them."""

import itertools
import math
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from luma.domain.foreign import Anchor
from luma.domain.gridedits import FASTEST, LONGEST_BAR, SLOWEST
from luma.domain.rhythm import BeatGrid

LONGEST = 12 * 3600.0
SLACK = 0.05
"""How many beats a stretch may be off from whole ones and still be whole ones."""
NEAR = 0.0005
"""How far, in seconds, a beat may lie from where its anchors put it."""
_CLOSEST = 0.01

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]


def grid_of(anchors: Iterable[Anchor], seconds: float) -> BeatGrid | None:
    """The grid of a track of some length on which anchors lie; none where none makes sense.

    A tempo holds from its anchor to the next one, and the first one before it too.
    """
    usable = _usable(anchors)
    if not usable:
        return None
    last = usable[-1]
    until = seconds if seconds >= last.at else last.at + 60.0 / last.bpm
    until = min(until, LONGEST)
    parts = [_before(usable[0])]
    parts += [_between(one, other) for one, other in itertools.pairwise(usable)]
    parts.append(_row(last, int((until - last.at) * last.bpm / 60.0 + 1e-6) + 1))
    beats = np.concatenate([beats for beats, _ in parts])
    numbers = np.concatenate([numbers for _, numbers in parts])
    kept = beats > -NEAR
    beats, numbers = np.maximum(beats[kept], 0.0), numbers[kept]
    if beats.size < 2:
        return None
    downbeats = np.flatnonzero(numbers == 0)
    return BeatGrid(beats, downbeats if downbeats.size else np.array([0]))


def anchors_of(grid: BeatGrid) -> tuple[Anchor, ...]:
    """The fewest anchors from which a grid comes out again, within half a millisecond."""
    found = []
    bars = _numbers(grid)
    start, count = 0, grid.beats.size
    while start < count - 1:
        stop = _reach(grid.beats, bars, start)
        step = (grid.beats[stop] - grid.beats[start]) / (stop - start)
        number, metre = bars[start]
        found.append(Anchor(float(grid.beats[start]), float(60.0 / step), number + 1, metre))
        start = stop
    if bars[start] != _next(bars[start - 1]):
        number, metre = bars[start]
        found.append(Anchor(float(grid.beats[start]), found[-1].bpm, number + 1, metre))
    return tuple(found)


def _usable(anchors: Iterable[Anchor]) -> list[Anchor]:
    found: list[Anchor] = []
    for each in sorted((one for one in anchors if _makes_sense(one)), key=lambda one: one.at):
        if not found or each.at - found[-1].at >= _CLOSEST:
            found.append(each)
    return found


def _makes_sense(anchor: Anchor) -> bool:
    return (
        -LONGEST <= anchor.at <= LONGEST
        and SLOWEST <= anchor.bpm <= FASTEST
        and 1 <= anchor.metre <= LONGEST_BAR
    )


def _row(anchor: Anchor, count: int, step: float | None = None) -> tuple[Floats, Indices]:
    """Some beats from an anchor on, and the number of each in its bar, from 0."""
    steps = np.arange(max(count, 0), dtype=np.int64)
    length = 60.0 / anchor.bpm if step is None else step
    return np.asarray(anchor.at + steps * length), (anchor.beat - 1 + steps) % anchor.metre


def _before(anchor: Anchor) -> tuple[Floats, Indices]:
    """The beats from the track's start up to its first anchor."""
    count = max(0, math.floor((anchor.at + NEAR) * anchor.bpm / 60.0))
    steps = np.arange(-count, 0, dtype=np.int64)
    beats = np.asarray(anchor.at + steps * (60.0 / anchor.bpm))
    return beats, (anchor.beat - 1 + steps) % anchor.metre


def _between(one: Anchor, other: Anchor) -> tuple[Floats, Indices]:
    """The beats from an anchor up to the next; whole beats meet it, others stop before it."""
    gap = other.at - one.at
    beats = gap * one.bpm / 60.0
    whole = max(1, round(beats))
    if abs(beats - whole) <= SLACK:
        return _row(one, whole, gap / whole)
    return _row(one, max(1, math.ceil(beats - 0.5)))


def _numbers(grid: BeatGrid) -> list[tuple[int, int]]:
    """Of each beat its number in its bar, from 0, and how many beats that bar has."""
    ones = grid.downbeats
    lengths = np.append(np.diff(ones), grid.metre)
    bar = np.searchsorted(ones, np.arange(grid.beats.size), "right") - 1
    length = np.where(bar < 0, grid.metre, lengths[np.maximum(bar, 0)])
    number = (np.arange(grid.beats.size) - ones[np.maximum(bar, 0)]) % length
    return [(int(one), int(long)) for one, long in zip(number, length, strict=True)]


def _next(bar: tuple[int, int]) -> tuple[int, int]:
    number, metre = bar
    return (number + 1) % metre, metre


def _reach(beats: Floats, bars: Sequence[tuple[int, int]], start: int) -> int:
    """The last beat up to which all lie on one line from the first, and count on."""
    low, high, last = -math.inf, math.inf, start + 1
    for place in range(start + 1, beats.size):
        steps, gap = place - start, float(beats[place] - beats[start])
        if low <= gap / steps <= high:
            last = place
        low, high = max(low, (gap - NEAR) / steps), min(high, (gap + NEAR) / steps)
        if low > high or bars[place] != _next(bars[place - 1]):
            break
    return last

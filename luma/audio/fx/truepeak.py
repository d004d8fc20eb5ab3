"""How high a wave rises between its samples, by a filter that makes the points there."""

import numpy as np
import numpy.typing as npt
from numba.core import types

from luma.audio.fx.effect import Room
from luma.audio.kernel.compiled import compiled

HALF = 16
"""The samples on either side that a point between two is made of."""
POINTS = 3
"""The points between two samples that are made; the crest near each is that of a parabola."""
LEAD = 8
"""So many points are made too early: one is needed, and eight are made as fast as one."""
BEFORE = HALF - 1 + LEAD

F32 = types.float32


def _filters() -> npt.NDArray[np.float32]:
    """A windowed sinc for each of the points, after a sample and before the next."""
    part = np.arange(1, POINTS + 1)[:, None] / (POINTS + 1)
    at = np.arange(2 * HALF) - (HALF - 1) - part
    taps = np.sinc(at) * np.i0(5.0 * np.sqrt(1 - (at / (HALF + 0.5)) ** 2))
    return np.ascontiguousarray(taps / taps.sum(axis=1, keepdims=True), np.float32)


FILTERS = _filters()
MOST = float(np.abs(FILTERS).sum(axis=1).max())
"""How many times higher than all samples about it a point can be."""
MIDDLE = FILTERS[1, :HALF].copy()
EVEN = ((FILTERS[0, :HALF] + FILTERS[2, :HALF]) / 2).astype(np.float32)
ODD = ((FILTERS[0, :HALF] - FILTERS[2, :HALF]) / 2).astype(np.float32)
"""The outer filters are each other mirrored: even plus odd, and even minus odd."""


@compiled
def _make(wave: Room, first: Room, middle: Room, last: Room) -> None:
    """The points after each sample, the first of which is the wave's number `HALF - 1`."""
    for i in range(first.shape[0]):
        even, odd, half = F32(0.0), F32(0.0), F32(0.0)
        for tap in range(HALF):
            before, after = wave[i + tap], wave[i + 2 * HALF - 1 - tap]
            even += EVEN[tap] * (before + after)
            odd += ODD[tap] * (before - after)
            half += MIDDLE[tap] * (before + after)
        first[i], middle[i], last[i] = even + odd, half, even - odd


@compiled
def _crest(before: float, here: float, after: float) -> float:
    """How far from zero the parabola through three points goes, if its top is near."""
    lean, bend = before - after, here + here - before - after
    left, right, size = abs(before), abs(after), abs(here)
    higher = left if left > right else right
    bend = bend if bend != F32(0.0) else F32(1.0)
    top = abs(here + lean * lean * F32(0.125) / bend)
    return top if size >= higher else size


@compiled
def raise_to_peaks(wave: Room, peaks: Room, work: Room) -> None:
    """Raise each peak to what a wave reaches near a sample and on its way to the next.

    The wave begins `BEFORE` samples before the first of them and ends `HALF` after the last.
    """
    count = peaks.shape[0]
    size = count + LEAD
    first, middle, last = work[:size], work[size : 2 * size], work[2 * size : 3 * size]
    _make(wave, first, middle, last)
    for i in range(count):
        at, n = BEFORE + i, LEAD + i
        here, one, two, three = wave[at], first[n], middle[n], last[n]
        most = _crest(last[n - 1], here, one)
        other = _crest(here, one, two)
        most = other if other > most else most
        other = _crest(one, two, three)
        most = other if other > most else most
        other = _crest(two, three, wave[at + 1])
        most = other if other > most else most
        peaks[i] = most if most > peaks[i] else peaks[i]

"""The clicks of a metronome: when they come, and how they sound."""

import numpy as np
import numpy.typing as npt

from luma.domain.rhythm import BeatGrid
from luma.domain.units import HOUSE_RATE, Decibels

Frames = npt.NDArray[np.int64]

LENGTH = HOUSE_RATE * 3 // 100
"""Thirty milliseconds."""
BEAT, BAR = 0, 1
_TONES = (1000.0, 1600.0)
_FALL_S = 0.006
_ON_BEAT = 0.1
"""How many beats after a beat a place still counts as being on it."""
_FASTEST = 50.0
"""Beats a second above which a grid is no music, and gets no clicks."""


def click_frames(grid: BeatGrid, seconds: float) -> Frames:
    """The song frame of each beat from the start to the end, and whether it begins a bar."""
    first, stop = (float(at) for at in grid.position([0.0, seconds]))
    if not 0.0 <= stop - first <= seconds * _FASTEST:
        return np.empty((0, 2), np.int64)
    beats = np.arange(np.ceil(first - 1e-6), np.ceil(stop - 1e-6))
    bars = grid.bars(beats)
    at = np.rint(grid.seconds(beats) * HOUSE_RATE)
    is_one = np.abs(bars - np.rint(bars)) < 1e-6
    rows = np.stack([at, np.where(is_one, BAR, BEAT)], axis=1).astype(np.int64)
    return np.ascontiguousarray(rows[rows[:, 0] >= 0])


def count_in_frames(
    grid: BeatGrid, at: float, beats: int, rate: float = 1.0
) -> tuple[Frames, int]:
    """The clicks of a count-in to a place, in frames from its start, and how long it is.

    They lie as the beats before the place would, at its tempo and so many times as fast.
    """
    here = float(grid.position(at))
    last = np.ceil(here - _ON_BEAT)
    counted = last - beats + np.arange(beats)
    step = float(grid.seconds(last) - grid.seconds(last - 1.0)) * HOUSE_RATE / rate
    bars = grid.bars(counted)
    is_one = np.abs(bars - np.rint(bars)) < 1e-6
    rows = np.stack([np.rint((counted - counted[0]) * step), np.where(is_one, BAR, BEAT)], 1)
    length = round((here - float(counted[0])) * step)
    return np.ascontiguousarray(rows.astype(np.int64)), length


def click_sounds(level: Decibels) -> npt.NDArray[np.float32]:
    """How a beat and the beginning of a bar sound, at a level: two short tones."""
    at = np.arange(LENGTH) / HOUSE_RATE
    fall = np.exp(-at / _FALL_S) * (1.0 - at / at[-1])
    tones = [np.sin(2.0 * np.pi * tone * at) * fall for tone in _TONES]
    return np.asarray(np.stack(tones) * 10.0 ** (level / 20.0), np.float32)

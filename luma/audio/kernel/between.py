"""What is heard between the frames of a source: a windowed sinc, cut where the rate asks it."""

import math

from numba.core import types

from luma.audio.kernel import slots
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import ONE, REACH, Memory, Words
from luma.audio.kernel.transport import Run, cut_at

F32 = types.float32


@compiled
def is_plain(row: Words, run: Run, place: int) -> bool:
    """Whether a run is whole frames of a source, one after the other."""
    is_even = row[slots.SOURCE_SONG] == row[slots.SOURCE_FRAMES]
    return bool(run.rate == ONE and place % ONE == 0 and run.cut <= ONE and is_even)


@compiled
def place_in(row: Words, place: int) -> float:
    """Where in a source a place of the song, in parts, lies."""
    at = place / ONE - row[slots.SOURCE_ORIGIN]
    if row[slots.SOURCE_SONG] == row[slots.SOURCE_FRAMES]:
        return float(at)
    return float(at * row[slots.SOURCE_FRAMES] / row[slots.SOURCE_SONG])


@compiled
def first_needed(row: Words, place: int) -> int:
    """The first frame of a source that is needed to hear a place between frames."""
    return math.floor(place_in(row, place)) - REACH


@compiled
def frames_needed(row: Words, run: Run, place: int, frames: int) -> int:
    """How many frames of a source are needed to hear some between frames."""
    last = math.floor(place_in(row, place + run.rate * (frames - 1)))
    return int(min(last + REACH + 1 - first_needed(row, place), slots.SPAN))


@compiled
def weigh(memory: Memory, row: Words, run: Run, place: int, i: int) -> tuple[int, int]:
    """How much each frame counts at one frame of a run: the first in the lane, and how many."""
    here = place_in(row, place + run.rate * i)
    whole = math.floor(here)
    share = here - whole
    speed = cut_at(run.cut, run.rate, i) / ONE
    speed *= row[slots.SOURCE_FRAMES] / row[slots.SOURCE_SONG]
    cut = 1.0 / max(speed, 1.0)
    half = min(math.ceil(slots.CROSSINGS / cut), REACH)
    for tap in range(2 * half):
        away = abs(share + (half - 1 - tap)) * cut * slots.FINENESS
        at = int(away)
        value = 0.0
        if at < slots.CROSSINGS * slots.FINENESS:
            low = memory.sinc[at]
            value = low + (memory.sinc[at + 1] - low) * (away - at)
        memory.weights[tap] = value * cut
    return whole - half + 1 - first_needed(row, place), 2 * half


@compiled
def add_up(memory: Memory, lane: int, first: int, taps: int) -> tuple[float, float]:
    """The sum of a lane's frames, each as much as it counts."""
    left, right = 0.0, 0.0
    for tap in range(taps):
        left += memory.weights[tap] * memory.lanes[lane, first + tap, 0]
        right += memory.weights[tap] * memory.lanes[lane, first + tap, 1]
    return left, right

"""Places in a song in words, and the steps between them; pure."""

import math

from luma.domain.rhythm import BeatGrid

SIXTEENTHS = 4
UNKNOWN = "–"


def place(grid: BeatGrid, seconds: float, *, fine: bool = True) -> str:
    """A place as bar, beat and (when fine) sixteenth, each counted from one."""
    bar, share = divmod(float(grid.bar_position(seconds)) + 1e-6, 1.0)
    beat, rest = divmod(share * grid.metre, 1.0)
    words = f"{int(bar) + 1}.{int(beat) + 1}"
    return f"{words}.{int(rest * SIXTEENTHS) + 1}" if fine else words


def clock(seconds: float) -> str:
    """A time as minutes, seconds and hundredths."""
    hundredths = max(0, math.floor(seconds * 100 + 1e-6))
    minutes, rest = divmod(hundredths, 6000)
    return f"{minutes}:{rest // 100:02d}.{rest % 100:02d}"


def length(grid: BeatGrid, start: float, stop: float) -> str:
    """How long a stretch is, in bars or beats."""
    beats = float(grid.position(stop) - grid.position(start))
    bars = beats / grid.metre
    if abs(bars - round(bars)) < 0.02 and round(bars) >= 1:
        return f"{round(bars)} bar" + "s" * (round(bars) != 1)
    words = f"{beats:.2f}".rstrip("0").rstrip(".")
    return f"{words} beat" + "s" * (words != "1")


def stepped(grid: BeatGrid, seconds: float, beats: int) -> float:
    """The beat so many beats away; half a step back lands on the beat one has just left."""
    at = float(grid.position(seconds))
    onto = math.floor(at + 1e-3) if beats > 0 else math.ceil(at - 1e-3)
    return max(0.0, float(grid.seconds(onto + beats)))


def stepped_bar(grid: BeatGrid, seconds: float, bars: int) -> float:
    """The start of the bar so many bars away."""
    at = float(grid.bar_position(seconds))
    onto = math.floor(at + 1e-3) if bars > 0 else math.ceil(at - 1e-3)
    return max(0.0, bar_start(grid, onto + bars))


def bar_around(grid: BeatGrid, seconds: float, bars: int = 4) -> tuple[float, float]:
    """A stretch of bars from the one that a place lies in."""
    first = math.floor(float(grid.bar_position(seconds)) + 1e-6)
    return max(0.0, bar_start(grid, first)), bar_start(grid, first + bars)


def bar_start(grid: BeatGrid, bar: int) -> float:
    """When a bar begins, counted from zero; bars go on before the first and after the last."""
    known = min(max(bar, 0), grid.downbeats.size - 1)
    beat = float(grid.downbeats[known] - grid.downbeats[0]) + (bar - known) * grid.metre
    return float(grid.seconds(beat))

"""Places and lengths in music as people write them, in beats."""

import re

from luma.domain.errors import BadValue
from luma.domain.rhythm import BeatGrid

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_SECONDS = re.compile(rf"\s*{_NUMBER}\s*s(?:ec(?:onds?)?)?\s*")
_BEATS = re.compile(rf"\s*{_NUMBER}\s*b(?:eats?)?\s*")
_BARS = re.compile(r"\s*(-?\d+)(?:\.(\d+)(?:\.(\d{1,3}))?)?\s*")
_PLAIN = re.compile(rf"\s*{_NUMBER}\s*")


def write_place(beat: float, grid: BeatGrid) -> str:
    """A beat as bar, beat and thousandths, counted from one."""
    thousandths = round(beat * 1000)
    bar, within = _bar_of(thousandths / 1000, grid)
    whole = int(within + 1e-6)
    return f"{bar + 1}.{whole + 1}.{round((within - whole) * 1000) % 1000:03d}"


def read_place(text: str, grid: BeatGrid) -> float:
    """The beat of `12.3` (bar 12, beat 3), `12.3.500`, `5s` or `2b` (beats from the first)."""
    if match := _SECONDS.fullmatch(text):
        return float(grid.position(_number(match[1])))
    if match := _BEATS.fullmatch(text):
        return _number(match[1])
    match = _BARS.fullmatch(text)
    if match is None or (match[2] is not None and int(match[2]) < 1):
        raise BadValue(f'"{text}" is not a place in the track.', hint="Write 12.3, 5s or 2b.")
    part = int((match[3] or "0").ljust(3, "0")) / 1000
    return _beat_of(int(match[1]) - 1, grid) + int(match[2] or 1) - 1 + part


def write_length(beats: float) -> str:
    """A length in beats, with its unit."""
    return f"{beats:g} beat" if beats == 1 else f"{round(beats, 3):g} beats"


def read_length(text: str, grid: BeatGrid, at_beat: float = 0.0) -> float:
    """The beats of `2`, `2b` or `5s`; seconds are taken at the tempo of a place."""
    if match := _SECONDS.fullmatch(text):
        start = float(grid.seconds(at_beat))
        return float(grid.position(start + _number(match[1]))) - at_beat
    match = _BEATS.fullmatch(text) or _PLAIN.fullmatch(text)
    if match is None:
        raise BadValue(f'"{text}" is not a length.', hint="Write 2b or 5s.")
    return _number(match[1])


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _bar_of(beat: float, grid: BeatGrid) -> tuple[int, float]:
    """The number of the bar that a beat lies in, from 0, and how far it lies inside."""
    starts = [float(place) for place in grid.downbeats - grid.downbeats[0]]
    if beat < 0 or beat >= starts[-1]:
        bars, within = divmod(beat - (starts[-1] if beat >= 0 else 0.0), grid.metre)
        return int(bars) + (len(starts) - 1 if beat >= 0 else 0), within
    bar = max(number for number, start in enumerate(starts) if start <= beat)
    return bar, beat - starts[bar]


def _beat_of(bar: int, grid: BeatGrid) -> float:
    starts = grid.downbeats - grid.downbeats[0]
    if 0 <= bar < starts.size:
        return float(starts[bar])
    last = starts.size - 1 if bar >= 0 else 0
    return float(starts[last] + (bar - last) * grid.metre)

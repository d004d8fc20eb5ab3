"""Places and lengths in music as people write them, in beats.

A place is `12.3` (bar 12, beat 3), `12.3.500`, `5s`, `1:05.2`, `2b` (beats from the first) or a
section by its name, `drop` or `drop 2`; steps of bars, seconds or beats may follow: `drop+1`,
`12.3-2b`.
"""

import re

from luma.domain.errors import BadExpression
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import SectionTrack

_NUMBER = r"(\d+(?:[.,]\d+)?)"
_UNIT_S, _UNIT_B = r"\s*s(?:ec(?:onds?)?)?(?!\w)", r"\s*b(?:eats?)?(?!\w)"
_SECONDS, _BEATS = (re.compile(rf"(-?){_NUMBER}{unit}") for unit in (_UNIT_S, _UNIT_B))
_CLOCK = re.compile(rf"(-?)(\d+):{_NUMBER}(?![\w:])")
_BARS = re.compile(r"(-?\d+)(?:\.(\d+)(?:\.(\d{1,3}))?)?(?![\w.,:])")
_NAME = re.compile(r"\"([^\"]*)\"|([^\W\d_][\w']*)")
_WHICH = re.compile(r"\s*(\d+)(?![\w.,])")
_SIGN = re.compile(r"\s*([+\-−])\s*")
_BARS_ON = re.compile(r"(\d+)(?:\s*bars?)?(?![\w.,])")
_LENGTH = re.compile(rf"{_NUMBER}(?:{_UNIT_B})?")
_SPACE = re.compile(r"\s*")
_NEAR_SECONDS, _LONGEST = 0.040, 60
_KINDS = "write a place such as 12.3, 5s, 2b or drop+1"


def write_place(beat: float, grid: BeatGrid) -> str:
    """A beat as bar, beat and thousandths, counted from one."""
    thousandths = round(beat * 1000)
    bar, within = _bar_of(thousandths / 1000, grid)
    whole = int(within + 1e-6)
    return f"{bar + 1}.{whole + 1}.{round((within - whole) * 1000) % 1000:03d}"


def read_place(text: str, grid: BeatGrid, sections: SectionTrack | None = None) -> float:
    """The beat of a place as people write it."""
    return _Reader(text, grid, sections).place()


def write_length(beats: float) -> str:
    """A length in beats, with its unit."""
    return f"{beats:g} beat" if beats == 1 else f"{round(beats, 3):g} beats"


def read_length(text: str, grid: BeatGrid, at_beat: float = 0.0) -> float:
    """The beats of `2`, `2b` or `5s`; seconds are taken at the tempo of a place."""
    bare = text.strip()
    if (match := _SECONDS.fullmatch(bare)) and not match[1]:
        start = float(grid.seconds(at_beat))
        return float(grid.position(start + _number(match[2]))) - at_beat
    match = _LENGTH.fullmatch(bare)
    if match is None:
        read = _LENGTH.match(bare)
        at = len(text) - len(text.lstrip()) + (read.end() if read else 0)
        raise BadExpression(text, at, "write a length such as 2b or 5s")
    return _number(match[1])


class _Reader:
    """One reading of a place, from its first character to its last."""

    def __init__(self, text: str, grid: BeatGrid, sections: SectionTrack | None) -> None:
        self._text, self._grid, self._sections = text, grid, sections
        self._at = 0

    def place(self) -> float:
        if len(self._text) > _LONGEST:
            self._at = _LONGEST
            raise self._wrong("no place is that long")
        self._take(_SPACE)
        beat = self._start()
        while sign := self._take(_SIGN):
            beat = self._step(beat, 1 if sign[1] == "+" else -1)
        self._take(_SPACE)
        if self._at < len(self._text):
            raise self._wrong("after a place stands +, − or nothing")
        return beat

    def _start(self) -> float:
        if match := self._take(_CLOCK):
            seconds = 60.0 * int(match[2]) + _number(match[3])
            return float(self._grid.position(-seconds if match[1] else seconds))
        if match := self._take(_SECONDS):
            return float(self._grid.position(_signed(match)))
        if match := self._take(_BEATS):
            return _signed(match)
        if match := self._take(_BARS):
            return self._bar(match)
        if match := self._take(_NAME):
            return self._section(match)
        raise self._wrong(_KINDS)

    def _bar(self, match: re.Match[str]) -> float:
        if match[2] is not None and int(match[2]) < 1:
            self._at = match.start(2)
            raise self._wrong("the beats of a bar are counted from 1")
        part = int((match[3] or "0").ljust(3, "0")) / 1000
        return _beat_of(int(match[1]) - 1, self._grid) + int(match[2] or 1) - 1 + part

    def _section(self, match: re.Match[str]) -> float:
        name = match[1] if match[1] is not None else match[2]
        which = self._take(_WHICH)
        told = () if self._sections is None else self._sections.sections
        found = [part for part in told if part.label.casefold() == name.casefold()]
        number = int(which[1]) if which else 1
        if not 1 <= number <= len(found):
            self._at = match.start() if not found or which is None else which.start(1)
            known = ", ".join(dict.fromkeys(part.label for part in told)) or "none yet"
            few = f"it has {len(found)} of that name" if found else f"its sections: {known}"
            raise self._wrong(
                f'the track has no "{match[0]}{which[0] if which else ""}"; {few}'
            )
        start = found[number - 1].start
        beat = float(self._grid.position(start))
        near = float(round(beat))
        is_near = abs(float(self._grid.seconds(near)) - start) <= _NEAR_SECONDS
        return near if is_near else beat

    def _step(self, beat: float, sign: int) -> float:
        grid = self._grid
        if (match := self._take(_SECONDS)) and not match[1]:
            return float(grid.position(float(grid.seconds(beat)) + sign * _number(match[2])))
        if (match := self._take(_BEATS)) and not match[1]:
            return beat + sign * _number(match[2])
        if match := self._take(_BARS_ON):
            bar, within = _bar_of(beat, grid)
            return _beat_of(bar + sign * int(match[1]), grid) + within
        raise self._wrong("a step is a number of bars, or seconds as 5s, or beats as 2b")

    def _take(self, what: re.Pattern[str]) -> re.Match[str] | None:
        match = what.match(self._text, self._at)
        if match is not None:
            self._at = match.end()
        return match

    def _wrong(self, why: str) -> BadExpression:
        return BadExpression(self._text, self._at, why)


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _signed(match: re.Match[str]) -> float:
    return -_number(match[2]) if match[1] else _number(match[2])


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

"""Times in the words of a command: lengths in seconds, and places in the music."""

import math
import re

from luma.domain.errors import BadValue
from luma.domain.moments import read_place
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import SectionTrack

_LENGTH = re.compile(r"([+-]?\d*[.,]?\d+)\s*(ms|s)?")


def read_seconds(text: str) -> float:
    """A number of seconds such as 0.02, -0.02, 1.5s or 20ms."""
    match = _LENGTH.fullmatch(text.strip())
    if match is None:
        raise BadValue(f'"{text}" is no number of seconds.', hint="Write it as 0.02 or 20ms.")
    return float(match[1].replace(",", ".")) * (0.001 if match[2] == "ms" else 1.0)


def read_number(text: str, what: str) -> float:
    """A plain number."""
    try:
        number = float(text.replace(",", "."))
    except ValueError as cause:
        raise BadValue(f'"{text}" is no {what}.', hint="Write a number.") from cause
    if not math.isfinite(number):
        raise BadValue(f'"{text}" is no {what}.', hint="Write a number.")
    return number


def read_second(text: str, grid: BeatGrid, sections: SectionTrack | None = None) -> float:
    """The second of a place such as 12.3, 5s, 1:05, 2b or drop+1."""
    return float(grid.seconds(read_place(text, grid, sections)))


def read_beat(text: str, grid: BeatGrid, sections: SectionTrack | None = None) -> int:
    """The number of the beat at a place; nothing between two beats."""
    beat = read_place(text, grid, sections)
    nearest = round(beat)
    away = abs(float(grid.seconds(nearest)) - float(grid.seconds(beat)))
    if away > _NEAR:
        raise BadValue(
            f'No beat lies at "{text}"; the nearest is {away:.3f} s away.',
            hint="Name one by its bar and beat, as 12.3.",
        )
    return nearest


_NEAR = 0.05


def taken(values: list[str], count: int, usage: str) -> list[str]:
    """The words after an act, if there are as many as it takes."""
    if len(values) != count:
        raise BadValue(
            "Too few words for that." if len(values) < count else "Too many words for that.",
            hint=f"Write `luma {usage}`.",
        )
    return values

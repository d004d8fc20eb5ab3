"""Who hits what and when: the drums' patterns, section by section."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np

from luma.audio.demosong.arrangement import (
    BREAK,
    BUILD,
    DROP,
    INTRO,
    LAST_DROP,
    OUTRO,
    VERSE,
    Section,
)
from luma.audio.demosong.grid import STEP_FRAMES, frame_of

_BEATS = (0, 4, 8, 12)
_BACKBEATS = (4, 12)
_OFFBEATS = (2, 6, 10, 14)
_ON_THE_GRID = frozenset({"kick", "crash", "boom"})
_SWING = 0.1
_LATE_FRAMES = 70


@dataclass(frozen=True, slots=True, order=True)
class Hit:
    """One stroke: the frame at which it begins, the drum, and how hard."""

    frame: int
    drum: str
    velocity: float


_Stroke = tuple[int, float, str, float]


def _groove(bars: range, *, hats: float, claps: float, kicks: float = 1.0) -> Iterator[_Stroke]:
    for bar in bars:
        yield from ((bar, step, "kick", kicks) for step in _BEATS)
        if claps:
            yield from ((bar, step, "clap", claps) for step in _BACKBEATS)
        if hats:
            yield from (
                (bar, step, "hat", hats * (0.75 if step in _OFFBEATS else 0.6))
                for step in range(0, 16, 2)
            )


def _drive(section: Section, *, cymbals: bool) -> Iterator[_Stroke]:
    yield from _groove(section.bars, hats=0.0, claps=1.0)
    for bar in section.bars:
        yield from ((bar, step, "snare", 0.62) for step in _BACKBEATS)
        yield from ((bar, step, "open", 0.8) for step in _OFFBEATS)
        yield from (
            (bar, step, "hat", 0.75 if step % 4 == 0 else 0.4)
            for step in range(16)
            if step not in _OFFBEATS
        )
        if cymbals:
            yield from (
                (bar, step, "ride", 0.5 if step % 4 else 0.34) for step in range(0, 16, 2)
            )
    for index, bar in enumerate(section.bars):
        if index % 4 == 3:
            yield from _fill(bar, big=index % 8 == 7)
        if index % 8 == 0:
            yield bar, 0, "crash", 0.9
        elif index % 4 == 0:
            yield bar, 0, "crash", 0.5


def _fill(bar: int, *, big: bool) -> Iterator[_Stroke]:
    if not big:
        yield from (
            (bar, step, "snare", level) for step, level in ((13, 0.35), (14, 0.5), (15, 0.65))
        )
        return
    yield from (
        (bar, step, "snare", level)
        for step, level in ((10, 0.5), (11, 0.4), (13, 0.7), (15, 0.8))
    )
    yield from (
        (bar, step, drum, 0.8)
        for step, drum in ((9, "high_tom"), (11, "high_tom"), (14, "low_tom"), (15, "low_tom"))
    )


def _roll(
    bar: int, spacing: float, span: tuple[float, float], loud: tuple[float, float]
) -> Iterator[_Stroke]:
    steps = np.arange(span[0], span[1], spacing)
    for step, level in zip(steps, np.linspace(*loud, steps.size), strict=True):
        yield bar, float(step), "snare", float(level) * (1.0 if step % 1 == 0 else 0.75)


def _climb(section: Section) -> Iterator[_Stroke]:
    first = section.first_bar
    yield from _groove(section.bars[:4], hats=0.85, claps=0.9, kicks=0.95)
    yield from _groove(section.bars[4:7], hats=0.6, claps=0.0, kicks=0.95)
    yield from _roll(first + 4, 4, (0, 16), (0.4, 0.45))
    yield from _roll(first + 5, 2, (0, 16), (0.4, 0.5))
    yield from _roll(first + 6, 1, (0, 16), (0.42, 0.65))
    yield from _roll(first + 7, 0.5, (0, 12), (0.5, 0.95))
    yield from ((first + 7, step, "kick", 0.8) for step in (0, 4, 8))


def _hush(section: Section) -> Iterator[_Stroke]:
    yield section.first_bar, 0, "crash", 0.7
    for bar in section.bars[:6]:
        yield from ((bar, step, "hat", 0.42) for step in _BEATS)
    for bar in section.bars[4:6]:
        yield from ((bar, step, "hat", 0.3) for step in _OFFBEATS)
    for bar in section.bars[2:6]:
        yield from ((bar, step, "clap", 0.4) for step in _BACKBEATS)
    yield from _roll(section.first_bar + 6, 2, (0, 16), (0.25, 0.45))
    yield from _roll(section.first_bar + 7, 1, (0, 12), (0.4, 0.8))


def _strokes() -> Iterator[_Stroke]:
    yield INTRO.first_bar, 0, "crash", 0.4
    yield from _groove(INTRO.bars[:2], hats=0.7, claps=0.0, kicks=0.85)
    yield from _groove(INTRO.bars[2:], hats=0.9, claps=0.6, kicks=0.85)
    yield VERSE.first_bar, 0, "crash", 0.6
    yield from _groove(VERSE.bars, hats=0.9, claps=0.9, kicks=0.95)
    yield from ((bar, step, "hat", 0.28) for bar in VERSE.bars[4:] for step in range(1, 16, 2))
    yield from _fill(VERSE.bars[3], big=False)
    yield from _fill(VERSE.bars[7], big=True)
    yield BUILD.first_bar, 0, "crash", 0.5
    yield from _climb(BUILD)
    yield DROP.first_bar, 0, "boom", 1.0
    yield from _drive(DROP, cymbals=False)
    yield BREAK.first_bar, 0, "boom", 0.6
    yield from _hush(BREAK)
    yield LAST_DROP.first_bar, 0, "boom", 1.0
    yield from _drive(LAST_DROP, cymbals=True)
    yield OUTRO.first_bar, 0, "crash", 0.8
    yield from _groove(OUTRO.bars[:-1], hats=0.7, claps=0.7, kicks=0.9)
    yield OUTRO.end_bar - 1, 0, "kick", 0.9
    yield OUTRO.end_bar - 1, 0, "crash", 0.6
    yield OUTRO.end_bar - 1, 0, "boom", 0.6


@cache
def hits() -> tuple[Hit, ...]:
    """Every stroke of the song in order: the low drums on the grid, hands a touch behind."""
    generator = np.random.default_rng(7)
    late: dict[tuple[int, float], int] = {}
    played = []
    for bar, step, drum, velocity in sorted(set(_strokes())):
        touch = float(generator.uniform(0.88, 1.06))
        hand = late.setdefault((bar, step), int(generator.integers(0, _LATE_FRAMES)))
        frame = frame_of(bar, step)
        if drum in _ON_THE_GRID:
            played.append(Hit(frame, drum, velocity))
            continue
        swing = round(_SWING * STEP_FRAMES) if drum == "hat" and step % 2 == 1 else 0
        played.append(Hit(frame + swing + hand, drum, velocity * touch))
    return tuple(sorted(played))


def frames_of(*drums: str) -> tuple[int, ...]:
    """When any of some drums is struck, each moment once."""
    return tuple(sorted({hit.frame for hit in hits() if hit.drum in drums}))

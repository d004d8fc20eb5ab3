"""The song's lines: what bass, arpeggio, pluck and lead play, bar by bar."""

from collections.abc import Iterator
from dataclasses import dataclass

from luma.audio.demosong.arrangement import (
    BREAK,
    BUILD,
    DROP,
    INTRO,
    LAST_DROP,
    OUTRO,
    VERSE,
    voicing_of,
)


@dataclass(frozen=True, slots=True)
class Note:
    """A pitch that begins at a bar's step and lasts some steps."""

    bar: int
    step: float
    steps: float
    pitch: int
    velocity: float = 1.0


_Line = tuple[tuple[float, float, int], ...]

_HOOK: tuple[_Line, ...] = (
    ((0, 3, 69), (3, 3, 72), (6, 5, 76), (12, 2, 74), (14, 2, 72)),
    ((0, 3, 72), (3, 3, 69), (6, 5, 72), (12, 2, 76), (14, 2, 77)),
    ((0, 3, 79), (3, 3, 76), (6, 5, 79), (12, 2, 81), (14, 2, 79)),
    ((0, 3, 76), (3, 3, 74), (6, 2, 71), (8, 6, 74)),
    ((0, 3, 69), (3, 3, 72), (6, 5, 76), (12, 2, 74), (14, 2, 72)),
    ((0, 3, 72), (3, 3, 69), (6, 5, 72), (12, 2, 76), (14, 2, 77)),
    ((0, 3, 81), (3, 3, 77), (6, 5, 81), (12, 2, 79), (14, 2, 77)),
    ((0, 3, 76), (3, 3, 80), (6, 6, 83), (12, 2, 80)),
)
_CALL: tuple[_Line, ...] = (
    ((2, 2, 76), (5, 2, 74), (8, 2, 72), (10, 4, 69)),
    ((2, 2, 72), (5, 2, 69), (8, 4, 76)),
    ((2, 2, 79), (5, 2, 76), (8, 2, 74), (10, 4, 72)),
    ((2, 2, 74), (5, 2, 71), (8, 4, 67), (14, 2, 71)),
    ((2, 2, 76), (5, 2, 74), (8, 2, 72), (10, 4, 81)),
    ((2, 2, 79), (5, 2, 76), (8, 4, 72)),
    ((2, 2, 77), (5, 2, 76), (8, 2, 74), (10, 4, 72)),
    ((0, 3, 74), (3, 3, 72), (6, 6, 74)),
)
_SONG: tuple[_Line, ...] = (
    ((0, 6, 76), (6, 4, 77), (10, 5, 76)),
    ((0, 6, 74), (6, 8, 71)),
    ((0, 6, 71), (6, 4, 74), (10, 5, 76)),
    ((0, 12, 72), (12, 2, 71), (14, 2, 72)),
    ((0, 6, 76), (6, 4, 77), (10, 5, 81)),
    ((0, 6, 79), (6, 8, 74)),
    ((0, 6, 76), (6, 8, 81)),
    ((0, 6, 80), (6, 5, 83)),
)
_ARPEGGIO = (0, 2, 1, 3, 2, 1, 3, 2, 0, 2, 1, 3, 2, 3, 1, 2)
_ARPEGGIO_ACCENTS = (
    1.0,
    0.5,
    0.7,
    0.9,
    0.5,
    0.65,
    1.0,
    0.5,
    0.75,
    0.5,
    0.9,
    0.5,
    0.8,
    0.6,
    0.85,
    0.6,
)

_ROLLING = (
    (0, 1.6, 0),
    (2, 1.7, 0),
    (3, 0.9, 12),
    (6, 1.7, 0),
    (7, 0.9, 0),
    (10, 1.7, 0),
    (11, 0.9, 12),
    (13, 0.9, 0),
    (14, 1.8, 0),
)
_WALKING = ((0, 2.6, 0), (3, 2.2, 0), (6, 3.4, 0), (10, 1.8, 0), (14, 1.8, 12))
_HELD = ((0, 14.0, 0),)


def _spread(lines: tuple[_Line, ...], bars: range, velocity: float) -> Iterator[Note]:
    for index, bar in enumerate(bars):
        for step, steps, pitch in lines[index % len(lines)]:
            yield Note(bar, step, steps, pitch, velocity)


def lead_notes() -> tuple[Note, ...]:
    """The hook of the drops and the song of the break, one note at a time."""
    return (
        *_spread(_SONG, BREAK.bars, 0.62),
        *_spread(_HOOK, DROP.bars, 1.0),
        *_spread(_HOOK, LAST_DROP.bars, 1.0),
    )


def pluck_notes() -> tuple[Note, ...]:
    """The calls between the lead's phrases, which echoes answer."""
    high = LAST_DROP.bars[8:]
    return (
        *_spread(_CALL, VERSE.bars, 1.0),
        *_spread((_CALL[1], _CALL[3], _CALL[0], _CALL[2]), BUILD.bars[:4], 0.9),
        *_spread((_CALL[4], _CALL[3]), BUILD.bars[4:6], 1.0),
        *(Note(n.bar, n.step, n.steps, n.pitch + 12, 0.5) for n in _spread(_HOOK, high, 1.0)),
        *_spread(_CALL[:2], OUTRO.bars[:2], 0.8),
        Note(OUTRO.end_bar - 1, 0, 8, 76, 0.9),
    )


def arpeggio_notes() -> tuple[Note, ...]:
    """The chords broken into sixteenths, an octave up."""
    sections = (
        (INTRO.bars, 0.95, 1),
        (VERSE.bars, 0.55, 2),
        (BUILD.bars, 0.75, 1),
        (DROP.bars, 0.5, 1),
        (BREAK.bars, 0.9, 2),
        (LAST_DROP.bars, 0.6, 1),
        (OUTRO.bars[:-1], 0.7, 2),
    )
    return tuple(
        Note(bar, step, 1, voicing_of(bar).tones[_ARPEGGIO[step]] + 12, level * accent)
        for bars, level, stride in sections
        for bar in bars
        for step, accent in list(enumerate(_ARPEGGIO_ACCENTS))[::stride]
    )


def bass_notes() -> tuple[Note, ...]:
    """The roots: walking in the verse, rolling in the drops, held in between."""
    sections = (
        (INTRO.bars, _HELD, 0.7),
        (VERSE.bars, _WALKING, 1.1),
        (BUILD.bars[:4], _WALKING, 1.0),
        (BUILD.bars[4:7], _HELD, 0.5),
        (DROP.bars, _ROLLING, 1.0),
        (BREAK.bars[:7], _HELD, 0.42),
        (LAST_DROP.bars, _ROLLING, 1.0),
        (OUTRO.bars[:-1], _WALKING, 1.0),
        (OUTRO.bars[-1:], _HELD, 0.8),
    )
    return tuple(
        Note(bar, step, steps, voicing_of(bar).bass + up, level * (0.8 if up else 1.0))
        for bars, pattern, level in sections
        for bar in bars
        for step, steps, up in pattern
    )

"""Which tones are played when, from a MIDI file."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_DRUMS = 9
_TEMPO = 0x51


class Note(NamedTuple):
    """A tone that is played: from, to, and its number."""

    start: float
    stop: float
    pitch: int


class Stroke(NamedTuple):
    """A drum that is struck: when, its number, and how hard from 1 to 127."""

    start: float
    pitch: int
    velocity: int


def struck(path: Path) -> list[Stroke]:
    """Every stroke of the drums, in seconds."""
    content = path.read_bytes()
    per_beat = int.from_bytes(content[12:14])
    seconds, ticks, beat = 0.0, 0, 0.5
    strokes = []
    for at, status, first, second in sorted(_events(content), key=lambda event: event[0]):
        seconds, ticks = seconds + (at - ticks) * beat / per_beat, at
        if status == _TEMPO:
            beat = first / 1e6
        elif status == 0x90 | _DRUMS and second > 0:
            strokes.append(Stroke(seconds, first, second))
    return strokes


def melodic_notes(path: Path) -> list[Note]:
    """Every note that is not a drum's, in seconds."""
    content = path.read_bytes()
    per_beat = int.from_bytes(content[12:14])
    events = sorted(_events(content), key=lambda event: event[0])
    seconds, ticks, beat = 0.0, 0, 0.5
    open_notes: dict[tuple[int, int], float] = {}
    notes = []
    for at, status, first, second in events:
        seconds, ticks = seconds + (at - ticks) * beat / per_beat, at
        if status == _TEMPO:
            beat = first / 1e6
            continue
        kind, channel = status & 0xF0, status & 0x0F
        if channel == _DRUMS or kind not in {0x80, 0x90}:
            continue
        begun = open_notes.pop((channel, first), None)
        if begun is not None:
            notes.append(Note(begun, seconds, first))
        if kind == 0x90 and second > 0:
            open_notes[channel, first] = seconds
    return notes


def _events(content: bytes) -> Iterator[tuple[int, int, int, int]]:
    """When, which status and two values; a change of tempo carries its microseconds."""
    at = 14
    while at + 8 <= len(content):
        stop = at + 8 + int.from_bytes(content[at + 4 : at + 8])
        at, ticks, status = at + 8, 0, 0
        while at < stop:
            step, at = _number(content, at)
            ticks += step
            if content[at] >= 0x80:
                status, at = content[at], at + 1
            if status == 0xFF:
                kind = content[at]
                length, at = _number(content, at + 1)
                if kind == _TEMPO:
                    yield ticks, _TEMPO, int.from_bytes(content[at : at + length]), 0
                at += length
            elif status >= 0xF0:
                length, at = _number(content, at)
                at += length
            else:
                values = 1 if status & 0xF0 in {0xC0, 0xD0} else 2
                yield ticks, status, content[at], content[at + values - 1]
                at += values
        at = stop


def _number(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        value = value << 7 | content[at] & 0x7F
        at += 1
        if content[at - 1] < 0x80:
            return value, at

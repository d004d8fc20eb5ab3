"""Which tones and drums are played when, from a MIDI file.

Drums are what plays on the tenth channel, and any track that is named "drums".
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_DRUMS = 9
_NAME, _TEMPO = 0x03, 0x51


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


class _Event(NamedTuple):
    """A change of tempo, with its microseconds first; or what a track plays."""

    at: int
    status: int
    first: int
    second: int
    track: str = ""

    @property
    def is_drum(self) -> bool:
        return self.status & 0x0F == _DRUMS or self.track == "drums"


def struck(path: Path) -> list[Stroke]:
    """Every stroke of the drums, in seconds."""
    content = path.read_bytes()
    per_beat = int.from_bytes(content[12:14])
    seconds, ticks, beat = 0.0, 0, 0.5
    strokes = []
    for event in sorted(_events(content), key=lambda event: event.at):
        seconds, ticks = seconds + (event.at - ticks) * beat / per_beat, event.at
        if event.status == _TEMPO:
            beat = event.first / 1e6
        elif event.status & 0xF0 == 0x90 and event.is_drum and event.second > 0:
            strokes.append(Stroke(seconds, event.first, event.second))
    return strokes


def melodic_notes(path: Path, track: str = "") -> list[Note]:
    """Every note that is not a drum's, in seconds; or those of the track of a name alone."""
    content = path.read_bytes()
    per_beat = int.from_bytes(content[12:14])
    events = sorted(_events(content), key=lambda event: event.at)
    seconds, ticks, beat = 0.0, 0, 0.5
    open_notes: dict[tuple[int, int], float] = {}
    notes = []
    for event in events:
        at, status, first, second, _ = event
        seconds, ticks = seconds + (at - ticks) * beat / per_beat, at
        if status == _TEMPO:
            beat = first / 1e6
            continue
        kind, channel = status & 0xF0, status & 0x0F
        if event.is_drum or kind not in {0x80, 0x90} or (track and event.track != track):
            continue
        begun = open_notes.pop((channel, first), None)
        if begun is not None:
            notes.append(Note(begun, seconds, first))
        if kind == 0x90 and second > 0:
            open_notes[channel, first] = seconds
    return notes


def _events(content: bytes) -> Iterator[_Event]:
    """All that a file says, track after track."""
    at = 14
    while at + 8 <= len(content):
        stop = at + 8 + int.from_bytes(content[at + 4 : at + 8])
        at, ticks, status, name = at + 8, 0, 0, ""
        while at < stop:
            step, at = _number(content, at)
            ticks += step
            if content[at] >= 0x80:
                status, at = content[at], at + 1
            if status == 0xFF:
                kind = content[at]
                length, at = _number(content, at + 1)
                if kind == _TEMPO:
                    yield _Event(ticks, _TEMPO, int.from_bytes(content[at : at + length]), 0)
                elif kind == _NAME:
                    name = content[at : at + length].decode("utf-8", "replace")
                at += length
            elif status >= 0xF0:
                length, at = _number(content, at)
                at += length
            else:
                values = 1 if status & 0xF0 in {0xC0, 0xD0} else 2
                second = content[at + values - 1]
                yield _Event(ticks, status, content[at], second, name)
                at += values
        at = stop


def _number(content: bytes, at: int) -> tuple[int, int]:
    value = 0
    while True:
        value = value << 7 | content[at] & 0x7F
        at += 1
        if content[at - 1] < 0x80:
            return value, at

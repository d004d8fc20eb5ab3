"""What is known of a track's music as a MIDI file: the beats as its tempo, chords as notes.

A quarter note is a beat. Before the first beat lies a whole number of quarters, so that all
bars begin on bar lines; a bar of odd length stands first where it takes one.
"""

import struct
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from luma.app.heard.known import Known
from luma.domain.chordnames import chord_name
from luma.domain.harmony import Chord
from luma.domain.rhythm import BeatGrid

TICKS = 960
"""Ticks in a quarter."""
SLOWEST_US = (1 << 24) - 1
_BASS, _CHORD, _VELOCITY = 36, 60, 80
_TEMPO, _METRE, _NAME, _TEXT, _MARKER, _END = 0x51, 0x58, 0x03, 0x01, 0x06, 0x2F
_FEWEST_S = 0.001

Event = tuple[int, int, bytes]
"""A tick, a rank among the events of that tick, and what is written."""


def midi_of(known: Known) -> bytes:
    """The file: tempo, metre and sections in one track, the chords in another."""
    times = _Times(known.grid)
    tracks = [_tempo_track(known, times), _chord_track(known, times)]
    head = b"MThd" + struct.pack(">IHHH", 6, 1, len(tracks), TICKS)
    return head + b"".join(tracks)


class _Times:
    """The way from seconds to ticks, over tempos of whole microseconds."""

    def __init__(self, grid: BeatGrid) -> None:
        heard = grid.beats >= 0.0
        beats = grid.beats[heard]
        if beats.size < 2:
            beats = np.concatenate(([0.0], grid.seconds([1e-9, 1.0])))[-2:]
        self._lead = self._lead_beats(beats)
        early = np.linspace(0.0, beats[0], self._lead + 1)[:-1]
        wanted = np.concatenate((early, beats))
        self.tempos, self.quarters = _tempos(wanted)
        dropped = int(np.count_nonzero(~heard))
        ones = grid.downbeats - dropped
        self.ones = [self._lead + int(one) for one in ones if one >= 0]
        self.metre = grid.metre

    @staticmethod
    def _lead_beats(beats: npt.NDArray[np.float64]) -> int:
        """How many quarters lie before the first beat: about as fast as what follows."""
        if beats[0] < _FEWEST_S:
            return 0
        return max(1, round(float(beats[0] / (beats[1] - beats[0]))))

    def tick(self, seconds: float) -> int:
        """The tick at a second; the last tempo goes on after the last beat."""
        places = np.arange(self.quarters.size)
        if seconds >= self.quarters[-1]:
            over = (seconds - float(self.quarters[-1])) * 1e6 / self.tempos[-1]
            return round((float(places[-1]) + over) * TICKS)
        return round(float(np.interp(max(0.0, seconds), self.quarters, places)) * TICKS)


def _tempos(wanted: npt.NDArray[np.float64]) -> tuple[list[int], npt.NDArray[np.float64]]:
    """Microseconds for each quarter that lead to the wanted seconds, and where they lead."""
    tempos: list[int] = []
    at = 0
    reached = [0]
    for second in wanted[1:].tolist():
        tempo = min(max(1, round(second * 1e6) - at), SLOWEST_US)
        tempos.append(tempo)
        at += tempo
        reached.append(at)
    return tempos, np.array(reached, np.float64) / 1e6


def _tempo_track(known: Known, times: _Times) -> bytes:
    events: list[Event] = [(0, 0, _meta(_NAME, known.track.title.encode()))]
    last = None
    for n, tempo in enumerate(times.tempos):
        if tempo != last:
            events.append((n * TICKS, 1, _meta(_TEMPO, tempo.to_bytes(3, "big"))))
        last = tempo
    events += _metres(times)
    events += [
        (times.tick(each.start), 3, _meta(_MARKER, each.label.encode()))
        for each in known.section_stretches()
    ]
    return _track(events)


def _metres(times: _Times) -> Iterable[Event]:
    """The metre wherever it changes, and at the beginning whatever fills up to a bar line."""
    first = times.ones[0] if times.ones else 0
    rest = first % times.metre
    bars = [(0, rest)] if rest else []
    bars += [(n, times.metre) for n in range(rest, first, times.metre)[:1]]
    lengths = [*np.diff(times.ones).tolist(), times.metre]
    bars += zip(times.ones, lengths, strict=False)
    last = None
    for quarter, length in bars:
        if length != last:
            yield quarter * TICKS, 2, _meta(_METRE, bytes((min(length, 255), 2, 24, 8)))
        last = length


def _chord_track(known: Known, times: _Times) -> bytes:
    events: list[Event] = [(0, 0, _meta(_NAME, b"Chords"))]
    if known.chords is not None:
        edges = known.chords.edges.tolist()
        for chord, start, stop in zip(known.chords.chords, edges, edges[1:], strict=False):
            first, last = times.tick(start), times.tick(stop)
            if last > first and chord.root is not None:
                events.append((first, 2, _meta(_TEXT, chord_name(chord).encode())))
                for note in notes_of(chord):
                    events.append((first, 3, bytes((0x90, note, _VELOCITY))))
                    events.append((last, 1, bytes((0x80, note, 0))))
    return _track(events)


def notes_of(chord: Chord) -> tuple[int, ...]:
    """The bass low, and the chord's tones above the middle C, each once."""
    if chord.root is None:
        return ()
    bass = chord.root if chord.bass is None else chord.bass
    return (_BASS + bass, *sorted({_CHORD + tone for tone in chord.tones}))


def _meta(kind: int, data: bytes) -> bytes:
    return bytes((0xFF, kind)) + _varying(len(data)) + data


def _track(events: Iterable[Event]) -> bytes:
    written, at = bytearray(), 0
    for tick, _, data in sorted(events, key=lambda event: event[:2]):
        written += _varying(tick - at) + data
        at = tick
    written += _varying(0) + _meta(_END, b"")
    return b"MTrk" + struct.pack(">I", len(written)) + bytes(written)


def _varying(number: int) -> bytes:
    """A number as MIDI writes it: seven bits to a byte, all but the last marked."""
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.append(number & 0x7F | 0x80)
    return bytes(reversed(parts))

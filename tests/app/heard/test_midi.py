"""A MIDI file is read back by a reader of its own, which knows the format alone."""

import struct
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import assume, given, settings

from luma.app.heard.known import Known
from luma.app.heard.midi import midi_of, notes_of
from luma.domain.harmony import Chord
from luma.domain.rhythm import BeatGrid
from tests.app.heard.music import CHORDS, GRID, SONG, TRACK, songs


@dataclass
class Read:
    """What a file says: ticks in a quarter, tempos, metres, texts and notes by their ticks."""

    quarter: int
    tempos: list[tuple[int, int]] = field(default_factory=list)
    metres: list[tuple[int, int]] = field(default_factory=list)
    texts: list[tuple[int, int, str]] = field(default_factory=list)
    notes: list[tuple[int, int, bool]] = field(default_factory=list)

    def seconds(self, tick: int) -> float:
        """When a tick comes, one stretch of tempo after the other."""
        at, last, tempo = 0.0, 0, 500_000
        for begins, following in self.tempos:
            if begins > tick:
                break
            at += (begins - last) * tempo / self.quarter / 1e6
            last, tempo = begins, following
        return at + (tick - last) * tempo / self.quarter / 1e6


def read(data: bytes) -> Read:
    kind, size, form, tracks, quarter = struct.unpack(">4sIHHH", data[:14])
    assert (kind, size, form) == (b"MThd", 6, 1)
    told, at = Read(quarter), 14
    for _ in range(tracks):
        kind, size = struct.unpack(">4sI", data[at : at + 8])
        assert kind == b"MTrk"
        _read_track(told, data[at + 8 : at + 8 + size])
        at += 8 + size
    assert at == len(data)
    return told


def _read_track(told: Read, data: bytes) -> None:
    at = tick = 0
    while True:
        wait, at = _number(data, at)
        tick += wait
        if data[at] == 0xFF:
            kind = data[at + 1]
            size, at = _number(data, at + 2)
            body, at = data[at : at + size], at + size
            if kind == 0x2F:
                assert at == len(data), "the end of a track is its last event"
                return
            if kind == 0x51:
                told.tempos.append((tick, int.from_bytes(body, "big")))
            elif kind == 0x58:
                told.metres.append((tick, body[0]))
            else:
                told.texts.append((tick, kind, body.decode()))
        else:
            assert data[at] in {0x80, 0x90}
            told.notes.append((tick, data[at + 1], data[at] == 0x90))
            at += 3


def _number(data: bytes, at: int) -> tuple[int, int]:
    number = 0
    while True:
        number = number << 7 | data[at] & 0x7F
        at += 1
        if data[at - 1] < 0x80:
            return number, at


def beats_of(song: Known, told: Read) -> np.ndarray:
    """The seconds of the quarters that are the song's beats."""
    count = int(np.count_nonzero(song.grid.beats >= 0))
    lead = next(
        n for n in range(10**6)
        if abs(told.seconds(n * told.quarter) - song.grid.beats[song.grid.beats >= 0][0]) < 1e-5
    )  # fmt: skip
    return np.array([told.seconds((lead + n) * told.quarter) for n in range(count)])


def test_beats_are_quarters_and_bars_begin_on_bar_lines() -> None:
    told = read(midi_of(SONG))
    assert np.allclose(beats_of(SONG, told), GRID.beats, atol=1e-6)
    assert told.metres[0] == (0, 2), "a quarter of lead and one before the first bar"
    assert told.metres[1] == (2 * told.quarter, 3)
    steady = read(midi_of(Known(TRACK, 9.0, BeatGrid.steady(128.0, count=400))))
    assert len(steady.tempos) < 400
    assert steady.seconds(399 * steady.quarter) == pytest.approx(399 * 60 / 128, abs=1e-6)
    assert steady.metres == [(0, 4)]
    plain = read(midi_of(Known(TRACK, 9.0, BeatGrid.steady(120.0, count=400))))
    assert plain.tempos == [(0, 500_000)]


def test_chords_are_notes_with_their_names() -> None:
    told = read(midi_of(SONG))
    starts = {round(told.seconds(tick), 3) for tick, _, on in told.notes if on}
    assert starts == {0.75, 2.25}
    first = sorted(note for tick, note, on in told.notes if on and told.seconds(tick) < 1)
    assert first == [40, 60, 64, 67], "C over E"
    names = [text for _, kind, text in told.texts if kind == 0x01]
    assert names == ["C/E", "Am7"]
    assert (0, 0x03, "Söng") in told.texts
    assert [text for _, kind, text in told.texts if kind == 0x06] == ["intro", "drop"]
    assert notes_of(CHORDS.chords[0]) == ()
    assert notes_of(Chord.parse("B:dim")) == (47, 62, 65, 71)


@settings(max_examples=60, deadline=None)
@given(songs())
def test_any_song_keeps_its_seconds(song: Known) -> None:
    inside = song.grid.beats[song.grid.beats >= 0]
    assume(inside.size > 1)
    assume(np.diff(inside).max() < 16)
    assume(np.diff(inside).min() > 0.02)
    told = read(midi_of(song))
    assert np.allclose(beats_of(song, told), inside, atol=2e-6)
    on = [(note, tick) for tick, note, is_on in told.notes if is_on]
    off = [(note, tick) for tick, note, is_on in told.notes if not is_on]
    assert sorted(note for note, _ in on) == sorted(note for note, _ in off)
    edges = set() if song.chords is None else {max(0.0, e) for e in song.chords.edges.tolist()}
    for _, tick in on:
        assert min(abs(told.seconds(tick) - edge) for edge in edges) < 0.02

"""What the pitched players play: bass, chords, arpeggios, melody, and noise that rises."""

from dataclasses import dataclass

import numpy as np

from luma.domain.harmony import Chord
from workers.training.dance import basses, instruments
from workers.training.dance.grid import Grid
from workers.training.dance.harmony import ChordSpan, Key, bass_pitch, voiced
from workers.training.dance.instruments import Instrument
from workers.training.dance.plan import Section
from workers.training.dance.sound import (
    Wave,
    decay,
    filtered,
    frames_of,
    lay,
    noise,
    silence,
    softened,
    swept,
)
from workers.training.dance.style import Style
from workers.training.dance.voices import KINDS, Singer

Rng = np.random.Generator
Voicings = dict[float, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a player reads: the grid, the sections, the chords, and the sound's length."""

    style: Style
    grid: Grid
    sections: tuple[Section, ...]
    chords: tuple[ChordSpan, ...]
    key: Key
    frames: int

    def chord_at(self, beat: float) -> ChordSpan:
        """The chord that sounds at a beat."""
        return next(s for s in reversed(self.chords) if s.start <= beat + 1e-6)


class _Desk:
    """An instrument whose notes are made once each and laid wherever they come again."""

    def __init__(self, instrument: Instrument, canvas: Wave) -> None:
        self._instrument, self._canvas = instrument, canvas
        self._made: dict[tuple[float, float], Wave] = {}

    def note(
        self, second: float, pitch: float, seconds: float, gain: float, pan: float = 0
    ) -> None:
        key = pitch, max(0.04, round(seconds / 0.02) * 0.02)
        if key not in self._made:
            self._made[key] = self._instrument(*key)
        lay(self._canvas, self._made[key], frames_of(second), gain, pan)


def notes_of(pattern: str) -> list[tuple[int, int, str]]:
    """Step, length in steps and sign of every note of a pattern."""
    notes = []
    for step, sign in enumerate(pattern):
        if sign in ".-":
            continue
        length = 1
        while step + length < len(pattern) and pattern[step + length] == "-":
            length += 1
        notes.append((step, length, sign))
    return notes


def _steps(sheet: Sheet, part: str, pattern: str) -> list[tuple[int, int, int, str]]:
    """Bar, step, length and sign of every note that a part plays in the song."""
    bars, out = len(pattern) // sheet.grid.steps, []
    for section in sheet.sections:
        if part in section.cast:
            for bar in range(section.first_bar, section.end_bar):
                turn = (bar - section.first_bar) % bars * sheet.grid.steps
                for step, length, sign in notes_of(pattern):
                    if turn <= step < turn + sheet.grid.steps:
                        out.append((bar, step - turn, length, sign))
    return out


def _when(sheet: Sheet, bar: int, step: int, length: float) -> tuple[float, float, float]:
    """Beat, second and duration of a note."""
    start, end = sheet.grid.second(bar, step), sheet.grid.second(bar, step + length)
    return bar * sheet.grid.per_bar + step / sheet.grid.per_beat, start, end - start


def bassline(rng: Rng, sheet: Sheet) -> Wave:
    """The bass, on the lowest tone of each chord."""
    style, canvas = sheet.style, silence(sheet.frames)
    kind = str(rng.choice(style.basses))
    desk = _Desk(basses.bass(rng, kind), canvas)
    pattern = style.basslines[rng.integers(len(style.basslines))]
    lowest = int(rng.integers(28, 36))
    legato = rng.uniform(0.7, 1.0)
    leap = rng.random() < 0.4
    for bar, step, length, sign in _steps(sheet, "bass", pattern):
        beat, second, seconds = _when(sheet, bar, step, length * legato)
        span = sheet.chord_at(beat)
        if span.chord.root is None:
            continue
        pitch = bass_pitch(span.chord, lowest)
        jump = {"r": 0, "o": 12, "f": 0}[sign]
        if sign == "f":
            pitch = _fifth(span.chord, lowest)
        elif leap and rng.random() < 0.08:
            jump = 12
        desk.note(second, pitch + jump, seconds, float(rng.uniform(0.85, 1.0)))
    return canvas


def _fifth(chord: Chord, lowest: int) -> int:
    assert chord.root is not None
    fifth = {"dim": 6, "hdim7": 6, "aug": 8}.get(chord.quality, 7)
    return lowest + (chord.root + fifth - lowest) % 12


def chords(rng: Rng, sheet: Sheet) -> tuple[Wave, Wave]:
    """Pads and struck chords, apart."""
    voicings = _voicings(sheet, rng.uniform(58, 67))
    held, struck = silence(sheet.frames), silence(sheet.frames)
    pad = str(rng.choice(["pad", "pad", "strings", "saws", "organ"]))
    _held_chords(sheet, _Desk(instruments.keys(rng, pad), held), voicings)
    kind = str(rng.choice(sheet.style.keys))
    desk = _Desk(instruments.keys(rng, kind), struck)
    pattern = sheet.style.comping[rng.integers(len(sheet.style.comping))]
    legato, strum = rng.uniform(0.6, 1.0), rng.uniform(0, 0.012) if sheet.style.live else 0.0
    doubled = 12 if rng.random() < 0.3 else 0
    for bar, step, length, _ in _steps(sheet, "comp", pattern):
        beat, second, seconds = _when(sheet, bar, step, length * legato)
        span = sheet.chord_at(beat)
        until = sheet.grid.second_of_beat(span.end) - second
        gain = float(rng.uniform(0.75, 1.0))
        for n, pitch in enumerate(voicings[span.start]):
            desk.note(second + n * strum, pitch, min(seconds, until), gain, 0.1 * n - 0.15)
            if doubled and n == 0:
                desk.note(second, pitch + doubled, min(seconds, until), 0.6 * gain)
    return held, struck


def _held_chords(sheet: Sheet, desk: _Desk, voicings: Voicings) -> None:
    for section in sheet.sections:
        if "pad" not in section.cast:
            continue
        first, last = (b * sheet.grid.per_bar for b in (section.first_bar, section.end_bar))
        for span in sheet.chords:
            if first <= span.start < last:
                second = sheet.grid.second_of_beat(span.start)
                seconds = sheet.grid.second_of_beat(span.end) - second
                for pitch in voicings[span.start]:
                    desk.note(second, pitch, seconds, 0.8)


def _voicings(sheet: Sheet, centre: float) -> Voicings:
    out: Voicings = {}
    before: tuple[int, ...] = ()
    for span in sheet.chords:
        before = voiced(span.chord, before, centre) or before
        out[span.start] = before if span.chord.root is not None else ()
    return out


def arpeggios(rng: Rng, sheet: Sheet) -> Wave:
    """Tones of the chord one after another."""
    canvas = silence(sheet.frames)
    kind = str(rng.choice(["pluck", "pluck", "fm", "saws", "stab", "piano", "guitar"]))
    desk = _Desk(instruments.keys(rng, kind), canvas)
    voicings = _voicings(sheet, 67.0)
    gap = int(rng.choice([1, 2, 2, 3])) if sheet.grid.per_beat == 4 else 2
    order = rng.integers(0, 5, int(rng.choice([4, 6, 8, 16])))
    rest = rng.uniform(0, 0.35)
    count = 0
    for section in sheet.sections:
        if "arp" not in section.cast:
            continue
        for place in range(0, section.bars * sheet.grid.steps, gap):
            bar, step = divmod(place, sheet.grid.steps)
            beat, second, seconds = _when(sheet, section.first_bar + bar, step, gap)
            tones = voicings[sheet.chord_at(beat).start]
            count += 1
            if tones and rng.random() >= rest:
                turn = int(order[count % len(order)])
                pitch = tones[turn % len(tones)] + 12 * (turn // len(tones))
                desk.note(second, pitch, 0.9 * seconds, 0.8, 0.5 * (-1) ** count)
    return canvas


def melody(rng: Rng, sheet: Sheet) -> Wave:
    """A lead that sings a phrase of two bars again and again over the chords."""
    canvas = silence(sheet.frames)
    singer = Singer(rng, str(rng.choice(KINDS)))
    phrase = _phrase(rng, sheet.grid)
    centre = float(rng.uniform(64, 76))
    before: float | None = None
    for bar, step, length, turn in _sung(sheet, phrase):
        beat, second, seconds = _when(sheet, bar, step, length)
        if rng.random() < 0.06:
            before = None
            continue
        chord = sheet.chord_at(beat).chord
        strong = step % sheet.grid.per_beat == 0 or length >= sheet.grid.per_beat
        tones = chord.tones if strong and chord.root is not None else sheet.key.scale
        pitch = _nearest(centre + turn, tones)
        near = before if before is not None and abs(before - pitch) < 8 else None
        lay(canvas, singer.sing(pitch, seconds * 0.92, near), frames_of(second))
        before = pitch
    return canvas


def _phrase(rng: Rng, grid: Grid) -> list[tuple[int, int, int]]:
    """Step, length and height of the notes of two bars."""
    notes, step, height = [], int(rng.choice([0, 0, 2, 4])), 0.0
    lengths = [2, 2, 3, 4, 4, 6, 8] if rng.random() < 0.7 else [1, 1, 2, 2, 3]
    while step < 2 * grid.steps:
        length = min(int(rng.choice(lengths)), 2 * grid.steps - step)
        height = 0.8 * height + float(rng.normal(0, 3))
        if rng.random() < 0.8:
            notes.append((step, length, round(height)))
        step += length
    return notes


def _sung(sheet: Sheet, phrase: list[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    out = []
    for section in sheet.sections:
        if "lead" in section.cast:
            for bar in range(section.first_bar, section.end_bar, 2):
                for place, length, turn in phrase:
                    further, step = divmod(place, sheet.grid.steps)
                    if bar + further < section.end_bar:
                        out.append((bar + further, step, length, turn))
    return out


def _nearest(pitch: float, tones: tuple[int, ...]) -> int:
    around = range(round(pitch) - 6, round(pitch) + 7)
    return min((p for p in around if p % 12 in tones), key=lambda p: abs(p - pitch))


def sweeps(rng: Rng, sheet: Sheet) -> Wave:
    """Noise that climbs through the builds, falls after them, and a hit on the first beat."""
    canvas = silence(sheet.frames)
    low, high = rng.uniform(200, 800), rng.uniform(6000, 14000)
    for section in sheet.sections:
        start = sheet.grid.second(section.first_bar)
        if "riser" in section.cast:
            seconds = sheet.grid.second(section.end_bar) - start
            lay(canvas, _riser(rng, seconds, low, high), frames_of(start), 0.25)
        elif section.label in {"drop", "break"} and rng.random() < 0.7:
            lay(canvas, _fall(rng, rng.uniform(1, 4)), frames_of(start), 0.25)
    return canvas


def _riser(rng: Rng, seconds: float, low: float, high: float) -> Wave:
    frames = frames_of(seconds)
    done = np.linspace(0, 1, frames, dtype=np.float32)
    edge = np.float32(low) * np.float32(high / low) ** done
    breath = swept(noise(rng, frames, 2), edge, 2.0)
    return softened(filtered(breath, "highpass", 150) * done**2, 0.01, 0.005)


def _fall(rng: Rng, seconds: float) -> Wave:
    frames = frames_of(seconds)
    edge = np.float32(9000) * decay(frames, seconds / 4) + 200
    return softened(swept(noise(rng, frames, 2), edge) * decay(frames, seconds / 3))

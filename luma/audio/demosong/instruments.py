"""The players: pad, arpeggio, pluck, bass and lead, one note or one line at a time."""

import numpy as np
from scipy import ndimage

from luma.audio.demosong.effects import filtered, panned
from luma.audio.demosong.grid import BAR_FRAMES, STEP_FRAMES, frame_of
from luma.audio.demosong.melody import Note
from luma.audio.demosong.oscillators import Wave, clock, hertz, saw, steady_saw, struck
from luma.domain.units import HOUSE_RATE

_DETUNE_CENTS = (-17.0, -11.0, -5.0, 0.0, 5.5, 10.5, 16.0)
_PLACES = (-0.9, 0.6, -0.35, 0.0, 0.4, -0.65, 0.95)
_GLIDE_FRAMES = 1400


def _edges(frames: int, attack: float, release: float) -> Wave:
    """A shape that rises at once or slowly and falls at the end."""
    shape = np.ones(frames, dtype=np.float32)
    rise, fall = round(attack * HOUSE_RATE), round(release * HOUSE_RATE)
    shape[:rise] = np.sin(np.linspace(0.0, np.pi / 2.0, rise)) ** 2
    shape[-fall:] *= np.cos(np.linspace(0.0, np.pi / 2.0, fall)).astype(np.float32) ** 2
    return shape


def pad(pitch: int) -> Wave:
    """A bar of seven detuned saws spread over the room, fading into the next bar."""
    frames = BAR_FRAMES + round(0.3 * HOUSE_RATE)
    sound = np.zeros((2, frames), dtype=np.float32)
    for index, (cents, place) in enumerate(zip(_DETUNE_CENTS, _PLACES, strict=True)):
        voice = steady_saw(
            hertz(pitch + cents / 100.0), frames, start=(index * 0.381 + pitch * 0.137) % 1.0
        )
        sound += panned(voice, place)
    return np.asarray(sound * _edges(frames, 0.012, 0.3) / 3.0, np.float32)


def stab(held: Wave) -> Wave:
    """A pad's saws struck short, bright at first."""
    frames = round(0.42 * HOUSE_RATE)
    time = clock(frames)
    raw = held[:, 2000 : 2000 + frames]
    dark = filtered(raw, "lowpass", 1200.0)
    bright = np.exp(-time / 0.11)
    return np.asarray(
        (dark + (raw - dark) * bright) * np.exp(-time / 0.22) * _edges(frames, 0.002, 0.1),
        np.float32,
    )


def arpeggio(pitch: int) -> Wave:
    """A small bell-like pluck."""
    frames = round(0.5 * HOUSE_RATE)
    tone = struck(hertz(pitch), frames, decay=7.0, damping=9.0, top=9000.0)
    return np.asarray(tone * _edges(frames, 0.002, 0.1), np.float32)


def pluck(pitch: int) -> Wave:
    """A wide, singing pluck: one string for each ear and one between."""
    frames = round(1.0 * HOUSE_RATE)
    sound = np.zeros((2, frames), dtype=np.float32)
    for cents, place in ((-6.0, -0.7), (0.0, 0.0), (6.0, 0.7)):
        tone = struck(hertz(pitch + cents / 100.0), frames, decay=3.6, damping=3.2, top=11000.0)
        sound += panned(tone, place)
    return np.asarray(sound * _edges(frames, 0.003, 0.2) / 2.0, np.float32)


def bass(pitch: int, steps: float) -> Wave:
    """A driven string over a sine that holds the floor."""
    frames = round(steps * STEP_FRAMES)
    time = clock(frames)
    frequency = hertz(pitch)
    string = struck(frequency, frames, decay=1.2, damping=0.9, top=2600.0)
    floor = np.sin(2.0 * np.pi * frequency * time)
    return np.asarray(
        np.tanh(0.75 * string + 0.9 * floor) * _edges(frames, 0.004, 0.025), np.float32
    )


def lead(notes: tuple[Note, ...], frames: int) -> Wave:
    """A line sung by two saws and a softer one below, gliding from note to note."""
    begin = frame_of(notes[0].bar)
    pitch, level, brightness = _contours(notes, begin, frames)
    sound = np.zeros((2, frames), dtype=np.float32)
    for cents, place, weight in ((-8.0, -0.45, 0.5), (8.0, 0.45, 0.5), (-1200.0, 0.0, 0.3)):
        cycles = np.cumsum(440.0 * np.exp2((pitch + cents / 100.0 - 69.0) / 12.0) / HOUSE_RATE)
        sound += panned(saw(cycles), place) * np.float32(weight)
    soft = filtered(sound, "lowpass", 1500.0)
    vowel = filtered(sound, "bandpass", (750.0, 1500.0), 1)
    edge = filtered(sound, "lowpass", 8500.0, 1) - soft
    return np.asarray((soft + 0.5 * vowel + edge * brightness) * level, np.float32)


def _contours(notes: tuple[Note, ...], begin: int, frames: int) -> tuple[Wave, Wave, Wave]:
    """A line's pitch with glides and vibrato, its loudness, and its brightness."""
    pitch = np.full(frames, float(notes[0].pitch))
    level = np.zeros(frames, dtype=np.float32)
    bright = np.zeros(frames, dtype=np.float32)
    for note in notes:
        start = frame_of(note.bar, note.step) - begin
        stop = min(frames, start + round(note.steps * STEP_FRAMES * 0.94))
        time = clock(stop - start)
        pitch[start:] = note.pitch
        swell = np.clip((time - 0.22) / 0.25, 0.0, 1.0)
        pitch[start:stop] += 0.22 * swell * np.sin(2.0 * np.pi * 5.4 * time)
        level[start:stop] = note.velocity * (0.72 + 0.28 * np.exp(-time / 0.12))
        bright[start:stop] = note.velocity * (0.35 + 0.6 * np.exp(-time / 0.16))
    smooth = ndimage.uniform_filter1d(pitch, _GLIDE_FRAMES, mode="nearest")
    level = ndimage.uniform_filter1d(ndimage.uniform_filter1d(level, 300), 300)
    return smooth, level, ndimage.uniform_filter1d(bright, 300)

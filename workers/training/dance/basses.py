"""Basses and lead voices, with colours drawn for every song."""

from collections.abc import Callable

import numpy as np

from workers.training.dance.instruments import Instrument
from workers.training.dance.oscillators import hertz, phase, pulse, saw, saws, sine
from workers.training.dance.sound import (
    Wave,
    clock,
    decay,
    driven,
    filtered,
    frames_of,
    noise,
    softened,
    swept,
)

Rng = np.random.Generator


def _shaped(wave: Wave, seconds: float, fall: float = 0.03) -> Wave:
    """A bass note that ends when it is let go."""
    time = clock(wave.shape[-1])
    gone = np.exp(-np.maximum(time - np.float32(seconds), 0) / np.float32(fall))
    return softened(wave * gone, 0.002, 0.01)


def _sub(rng: Rng) -> Instrument:
    warmth = rng.uniform(0.8, 3.5)

    def play(pitch: float, seconds: float) -> Wave:
        turns = phase(hertz(pitch), frames_of(seconds + 0.1))
        return _shaped(driven(sine(turns)[None], warmth), seconds)

    return play


def _analogue(rng: Rng, *, square: bool) -> Instrument:
    opening, ring = rng.uniform(300, 2500), rng.uniform(0.05, 0.4)
    floor, resonance = rng.uniform(100, 500), rng.uniform(0.7, 3)
    under = rng.uniform(0.2, 0.8)

    def play(pitch: float, seconds: float) -> Wave:
        frames = frames_of(seconds + 0.1)
        tone = hertz(pitch)
        turns = phase(tone, frames)
        wave = pulse(turns, tone) if square else saw(turns, tone)
        edge = floor + np.float32(opening) * decay(frames, ring)
        full = swept(wave[None], edge, resonance) + np.float32(under) * sine(turns)
        return _shaped(full, seconds)

    return play


def _acid(rng: Rng) -> Instrument:
    ring, resonance = rng.uniform(0.06, 0.25), rng.uniform(4, 10)
    opening, drive = rng.uniform(600, 3000), rng.uniform(1, 5)

    def play(pitch: float, seconds: float) -> Wave:
        frames = frames_of(seconds + 0.05)
        tone = hertz(pitch)
        edge = 150 + np.float32(opening * rng.uniform(0.6, 1.4)) * decay(frames, ring)
        wave = swept(saw(phase(tone, frames), tone)[None], edge, resonance)
        return _shaped(driven(wave, drive), seconds)

    return play


def _reese(rng: Rng) -> Instrument:
    cents, opening = rng.uniform(12, 35), rng.uniform(250, 1200)
    drive = rng.uniform(0.5, 4)

    def play(pitch: float, seconds: float) -> Wave:
        frames = frames_of(seconds + 0.1)
        wave = filtered(saws(rng, hertz(pitch), frames, 3, cents), "lowpass", opening)
        mid = 0.5 * (wave - wave.mean(axis=0))
        low = sine(phase(hertz(pitch), frames))
        return _shaped(driven(wave.mean(axis=0) + 0.5 * mid + 0.6 * low, drive), seconds)

    return play


def _wobble(rng: Rng) -> Instrument:
    turns_per_note = rng.choice([2, 3, 4, 6])
    opening, resonance = rng.uniform(600, 2500), rng.uniform(1.5, 5)
    depth = rng.uniform(1, 3)

    def play(pitch: float, seconds: float) -> Wave:
        frames = frames_of(seconds + 0.05)
        tone = hertz(pitch)
        lfo = 0.5 - 0.5 * np.cos(
            np.float32(2 * np.pi * turns_per_note / seconds) * clock(frames)
        )
        growl = saw(phase(tone, frames), tone) + pulse(phase(tone * 1.006, frames), tone)
        wave = swept(growl[None], np.asarray(120 + opening * lfo**2, np.float32), resonance)
        return _shaped(driven(wave + 0.7 * sine(phase(tone, frames)), depth), seconds)

    return play


def _fm(rng: Rng) -> Instrument:
    ratio, depth = float(rng.choice([1.0, 2.0, 0.5, 3.0])), rng.uniform(0.5, 3)
    ring = rng.uniform(0.05, 0.4)

    def play(pitch: float, seconds: float) -> Wave:
        frames = frames_of(seconds + 0.1)
        tone = hertz(pitch)
        bend = np.float32(depth) * decay(frames, ring) * sine(phase(tone * ratio, frames))
        return _shaped(sine(phase(tone, frames) + bend / np.float32(2 * np.pi))[None], seconds)

    return play


def _electric(rng: Rng) -> Instrument:
    bright, ring = rng.uniform(0.45, 0.8), rng.uniform(0.3, 0.9)

    def play(pitch: float, seconds: float) -> Wave:
        frames = frames_of(seconds + 0.1)
        tone = hertz(pitch)
        wave = np.zeros(frames, np.float32)
        for n in range(1, 13):
            fall = decay(frames, ring / (0.6 + 0.4 * n))
            wave += np.float32(bright**n) * fall * sine(phase(tone * n, frames, 0.1 * n))
        finger = filtered(noise(rng, frames), "bandpass", 500, 2500) * decay(frames, 0.006)
        return _shaped(wave[None] + 0.1 * finger, seconds)

    return play


def _boom(rng: Rng) -> Instrument:
    ring, drive = rng.uniform(0.4, 1.2), rng.uniform(1, 4)

    def play(pitch: float, seconds: float) -> Wave:
        frames = frames_of(seconds + 0.1)
        glide = hertz(pitch) * (1 + 0.6 * decay(frames, 0.02))
        wave = sine(phase(np.asarray(glide, np.float32), frames)) * decay(frames, ring)
        return _shaped(driven(wave[None], drive), seconds)

    return play


def _rumble(rng: Rng) -> Instrument:
    edge = rng.uniform(90, 200)

    def play(pitch: float, seconds: float) -> Wave:
        frames = frames_of(seconds + 0.1)
        dark = filtered(noise(rng, frames), "bandpass", 35, edge)
        tone = sine(phase(hertz(pitch), frames))
        return _shaped(driven(0.8 * tone + 1.5 * dark, 1.5), seconds)

    return play


BASSES: dict[str, Callable[[Rng], Instrument]] = {
    "sub": _sub,
    "saw": lambda rng: _analogue(rng, square=False),
    "square": lambda rng: _analogue(rng, square=True),
    "acid": _acid,
    "reese": _reese,
    "wobble": _wobble,
    "fm": _fm,
    "electric": _electric,
    "808": _boom,
    "rumble": _rumble,
}


def bass(rng: Rng, kind: str) -> Instrument:
    """A bass of a kind, with colours of its own."""
    return BASSES[kind](rng)

"""Instruments that play pitches; each song draws their colours anew."""

from collections.abc import Callable

import numpy as np

from workers.training.dance.oscillators import hertz, phase, pulse, saw, saws, sine
from workers.training.dance.sound import (
    RATE,
    Wave,
    clock,
    decay,
    driven,
    filtered,
    frames_of,
    levelled,
    noise,
    softened,
    swept,
)

Rng = np.random.Generator
Instrument = Callable[[float, float], Wave]


def _held(
    frames: int, seconds: float, attack: float, release: float, sustain: float = 1.0
) -> Wave:
    """A shape that rises, stays while the note is held, and dies away."""
    time = clock(frames)
    rise = np.minimum(1, time / np.float32(max(attack, 1e-4)))
    fall = np.exp(-np.maximum(time - np.float32(seconds), 0) / np.float32(release))
    body = sustain + (1 - sustain) * np.exp(-time / np.float32(0.2))
    return np.asarray(rise * fall * body, np.float32)


def _length(seconds: float, release: float) -> int:
    return frames_of(seconds + 5 * release)


def _saws(rng: Rng) -> Instrument:
    voices, cents = int(rng.integers(3, 8)), rng.uniform(6, 28)
    opening, release = rng.uniform(1200, 9000), rng.uniform(0.05, 0.3)
    attack = rng.uniform(0.002, 0.02)

    def play(pitch: float, seconds: float) -> Wave:
        frames = _length(seconds, release)
        wave = saws(rng, hertz(pitch), frames, voices, cents)
        wave = filtered(wave, "lowpass", opening)
        return wave * _held(frames, seconds, attack, release, 0.8)

    return play


def _pad(rng: Rng) -> Instrument:
    voices, cents = int(rng.integers(2, 6)), rng.uniform(5, 20)
    opening, release = rng.uniform(500, 4500), rng.uniform(0.2, 0.6)
    attack, soft = rng.uniform(0.05, 0.5), rng.random() < 0.3

    def play(pitch: float, seconds: float) -> Wave:
        frames = _length(seconds, release)
        if soft:
            turns = phase(hertz(pitch), frames)
            wave = np.repeat((sine(turns) + 0.3 * sine(2 * turns % 1))[None], 2, axis=0)
            wave = wave.astype(np.float32)
        else:
            wave = saws(rng, hertz(pitch), frames, voices, cents)
        return filtered(wave, "lowpass", opening) * _held(frames, seconds, attack, release)

    return play


def _strings(rng: Rng) -> Instrument:
    opening, rate = rng.uniform(2000, 5000), rng.uniform(4.5, 6)
    attack, release = rng.uniform(0.03, 0.2), rng.uniform(0.1, 0.3)

    def play(pitch: float, seconds: float) -> Wave:
        frames = _length(seconds, release)
        out = np.zeros((2, frames), np.float32)
        for side in (0, 1):
            for _ in range(2):
                sway = 1 + 0.004 * sine(
                    phase(float(rate * rng.uniform(0.9, 1.1)), frames, rng.random())
                )
                tuned = hertz(pitch + rng.normal(0, 0.06))
                out[side] += saw(phase(tuned * sway, frames, rng.random()), tuned)
        body = filtered(
            filtered(out, "lowpass", opening), "highpass", hertz(pitch) * 0.7, order=1
        )
        return body * _held(frames, seconds, attack, release)

    return play


def _stab(rng: Rng) -> Instrument:
    width, ring = rng.uniform(0.2, 0.5), rng.uniform(0.06, 0.35)
    opening, resonance = rng.uniform(1500, 7000), rng.uniform(0.7, 3)
    low = rng.uniform(300, 900)

    def play(pitch: float, seconds: float) -> Wave:
        frames = frames_of(min(seconds, 4 * ring) + 0.05)
        tone = hertz(pitch)
        wave = pulse(phase(tone, frames), tone, width)[None] + saws(rng, tone, frames, 2, 9.0)
        edge = low + opening * decay(frames, ring)
        return softened(swept(wave, edge, resonance) * decay(frames, ring), 0.001, 0.03)

    return play


def _pluck(rng: Rng) -> Instrument:
    ring, opening = rng.uniform(0.05, 0.25), rng.uniform(2000, 9000)
    square, resonance = rng.random() < 0.4, rng.uniform(0.7, 4)

    def play(pitch: float, seconds: float) -> Wave:
        frames = frames_of(min(seconds + 0.3, 6 * ring))
        tone = hertz(pitch)
        wave = (
            pulse(phase(tone, frames), tone)[None] if square else saws(rng, tone, frames, 3, 8)
        )
        edge = tone + opening * decay(frames, ring * 0.6)
        return softened(swept(wave, edge, resonance) * decay(frames, ring), 0.001, 0.02)

    return play


def _piano(rng: Rng) -> Instrument:
    hardness, stretch = rng.uniform(0.4, 0.9), rng.uniform(1e-4, 5e-4)
    ring = rng.uniform(0.5, 1.5)

    def play(pitch: float, seconds: float) -> Wave:
        frames = _length(seconds, 0.06)
        tone = hertz(pitch)
        out = np.zeros((2, frames), np.float32)
        for n in range(1, min(18, int(14000 / tone)) + 1):
            partial = tone * n * np.sqrt(1 + stretch * n * n)
            loud = hardness**n * (0.6 if n % 7 == 0 else 1.0)
            fall = decay(frames, ring / (1 + 0.35 * n))
            for side, off in ((0, -0.4), (1, 0.4)):
                out[side] += (
                    np.float32(loud)
                    * fall
                    * sine(phase(float(partial + off), frames, rng.random()))
                )
        hammer = filtered(noise(rng, frames), "bandpass", 800, 4000) * decay(frames, 0.008)
        return (out + 0.15 * hammer) * _held(frames, seconds, 0.0015, 0.06)

    return play


def _fm(ratio: float, depth: float, ring: float, release: float) -> Instrument:
    def play(pitch: float, seconds: float) -> Wave:
        frames = _length(seconds, release)
        tone = hertz(pitch)
        swing = (
            np.float32(depth) * decay(frames, ring) * sine(phase(float(tone * ratio), frames))
        )
        wave = np.sin(np.float32(2 * np.pi) * phase(tone, frames) + swing)
        shimmer = 1 + np.float32(0.15) * sine(phase(5.2, frames))
        shape = decay(frames, 3 * ring) * _held(frames, seconds, 0.002, release)
        return np.stack([wave * shimmer, wave * (2 - shimmer)]).astype(np.float32) * shape

    return play


def _electric(rng: Rng) -> Instrument:
    ratio = float(rng.choice([1.0, 1.0, 14.0, 2.0]))
    return _fm(ratio, rng.uniform(0.4, 2.0), rng.uniform(0.3, 0.9), 0.08)


def _bells(rng: Rng) -> Instrument:
    ratio = float(rng.choice([2.0, 3.0, 3.5, 1.5, 5.0]))
    return _fm(ratio, rng.uniform(1, 4), rng.uniform(0.05, 0.4), 0.1)


def _organ(rng: Rng) -> Instrument:
    bars = rng.uniform(0.0, 1.0, 6) * np.array([0.6, 1, 0.8, 0.6, 0.4, 0.3])
    bars[1] = 1.0
    click = rng.uniform(0, 0.4)

    def play(pitch: float, seconds: float) -> Wave:
        frames = _length(seconds, 0.02)
        turns = phase(hertz(pitch) / 2, frames)
        wave = np.zeros(frames, np.float32)
        for loud, times in zip(bars, (1, 2, 3, 4, 6, 8), strict=True):
            wave += np.float32(loud) * sine(turns * times % 1)
        snap = filtered(noise(rng, frames), "highpass", 2000)[0] * decay(frames, 0.003)
        held = _held(frames, seconds, 0.003, 0.02)
        return np.asarray((wave + np.float32(click) * snap)[None] * held, np.float32)

    return play


def _string(rng: Rng, tone: float, frames: int, damping: float, pick: float) -> Wave:
    """A plucked string: noise that goes round a loop which dulls it."""
    period = max(4, round(RATE / tone))
    burst = filtered(noise(rng, period), "lowpass", pick, order=1)[0]
    turns = -(-frames // period)
    spectrum = np.fft.rfft(burst - burst.mean())
    angle = np.pi * np.arange(len(spectrum)) / period
    loss = np.float64(damping) * np.cos(angle) ** np.float64(0.6)
    rows = np.fft.irfft(spectrum * loss ** np.arange(turns)[:, None], period)
    string = rows.reshape(-1)[:frames]
    return np.asarray(string, np.float32)


def _guitar(rng: Rng) -> Instrument:
    pick, drive = rng.uniform(3000, 9000), rng.uniform(0.5, 6)
    ring = rng.uniform(0.4, 1.2)

    def play(pitch: float, seconds: float) -> Wave:
        frames = _length(seconds, 0.05)
        tone = hertz(pitch)
        damping = float(np.exp(-1 / (ring * tone)))
        sides = [_string(rng, tone, frames, damping, pick) for _ in (0, 1)]
        wave = driven(levelled(np.stack(sides)), drive)
        return filtered(wave, "lowpass", 6500) * _held(frames, seconds, 0.001, 0.05)

    return play


KEYS: dict[str, Callable[[Rng], Instrument]] = {
    "saws": _saws,
    "pad": _pad,
    "strings": _strings,
    "stab": _stab,
    "pluck": _pluck,
    "piano": _piano,
    "fm": _bells,
    "electric": _electric,
    "organ": _organ,
    "guitar": _guitar,
}


def keys(rng: Rng, kind: str) -> Instrument:
    """An instrument for chords, of a kind, with colours of its own."""
    return KEYS[kind](rng)

"""The drum machine: each drum as a short sound, `(channels, frames)`."""

import numpy as np

from luma.audio.demosong.effects import filtered
from luma.audio.demosong.oscillators import Wave, clock, noise
from luma.domain.units import HOUSE_RATE


def kit() -> dict[str, Wave]:
    """The drums by name."""
    return {
        "kick": kick(),
        "clap": clap(),
        "snare": snare(),
        "hat": hat(0.03, 41),
        "open": hat(0.085, 42),
        "ride": hat(0.16, 43),
        "crash": crash(),
        "high_tom": tom(150.0),
        "low_tom": tom(98.0),
        "boom": boom(),
    }


def _gliding(frames: int, settled: float, jumps: tuple[tuple[float, float], ...]) -> Wave:
    """A sine that falls to a frequency from above, each jump a height in hertz and a time."""
    time = clock(frames)
    frequency = np.full(frames, settled, dtype=np.float64)
    for height, seconds in jumps:
        frequency += height * np.exp(-time / seconds)
    return np.sin(2.0 * np.pi * np.cumsum(frequency) / HOUSE_RATE).astype(np.float32)


def _softened(sound: Wave, frames: int = 24) -> Wave:
    """The sound with its first instant and its end faded, so that neither clicks."""
    edge = np.linspace(0.0, 1.0, frames, dtype=np.float32)
    sound[..., :frames] *= edge
    sound[..., -10 * frames :] *= np.linspace(1.0, 0.0, 10 * frames, dtype=np.float32)
    return sound


def kick() -> Wave:
    """A round low drum with a click on top, settled near the song's root."""
    frames = round(0.34 * HOUSE_RATE)
    time = clock(frames)
    body = _gliding(frames, 38.0, ((48.0, 0.1), (170.0, 0.018), (1100.0, 0.004))) * np.exp(
        -time / 0.115
    )
    click = filtered(noise(frames, 11)[0], "bandpass", (1600.0, 9000.0), 1) * np.exp(
        -time / 0.005
    )
    return _softened(np.tanh(1.6 * body + 1.5 * click))[None, :]


def clap() -> Wave:
    """Many hands: three quick bursts and their wash, wide."""
    frames = round(0.32 * HOUSE_RATE)
    time = clock(frames)
    hands = filtered(noise(frames, 21, 2), "bandpass", (850.0, 5200.0), 1)
    shape = 0.75 * np.exp(-time / 0.075)
    for begins in (0.0, 0.007, 0.015):
        since = time - np.float32(begins)
        shape += np.where(since >= 0, np.exp(-np.maximum(since, 0.0) / 0.005), 0.0)
    return _softened((hands * shape).astype(np.float32) * 0.8)


def snare() -> Wave:
    """A short shell tone under bright wires."""
    frames = round(0.22 * HOUSE_RATE)
    time = clock(frames)
    shell = _gliding(frames, 185.0, ((120.0, 0.012),)) * np.exp(-time / 0.055)
    wires = filtered(noise(frames, 31, 2), "bandpass", (1400.0, 9000.0), 1)
    return _softened((0.75 * shell + 0.9 * wires * np.exp(-time / 0.07)).astype(np.float32))


def hat(seconds: float, seed: int) -> Wave:
    """Thin metal that rings for about the given time."""
    frames = round(max(0.06, 3.5 * seconds) * HOUSE_RATE)
    time = clock(frames)
    metal = np.zeros(frames, dtype=np.float32)
    for frequency in (3187.0, 4391.0, 5477.0, 6427.0, 7621.0, 8923.0):
        metal += np.sign(np.sin(2.0 * np.pi * frequency * time))
    bright = filtered(noise(frames, seed, 2) + 0.06 * metal, "highpass", 6800.0, 3)
    bright = filtered(bright, "lowpass", 14500.0, 1)
    return _softened((bright * np.exp(-time / seconds)).astype(np.float32))


def crash() -> Wave:
    """A wide cymbal that washes out over two seconds."""
    frames = round(2.6 * HOUSE_RATE)
    time = clock(frames)
    wash = filtered(noise(frames, 51, 2), "bandpass", (3200.0, 13000.0), 1)
    shape = 0.7 * np.exp(-time / 0.5) + 0.3 * np.exp(-time / 0.06)
    return _softened((wash * shape).astype(np.float32))


def tom(frequency: float) -> Wave:
    """A tuned drum for fills."""
    frames = round(0.3 * HOUSE_RATE)
    time = clock(frames)
    skin = _gliding(frames, frequency, ((frequency * 0.9, 0.025),)) * np.exp(-time / 0.11)
    stick = filtered(noise(frames, 61)[0], "bandpass", (1500.0, 6000.0)) * np.exp(-time / 0.006)
    return _softened(np.tanh(1.3 * skin + 0.3 * stick))[None, :]


def boom() -> Wave:
    """The impact under a drop: a long fall into the deep."""
    frames = round(1.6 * HOUSE_RATE)
    time = clock(frames)
    fall = _gliding(frames, 36.0, ((70.0, 0.16),)) * np.exp(-time / 0.45)
    return _softened(np.tanh(1.4 * fall))[None, :]

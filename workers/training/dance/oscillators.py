"""What every instrument begins with: waves of a pitch that may move."""

import numpy as np

from workers.training.dance.sound import RATE, Wave


def hertz(pitch: float) -> float:
    """The frequency of a MIDI pitch."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))


def phase(frequency: float | Wave, frames: int, start: float = 0.0) -> Wave:
    """Turns since the beginning, between 0 and 1."""
    if isinstance(frequency, float):
        turns = start + np.arange(frames) * (frequency / RATE)
    else:
        turns = start + np.cumsum(frequency, dtype=np.float64) / RATE
    return np.asarray(turns % 1.0, np.float32)


def sine(turns: Wave) -> Wave:
    """The purest of waves."""
    return np.asarray(np.sin(np.float32(2 * np.pi) * turns), np.float32)


def saw(turns: Wave, frequency: float) -> Wave:
    """A wave with every overtone, its edge rounded against aliasing."""
    return 2 * turns - 1 - _edge(turns, frequency)


def pulse(turns: Wave, frequency: float, width: float = 0.5) -> Wave:
    """A wave of two levels; at half width a square."""
    later = (turns + np.float32(1 - width)) % 1
    wave = np.where(turns < width, np.float32(1), np.float32(-1))
    return np.asarray(wave + _edge(turns, frequency) - _edge(later, frequency), np.float32)


def _edge(turns: Wave, frequency: float) -> Wave:
    """The polynomial that rounds a step of a wave over two frames."""
    width = np.float32(frequency / RATE)
    out = np.zeros_like(turns)
    after, before = turns < width, turns > 1 - width
    x = turns[after] / width
    out[after] = 2 * x - x * x - 1
    x = (turns[before] - 1) / width
    out[before] = x * x + 2 * x + 1
    return out


def saws(
    rng: np.random.Generator, frequency: float, frames: int, voices: int, cents: float
) -> Wave:
    """Many saws a little out of tune with one another, spread over both sides."""
    out = np.zeros((2, frames), np.float32)
    for n, off in enumerate(np.linspace(-cents, cents, voices) if voices > 1 else [0.0]):
        tuned = float(frequency * 2 ** (off / 1200))
        wave = saw(phase(tuned, frames, float(rng.random())), tuned)
        side = 0.0 if voices == 1 else (n / (voices - 1) - 0.5) * (1 if n % 2 else -1)
        out[0] += wave * np.float32(0.7 - side)
        out[1] += wave * np.float32(0.7 + side)
    return out / np.float32(np.sqrt(voices))

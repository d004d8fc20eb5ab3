"""Raw tones: band-limited saws, struck strings of sines, and noise."""

import numpy as np
import numpy.typing as npt

from luma.domain.units import HOUSE_RATE

Wave = npt.NDArray[np.float32]


def hertz(pitch: float) -> float:
    """The frequency of a MIDI pitch."""
    return float(440.0 * 2.0 ** ((pitch - 69.0) / 12.0))


def clock(frames: int) -> Wave:
    """Seconds since the beginning, frame by frame."""
    return np.arange(frames, dtype=np.float32) / np.float32(HOUSE_RATE)


def noise(frames: int, seed: int, channels: int = 1) -> Wave:
    """White noise `(channels, frames)`, the same for the same seed."""
    generator = np.random.default_rng(seed)
    return generator.standard_normal((channels, frames), dtype=np.float32)


def saw(cycles: npt.NDArray[np.float64]) -> Wave:
    """A saw wave over a phase in cycles, its steps rounded off against aliasing."""
    pace = np.gradient(cycles).astype(np.float32)
    phase = (cycles % 1.0).astype(np.float32)
    after = np.maximum(0.0, 1.0 - phase / pace)
    before = np.maximum(0.0, 1.0 - (1.0 - phase) / pace)
    shaped: Wave = 2.0 * phase - 1.0 + after * after - before * before
    return shaped


def steady_saw(frequency: float, frames: int, start: float = 0.0) -> Wave:
    """A saw wave of one frequency."""
    return saw(start + np.arange(frames, dtype=np.float64) * (frequency / HOUSE_RATE))


def struck(frequency: float, frames: int, *, decay: float, damping: float, top: float) -> Wave:
    """A saw whose overtones die the sooner the higher they are, as under a closing filter."""
    time = clock(frames)
    turns = np.arange(frames) * (frequency / HOUSE_RATE) % 1.0
    angle = (2.0 * np.pi * turns).astype(np.float32)
    fade = np.exp(-time * np.float32(decay))
    darken = np.exp(-time * np.float32(damping))
    tone = np.zeros(frames, dtype=np.float32)
    for overtone in range(1, max(1, int(top / frequency)) + 1):
        tone += np.sin(angle * np.float32(overtone)) * fade / np.float32(overtone)
        fade *= darken
    return tone

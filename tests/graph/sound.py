"""Sounds that the tests of listening nodes share, all made by arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE


@dataclass(frozen=True, slots=True, eq=False)
class Tape:
    """A recording that lies in memory, and says when it is listened to."""

    name: str
    samples: Samples

    def mono(self, start: int, stop: int) -> Samples:
        heard = np.zeros(max(stop - start, 0), np.float32)
        first, last = max(start, 0), min(stop, self.samples.size)
        if first < last:
            heard[first - start : last - start] = self.samples[first:last]
        return heard


def tape(samples: Samples) -> Tape:
    """A recording of some samples."""
    return Tape("tape", samples)


def heard(samples: np.ndarray, first: int = 0) -> Audio:
    """Sound in whole frames; what is left over is cut off."""
    whole = samples.size // SAMPLES_PER_FRAME * SAMPLES_PER_FRAME
    return Audio(np.asarray(samples[:whole], np.float32), first)


def tone(*hertz: float, seconds: float = 1.0, level: float = 0.5) -> Samples:
    """Pure tones at once, each of that level."""
    at = np.arange(round(seconds * HOUSE_RATE)) / HOUSE_RATE
    whole = sum((level * np.sin(2.0 * np.pi * each * at) for each in hertz), np.zeros(at.size))
    return np.asarray(whole, np.float32)


def noise(seconds: float, level: float = 0.5, seed: int = 1) -> Samples:
    """Every sample by chance."""
    dice = np.random.default_rng(seed)
    return dice.uniform(-level, level, round(seconds * HOUSE_RATE)).astype(np.float32)


def clicks(times: Sequence[float], seconds: float, level: float = 0.5) -> Samples:
    """Short ticks of 2 kHz that begin at moments."""
    at = np.arange(960) / HOUSE_RATE
    tick = level * np.exp(-at * 400.0) * np.sin(2.0 * np.pi * 2000.0 * at)
    out = np.zeros(round(seconds * HOUSE_RATE) + tick.size, np.float32)
    for time in times:
        begin = round(time * HOUSE_RATE)
        out[begin : begin + tick.size] += tick.astype(np.float32)
    return out[: round(seconds * HOUSE_RATE)]

"""Sounds that the tests of listening nodes share, all made by arithmetic."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from luma.domain.energy import Loudness
from luma.domain.recording import SAMPLES_PER_FRAME, Audio, Recordings
from luma.domain.sections import Section, SectionTrack
from luma.domain.sound import Samples
from luma.domain.stems import Stem
from luma.domain.units import HOUSE_RATE, LIGHT_FPS
from luma.graph.context import Features
from tests.graph.rooms import track


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


def song(seconds: float = 8.0) -> Features:
    """A track of which all is heard: ticks on the beat, a bass, and a tone that climbs."""
    at = np.arange(round(seconds * HOUSE_RATE)) / HOUSE_RATE
    drums = clicks([beat / 2 for beat in range(round(seconds * 2))], seconds)
    bass = tone(82.4, seconds=seconds, level=0.3) * (np.floor(at) % 2).astype(np.float32)
    lead = (0.1 * np.sin(2.0 * np.pi * (220.0 + 110.0 * at) * at)).astype(np.float32)
    stems = {
        Stem.DRUMS: Tape("d", drums),
        Stem.BASS: Tape("b", bass),
        Stem.OTHER: Tape("o", lead),
    }
    whole = track(seconds)
    names = ("verse", "chorus", "verse", "drop")
    edges = np.linspace(0.0, seconds, len(names) + 1)
    parts = [
        Section(float(edges[n]), float(edges[n + 1]), name, len(name))
        for n, name in enumerate(names)
    ]
    frames = np.arange(round(seconds * LIGHT_FPS))
    swing = (-20.0 + 14.0 * np.sin(frames / 40.0)).astype(np.float32)
    return replace(
        whole,
        loudness=Loudness(-14.0, -1.0, 8.0, swing / 2.0 - 7.0, swing),
        sections=SectionTrack(tuple(parts)),
        drums=whole.drums_heard(),
        recordings=Recordings(Tape("mix", drums + bass + lead), stems),
    )

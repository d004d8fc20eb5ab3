"""The sound of a track as patterns listen to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

import numpy as np

from luma.domain.frozen import freeze_fields
from luma.domain.sound import Samples
from luma.domain.stems import Stem
from luma.domain.units import HOUSE_RATE, LIGHT_FPS

SAMPLES_PER_FRAME = HOUSE_RATE // LIGHT_FPS


@runtime_checkable
class Recording(Protocol):
    """Sound at the house rate that is read where it is listened to."""

    @property
    def name(self) -> str:
        """What tells its content from every other."""

    def mono(self, start: int, stop: int) -> Samples:
        """The mean of its channels from one sample up to another; silence where it has none."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Sound of which nothing is decoded yet."""

    name: str = "silence"

    def mono(self, start: int, stop: int) -> Samples:
        """Nothing, from one sample up to another."""
        return np.zeros(max(stop - start, 0), np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Recordings:
    """The mix of a track and its voices apart, as far as they are decoded."""

    mix: Recording | None = None
    stems: Mapping[Stem, Recording] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "stems")

    @property
    def name(self) -> str:
        """What tells their content from that of every other track."""
        voices = [f"{stem}:{voice.name}" for stem, voice in sorted(self.stems.items())]
        return "|".join([self.mix.name if self.mix else "", *voices])


@dataclass(frozen=True, slots=True, eq=False)
class Audio:
    """One channel of sound over a span of light frames, from the first of them on."""

    samples: Samples
    first: int

    def __post_init__(self) -> None:
        """Keep whole frames of finite samples that nobody can change."""
        samples = np.asarray(self.samples, dtype=np.float32)
        if samples.ndim != 1 or samples.size % SAMPLES_PER_FRAME:
            raise ValueError(f"sound of shape {samples.shape} is not a row of whole frames")
        if not np.isfinite(samples).all():
            samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
        samples.setflags(write=False)
        object.__setattr__(self, "samples", samples)

    @property
    def frames(self) -> int:
        """How many light frames it lasts."""
        return self.samples.size // SAMPLES_PER_FRAME

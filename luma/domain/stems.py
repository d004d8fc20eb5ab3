"""The voices of a mix, apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from luma.domain.errors import BadValue
from luma.domain.frozen import freeze_fields
from luma.domain.units import SILENCE_DB, Decibels, to_gain


class Stem(StrEnum):
    """One of the four voices that a mix is taken apart into."""

    DRUMS = "drums"
    BASS = "bass"
    VOCALS = "vocals"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class StemSet:
    """Where the four voices lie, and the one gain that they were written with."""

    files: Mapping[Stem, Path]
    gain: float
    engine: str

    def __post_init__(self) -> None:
        """Keep a copy of where the voices lie that nobody can change."""
        freeze_fields(self, "files")


ALL_STEMS = frozenset(Stem)
NAMES = {"luma": "built-in", "demucs": "htdemucs"}


def engine_name(engine: str) -> str:
    """How an engine that takes mixes apart is called on a screen."""
    return NAMES.get(engine, engine)


LOUDEST_STEM = 6.0


def _no_levels() -> Mapping[Stem, Decibels]:
    return {}


@dataclass(frozen=True, slots=True)
class Balance:
    """Which voices of a track are muted, which are solo, and how loud each is beside the mix.

    A muted one is never heard; a voice without a level is as loud as in the mix.
    """

    muted: frozenset[Stem] = frozenset()
    solo: frozenset[Stem] = frozenset()
    levels: Mapping[Stem, Decibels] = field(default_factory=_no_levels)

    def __post_init__(self) -> None:
        """Keep a copy of the levels that nobody can change."""
        freeze_fields(self, "levels")

    @property
    def silent(self) -> frozenset[Stem]:
        """The voices that are not heard."""
        return self.muted | (ALL_STEMS - self.solo if self.solo else frozenset())

    @property
    def gains(self) -> tuple[float, ...]:
        """The factor of each voice in the order of the stems: 1 as in the mix."""
        levels = (self.levels.get(stem, Decibels(0.0)) for stem in Stem)
        loud = zip(Stem, levels, strict=True)
        return tuple(0.0 if stem in self.silent else _factor(level) for stem, level in loud)

    def with_mute(self, stem: Stem) -> "Balance":
        """The same with a voice muted, or no longer."""
        return replace(self, muted=self.muted ^ {stem})

    def with_solo(self, stem: Stem) -> "Balance":
        """The same with a voice solo, or no longer."""
        return replace(self, solo=self.solo ^ {stem})

    def with_level(self, stem: Stem, level: Decibels) -> "Balance":
        """The same with a voice louder or softer than in the mix."""
        if not SILENCE_DB <= level <= LOUDEST_STEM:
            raise BadValue(
                f"A voice cannot be set to {level:g} dB.",
                hint=f"It takes {SILENCE_DB:g}, which is silence, to {LOUDEST_STEM:g} dB.",
            )
        levels = {**self.levels, stem: level}
        return replace(self, levels={at: db for at, db in levels.items() if db != 0.0})


def _factor(level: Decibels) -> float:
    return 0.0 if level <= SILENCE_DB else to_gain(level)


EVEN = Balance()
"""Every voice is heard as it is in the mix."""

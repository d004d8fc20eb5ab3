"""The voices of a mix, apart."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from luma.domain.frozen import freeze_fields


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


@dataclass(frozen=True, slots=True)
class Balance:
    """Which voices of a track are muted, and which are solo; a muted one is never heard."""

    muted: frozenset[Stem] = frozenset()
    solo: frozenset[Stem] = frozenset()

    @property
    def silent(self) -> frozenset[Stem]:
        """The voices that are not heard."""
        return self.muted | (ALL_STEMS - self.solo if self.solo else frozenset())

    def with_mute(self, stem: Stem) -> "Balance":
        """The same with a voice muted, or no longer."""
        return replace(self, muted=self.muted ^ {stem})

    def with_solo(self, stem: Stem) -> "Balance":
        """The same with a voice solo, or no longer."""
        return replace(self, solo=self.solo ^ {stem})


EVEN = Balance()
"""Every voice is heard: the mix."""

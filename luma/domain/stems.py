"""The voices of a mix, apart."""

from collections.abc import Mapping
from dataclasses import dataclass
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

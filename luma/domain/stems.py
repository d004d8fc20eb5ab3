"""The voices of a mix, apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


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

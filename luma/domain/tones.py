"""What was heard of the tones: as the network answers, and as light asks for it."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Chroma
from luma.domain.errors import ShapeMismatch

Floats = npt.NDArray[np.float32]
Halves = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True, eq=False)
class ToneTrack:
    """For each tenth of a second: which chord, which bass and which tones are heard.

    `chords` and `bass` are logarithms of shares, `tones` how surely each of the twelve sounds,
    and `level` is 0 where nothing does.
    """

    fps: ClassVar[int] = 10

    chords: Halves
    bass: Halves
    tones: Halves
    level: Halves

    def __post_init__(self) -> None:
        """Freeze the arrays and refuse rows of different lengths."""
        _freeze(self, ("chords", "bass", "tones", "level"), np.float16)
        if self.bass.shape[1:] != (12,) or self.tones.shape[1:] != (12,):
            raise ShapeMismatch(
                "A tone track has twelve values in every row of bass and tones."
            )

    @property
    def frames(self) -> int:
        """How many tenths of a second there are."""
        return len(self.level)


@dataclass(frozen=True, slots=True, eq=False)
class Chromagram:
    """How strongly each of the twelve tones sounds, and how likely no chord does, for light.

    There is one row for every light frame.
    """

    tones: Floats
    none: Floats

    def __post_init__(self) -> None:
        """Freeze the arrays and refuse rows of different lengths."""
        _freeze(self, ("tones", "none"), np.float32)
        if self.tones.shape[1:] != (12,):
            raise ShapeMismatch("A chromagram has twelve tones in every row.")

    @property
    def curve(self) -> Chroma:
        """The tones as a curve that nodes take."""
        return Chroma(self.tones[None])


def _freeze(owner: object, names: tuple[str, ...], dtype: type[np.floating]) -> None:
    lengths = set()
    for name in names:
        values = np.array(getattr(owner, name), dtype=dtype)
        values.setflags(write=False)
        object.__setattr__(owner, name, values)
        lengths.add(len(values))
    if len(lengths) != 1:
        raise ShapeMismatch("All arrays of what was heard of the tones are equally long.")

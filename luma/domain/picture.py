"""What a view node shows, before anybody draws it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from luma.domain.curve import Floats

PictureKind = Literal["scope", "strip", "spectrogram", "xy", "heat_map"]


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Values to be drawn, and the range that they are drawn in.

    A scope is (lines, frames); a strip (heads, frames, 3), linear red, green and blue; a
    spectrogram (bins, frames), low tones first; xy (heads, frames, 2); a heat map
    (heads, frames). All start at light frame `first`. A picture of a long span has fewer
    columns than that has frames; `frames` is how many they stand for together.
    """

    kind: PictureKind
    values: Floats
    first: int
    low: float = 0.0
    high: float = 1.0
    frames: int = 0

    def __post_init__(self) -> None:
        """Keep finite values that nobody can change."""
        values = np.nan_to_num(np.asarray(self.values, np.float32), posinf=0.0, neginf=0.0)
        values.setflags(write=False)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "frames", self.frames or values.shape[1])

"""How strong a track is, moment by moment, on the light grid."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, eq=False)
class Energy:
    """One value per light frame, each 0…1: how loud, how much begins, how bright.

    Loudness is 1 at the track's loudest and 0 at 48 dB below it.
    """

    loudness: npt.NDArray[np.float32]
    onset: npt.NDArray[np.float32]
    brightness: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Loudness:
    """How loud a whole track is, in LUFS, and how high its wave really climbs, in dB.

    `spread` is how many LU lie between its quiet and its loud stretches (the loudness range).
    `short_term` has one value in LUFS for every light frame: of the three seconds before it.
    """

    integrated: float
    true_peak: float
    spread: float = 0.0
    short_term: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))

    def __post_init__(self) -> None:
        """Freeze the values."""
        values = np.array(self.short_term, dtype=np.float32)
        values.setflags(write=False)
        object.__setattr__(self, "short_term", values)

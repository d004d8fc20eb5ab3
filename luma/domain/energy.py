"""How strong a track is, moment by moment, on the light grid."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Loudness:
    """How loud a whole track is, in LUFS, and how high its wave really climbs, in dB."""

    integrated: float
    true_peak: float

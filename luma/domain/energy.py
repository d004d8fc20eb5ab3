"""How strong a track is, moment by moment, on the light grid."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from luma.domain.units import SILENCE_DB

Levels = npt.NDArray[np.float32]
QUIETEST_MASTER, LOUDEST_MASTER = -24.0, -6.0
BUSIEST = 0.2


def _nothing() -> Levels:
    return np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class Energy:
    """One value per light frame, each 0…1: how loud, how much begins, how bright.

    Loudness is 1 at the track's loudest and 0 at 48 dB below it.
    """

    loudness: Levels
    onset: Levels
    brightness: Levels


@dataclass(frozen=True, slots=True, eq=False)
class Loudness:
    """How loud a whole track is, in LUFS, and how high its wave really climbs, in dB.

    `spread` is how many LU lie between its quiet and its loud stretches (the loudness range).
    `short_term` and `momentary` have one value in LUFS for every light frame: of the three
    seconds and of the 0.4 seconds before it.
    """

    integrated: float
    true_peak: float
    spread: float = 0.0
    short_term: Levels = field(default_factory=_nothing)
    momentary: Levels = field(default_factory=_nothing)

    def __post_init__(self) -> None:
        """Freeze the values."""
        for name in ("short_term", "momentary"):
            values = np.array(getattr(self, name), dtype=np.float32)
            values.setflags(write=False)
            object.__setattr__(self, name, values)

    @property
    def loudest_short_term(self) -> float:
        """The loudest three seconds, in LUFS."""
        return float(self.short_term.max(initial=SILENCE_DB))

    @property
    def loudest_moment(self) -> float:
        """The loudest 0.4 seconds, in LUFS."""
        return float(self.momentary.max(initial=SILENCE_DB))


def share_of_energy(energy: Energy, loudness: Loudness) -> float:
    """How energetic a whole track is, from 0 to 1, so that tracks can be compared.

    Two parts are how loud it was mastered, one is how much begins in it, and one how bright
    it sounds where anything sounds.
    """
    sounding = energy.loudness > 0
    if not sounding.any():
        return 0.0
    parts = (
        (2.0, (loudness.integrated - QUIETEST_MASTER) / (LOUDEST_MASTER - QUIETEST_MASTER)),
        (1.0, float(energy.onset.mean()) / BUSIEST),
        (1.0, float(energy.brightness[sounding].mean())),
    )
    total = sum(weight * min(max(part, 0.0), 1.0) for weight, part in parts)
    return total / sum(weight for weight, _ in parts)

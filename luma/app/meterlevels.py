"""What a meter of the audio graph shows at one moment."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.domain.blocks import Position

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class MeterLevels:
    """Levels of both sides as factors, the held peak among them, and what is heard of them.

    `clips` counts samples at full scale or over. Momentary and short-term loudness are LUFS,
    and `correlation` runs from -1, opposite, to 1, the same.
    """

    peak: Pair
    held: Pair
    rms: Pair
    clips: int
    momentary: float
    short_term: float
    correlation: float

    @classmethod
    def of(cls, position: Position, number: int) -> "MeterLevels":
        """What the meter of a number shows in a copy of the position block."""
        return cls(
            peak=_pair(position.peak[number]),
            held=_pair(position.held_peak[number]),
            rms=_pair(position.rms[number]),
            clips=int(position.clips[number].sum()),
            momentary=float(position.loudness[number][0]),
            short_term=float(position.loudness[number][1]),
            correlation=float(position.correlation[number]),
        )


def _pair(row: npt.NDArray[np.float64]) -> Pair:
    return float(row[0]), float(row[1])

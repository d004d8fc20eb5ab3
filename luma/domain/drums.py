"""The blows of the drums."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.domain.errors import BadDocument

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Blows in order: their seconds, and how hard each is, 0…1."""

    seconds: Floats
    strength: Floats

    def __post_init__(self) -> None:
        """Refuse blows out of order or without their strength, and freeze them."""
        for name in ("seconds", "strength"):
            values = np.array(getattr(self, name), dtype=np.float64)
            values.setflags(write=False)
            object.__setattr__(self, name, values)
        if self.seconds.ndim != 1 or self.seconds.shape != self.strength.shape:
            raise BadDocument("Every blow of a drum has a moment and a strength.")
        if not (np.isfinite(self.seconds).all() and np.isfinite(self.strength).all()):
            raise BadDocument("The blows of a drum are finite numbers.")
        if np.any(np.diff(self.seconds) < 0):
            raise BadDocument("The blows of a drum stand in order.")


@dataclass(frozen=True, slots=True, eq=False)
class DrumTrack:
    """When the kick, the snare and the hi-hat are struck."""

    kick: Hits
    snare: Hits
    hat: Hits

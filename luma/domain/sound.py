"""Sound as a value."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.domain.units import Seconds

Samples = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Samples `(frames, channels)` in −1…1 and the rate they are meant for."""

    samples: Samples
    rate: int

    def __post_init__(self) -> None:
        """Refuse samples that are not frames by channels."""
        if self.samples.ndim != 2 or self.rate <= 0:
            raise ValueError(f"sound of shape {self.samples.shape} at a rate of {self.rate}")

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return int(self.samples.shape[0])

    @property
    def channels(self) -> int:
        """How many channels there are."""
        return int(self.samples.shape[1])

    @property
    def seconds(self) -> Seconds:
        """How long it lasts."""
        return Seconds(self.frames / self.rate)

    def mono(self) -> Samples:
        """The mean of all channels."""
        return np.asarray(self.samples.mean(axis=1, dtype=np.float32), np.float32)

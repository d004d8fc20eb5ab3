"""How much of its time the sound callback takes, from the times that the block keeps."""

from dataclasses import dataclass

import numpy as np

from luma.domain.blocks import TIME_STEP_NS, Position
from luma.domain.units import HOUSE_RATE


@dataclass(frozen=True, slots=True)
class Load:
    """Shares of a block of sound that the callback takes, of late.

    It counts from the start of playing, and anew every minute.

    Half of all blocks took `median` or less, and 999 of 1000 took `late` or less. `block` is
    how long a block lasts on average, in seconds.
    """

    block: float = 0.0
    median: float = 0.0
    late: float = 0.0
    worst: float = 0.0

    @classmethod
    def of(cls, position: Position) -> "Load":
        """What the times in a copy of the block come to; nothing before the first block."""
        counts = np.cumsum(position.times)
        if position.callbacks == 0 or counts[-1] == 0 or position.stream_frame == 0:
            return cls()
        block_ns = position.stream_frame / position.callbacks / HOUSE_RATE * 1e9

        def share(part: float) -> float:
            steps = int(np.searchsorted(counts, part * counts[-1])) + 1
            return min(steps * TIME_STEP_NS, position.worst_ns) / block_ns

        return cls(block_ns / 1e9, share(0.5), share(0.999), position.worst_ns / block_ns)

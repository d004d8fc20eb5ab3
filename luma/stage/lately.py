"""Keeps what is told of the callback's times to the last while."""

from luma.audio.kernel import slots
from luma.audio.kernel.slots import Memory
from luma.domain.blocks import TIMES
from luma.domain.units import HOUSE_RATE

WHILE_FRAMES = 60 * HOUSE_RATE


class Lately:
    """Counts the callback's times anew whenever playing starts, and every minute."""

    def __init__(self, memory: Memory) -> None:
        """Count from now on."""
        self._memory = memory
        self._began, self._plays = 0, False

    def tick(self) -> None:
        """Begin anew where it is time to."""
        control, plays = self._memory.control, bool(self._memory.transport[slots.PLAYING])
        now = int(control[slots.STREAM_FRAME])
        if (plays and not self._plays) or now - self._began >= WHILE_FRAMES:
            control[slots.WORST_NS] = 0
            control[slots.TIMES_AT : slots.TIMES_AT + TIMES] = 0
            self._began = now
        self._plays = plays

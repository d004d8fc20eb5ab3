"""Hands programs to the callback, one fade at a time, and tells when the old ones are free."""

from luma.audio.kernel.atomic import load_word
from luma.audio.kernel.mailbox import Ring
from luma.audio.kernel.slots import (
    LIVE_PROGRAM,
    NEXT_PROGRAM,
    PROGRAMS,
    USE_PROGRAM,
    Memory,
    Words,
)


class Swaps:
    """The programs of the callback: the live one, and those of one swap."""

    def __init__(self, memory: Memory, ring: Ring) -> None:
        """Publish into this memory."""
        self._memory, self._ring = memory, ring
        self._live = 0
        self._last: int | None = None

    def begin(self, program: Words) -> None:
        """Have a program live at once; only while no callback runs."""
        self._memory.programs[self._live] = program
        self._memory.control[LIVE_PROGRAM] = self._live

    def publish(self, first: Words, last: Words, *, at: int) -> None:
        """Have one program live from a stream frame on, and the last one after its fade."""
        assert self._last is None
        fading, ending = (slot for slot in range(PROGRAMS) if slot != self._live)
        self._memory.programs[ending] = last
        self._memory.programs[fading] = first
        self._memory.programs[fading, NEXT_PROGRAM] = ending
        self._ring.post(USE_PROGRAM, fading, at=at)
        self._last = ending

    def is_over(self) -> bool:
        """Whether the last swap is done, and nothing of the program before it is used."""
        if self._last is not None:
            if load_word(self._memory.control, LIVE_PROGRAM) != self._last:
                return False
            self._live, self._last = self._last, None
        return True

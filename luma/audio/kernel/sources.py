"""The sounds that the callback may read; each is kept until the callback has left it."""

from dataclasses import dataclass

from luma.audio.kernel.atomic import load_word, store_word
from luma.audio.kernel.mailbox import NOW, Lending, Ring
from luma.audio.kernel.slots import (
    CHANNELS,
    HEAR,
    HEARD,
    HEARD_BEFORE,
    HEARD_NEXT,
    NEXT_SOURCE,
    SET_FRAMES,
    SOURCE,
    SOURCE_FRAMES,
    SOURCE_READY,
    SOURCES,
    USE_SOURCE,
    Audio,
    Memory,
    Words,
)


@dataclass(frozen=True, slots=True, eq=False)
class Reel:
    """What the deck can read: samples in one piece, or a table of the pages in memory.

    It is as many frames of the song as `song`, from `origin` on: more or fewer than its own
    where it was stretched. `ready` frames are there so far.
    """

    samples: Audio | None
    frames: int
    song: int
    origin: int = 0
    ready: int = 0
    pages: Words | None = None

    @classmethod
    def whole(cls, samples: Audio, origin: int = 0, song: int | None = None) -> "Reel":
        """A reel of resident samples that are all there."""
        frames = int(samples.shape[0])
        return cls(samples, frames, frames if song is None else song, origin, frames)

    def row(self, generation: int) -> list[int]:
        """What the kernel knows of it."""
        address = 0
        if self.samples is not None:
            assert self.samples.flags.c_contiguous
            assert self.samples.dtype == "float32"
            assert self.samples.shape[-1] == CHANNELS
            address = self.samples.ctypes.data
        table = 0 if self.pages is None else self.pages.ctypes.data
        return [address, self.frames, generation, self.origin, self.song, table, self.ready, 0]


class Sources:
    """The writing end of the table of sources."""

    def __init__(self, memory: Memory, ring: Ring) -> None:
        """Publish into this memory."""
        self._memory, self._ring = memory, ring
        self._kept: dict[int, Reel] = {}
        self._held: set[int] = set()
        self._lending = Lending(memory, ring, SOURCES, self._is_in_use)

    def publish(self, reel: Reel, generation: int, *, at: int) -> int:
        """Have a reel played from its start on; gives its slot."""
        slot = self._put(reel, generation)
        self._lending.lend(slot, self._ring.post(USE_SOURCE, slot, at=at))
        return slot

    def hold(self, reel: Reel) -> int:
        """Have a reel at hand to be heard later; gives its slot."""
        slot = self._put(reel, -1)
        self._held.add(slot)
        self._lending.lend(slot, 0)
        return slot

    def let_go(self, slot: int) -> None:
        """Free a reel once the callback has left it."""
        self._held.discard(slot)

    def hear(self, slot: int, *, at: int) -> None:
        """Have a reel that is at hand heard at the same place."""
        self._lending.lend(slot, self._ring.post(HEAR, slot, at=at))

    def fill(self, slot: int, ready: int) -> None:
        """Tell how much of a reel is there so far."""
        store_word(self._memory.sources[slot], SOURCE_READY, ready)

    def finish(self, slot: int, frames: int, *, at: int = NOW) -> None:
        """Tell that a reel is whole, and where it ends."""
        row = self._memory.sources[slot]
        self._lending.lend(slot, self._ring.post(SET_FRAMES, slot, frames, at=at))
        store_word(row, SOURCE_READY, max(frames, int(row[SOURCE_FRAMES])))

    def retire(self) -> int:
        """Free what the callback has left behind, and give how many sounds are still kept."""
        for slot in self._lending.collect():
            del self._kept[slot]
        return len(self._kept)

    def _put(self, reel: Reel, generation: int) -> int:
        slot = self._lending.take()
        self._kept[slot] = reel
        self._memory.sources[slot] = reel.row(generation)
        return slot

    def _is_in_use(self, slot: int) -> bool:
        deck = self._memory.transport
        words = (SOURCE, NEXT_SOURCE, HEARD, HEARD_BEFORE, HEARD_NEXT)
        return slot in self._held or slot in {load_word(deck, word) for word in words}

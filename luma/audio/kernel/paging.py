"""A sound too long for memory: the pages around the places that matter are kept there."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from luma.audio.kernel.atomic import load_word, store_word
from luma.audio.kernel.resident import lock, silence_broken
from luma.audio.kernel.slots import CHANNELS, EPOCH, PAGE, Memory, Words
from luma.audio.kernel.sources import Reel
from luma.domain.units import HOUSE_RATE

LONGEST_WHOLE = 20 * 60 * HOUSE_RATE
"""Frames of sound that are copied whole; of longer ones there are pages."""
ROOM = 192
"""Pages in memory, each of 65536 frames: a hundred megabytes, four minutes."""
AT_ONCE = 6

Span = tuple[int, int]


class Pages:
    """The pages of one long sound; used by one thread, read by the callback."""

    def __init__(self, samples: npt.NDArray[np.float32], memory: Memory, room: int = ROOM):
        """Hold none of the sound yet; what is held at most is touched and locked now."""
        self._samples, self._memory = samples, memory
        self._table: Words = np.zeros(-(-len(samples) // PAGE), np.int64)
        self._store = np.zeros((room, PAGE, CHANNELS), np.float32)
        lock(self._table)
        lock(self._store)
        self._free = list(range(room))
        self._left: list[tuple[int, int]] = []
        self._held: dict[int, int] = {}
        self.broken = 0

    @property
    def reel(self) -> Reel:
        """The sound as the deck reads it."""
        frames = len(self._samples)
        return Reel(self._store, frames, frames, 0, frames, self._table)

    @property
    def held(self) -> int:
        """How many pages are in memory."""
        return len(self._held)

    def keep(self, spans: Iterable[Span], at_once: int = AT_ONCE) -> bool:
        """Have these frames of the song in memory, the first before the others.

        Reads a few pages and gives whether all are there that there is room for.
        """
        self._take_back()
        wanted = self._pages(spans)
        for page in [page for page in self._held if page not in wanted]:
            self._drop(page)
        missing = [page for page in wanted if page not in self._held]
        for page in missing[:at_once]:
            if not self._free:
                return False
            self._read(page)
        return len(missing) <= at_once

    def _pages(self, spans: Iterable[Span]) -> dict[int, None]:
        """The pages of spans in their order, as many as there is room for."""
        room, wanted = self._store.shape[0], dict[int, None]()
        for page in self._in_order(spans):
            wanted[page] = None
            if len(wanted) == room:
                break
        return wanted

    def _in_order(self, spans: Iterable[Span]) -> Iterator[int]:
        for start, stop in spans:
            first, last = max(0, start // PAGE), min(-(-stop // PAGE), len(self._table))
            yield from range(first, last)

    def _read(self, page: int) -> None:
        slot = self._free.pop()
        part = self._samples[page * PAGE : (page + 1) * PAGE]
        self._store[slot, : len(part)] = part
        self.broken += silence_broken(self._store[slot, : len(part)])
        self._held[page] = slot
        store_word(self._table, page, int(self._store[slot].ctypes.data))

    def _drop(self, page: int) -> None:
        """Take a page away from the callback; its memory comes back once it has moved on."""
        store_word(self._table, page, 0)
        epoch = load_word(self._memory.control, EPOCH)
        self._left.append((self._held.pop(page), epoch))

    def _take_back(self) -> None:
        epoch = load_word(self._memory.control, EPOCH)
        self._free += [slot for slot, left in self._left if epoch > left]
        self._left = [(slot, left) for slot, left in self._left if epoch <= left]

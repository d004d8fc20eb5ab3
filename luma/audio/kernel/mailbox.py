"""The writing end of the command ring, and what may be freed once the callback has moved on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.audio.kernel.atomic import load_word, store_word
from luma.audio.kernel.slots import (
    CHANNELS,
    CLICKS,
    COUNT_CLICKS,
    COUNT_IN,
    COUNT_LEFT,
    EPOCH,
    HEAD,
    LIVE_CLICKS,
    LIVE_VOICES,
    NEXT_VOICES,
    NO_CLICKS,
    NO_VOICES,
    RING,
    TAIL,
    USE_CLICKS,
    USE_VOICES,
    VOICE_COUNT,
    VOICE_SETS,
    Memory,
    Words,
)
from luma.domain.errors import StageError

NOW = 0


class Ring:
    """The only writer of the command ring; the callback is its only reader."""

    def __init__(self, memory: Memory) -> None:
        """Write into this memory's ring."""
        self._memory = memory

    def post(self, kind: int, first: int = 0, second: int = 0, *, at: int = NOW) -> int:
        """Leave a command for a stream frame, or for the next block; gives its number."""
        row, number = self._row(at)
        row[0], row[2], row[3] = kind, first, second
        store_word(self._memory.control, HEAD, number)
        return number

    def post_value(self, kind: int, first: int, value: float, *, at: int = NOW) -> int:
        """Leave a command that carries a level; gives its number."""
        row, number = self._row(at)
        row[0], row[2] = kind, first
        self._memory.values[(number - 1) % RING, 3] = value
        store_word(self._memory.control, HEAD, number)
        return number

    @property
    def waiting(self) -> int:
        """How many commands the callback has not obeyed yet."""
        return int(self._memory.control[HEAD]) - load_word(self._memory.control, TAIL)

    def is_taken(self, number: int) -> bool:
        """Whether the callback has obeyed a command."""
        return load_word(self._memory.control, TAIL) >= number

    def _row(self, at: int) -> tuple[Words, int]:
        head = int(self._memory.control[HEAD])
        if head - load_word(self._memory.control, TAIL) >= RING:
            raise StageError(
                f"{RING} commands wait for the sound callback, which does not take them.",
                hint="Check that the sound device is still there.",
            )
        row = self._memory.ring[head % RING]
        row[1] = at
        return row, head + 1


@dataclass(slots=True)
class Loan:
    """Something the callback may be using: how it is known to be done with it."""

    number: int
    left_at: int | None = None


class Lending:
    """Slots that are lent to the callback and come back after it has passed a later epoch."""

    def __init__(self, memory: Memory, ring: Ring, slots: int, in_use: Callable[[int], bool]):
        """Lend so many slots; `in_use` tells whether the callback still points at one."""
        self._memory, self._ring, self._in_use = memory, ring, in_use
        self._free = list(range(slots))
        self._loans: dict[int, Loan] = {}

    def take(self) -> int:
        """A slot that nobody uses."""
        self.collect()
        if not self._free:
            raise StageError(
                "The sound callback has not yet let go of what it was given before.",
                hint="Try again in a moment.",
            )
        return self._free.pop(0)

    def lend(self, slot: int, number: int) -> None:
        """Note that a command hands this slot to the callback."""
        self._loans[slot] = Loan(number)

    @property
    def lent(self) -> int:
        """How many slots are out."""
        return len(self._loans)

    def collect(self) -> list[int]:
        """Take back, and give, the slots that the callback has left behind."""
        epoch = load_word(self._memory.control, EPOCH)
        back = [slot for slot, loan in self._loans.items() if self._is_done(slot, loan, epoch)]
        for slot in back:
            del self._loans[slot]
            self._free.append(slot)
        return back

    def _is_done(self, slot: int, loan: Loan, epoch: int) -> bool:
        if not self._ring.is_taken(loan.number) or self._in_use(slot):
            loan.left_at = None
            return False
        if loan.left_at is None:
            loan.left_at = epoch
        return epoch > loan.left_at


class Clicks:
    """The clicks that the callback may add; each set is kept until it has left it."""

    def __init__(self, memory: Memory, ring: Ring) -> None:
        """Publish into this memory."""
        self._memory, self._ring = memory, ring
        self._kept: dict[int, tuple[Words, npt.NDArray[np.float32]]] = {}
        self._lending = Lending(memory, ring, CLICKS, self._is_in_use)

    def publish(self, frames: Words, sounds: npt.NDArray[np.float32], *, at: int) -> None:
        """Have clicks `(count, 2)` of a song frame and a sound heard, of two sounds."""
        slot = self._put(frames, sounds)
        self._lending.lend(slot, self._ring.post(USE_CLICKS, slot, at=at))

    def count_in(
        self, frames: Words, sounds: npt.NDArray[np.float32], length: int, *, at: int
    ) -> None:
        """Have clicks heard while the head holds for some frames, and then let it play."""
        slot = self._put(frames, sounds)
        self._lending.lend(slot, self._ring.post(COUNT_IN, slot, length, at=at))

    def _put(self, frames: Words, sounds: npt.NDArray[np.float32]) -> int:
        assert frames.flags.c_contiguous
        assert frames.dtype == np.int64
        assert sounds.flags.c_contiguous
        assert sounds.dtype == np.float32
        slot = self._lending.take()
        self._kept[slot] = frames, sounds
        self._memory.clicks[slot] = frames.ctypes.data, frames.shape[0], sounds.ctypes.data
        return slot

    def silence(self, *, at: int) -> None:
        """Have none heard."""
        self._ring.post(USE_CLICKS, NO_CLICKS, at=at)

    def retire(self) -> int:
        """Free what the callback has left behind, and give how many sets are still kept."""
        for slot in self._lending.collect():
            self._kept.pop(slot, None)
        return len(self._kept)

    def _is_in_use(self, slot: int) -> bool:
        deck = self._memory.transport
        counts = load_word(deck, COUNT_LEFT) > 0 and load_word(deck, COUNT_CLICKS) == slot
        return counts or load_word(self._memory.control, LIVE_CLICKS) == slot


class Voices:
    """The voices that the callback may take away; each set is kept until it has left it."""

    def __init__(self, memory: Memory, ring: Ring) -> None:
        """Publish into this memory."""
        self._memory, self._ring = memory, ring
        self._kept: dict[int, tuple[npt.NDArray[np.float32], ...]] = {}
        self._lending = Lending(memory, ring, VOICE_SETS, self._is_in_use)

    def publish(
        self, voices: Sequence[npt.NDArray[np.float32]], generation: int, *, at: int
    ) -> None:
        """Have resident voices `(frames, 2)` at hand for the mix of a generation."""
        assert len(voices) == VOICE_COUNT
        for samples in voices:
            assert samples.flags.c_contiguous
            assert samples.dtype == np.float32
            assert samples.shape[1] == CHANNELS
        slot = self._lending.take()
        self._kept[slot] = tuple(voices)
        frames = min(samples.shape[0] for samples in voices)
        addresses = [samples.ctypes.data for samples in voices]
        self._memory.voices[slot] = [*addresses, frames, generation]
        self._lending.lend(slot, self._ring.post(USE_VOICES, slot, at=at))

    def drop(self, *, at: int) -> None:
        """Have none at hand."""
        self._ring.post(USE_VOICES, NO_VOICES, at=at)

    def retire(self) -> int:
        """Free what the callback has left behind, and give how many sets are still kept."""
        for slot in self._lending.collect():
            del self._kept[slot]
        return len(self._kept)

    def _is_in_use(self, slot: int) -> bool:
        balance = self._memory.balance
        return slot in {load_word(balance, LIVE_VOICES), load_word(balance, NEXT_VOICES)}

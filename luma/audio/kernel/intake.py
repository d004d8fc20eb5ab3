"""What a device hears, put into a ring by machine code.

Who reads it may be Python, or the kernel itself.
"""

import numpy as np
from numba.core import types

from luma.audio.kernel.atomic import array_at, atomic_load, atomic_store, load_word, store_word
from luma.audio.kernel.compiled import compiled_callback
from luma.audio.kernel.resident import lock
from luma.audio.kernel.slots import Audio, Words

# the ends of the ring lie on cache lines of their own
HEAD, TAIL, CALLS, LOST, OVERRUNS, INTAKE_WORDS = 0, 8, 16, 17, 18, 24
WORDS_AT, RING_AT, CAPACITY_AT, CHANNELS_AT = range(4)
OVERFLOW = 2

I64, F32 = types.int64, types.float32
_SIGNATURE = types.int32(
    types.intp, types.intp, types.ulong, types.intp, types.ulong, types.intp
)


def _take(heard: int, _out: int, frames: int, _times: int, flags: int, user: int) -> int:
    directory = array_at(user, (4,), I64)
    words = array_at(directory[WORDS_AT], (INTAKE_WORDS,), I64)
    capacity, channels = directory[CAPACITY_AT], directory[CHANNELS_AT]
    ring = array_at(directory[RING_AT], (capacity, channels), F32)
    count = I64(frames)
    words[OVERRUNS] += (I64(flags) & OVERFLOW) // OVERFLOW
    head = words[HEAD]
    room = min(count, capacity - (head - atomic_load(words, TAIL)))
    if heard == 0:
        room = 0
    else:
        block = array_at(heard, (count, channels), F32)
        for n in range(room):
            for channel in range(channels):
                ring[(head + n) % capacity, channel] = block[n, channel]
    words[LOST] += count - room
    atomic_store(words, HEAD, head + room)
    atomic_store(words, CALLS, words[CALLS] + 1)
    return 0


take = compiled_callback(_SIGNATURE)(_take)
"""PortAudio's callback for sound that comes in, as a C function."""


class Intake:
    """A ring with one writer, which is the device's callback, and one reader."""

    def __init__(self, frames: int, channels: int) -> None:
        """Allocate and lock everything."""
        self.words: Words = np.zeros(INTAKE_WORDS, np.int64)
        self.ring: Audio = np.zeros((frames, channels), np.float32)
        self.ring[:] = 0.0
        addresses = [self.words.ctypes.data, self.ring.ctypes.data, frames, channels]
        self.directory: Words = np.array(addresses, np.int64)
        for array in (self.words, self.ring, self.directory):
            lock(array)

    @property
    def calls(self) -> int:
        """How often the device has handed sound over."""
        return int(load_word(self.words, CALLS))

    @property
    def lost(self) -> int:
        """Frames for which there was no room, because nobody read."""
        return int(self.words[LOST])

    @property
    def overruns(self) -> int:
        """How often the device itself says that it lost sound."""
        return int(self.words[OVERRUNS])

    def read(self) -> Audio:
        """All frames that have come since the last look."""
        tail, head = int(self.words[TAIL]), int(load_word(self.words, HEAD))
        at = np.arange(tail, head) % len(self.ring)
        frames: Audio = self.ring[at]
        store_word(self.words, TAIL, head)
        return frames

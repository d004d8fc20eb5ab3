"""Memory that stays in memory, so that the callback never waits for a page."""

import contextlib
import ctypes
import mmap
from collections.abc import Callable
from functools import cache

import numpy as np
import numpy.typing as npt

from luma.audio.kernel.slots import CHANNELS, Memory
from luma.domain.errors import BadValue

_TOO_LOUD = 2.0**24
_STRETCH = 1 << 18


@cache
def _mlock() -> Callable[[int, int], int] | None:
    try:
        return ctypes.CDLL(None).mlock
    except (OSError, AttributeError, TypeError):
        return None


def lock(array: npt.NDArray[np.generic]) -> bool:
    """Keep the pages of an array in memory; whether the system allows it."""
    mlock = _mlock()
    if mlock is None or array.nbytes == 0:
        return False
    start = array.ctypes.data - array.ctypes.data % mmap.PAGESIZE
    length = array.ctypes.data + array.nbytes - start
    return mlock(ctypes.c_void_p(start), ctypes.c_size_t(length)) == 0  # type: ignore[arg-type]


def can_lock(size: int) -> bool:
    """Whether the system lets so many bytes be kept in memory; they are let go of at once."""
    trial = mmap.mmap(-1, size)
    try:
        return lock(np.frombuffer(trial, np.uint8))
    finally:
        with contextlib.suppress(BufferError):  # closed with its last view
            trial.close()


def lock_memory(memory: Memory) -> bool:
    """Touch and keep everything that the kernel works in; whether the system allows it."""
    for array in memory:
        array.reshape(-1)[:] = array.reshape(-1)
    locked = [lock(array) for array in memory]
    return all(locked)


def silence_broken(samples: npt.NDArray[np.float32]) -> int:
    """Put silence in place of what is no number or far too large; gives how many there were."""
    broken = 0
    for first in range(0, len(samples), _STRETCH):
        part = samples[first : first + _STRETCH]
        if part.min(initial=0.0) > -_TOO_LOUD and part.max(initial=0.0) < _TOO_LOUD:
            continue
        wrong = ~(np.abs(part) < _TOO_LOUD)
        part[wrong] = 0.0
        broken += int(wrong.sum())
    return broken


def copied(samples: npt.NDArray[np.float32]) -> tuple[npt.NDArray[np.float32], int]:
    """A copy of a sound in memory of its own, and how many samples of it were no numbers.

    It is whole and touched, mono spread to both sides.
    """
    if samples.ndim != 2 or samples.shape[1] not in {1, CHANNELS}:
        raise BadValue(
            f"This sound has the shape {samples.shape}, not frames by one or two channels.",
            hint="Decode it again.",
        )
    copy = np.empty((samples.shape[0], CHANNELS), np.float32)
    copy[:] = samples
    broken = silence_broken(copy)
    lock(copy)
    copy.setflags(write=False)
    return copy, broken


def resident(samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """A copy of a sound in memory of its own, with silence where it has no numbers."""
    return copied(samples)[0]

"""Reads the frames of sources: silence where there are none, or none in memory."""

from numba.core import types

from luma.audio.kernel import slots
from luma.audio.kernel.atomic import array_at, atomic_load
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import Audio, Words

F32, I64 = types.float32, types.int64


@compiled
def silence(block: Audio) -> None:
    """Nothing to be heard."""
    for i in range(block.shape[0]):
        block[i, 0] = block[i, 1] = F32(0.0)


@compiled
def copy_flat(out: Audio, address: int, frames: int, first: int) -> None:
    """The frames from one on of samples that lie in one piece."""
    count = out.shape[0]
    low = min(max(-first, 0), count)
    high = max(min(frames - first, count), low)
    silence(out[:low])
    silence(out[high:])
    if high == low:
        return
    held = array_at(address, (frames, slots.CHANNELS), F32)
    for i in range(low, high):
        out[i, 0] = held[first + i, 0]
        out[i, 1] = held[first + i, 1]


@compiled
def _page(row: Words, page: int) -> int:
    """Where a page of a source lies; 0 while it is not in memory."""
    count = (row[slots.SOURCE_FRAMES] + slots.PAGE - 1) // slots.PAGE
    if page < 0 or page >= count:
        return 0
    return int(atomic_load(array_at(row[slots.SOURCE_PAGES], (count,), I64), page))


@compiled
def _turn_pages(row: Words, out: Audio, first: int) -> None:
    done, frames = 0, row[slots.SOURCE_FRAMES]
    while done < out.shape[0]:
        page, at = (first + done) // slots.PAGE, (first + done) % slots.PAGE
        count = min(out.shape[0] - done, slots.PAGE - at)
        address = _page(row, page)
        part = out[done : done + count]
        if address == 0:
            silence(part)
        else:
            copy_flat(part, address, min(slots.PAGE, frames - page * slots.PAGE), at)
        done += count


@compiled
def gather(row: Words, out: Audio, first: int) -> None:
    """The frames of a source from one on."""
    if row[slots.SOURCE_PAGES] == 0:
        stop = min(row[slots.SOURCE_FRAMES], atomic_load(row, slots.SOURCE_READY))
        copy_flat(out, row[slots.SOURCE_AT], stop, first)
    else:
        _turn_pages(row, out, first)


@compiled
def count_missing(row: Words, first: int, frames: int) -> int:
    """How many of some frames are part of a source in pages and not in memory."""
    if row[slots.SOURCE_PAGES] == 0:
        return 0
    missed, at = 0, max(first, 0)
    stop = min(first + frames, row[slots.SOURCE_FRAMES])
    while at < stop:
        count = min(stop - at, slots.PAGE - at % slots.PAGE)
        if _page(row, at // slots.PAGE) == 0:
            missed += count
        at += count
    return missed

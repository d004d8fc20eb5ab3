"""The deck: what the program's first row plays from its source, seam by seam."""

from numba.core import types

from luma.audio.clicks import LENGTH
from luma.audio.kernel import slots, transport, voices
from luma.audio.kernel.atomic import array_at
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import Audio, Memory, Words

F32, I64 = types.float32, types.int64


@compiled
def _begin_segment(memory: Memory, frame: int, song: int, rate: int) -> None:
    control, generation = memory.control, memory.transport[slots.GENERATION]
    goes_on = (
        control[slots.NEXT_SONG] == song
        and control[slots.LAST_RATE] == rate
        and control[slots.LAST_GENERATION] == generation
    )
    if not goes_on:
        segment = memory.segments[control[slots.SEGMENT_COUNT] % memory.segments.shape[0]]
        segment[0], segment[1], segment[2], segment[3] = frame, song, rate, generation
        control[slots.SEGMENT_COUNT] += 1
    control[slots.LAST_RATE] = rate
    control[slots.LAST_GENERATION] = generation


@compiled
def _fill(block: Audio, source: Audio, level: int, step: int) -> None:
    for i in range(block.shape[0]):
        fade = F32(level + step * i) / F32(slots.FADE_FRAMES)
        block[i, 0] = source[i, 0] * fade
        block[i, 1] = source[i, 1] * fade


@compiled
def _first_click(clicks: Words, song: int) -> int:
    """The first click that still sounds at a song frame, or comes after it."""
    low, high = 0, clicks.shape[0]
    while low < high:
        middle = (low + high) // 2
        if clicks[middle, 0] <= song - LENGTH:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def _click(memory: Memory, block: Audio, song: int, level: int, step: int) -> None:
    """Add the clicks that lie in a run of the song, faded as the song is."""
    slot = memory.control[slots.LIVE_CLICKS]
    if slot == slots.NO_CLICKS:
        return
    row, frames = memory.clicks[slot], block.shape[0]
    clicks = array_at(row[0], (row[1], 2), I64)
    sounds = array_at(row[2], (2, LENGTH), F32)
    for n in range(_first_click(clicks, song), clicks.shape[0]):
        at = clicks[n, 0] - song
        if at >= frames:
            break
        sound = sounds[clicks[n, 1]]
        for i in range(max(at, 0), min(at + LENGTH, frames)):
            value = sound[i - at] * (F32(level + step * i) / F32(slots.FADE_FRAMES))
            block[i, 0] += value
            block[i, 1] += value


@compiled
def _silence(block: Audio) -> None:
    for i in range(block.shape[0]):
        block[i, 0] = block[i, 1] = F32(0.0)


@compiled
def play_deck(memory: Memory, block: Audio, frame: int) -> None:
    """Fill a block with what the deck plays from a stream frame on."""
    done, frames = 0, block.shape[0]
    while done < frames:
        song, count, level, step = transport.advance(memory.transport, frames - done)
        part = block[done : done + count]
        rate = 0 if level == 0 and step == 0 else 1
        if count > 0:
            _begin_segment(memory, frame + done, song, rate)
        memory.control[slots.NEXT_SONG] = song + rate * count
        if rate == 0:
            _silence(part)
            voices.take_away(memory, part, song, level, step)
        else:
            row = memory.sources[memory.transport[slots.SOURCE]]
            source = array_at(row[0], (row[1], slots.CHANNELS), F32)
            _fill(part, source[song : song + count], level, step)
            voices.take_away(memory, part, song, level, step)
            _click(memory, part, song, level, step)
        done += count

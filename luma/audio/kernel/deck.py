"""The deck: what the program's first row plays from its source, seam by seam."""

from numba.core import types

from luma.audio.clicks import LENGTH
from luma.audio.kernel import heads, slots, transport, voices
from luma.audio.kernel.atomic import array_at, atomic_load
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.reading import silence
from luma.audio.kernel.slots import FADE_FRAMES, ONE, Audio, Memory, Words
from luma.audio.kernel.transport import Run

F32, I64 = types.float32, types.int64


@compiled
def _begin_segment(memory: Memory, frame: int, run: Run) -> None:
    control, generation = memory.control, memory.transport[slots.GENERATION]
    goes_on = (
        control[slots.NEXT_SONG] == run.place
        and control[slots.LAST_RATE] == run.rate
        and control[slots.LAST_GENERATION] == generation
    )
    if not goes_on:
        segment = memory.segments[control[slots.SEGMENT_COUNT] % memory.segments.shape[0]]
        segment[0], segment[1], segment[2] = frame, run.place, run.rate
        segment[3] = generation
        control[slots.SEGMENT_COUNT] += 1
    control[slots.LAST_RATE] = run.rate
    control[slots.LAST_GENERATION] = generation
    control[slots.NEXT_SONG] = run.place + run.rate * run.frames


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
def _click(memory: Memory, block: Audio, slot: int, place: int, rate: int) -> None:
    """Add the clicks of a set that lie in a run; between frames they are drawn as lines."""
    if slot == slots.NO_CLICKS:
        return
    row, frames = memory.clicks[slot], block.shape[0]
    clicks = array_at(row[0], (row[1], 2), I64)
    sounds = array_at(row[2], (2, LENGTH), F32)
    for n in range(_first_click(clicks, place // ONE), clicks.shape[0]):
        away = clicks[n, 0] * ONE - place
        first = max(0, (away + rate - 1) // rate)
        if first >= frames:
            break
        sound = sounds[clicks[n, 1]]
        for i in range(first, frames):
            at = (rate * i - away) // ONE
            if at >= LENGTH:
                break
            share = F32((rate * i - away) % ONE) / F32(ONE)
            after = sound[at + 1] if at + 1 < LENGTH else F32(0.0)
            value = sound[at] + (after - sound[at]) * share
            block[i, 0] += value
            block[i, 1] += value


@compiled
def _fade(block: Audio, level: int, step: int) -> None:
    for i in range(block.shape[0]):
        fade = F32(level + step * i) / F32(FADE_FRAMES)
        block[i, 0] *= fade
        block[i, 1] *= fade


@compiled
def _sound(memory: Memory, block: Audio, run: Run) -> None:
    """Make a run: the song with its clicks, or the clicks of a count-in, or nothing."""
    clicks, place, rate = memory.control[slots.LIVE_CLICKS], run.place, run.rate
    if rate > 0:
        heads.hear(memory, block, run)
        heads.note_missing(memory, run)
    else:
        silence(block)
        clicks = slots.NO_CLICKS
        if run.counted >= 0:
            clicks = memory.transport[slots.COUNT_CLICKS]
            place, rate = run.counted * ONE, ONE
    _click(memory, block, clicks, place, rate)
    _fade(block, run.level, run.step)


@compiled
def _look_at_store(memory: Memory) -> None:
    """Learn how much of the source is there so far."""
    deck = memory.transport
    if deck[slots.SOURCE] != slots.NO_SOURCE:
        row = memory.sources[deck[slots.SOURCE]]
        ready = atomic_load(row, slots.SOURCE_READY)
        deck[slots.HIGH] = row[slots.SOURCE_ORIGIN] + ready


@compiled
def play_deck(memory: Memory, block: Audio, frame: int) -> None:
    """Fill a block with what the deck plays from a stream frame on."""
    done, frames = 0, block.shape[0]
    while done < frames:
        _look_at_store(memory)
        voices.turn(memory)
        limit = voices.steady(memory.balance, frames - done)
        run = transport.advance(memory.transport, limit)
        part = block[done : done + run.frames]
        if run.frames > 0:
            _begin_segment(memory, frame + done, run)
            _sound(memory, part, run)
            voices.move(memory.balance, run.frames)
        done += run.frames

"""`render`, the one function that makes sound, offline and in the callback alike."""

from numba.core import types

from luma.audio.clicks import LENGTH
from luma.audio.fx.dispatch import dispatch
from luma.audio.kernel import slots, transport, voices
from luma.audio.kernel.atomic import array_at, atomic_load, atomic_store
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import Audio, Memory, Words

F32, I64 = types.float32, types.int64


@compiled
def _obey(memory: Memory, row: int) -> None:
    kind, first, second = memory.ring[row, 0], memory.ring[row, 2], memory.ring[row, 3]
    deck = memory.transport
    if kind == slots.PLAY:
        transport.play(deck)
    elif kind == slots.PAUSE:
        deck[slots.PLAYING] = 0
    elif kind == slots.SEEK:
        transport.seek(deck, first)
    elif kind == slots.LOOP:
        transport.set_loop(deck, first, second)
    elif kind == slots.UNLOOP:
        deck[slots.LOOPING] = 0
    else:
        _take(memory, kind, first, memory.values[row, 3])


@compiled
def _take(memory: Memory, kind: int, first: int, value: float) -> None:
    if kind == slots.USE_SOURCE:
        frames, generation = memory.sources[first, 1], memory.sources[first, 2]
        transport.use_source(memory.transport, first, frames, generation)
    elif kind == slots.USE_PROGRAM:
        memory.control[slots.LIVE_PROGRAM] = first
    elif kind == slots.SET_PARAM:
        memory.params[first] = value
    elif kind == slots.USE_CLICKS:
        memory.control[slots.LIVE_CLICKS] = first
    elif kind == slots.USE_VOICES:
        memory.balance[slots.NEXT_VOICES] = first
    elif kind == slots.SILENCE_VOICES:
        voices.silence(memory.balance, first)


@compiled
def _obey_due(memory: Memory, frame: int) -> int:
    """Obey every command that is due, and give the frames until the next one."""
    tail = atomic_load(memory.control, slots.TAIL)
    head = atomic_load(memory.control, slots.HEAD)
    while tail < head:
        row = tail % slots.RING
        if memory.ring[row, 1] > frame:
            break
        _obey(memory, row)
        tail += 1
        atomic_store(memory.control, slots.TAIL, tail)
    if tail < head:
        return int(memory.ring[tail % slots.RING, 1] - frame)
    return slots.CHUNK


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
def _deck(memory: Memory, block: Audio, frame: int) -> None:
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


@compiled
def _run(memory: Memory, frames: int, frame: int) -> None:
    program = memory.programs[memory.control[slots.LIVE_PROGRAM]]
    for n in range(program[slots.ROW_COUNT]):
        at = slots.FIRST_ROW + n * slots.ROW_WIDTH
        block = memory.buffers[program[at + 1], :frames]
        if program[at] == slots.DECK:
            _deck(memory, block, frame)
        else:
            state, params = memory.states[program[at + 2] :], memory.params[program[at + 3] :]
            dispatch(program[at], block, state, params)


@compiled
def _copy(out: Audio, start: int, block: Audio, frames: int) -> None:
    for i in range(frames):
        out[start + i, 0] = block[i, 0]
        out[start + i, 1] = block[i, 1]


@compiled
def render(out: Audio, memory: Memory) -> None:
    """Make the next `out.shape[0]` frames of sound: the same samples for any size of block."""
    done, frames = 0, out.shape[0]
    while done < frames:
        frame = memory.control[slots.STREAM_FRAME]
        count = min(_obey_due(memory, frame), slots.CHUNK, frames - done)
        _run(memory, count, frame)
        _copy(out, done, memory.buffers[0], count)
        memory.control[slots.STREAM_FRAME] = frame + count
        done += count
    atomic_store(memory.control, slots.EPOCH, memory.control[slots.EPOCH] + 1)

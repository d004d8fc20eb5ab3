"""`render`, the one function that makes sound, offline and in the callback alike."""

from luma.audio.kernel import slots, transport
from luma.audio.kernel.atomic import atomic_load, atomic_store
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.run import begin_program, run_program
from luma.audio.kernel.slots import Audio, Memory, Words


@compiled
def _steer(deck: Words, kind: int, first: int, second: int) -> bool:
    """Move the head; whether the command was one of these."""
    if kind == slots.PLAY:
        transport.play(deck)
    elif kind == slots.PAUSE:
        transport.pause(deck)
    elif kind == slots.SEEK:
        transport.seek(deck, first)
    elif kind == slots.LOOP:
        transport.set_loop(deck, first, second)
    elif kind == slots.UNLOOP:
        transport.unloop(deck)
    elif kind == slots.SET_RATE:
        transport.set_rate(deck, first)
    else:
        return False
    return True


@compiled
def _bend(deck: Words, kind: int, first: int, second: int) -> bool:
    """Change how the song is heard; whether the command was one of these."""
    if kind == slots.HEAR:
        transport.hear(deck, first)
    elif kind == slots.SET_CROSSFADE:
        deck[slots.CROSSFADE] = first
    elif kind == slots.SCRUB:
        transport.scrub(deck, first)
    elif kind == slots.RELEASE:
        transport.release(deck)
    elif kind == slots.COUNT_IN:
        transport.count_in(deck, first, second)
    elif kind == slots.SET_FRAMES:
        transport.set_frames(deck, first, second)
    else:
        return False
    return True


@compiled
def _obey(memory: Memory, row: int) -> None:
    kind, first, second = memory.ring[row, 0], memory.ring[row, 2], memory.ring[row, 3]
    deck = memory.transport
    if not _steer(deck, kind, first, second) and not _bend(deck, kind, first, second):
        _take(memory, kind, first, row)


@compiled
def _take(memory: Memory, kind: int, first: int, row: int) -> None:
    if kind == slots.USE_SOURCE:
        source = memory.sources[first]
        begin = source[slots.SOURCE_ORIGIN]
        span = (begin, begin + source[slots.SOURCE_SONG])
        generation = source[slots.SOURCE_GENERATION]
        transport.use_source(memory.transport, first, span, generation)
    elif kind == slots.USE_PROGRAM:
        begin_program(memory.control, first)
    elif kind == slots.SET_PARAM:
        memory.params[first] = memory.values[row, 3]
    elif kind == slots.USE_CLICKS:
        memory.control[slots.LIVE_CLICKS] = first
    elif kind == slots.USE_VOICES:
        memory.balance[slots.NEXT_VOICES] = first
    elif kind == slots.SET_VOICE:
        memory.balance[slots.VOICE_GOAL + first] = memory.ring[row, 3]


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
def _copy(out: Audio, start: int, block: Audio, frames: int) -> None:
    for i in range(frames):
        out[start + i, 0] = block[i, 0]
        out[start + i, 1] = block[i, 1]


@compiled
def render(out: Audio, memory: Memory) -> None:
    """Make the next `out.shape[0]` frames of sound: the same samples for any size of block."""
    done, frames = 0, out.shape[0]
    atomic_store(memory.control, slots.IS_RENDERING, 1)
    while done < frames:
        frame = memory.control[slots.STREAM_FRAME]
        count = min(_obey_due(memory, frame), slots.CHUNK, frames - done)
        run_program(memory, count, frame)
        _copy(out, done, memory.buffers[0], count)
        memory.control[slots.STREAM_FRAME] = frame + count
        done += count
    atomic_store(memory.control, slots.EPOCH, memory.control[slots.EPOCH] + 1)
    atomic_store(memory.control, slots.IS_RENDERING, 0)

"""`render`, the one function that makes sound, offline and in the callback alike."""

from luma.audio.kernel import slots, transport, voices
from luma.audio.kernel.atomic import atomic_load, atomic_store
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.run import begin_program, run_program
from luma.audio.kernel.slots import Audio, Memory


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
        begin_program(memory.control, first)
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

"""The C callback around `render`, and what it publishes after every block."""

from numba.core import types

from luma.audio.clock import heard_at, now_ns
from luma.audio.fx import shows
from luma.audio.kernel import slots
from luma.audio.kernel.atomic import array_at, atomic_load, atomic_store, fence
from luma.audio.kernel.compiled import compiled, compiled_callback
from luma.audio.kernel.directory import DIRECTORY_WORDS, reach
from luma.audio.kernel.render import render
from luma.audio.kernel.slots import Memory, Words
from luma.domain.blocks import SEGMENTS, SEQUENCE, TIME_STEP_NS, TIMES, word

GENERATION, SOURCE_FRAMES = word("generation"), word("source_frames")
PLAYING, LOOPING = word("playing"), word("looping")
LOOP_START, LOOP_STOP = word("loop_start"), word("loop_stop")
STREAM_FRAME, SONG_FRAME = word("stream_frame"), word("song_frame")
HEARD_NS, HEARD_FRAME, ENDS = word("heard_ns"), word("heard_frame"), word("ends")
READY, MISSED, COUNTING = word("ready"), word("missed"), word("counting")
BROKEN, RATE = word("broken"), word("rate")
CALLBACKS, UNDERRUNS = word("callbacks"), word("underruns")
LAST_NS, WORST_NS, HISTOGRAM = word("last_ns"), word("worst_ns"), word("times")
PEAK, RMS, HELD_PEAK, CLIPS = word("peak"), word("rms"), word("held_peak"), word("clips")
LOUDNESS, CORRELATION = word("loudness"), word("correlation")
SEGMENT_COUNT = word("segments")
SEGMENT_STREAM, SEGMENT_SONG = word("segment_stream"), word("segment_song")
SEGMENT_RATE, SEGMENT_GENERATION = word("segment_rate"), word("segment_generation")

UNDERFLOW = 4
MOST_LATENCY = 2.0

I64, F32, F64 = types.int64, types.float32, types.float64


@compiled
def _tell_state(memory: Memory, frame: int, heard_ns: int) -> None:
    position, control, deck = memory.position, memory.control, memory.transport
    position[GENERATION] = deck[slots.GENERATION]
    position[SOURCE_FRAMES] = deck[slots.FRAMES]
    position[PLAYING] = max(deck[slots.PLAYING], min(deck[slots.COUNT_LEFT], 1))
    position[LOOPING] = deck[slots.LOOPING]
    position[LOOP_START] = deck[slots.LOOP_START]
    position[LOOP_STOP] = deck[slots.LOOP_STOP]
    position[ENDS] = deck[slots.ENDS]
    position[READY] = deck[slots.HIGH]
    position[MISSED], position[COUNTING] = deck[slots.MISSED], deck[slots.COUNT_LEFT]
    position[BROKEN] = control[slots.BROKEN] + control[slots.NOT_FINITE]
    position[STREAM_FRAME] = control[slots.STREAM_FRAME]
    position[HEARD_NS], position[HEARD_FRAME] = heard_ns, frame
    position[CALLBACKS], position[UNDERRUNS] = (
        control[slots.CALLBACKS],
        control[slots.UNDERRUNS],
    )
    position[LAST_NS], position[WORST_NS] = control[slots.LAST_NS], control[slots.WORST_NS]
    for n in range(TIMES):
        position[HISTOGRAM + n] = control[slots.TIMES_AT + n]


@compiled
def _tell_segments(memory: Memory) -> None:
    position, control = memory.position, memory.control
    count = control[slots.SEGMENT_COUNT]
    for n in range(max(control[slots.SEGMENTS_TOLD], count - SEGMENTS), count):
        at = n % SEGMENTS
        segment = memory.segments[at]
        position[SEGMENT_STREAM + at] = segment[0]
        memory.levels[SEGMENT_SONG + at] = segment[1] / slots.ONE
        memory.levels[SEGMENT_RATE + at] = segment[2] / slots.ONE
        position[SEGMENT_GENERATION + at] = segment[3]
    control[slots.SEGMENTS_TOLD] = count
    position[SEGMENT_COUNT] = count


@compiled
def _tell_meters(memory: Memory) -> None:
    program = memory.programs[memory.control[slots.LIVE_PROGRAM]]
    for n in range(program[slots.TAP_COUNT]):
        at = slots.FIRST_TAP + n * slots.TAP_WIDTH
        meter, state = program[at], program[at + 1]
        for channel in range(2):
            at, shown = meter * 2 + channel, state + channel
            memory.levels[PEAK + at] = memory.states[shown + shows.PEAK]
            memory.levels[RMS + at] = memory.states[shown + shows.RMS]
            memory.levels[HELD_PEAK + at] = memory.states[shown + shows.HELD]
            memory.levels[CLIPS + at] = memory.states[shown + shows.CLIPS]
            memory.levels[LOUDNESS + at] = memory.states[shown + shows.MOMENTARY]
        memory.levels[CORRELATION + meter] = memory.states[state + shows.CORRELATION]


@compiled
def publish(memory: Memory, frame: int, heard_ns: int) -> None:
    """Tell the position block all at once: `frame` is heard at a monotonic time.

    What leaves the deck comes later by as much as effects on its way look ahead.
    """
    position, program = memory.position, memory.programs[memory.control[slots.LIVE_PROGRAM]]
    late_ns = program[slots.LATENCY] * 62_500 // 3
    count = atomic_load(position, SEQUENCE) | 1
    atomic_store(position, SEQUENCE, count)
    fence()
    _tell_state(memory, frame, heard_ns + late_ns)
    deck = memory.transport
    memory.levels[SONG_FRAME] = deck[slots.PLACE] + deck[slots.PART] / slots.ONE
    memory.levels[RATE] = deck[slots.RATE] / slots.ONE
    _tell_segments(memory)
    _tell_meters(memory)
    fence()
    atomic_store(position, SEQUENCE, count + 1)


@compiled
def _count_time(control: Words, elapsed_ns: int) -> None:
    control[slots.CALLBACKS] += 1
    control[slots.LAST_NS] = elapsed_ns
    control[slots.WORST_NS] = max(control[slots.WORST_NS], elapsed_ns)
    control[slots.TIMES_AT + min(elapsed_ns // TIME_STEP_NS, TIMES - 1)] += 1


@compiled
def make_block(out: slots.Audio, memory: Memory, delay_ns: int, underrun: int) -> None:
    """One call of the device: make a block that is heard after a delay, and tell of it."""
    control = memory.control
    began = now_ns(control)
    control[slots.UNDERRUNS] += underrun
    frame = control[slots.STREAM_FRAME]
    render(out, memory)
    publish(memory, frame, heard_at(control, frame, began + delay_ns))
    _count_time(control, now_ns(control) - began)


_SIGNATURE = types.int32(
    types.intp, types.intp, types.ulong, types.intp, types.ulong, types.intp
)


def _callback(_in: int, out: int, frames: int, times: int, flags: int, user: int) -> int:
    memory = reach(array_at(user, (DIRECTORY_WORDS,), I64))
    when = array_at(times, (3,), F64)
    delay = when[2] - when[1]
    delay_ns = memory.control[slots.LATENCY_NS]
    if 0.0 < delay < MOST_LATENCY:
        delay_ns = I64(delay * 1e9)
    underrun = (I64(flags) & UNDERFLOW) // UNDERFLOW
    make_block(array_at(out, (I64(frames), slots.CHANNELS), F32), memory, delay_ns, underrun)
    return 0


callback = compiled_callback(_SIGNATURE)(_callback)
"""PortAudio's callback as a C function."""

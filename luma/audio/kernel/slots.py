"""The name of every slot in the arrays that Python and the callback share."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.blocks import METERS, POSITION, SEGMENTS, TIMES

Words = npt.NDArray[np.int64]
Levels = npt.NDArray[np.float64]
Audio = npt.NDArray[np.float32]

CHANNELS = 2
CHUNK = 512
FADE_FRAMES = 240
"""Five milliseconds at the house rate: every fade and every smoothed setting takes as long."""

# control: the ends of the ring and the epoch lie on cache lines of their own
HEAD, TAIL, EPOCH = 0, 8, 16
STREAM_FRAME, LIVE_PROGRAM = 24, 25
UNDERRUNS, CALLBACKS, LAST_NS, WORST_NS, LATENCY_NS = 26, 27, 28, 29, 30
CLOCK_BASE, CLOCK_SET, NOW_SECONDS, NOW_NANOS = 31, 32, 33, 34
STOP, NAP_SECONDS, NAP_NANOS, CLOCK_OFF = 40, 41, 42, 43
SEGMENT_COUNT, SEGMENTS_TOLD, NEXT_SONG, LAST_RATE, LAST_GENERATION = 35, 36, 37, 38, 39
LIVE_CLICKS, BROKEN = 44, 48
PROGRAM_BEGAN, NOT_FINITE, IS_RENDERING = 45, 46, 47
DIRECTORY, DECK_CODE = 49, 50
TIMES_AT = 64
CONTROL_WORDS = TIMES_AT + TIMES

# transport
PLAYING, FADE, SEEKING, TARGET, PLACE, LOOPING, LOOP_START, LOOP_STOP = range(8)
SOURCE, FRAMES, GENERATION, NEXT_SOURCE, NEXT_FRAMES, NEXT_GENERATION, ENDS = range(8, 15)
PART, RATE, CUT, FIRST, NEXT_FIRST, HIGH, STARVED = range(15, 22)
TWIN, SHARE, SHARE_WAY, SHARE_FRAMES, SHARE_CURVE, CROSSFADE = range(22, 28)
HEARD, HEARD_BEFORE, HEARD_NEXT, SWITCH = range(28, 32)
SCRUBBING, GRAIN, GRAIN_PLACE, GRAIN_LEFT = range(32, 36)
COUNT_LEFT, COUNT_AT, COUNT_CLICKS, COUNT_ENDING, COUNT_THEN, MISSED = range(36, 42)
TRANSPORT_WORDS = 48
NO_SOURCE = -1

PART_BITS = 24
ONE = 1 << PART_BITS
"""A frame in parts: places between frames, and rates, are whole numbers of them."""
SLOWEST, FASTEST = ONE // 2, ONE * 2
MARGIN, AHEAD = 1024, 24_000
"""Frames that the head keeps from the end of what is there, and those it waits for."""
GRAIN_FRAMES = 2880
MOST_CROSSFADE = 4800

# a command is its kind, its stamp, then two words or a word and a level
RING, RING_WIDTH = 256, 4
PLAY, PAUSE, SEEK, LOOP, UNLOOP, USE_SOURCE, USE_PROGRAM, SET_PARAM, USE_CLICKS = range(1, 10)
USE_VOICES, SET_VOICE, HEAR, SET_FRAMES, SET_RATE, SET_CROSSFADE = range(10, 16)
SCRUB, RELEASE, COUNT_IN = range(16, 19)

# a source is where its samples lie, in one piece or in a table of pages, and where in the song
SOURCES, SOURCE_WIDTH = 8, 8
(
    SOURCE_AT,
    SOURCE_FRAMES,
    SOURCE_GENERATION,
    SOURCE_ORIGIN,
    SOURCE_SONG,
    SOURCE_PAGES,
    SOURCE_READY,
) = range(7)
PAGE_BITS = 16
PAGE = 1 << PAGE_BITS

# clicks are the address of their frames, their count, and the address of their sounds
CLICKS, CLICKS_WIDTH = 8, 3
NO_CLICKS = -1

# a set of voices is the address of each, their frames and the generation of their mix
VOICE_COUNT = 4
VOICE_SETS, VOICES_WIDTH = 4, VOICE_COUNT + 2
VOICES_FRAMES, VOICES_GENERATION = VOICE_COUNT, VOICE_COUNT + 1
NO_VOICES, AS_BEFORE = -1, -2

# balance: the set in use and the next, how loud each voice is and its goal
LIVE_VOICES, NEXT_VOICES, VOICE_LEVEL = 0, 1, 2
VOICE_GOAL = VOICE_LEVEL + VOICE_COUNT
BALANCE_WORDS = VOICE_GOAL + VOICE_COUNT
VOICE_STEP = 1 << 12
WHOLE = FADE_FRAMES * VOICE_STEP
"""A voice as loud as in the mix; it moves by one step a frame."""
LOUDEST = 2 * WHOLE

# between frames: the windowed sinc, its crossings, and how finely it is kept
CROSSINGS, FINENESS = 16, 512
SINC_WORDS = CROSSINGS * FINENESS + 2
REACH = CROSSINGS * 4
SPAN = CHUNK * 4 + 2 * REACH + 8
TAPS = 2 * REACH + 2
LANES, SPARES = 1 + VOICE_COUNT, 4

# a program is its counts, the program after its fade, how late it sounds, then rows of op,
# buffer, other buffer, state, settings and room, and taps of meter and state
PROGRAMS, ROWS, ROW_WIDTH, TAP_WIDTH = 3, 1024, 7, 2
ROW_COUNT, TAP_COUNT, NEXT_PROGRAM, LATENCY, FIRST_ROW = 0, 1, 2, 3, 4
OP, INTO, OTHER, STATE_AT, PARAMS_AT, ROOM_AT, ROOM_SIZE = range(7)
FIRST_TAP = FIRST_ROW + ROWS * ROW_WIDTH
PROGRAM_WORDS = FIRST_TAP + METERS * TAP_WIDTH
NO_PROGRAM = -1
DECK = 0
"""The deck fills its buffer from the source."""
# what else is no effect: silence, copies, sums, wires that come or go or give way to another,
# bypass, the end, and what a node takes over from its twin; what passes on is only copied
SILENCE, COPY, ADD, ADD_COMING, ADD_GOING, TURN, BLEND, CLEAN, INHERIT = range(-11, -2)
LIVE, PASS = -2, -1
SWAP_FRAMES = 960
"""Twenty milliseconds, in which one program fades into the next."""

# params begin with what all effects may ask for
BEAT_SECONDS, FIRST_PARAM = 0, 8
PARAMS, STATES, BUFFERS = 4096, 65536, 160
SEGMENT_WIDTH = 4
POSITION_WORDS = 8 + POSITION.itemsize // 8


class Memory(NamedTuple):
    """Everything that the kernel touches, allocated before the stream begins."""

    control: Words
    transport: Words
    ring: Words
    values: Levels
    sources: Words
    programs: Words
    params: Levels
    states: Levels
    buffers: Audio
    segments: Words
    position: Words
    levels: Levels
    clicks: Words
    voices: Words
    balance: Words
    sinc: Levels
    weights: Levels
    lanes: Audio
    spare: Audio


def rest() -> Words:
    """A transport at rest, with nothing to play."""
    words = np.zeros(TRANSPORT_WORDS, np.int64)
    words[[SOURCE, NEXT_SOURCE, HEARD, HEARD_BEFORE, HEARD_NEXT]] = NO_SOURCE
    words[[RATE, CUT]] = ONE
    return words


def windowed_sinc() -> Levels:
    """One side of the curve between frames: zero at every whole frame but its own."""
    at = np.arange(CROSSINGS * FINENESS + 1) / FINENESS
    curve = np.sinc(at) * np.i0(9.0 * np.sqrt(1.0 - (at / CROSSINGS) ** 2)) / np.i0(9.0)
    curve[FINENESS::FINENESS] = 0.0
    return np.append(curve, 0.0)


def allocate(position: Words | None = None) -> Memory:
    """Memory of its own, with the position block in the given words or in plain ones."""
    ring = np.zeros((RING, RING_WIDTH), np.int64)
    told = np.zeros(POSITION_WORDS, np.int64) if position is None else position
    memory = Memory(
        control=np.zeros(CONTROL_WORDS, np.int64),
        transport=rest(),
        ring=ring,
        values=ring.view(np.float64),
        sources=np.zeros((SOURCES, SOURCE_WIDTH), np.int64),
        programs=np.zeros((PROGRAMS, PROGRAM_WORDS), np.int64),
        params=np.zeros(PARAMS, np.float64),
        states=np.zeros(STATES, np.float64),
        buffers=np.zeros((BUFFERS, CHUNK, CHANNELS), np.float32),
        segments=np.zeros((SEGMENTS, SEGMENT_WIDTH), np.int64),
        position=told,
        levels=told.view(np.float64),
        clicks=np.zeros((CLICKS, CLICKS_WIDTH), np.int64),
        voices=np.zeros((VOICE_SETS, VOICES_WIDTH), np.int64),
        balance=np.full(BALANCE_WORDS, WHOLE, np.int64),
        sinc=windowed_sinc(),
        weights=np.zeros(TAPS, np.float64),
        lanes=np.zeros((LANES, SPAN, CHANNELS), np.float32),
        spare=np.zeros((SPARES, CHUNK, CHANNELS), np.float32),
    )
    memory.balance[LIVE_VOICES], memory.balance[NEXT_VOICES] = NO_VOICES, AS_BEFORE
    memory.control[LAST_RATE] = -1
    memory.params[BEAT_SECONDS] = 0.5
    memory.programs[:, NEXT_PROGRAM] = NO_PROGRAM
    memory.control[LIVE_CLICKS] = NO_CLICKS
    return memory

"""The addresses of all of the memory, for machine code that is given one number."""

import numpy as np
from numba.core import types

from luma.audio.kernel import slots
from luma.audio.kernel.atomic import array_at
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import Memory, Words
from luma.domain.blocks import SEGMENTS

DIRECTORY_WORDS = len(Memory._fields)

I64, F32, F64 = types.int64, types.float32, types.float64


@compiled
def reach(directory: Words) -> Memory:
    """The memory behind a directory of addresses, in the order of its fields."""
    d = directory
    ring = (slots.RING, slots.RING_WIDTH)
    return Memory(
        array_at(d[0], (slots.CONTROL_WORDS,), I64),
        array_at(d[1], (slots.TRANSPORT_WORDS,), I64),
        array_at(d[2], ring, I64),
        array_at(d[3], ring, F64),
        array_at(d[4], (slots.SOURCES, slots.SOURCE_WIDTH), I64),
        array_at(d[5], (slots.PROGRAMS, slots.PROGRAM_WORDS), I64),
        array_at(d[6], (slots.PARAMS,), F64),
        array_at(d[7], (slots.STATES,), F64),
        array_at(d[8], (slots.BUFFERS, slots.CHUNK, slots.CHANNELS), F32),
        array_at(d[9], (SEGMENTS, slots.SEGMENT_WIDTH), I64),
        array_at(d[10], (slots.POSITION_WORDS,), I64),
        array_at(d[11], (slots.POSITION_WORDS,), F64),
        array_at(d[12], (slots.CLICKS, slots.CLICKS_WIDTH), I64),
        array_at(d[13], (slots.VOICE_SETS, slots.VOICES_WIDTH), I64),
        array_at(d[14], (slots.BALANCE_WORDS,), I64),
        array_at(d[15], (slots.SINC_WORDS,), F64),
        array_at(d[16], (slots.TAPS,), F64),
        array_at(d[17], (slots.LANES, slots.SPAN, slots.CHANNELS), F32),
        array_at(d[18], (slots.SPARES, slots.CHUNK, slots.CHANNELS), F32),
    )


def directory_of(memory: Memory) -> Words:
    """The addresses of all of the memory, which is what the callback is given."""
    return np.array([array.ctypes.data for array in memory], np.int64)

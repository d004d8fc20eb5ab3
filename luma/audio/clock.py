"""The clock of sound: at which monotonic time which stream frame is heard."""

import time
from typing import Any

from numba.core import types

from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import CLOCK_BASE, CLOCK_SET, NOW_NANOS, NOW_SECONDS, Words

MONOTONIC = time.CLOCK_MONOTONIC
JUMP_NS = 20_000_000
EASE = 4

clock_gettime: Any = types.ExternalFunction(
    "clock_gettime", types.int32(types.int32, types.intp)
)


@compiled
def now_ns(control: Words) -> int:
    """The monotonic time, as Python's `time.monotonic_ns` tells it."""
    clock_gettime(MONOTONIC, control.ctypes.data + NOW_SECONDS * 8)
    return int(control[NOW_SECONDS] * 1_000_000_000 + control[NOW_NANOS])


@compiled
def heard_at(control: Words, stream_frame: int, told_ns: int) -> int:
    """When a stream frame is heard, smoothed: what devices tell trembles by milliseconds.

    A jump, as after a gap, is followed at once.
    """
    length_ns = stream_frame * 62_500 // 3
    error = told_ns - length_ns - control[CLOCK_BASE]
    if control[CLOCK_SET] == 0 or abs(error) > JUMP_NS:
        control[CLOCK_SET] = 1
        control[CLOCK_BASE] = told_ns - length_ns
    else:
        control[CLOCK_BASE] += error >> EASE
    return int(control[CLOCK_BASE] + length_ns)

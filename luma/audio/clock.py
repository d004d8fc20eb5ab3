"""The clock of sound: at which monotonic time which stream frame is heard."""

import time
from typing import Any

from numba.core import types

from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import (
    CLOCK_BASE,
    CLOCK_OFF,
    CLOCK_SET,
    NOW_NANOS,
    NOW_SECONDS,
    Words,
)

MONOTONIC = time.CLOCK_MONOTONIC
JUMP_NS = 20_000_000
STEP_NS, SURE = 5_000_000, 5
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
def _has_stepped(control: Words, error: int) -> bool:
    """Whether the device now tells another time: far off, or again and again to one side."""
    side = 0
    if abs(error) > STEP_NS:
        side = 1 if error > 0 else -1
    row = control[CLOCK_OFF]
    control[CLOCK_OFF] = row + side if row * side > 0 else side
    return abs(error) > JUMP_NS or abs(control[CLOCK_OFF]) >= SURE


@compiled
def heard_at(control: Words, stream_frame: int, told_ns: int) -> int:
    """When a stream frame is heard, smoothed: what devices tell trembles by milliseconds.

    A long gap is followed at once; a short one, which may be trembling, once it is sure.
    """
    length_ns = stream_frame * 62_500 // 3
    error = told_ns - length_ns - control[CLOCK_BASE]
    if _has_stepped(control, error) or control[CLOCK_SET] == 0:
        control[CLOCK_SET], control[CLOCK_OFF] = 1, 0
        control[CLOCK_BASE] = told_ns - length_ns
    else:
        control[CLOCK_BASE] += error >> EASE
    return int(control[CLOCK_BASE] + length_ns)

"""The kernel driven by time alone: what a device does, without one."""

from typing import Any

from numba.core import types

from luma.audio.clock import now_ns
from luma.audio.kernel.atomic import atomic_load
from luma.audio.kernel.callback import make_block
from luma.audio.kernel.compiled import compiled
from luma.audio.kernel.slots import NAP_NANOS, NAP_SECONDS, STOP, Audio, Memory

GIVE_UP_NS = 200_000_000

nanosleep: Any = types.ExternalFunction("nanosleep", types.int32(types.intp, types.intp))


@compiled
def _sleep(memory: Memory, length_ns: int) -> None:
    if length_ns > 0:
        memory.control[NAP_SECONDS] = length_ns // 1_000_000_000
        memory.control[NAP_NANOS] = length_ns % 1_000_000_000
        nanosleep(memory.control.ctypes.data + NAP_SECONDS * 8, 0)


@compiled
def drive(out: Audio, memory: Memory) -> None:
    """Make one block after the other, each when it is due, until told to stop.

    After a long sleep of the machine it goes on from now, and counts what it missed as one gap.
    """
    control = memory.control
    length_ns = out.shape[0] * 62_500 // 3
    due = now_ns(control)
    while atomic_load(control, STOP) == 0:
        late = now_ns(control) - due
        missed = 1 if late > GIVE_UP_NS else 0
        if missed:
            due += late
        make_block(out, memory, due - now_ns(control), missed)
        due += length_ns
        _sleep(memory, due - now_ns(control))

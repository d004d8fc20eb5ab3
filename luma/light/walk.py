"""A moving test pattern: a ramp over the addresses of a universe, which walks."""

import time
from collections.abc import Generator, Sequence

from luma.domain.profile import UNIVERSE_SIZE
from luma.light.messages import DMX_RATE
from luma.light.wire import DARK, Wire, period_ns

_RAMP = bytes(range(256)) * 4
_APART = 7


def ramp(universe: int, step: int) -> bytes:
    """The levels of a universe: each address one above the one before, all one up a step."""
    first = (step + _APART * universe) % 256
    return _RAMP[first : first + UNIVERSE_SIZE]


def walk(wire: Wire, universes: Sequence[int]) -> Generator[int, None, None]:
    """Send one step after another at the rate of DMX; gives the number of each step.

    When it is closed the universes go dark, and the wire with them.
    """
    period = period_ns(DMX_RATE)
    step = 0
    try:
        while True:
            now_ns = time.monotonic_ns()
            wire.show({number: ramp(number, step) for number in universes}, now_ns)
            yield step
            step += 1
            time.sleep(max(0, now_ns + period - time.monotonic_ns()) / 1e9)
    finally:
        wire.leave(dict.fromkeys(universes, DARK))
        while not wire.finish(time.monotonic_ns()):
            time.sleep(period / 1e9)

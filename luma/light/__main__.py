"""The light process: `python -P -m luma.light FOLDER OVERLAY`, with wishes on its input.

It lives as long as its input is open, and has one thread.
"""

import signal

if __name__ == "__main__":  # while the rest is loaded, too, the desk says when to end
    signal.signal(signal.SIGINT, signal.SIG_IGN)

import contextlib
import gc
import os
import select
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from luma.domain.errors import LumaError
from luma.domain.lines import LONGEST_LINE, LONGEST_SENTENCE, line_of
from luma.light.loop import LightLoop
from luma.light.messages import ProblemTold, Ready, Told, Wish, wish_of
from luma.light.overlay import OverlayBlock

PRIORITY = -10
STALL_NS = 3_000_000
"""A tick that takes so long may have sent at its very end, so the next counts from there."""

SLACK_NS = 6_000_000
"""How long before a tick nothing is begun that can wait; wishes are heard then."""


class Pipe:
    """The wishes that come in on one descriptor, and what is told on another."""

    def __init__(self, wishes: int, told: int) -> None:
        """Take the two ends."""
        self.is_open = True
        self._wishes, self._told = wishes, told
        self._rest = b""

    def stop(self, *_: object) -> None:
        """Wait for nothing more."""
        self.is_open = False

    def tell(self, told: Told) -> None:
        """Tell the desk; without a desk it is time to go."""
        try:
            os.write(self._told, line_of(told))
        except BrokenPipeError:
            self.stop()

    def wishes(self, until_ns: int) -> Iterator[Wish]:
        """The wishes that arrive before a monotonic time, as soon as they do."""
        while self.is_open and (left := until_ns - time.monotonic_ns()) > 0:
            if select.select([self._wishes], [], [], left / 1e9)[0]:
                yield from self._read()

    def _read(self) -> Iterator[Wish]:
        said = os.read(self._wishes, LONGEST_LINE)
        self.is_open = self.is_open and bool(said)
        *lines, self._rest = (self._rest + said).split(b"\n")
        for line in lines:
            try:
                yield wish_of(line)
            except LumaError as error:
                self.tell(ProblemTold(error.sentence()[:LONGEST_SENTENCE]))


def run(loop: LightLoop, pipe: Pipe) -> None:
    """Tick until the pipe closes; packets never lie closer together than the period."""
    due_ns = time.monotonic_ns()
    while pipe.is_open:
        now_ns = time.monotonic_ns()
        loop.tick(now_ns)
        took_ns = time.monotonic_ns() - now_ns
        due_ns = max(due_ns, now_ns) + loop.period_ns + took_ns * (took_ns > STALL_NS)
        while loop.is_reading and time.monotonic_ns() < due_ns - SLACK_NS:
            loop.read_on()
        for wish in pipe.wishes(due_ns):
            loop.obey(wish)


def ask_for_priority() -> None:
    """Go before other work where the system allows it: a favour, not a right.

    The lowest of the real-time priorities lies below those of sound.
    """
    try:
        policy = os.SCHED_RR | os.SCHED_RESET_ON_FORK
        os.sched_setscheduler(0, policy, os.sched_param(os.sched_get_priority_min(os.SCHED_RR)))
    except (AttributeError, OSError):  # not on this system, or not for this person
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, 0, PRIORITY)


def main() -> None:
    """Play lights until the desk lets go."""
    folder, overlay_path = Path(sys.argv[1]), Path(sys.argv[2])
    pipe = Pipe(0, os.dup(1))
    os.dup2(2, 1)  # whatever else is printed is no message
    signal.signal(signal.SIGTERM, pipe.stop)
    ask_for_priority()
    overlay = OverlayBlock(overlay_path)
    loop = LightLoop(folder, overlay, pipe.tell)
    pipe.tell(Ready())
    gc.collect()
    gc.freeze()
    try:
        run(loop, pipe)
    finally:
        loop.close()
        overlay.close()


if __name__ == "__main__":
    main()

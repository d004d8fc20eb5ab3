"""The stage process: `python -P -m luma.stage POSITION OPTIONS`, with wishes on its input.

The options are a line of JSON. It lives as long as its input is open.
"""

import signal

if __name__ == "__main__":  # while the rest is loaded, too, the desk says when to end
    signal.signal(signal.SIGINT, signal.SIG_IGN)

import contextlib
import gc
import os
import select
import sys
from collections.abc import Iterator
from pathlib import Path

from luma.domain.blocks import PositionBlock
from luma.domain.errors import DeviceError, LumaError
from luma.domain.lines import LONGEST_LINE, LONGEST_SENTENCE, line_of
from luma.stage.messages import DEVICE_STUCK, Failed, Told, options_of, wish_of
from luma.stage.stage import Stage

TICK_SECONDS = 0.02
PRIORITY = -11


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

    def lines(self) -> Iterator[bytes]:
        """The lines that arrive within a tick."""
        if not select.select([self._wishes], [], [], TICK_SECONDS)[0]:
            return
        said = os.read(self._wishes, LONGEST_LINE)
        self.is_open = self.is_open and bool(said)
        *lines, self._rest = (self._rest + said).split(b"\n")
        yield from lines


def run(stage: Stage, pipe: Pipe) -> None:
    """Do what is wished until the pipe closes."""
    while pipe.is_open:
        stage.tick()
        for line in pipe.lines():
            try:
                wish = wish_of(line)
            except LumaError as error:
                pipe.tell(Failed(error.code, error.sentence()[:LONGEST_SENTENCE]))
            else:
                stage.handle(wish)


def main() -> None:
    """Play sound until the desk lets go."""
    path, options = sys.argv[1:3]
    pipe = Pipe(0, os.dup(1))
    os.dup2(2, 1)  # whatever else is printed is no message
    signal.signal(signal.SIGTERM, pipe.stop)
    with contextlib.suppress(OSError):  # a favour, not a right
        os.setpriority(os.PRIO_PROCESS, 0, PRIORITY)
    stage = Stage(PositionBlock(Path(path)), pipe.tell, options_of(options.encode()))
    gc.collect()
    gc.freeze()
    try:
        run(stage, pipe)
        stage.close()
    except DeviceError:
        os._exit(DEVICE_STUCK)  # an ordinary exit would wait for the device for ever


if __name__ == "__main__":
    main()

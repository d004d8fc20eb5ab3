"""The desk's end of the stage process: start it, speak to it, notice when it falls."""

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from luma.domain.blocks import Position, PositionBlock, block_path, sweep
from luma.domain.errors import StageError
from luma.domain.lines import line_of, understood
from luma.stage.messages import DEVICE_STUCK, Options, Told, UseDevice, Wish, told_of
from luma.stage.snapshot import Snapshot

log = logging.getLogger(__name__)

GOODBYE_SECONDS = 3.0


class RemoteStage:
    """The stage process and, where it falls, its next life; the position block outlives it.

    `on_told` and `on_lost` are called on a thread of this object and should only post. All
    else is called from the owner's thread.
    """

    def __init__(
        self,
        folder: Path,
        on_told: Callable[[Told], None],
        on_lost: Callable[[StageError], None],
        options: Options,
    ) -> None:
        """Start the process, with its block in a folder that exists.

        The folder should lie in memory, for the callback writes there.
        """
        self._on_told, self._on_lost = on_told, on_lost
        self._options = options
        code = options.code
        self._env = dict(os.environ) | ({"NUMBA_CACHE_DIR": str(code)} if code else {})
        sweep(folder)
        self.position_path = block_path(folder, "position")
        self._block = PositionBlock(self.position_path, create=True)
        self._life = self._start()

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._life.process.pid

    def send(self, wish: Wish) -> None:
        """Pass on a wish; a device that is wished is that of the next life too."""
        if isinstance(wish, UseDevice):
            self._options = replace(
                self._options,
                sink="device",
                device=wish.device,
                host=wish.host,
                latency=wish.latency,
            )
        self._life.send(line_of(wish))

    def position(self) -> Position:
        """The newest whole position, which holds still while there is no process."""
        return self._block.read()

    def snapshot(self) -> Snapshot:
        """What is heard now."""
        return Snapshot.of(self._block.read(), time.monotonic_ns())

    def restart(self) -> None:
        """Start the process again, after it was lost or to begin anew; it knows nothing yet."""
        self._life.end()
        self._life = self._start()

    def close(self) -> None:
        """Let the process fall silent and end; nothing stays behind."""
        self._life.end()
        self._block.close()
        self.position_path.unlink(missing_ok=True)

    def _start(self) -> "_Life":
        command = [sys.executable, "-P", "-m", "luma.stage", str(self.position_path)]
        process = subprocess.Popen(
            [*command, line_of(self._options).decode()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=self._env,
        )
        return _Life(process, self._on_told, self._on_lost)


class _Life:
    """One process, from its start to its end."""

    def __init__(
        self,
        process: subprocess.Popen[bytes],
        on_told: Callable[[Told], None],
        on_lost: Callable[[StageError], None],
    ) -> None:
        self.process = process
        self._on_told, self._on_lost = on_told, on_lost
        self._is_ending = False
        self._listener = threading.Thread(target=self._listen, name="stage", daemon=True)
        self._listener.start()

    def send(self, line: bytes) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(line)
        except (OSError, ValueError) as error:
            raise StageError(
                "The stage process is gone.", hint="It has to be started again."
            ) from error

    def end(self) -> None:
        self._is_ending = True
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        try:
            self.process.wait(GOODBYE_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._listener.join()
        self.process.stdout.close()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for told in understood(self.process.stdout, told_of, _complain):
            self._on_told(told)
        ended = self.process.wait()
        if not self._is_ending:
            self._on_lost(_fall(ended))


def _fall(ended: int) -> StageError:
    """What is told of a process that ended with a code or by a signal."""
    if ended == DEVICE_STUCK:
        return StageError(
            "The sound device has gone.", hint="Playing goes on where it was, on another."
        )
    how = f"killed by signal {-ended}" if ended < 0 else f"code {ended}"
    return StageError(
        f"The stage process ended ({how}).",
        hint="There is no sound until it is started again.",
    )


def _complain(words: str) -> None:
    log.warning("The stage process said what is no message: %s", words)

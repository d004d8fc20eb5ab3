"""Notices sound devices that come and go, by what the system says of itself."""

import contextlib
import os
import select
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

from luma.audio.sinks import pipewire

CARDS = Path("/proc/asound/cards")
LOOK_SECONDS = 1.0
SETTLE_SECONDS = 0.1
AGAIN_SECONDS = 5.0


class Watch:
    """A thread that sleeps until devices may have changed, and tells when they have."""

    def __init__(self, on_change: Callable[[], object]) -> None:
        """Begin at once; `on_change` is called on the thread and should only post."""
        self._on_change = on_change
        self._woken, self._wake = os.pipe()
        self._server: subprocess.Popen[bytes] | None = None
        self._again = 0.0
        self._thread = threading.Thread(target=self._run, name="devices", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop watching; nothing stays behind."""
        os.close(self._wake)
        self._thread.join()
        os.close(self._woken)

    def _run(self) -> None:
        seen = _state()
        while self._has_time():
            now = _state()
            if now != seen:
                seen = now
                self._on_change()
        self._end_server()

    def _has_time(self) -> bool:
        """Wait until something may have changed; false when it is time to go."""
        cards = _cards()
        while True:
            self._begin_server()
            pipes = [self._woken]
            if self._server is not None and self._server.stdout is not None:
                pipes.append(self._server.stdout.fileno())
            ready = select.select(pipes, [], [], LOOK_SECONDS)[0]
            if self._woken in ready:
                return False
            if ready and not self._drain(ready[0]):
                self._end_server()
                return True
            if ready or _cards() != cards:
                return True

    def _drain(self, pipe: int) -> bool:
        """Read away what the server says, until it says no more; false where it has gone."""
        said = os.read(pipe, 1 << 16)
        while said and select.select([pipe, self._woken], [], [], SETTLE_SECONDS)[0] == [pipe]:
            said = os.read(pipe, 1 << 16)
        return bool(said)

    def _begin_server(self) -> None:
        program = shutil.which(pipewire.PROGRAM)
        if self._server is not None or program is None or time.monotonic() < self._again:
            return
        self._again = time.monotonic() + AGAIN_SECONDS
        with contextlib.suppress(OSError):
            self._server = subprocess.Popen(
                [program, "--no-colors", "--monitor"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

    def _end_server(self) -> None:
        server, self._server = self._server, None
        if server is not None:
            server.kill()
            server.wait()
            assert server.stdout is not None
            server.stdout.close()


def _state() -> tuple[object, ...]:
    """What tells one set of devices from another."""
    return _cards(), *pipewire.nodes()


def _cards() -> str:
    with contextlib.suppress(OSError):
        return CARDS.read_text(encoding="utf-8", errors="replace")
    return ""

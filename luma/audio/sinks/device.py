"""The sound card, which calls the kernel's machine code itself."""

import time

from luma.audio.kernel.atomic import load_word
from luma.audio.kernel.callback import callback
from luma.audio.kernel.engine import Engine
from luma.audio.kernel.slots import CHANNELS, EPOCH, LATENCY_NS
from luma.audio.sinks import DeviceChoice
from luma.audio.sinks.native import Callback, open_stream
from luma.domain.errors import DeviceError

PATIENCE_NS = 1_000_000_000


class DeviceSink:
    """A PortAudio stream whose callback never meets the interpreter."""

    def __init__(self, engine: Engine, choice: DeviceChoice | None = None) -> None:
        """Open the chosen device, or the default one, and begin."""
        self._engine = engine
        self._epoch, self._asked_ns = -1, time.monotonic_ns()
        code = Callback(callback.address, engine.directory.ctypes.data, CHANNELS)
        opened = open_stream(choice or DeviceChoice(), "output", lambda _: code)
        self._stream, self.device, self.name = opened.stream, opened.device, opened.name
        self.is_first = opened.is_first
        self.latency_ms = self._stream.latency * 1000.0
        engine.memory.control[LATENCY_NS] = int(self.latency_ms * 1e6)
        self._asked_ns = time.monotonic_ns()

    @property
    def is_alive(self) -> bool:
        """Whether the device still asks for sound; PortAudio alone does not always notice."""
        return bool(self._stream.active) and not self._is_stuck()

    def close(self) -> None:
        """Let go of the device; one that no longer asks cannot be let go of in this process."""
        if self._stream.active and self._is_stuck():
            raise DeviceError(
                "The sound device has gone, and PortAudio still waits for it.",
                hint="Sound starts anew on what is there.",
            )
        self._stream.close(ignore_errors=True)

    def _is_stuck(self) -> bool:
        epoch, now = load_word(self._engine.memory.control, EPOCH), time.monotonic_ns()
        if epoch != self._epoch:
            self._epoch, self._asked_ns = epoch, now
        return now - self._asked_ns > PATIENCE_NS

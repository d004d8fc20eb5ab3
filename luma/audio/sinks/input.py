"""A device that hears: its sound comes in by machine code and waits in a ring."""

import time
from collections.abc import Callable

from luma.audio.kernel.intake import Intake, take
from luma.audio.kernel.slots import Audio
from luma.audio.sinks import DeviceChoice
from luma.audio.sinks.listing import Device
from luma.audio.sinks.native import Callback, open_stream
from luma.domain.errors import DeviceError
from luma.domain.units import HOUSE_RATE

MOST_CHANNELS = 2
ROOM_SECONDS = 2.0
PATIENCE_NS = 1_000_000_000


class DeviceInput:
    """A PortAudio stream that hears one or two channels at the house rate.

    `on_trouble` is called once, by whoever reads, when the device has gone.
    """

    def __init__(
        self,
        choice: DeviceChoice | None = None,
        on_trouble: Callable[[DeviceError], object] = lambda _: None,
    ) -> None:
        """Open the chosen device, or the default one, and begin to listen."""
        self._on_trouble = on_trouble
        opened = open_stream(choice or DeviceChoice(), "input", self._prepare)
        self._stream, self.device, self.name = opened.stream, opened.device, opened.name
        self.channels = self.intake.ring.shape[1]
        self.latency_ms = self._stream.latency * 1000.0
        self._calls, self._called_ns = -1, time.monotonic_ns()
        self._has_gone = False

    def read(self) -> Audio:
        """All frames that were heard since the last look; none once the device has gone."""
        heard = self.intake.read()
        if not self._has_gone and not self._is_alive():
            self._has_gone = True
            self._on_trouble(
                DeviceError(
                    f'The sound input "{self.name}" has gone.',
                    hint="Plug it in again, or choose another; `luma devices` lists them.",
                )
            )
        return heard

    @property
    def is_alive(self) -> bool:
        """Whether it still hears, as far as the last look told."""
        return not self._has_gone

    def close(self) -> None:
        """Let go of the device; one that no longer answers cannot be, and is left behind."""
        if not (self._stream.active and self._is_stuck()):
            self._stream.close(ignore_errors=True)

    def _prepare(self, device: Device) -> Callback:
        channels = min(MOST_CHANNELS, max(1, device.inputs))
        self.intake = Intake(round(ROOM_SECONDS * HOUSE_RATE), channels)
        return Callback(take.address, self.intake.directory.ctypes.data, channels)

    def _is_alive(self) -> bool:
        return bool(self._stream.active) and not self._is_stuck()

    def _is_stuck(self) -> bool:
        calls, now = self.intake.calls, time.monotonic_ns()
        if calls != self._calls:
            self._calls, self._called_ns = calls, now
        return now - self._called_ns > PATIENCE_NS

"""Where the stage's sound comes out, and what is done when that goes away."""

import contextlib
import time
from collections.abc import Callable, Iterator

from luma.audio.kernel.engine import Engine
from luma.audio.sinks import DeviceChoice, SinkKind
from luma.audio.sinks.sink import Sink, is_any_device, look_again, open_sink
from luma.domain.errors import DeviceError, LumaError
from luma.stage.messages import DeviceGone, Ready

RETRY_NS, SELDOM_NS = 1_000_000_000, 5_000_000_000
"""How often a device is looked for while the head holds, and while time stands in for one.

The desk notices sooner what has come; looking costs some 20 ms of work.
"""
HOLD_NS = 2_000_000_000
"""How long the head holds after a loss before time goes on without a device."""


class Outlet:
    """One sink for an engine: the chosen device, else the default one, else time alone."""

    def __init__(
        self,
        engine: Engine,
        tell: Callable[[Ready], None],
        complain: Callable[[LumaError], None],
    ) -> None:
        """Drive nothing yet."""
        self._engine, self._tell, self._complain = engine, tell, complain
        self._kind: SinkKind = "null"
        self._choice = DeviceChoice()
        self._sink: Sink | None = None
        self._is_standing_in = False
        self._lost_ns = self._retry_ns = 0

    def use(self, kind: SinkKind, choice: DeviceChoice) -> None:
        """Let sound come out there from now on; what stands in its way is told.

        Raises where the device before cannot be let go of; the process has to end then.
        """
        had_one = self._sink is not None
        self.close()
        self._kind, self._choice = kind, choice
        if kind == "device":
            if had_one:
                with contextlib.suppress(DeviceError):
                    look_again()
            trouble = self._open()
            if trouble is not None:
                self._complain(trouble)
        if self._sink is None:
            self._stand_in()

    def tick(self) -> None:
        """See to a device that has gone, or for which time alone stands in.

        Raises where the device cannot be let go of; the process has to end then.
        """
        if self._sink is not None and not self._sink.is_alive:
            self._lose(self._sink)
        now = time.monotonic_ns()
        if (self._sink is None or self._is_standing_in) and now >= self._retry_ns:
            self._try_again()
        if self._sink is None and now - self._lost_ns > HOLD_NS:
            self._stand_in()

    def close(self) -> None:
        """Fall silent and let go of the device."""
        sink, self._sink = self._sink, None
        self._is_standing_in = False
        if sink is not None:
            sink.close()

    def _lose(self, sink: Sink) -> None:
        self._lost_ns = time.monotonic_ns()
        self.close()
        with contextlib.suppress(DeviceError):
            look_again()
        self._open()
        new = self._sink
        hint = (
            "Playing goes on where it was as soon as there is one."
            if new is None
            else f'Playing goes on on "{new.name}".'
        )
        self._complain(DeviceGone(f'The sound device "{sink.name}" has gone.', hint=hint))

    def _try_again(self) -> None:
        """Look for a device; where time stands in for one, it goes on meanwhile."""
        every = SELDOM_NS if self._is_standing_in else RETRY_NS
        self._retry_ns = time.monotonic_ns() + every
        try:
            look_again()
            if not is_any_device():
                return
        except DeviceError:
            return  # told when it went; it is looked for until it is back
        stood_in = self._is_standing_in
        self.close()
        self._open()
        if self._sink is None and stood_in:
            self._stand_in(tells=False)

    def _open(self) -> DeviceError | None:
        """Open the first device that can be, and tell why the chosen one could not."""
        trouble = None
        self._retry_ns = time.monotonic_ns() + RETRY_NS
        for choice in self._choices():
            try:
                self._sink = open_sink("device", self._engine, choice)
            except DeviceError as error:
                trouble = trouble or error
            else:
                is_chosen = choice == self._choice
                sink = self._sink
                self._tell(
                    Ready(
                        sink.name,
                        is_device=True,
                        latency_ms=sink.latency_ms,
                        is_chosen=is_chosen,
                    )
                )
                break
        return trouble

    def _choices(self) -> Iterator[DeviceChoice]:
        yield self._choice
        if self._choice.name or self._choice.host:
            yield DeviceChoice(latency=self._choice.latency)

    def _stand_in(self, *, tells: bool = True) -> None:
        self._is_standing_in = self._kind == "device"
        self._retry_ns = time.monotonic_ns() + SELDOM_NS
        self._sink = open_sink("null", self._engine)
        if tells:
            self._tell(Ready(self._sink.name, is_device=False, latency_ms=0.0))

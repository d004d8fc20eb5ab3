"""What every sink offers, and opening one by name."""

from typing import Protocol

from luma.audio.kernel.engine import Engine
from luma.audio.sinks import DeviceChoice, SinkKind


class Sink(Protocol):
    """Something that drives an engine and lets its sound be heard."""

    @property
    def name(self) -> str:
        """What a person calls it."""

    @property
    def latency_ms(self) -> float:
        """How long a sample is under way, as far as the sink knows."""

    @property
    def is_alive(self) -> bool:
        """Whether it still asks for sound."""

    def close(self) -> None:
        """Stop asking for sound."""


def look_again() -> None:
    """Let devices be found that have come, and lost that have gone; no sink may be open."""
    from luma.audio.sinks import portaudio

    portaudio.look_again()


def open_sink(kind: SinkKind, engine: Engine, choice: DeviceChoice | None = None) -> Sink:
    """A running sink of a kind; a device may be chosen, else the default one is opened."""
    if kind == "null":
        from luma.audio.sinks.null import NullSink

        return NullSink(engine)
    from luma.audio.sinks.device import DeviceSink

    return DeviceSink(engine, choice)


def is_any_device() -> bool:
    """Whether PortAudio saw a device that can play."""
    from luma.audio.sinks.listing import devices

    return any(device.serves("output") for device in devices())

"""Where sound goes and comes from: devices, the passing of time, files."""

from dataclasses import dataclass
from typing import Literal

SinkKind = Literal["device", "null"]
"""A sound card, or one made of time alone."""

Latency = Literal["high", "low"]
"""Room enough that nothing breaks off, or as little as the device offers."""


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """A device by a part of its name and by its host; what is empty leaves the default."""

    name: str = ""
    host: str = ""
    latency: Latency = "high"

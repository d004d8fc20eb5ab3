"""Where sound goes: a device, the passing of time, a file."""

from typing import Literal

SinkKind = Literal["device", "null"]
"""A sound card, or one made of time alone."""

"""Everything that the stage may be asked, and what it tells: lines of JSON, never long.

Places in the song are frames at the house rate.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from luma.audio.sinks import SinkKind
from luma.domain.codec import decode_tagged, encode_tagged
from luma.domain.errors import BadDocument, BadValue
from luma.domain.nodetype import Json
from luma.domain.units import Decibels, Frames

LONGEST_LINE = 4096
LONGEST_SENTENCE = 600


@dataclass(frozen=True, slots=True)
class Options:
    """Where sound goes: the device with this in its name, the default one, or nowhere.

    Machine code is kept under `code`.
    """

    sink: SinkKind = "device"
    device: str = ""
    code: Path | None = None


@dataclass(frozen=True, slots=True)
class LoadSource:
    """Wish: hold at the start of the decoded sound in a file, known by this number from now on.

    What was set of a loop belongs to the sound before and is gone.
    """

    path: Path
    generation: int


@dataclass(frozen=True, slots=True)
class Play:
    """Wish: play on; from the start where the song has ended."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Wish: fade out and hold."""


@dataclass(frozen=True, slots=True)
class Seek:
    """Wish: go to a place in the song."""

    frame: Frames


@dataclass(frozen=True, slots=True)
class SetLoop:
    """Wish: loop `[start, stop)`; a play head already past it comes back into it."""

    start: Frames
    stop: Frames


@dataclass(frozen=True, slots=True)
class ClearLoop:
    """Wish: play on past the end of the loop."""


@dataclass(frozen=True, slots=True)
class SetGain:
    """Wish: the master level, from −120 dB, which is silence, to 12 dB."""

    level: Decibels


@dataclass(frozen=True, slots=True)
class UseDevice:
    """Wish: play on the device that has this in its name, or on the default one."""

    device: str = ""


@dataclass(frozen=True, slots=True)
class Ready:
    """Told: sound comes out here; without a device only time passes."""

    sink: str
    is_device: bool
    latency_ms: float


@dataclass(frozen=True, slots=True)
class Loaded:
    """Told: this sound is resident and can be played."""

    generation: int
    frames: Frames


@dataclass(frozen=True, slots=True)
class Failed:
    """Told: something could not be done; the rest goes on."""

    code: str
    sentence: str


@dataclass(frozen=True, slots=True)
class EndReached:
    """Told: the song has come to its end, and the head holds there."""

    generation: int


Wish = LoadSource | Play | Pause | Seek | SetLoop | ClearLoop | SetGain | UseDevice
Told = Ready | Loaded | Failed | EndReached


def line_of(message: Wish | Told) -> bytes:
    """The line that says a message."""
    line = json.dumps(encode_tagged(message)).encode() + b"\n"
    if len(line) > LONGEST_LINE:
        raise BadValue(
            f"A message of {len(line)} bytes is too long for the stage.",
            hint=f"It takes up to {LONGEST_LINE}; a shorter path helps.",
        )
    return line


def wish_of(line: bytes) -> Wish:
    """The wish that a line says."""
    wish: Wish = decode_tagged(Wish, _json(line))
    return wish


def told_of(line: bytes) -> Told:
    """What a line tells."""
    told: Told = decode_tagged(Told, _json(line))
    return told


def _json(line: bytes) -> Json:
    try:
        data: Json = json.loads(line)
    except ValueError as error:
        raise BadDocument(f"A line between desk and stage is not JSON: {error}.") from error
    return data

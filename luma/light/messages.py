"""What the light process may be asked, and what it tells: lines of JSON, never long."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from luma.domain.codec import decode_tagged, encode_tagged
from luma.domain.errors import BadDocument, BadValue
from luma.domain.nodetype import Json
from luma.domain.units import Hz

LONGEST_LINE = 4096
LONGEST_SENTENCE = 600
DMX_RATE = Hz(44.0)


@dataclass(frozen=True, slots=True)
class UsePatch:
    """Wish: send to the addresses of this patch file."""

    path: Path


@dataclass(frozen=True, slots=True)
class UsePlan:
    """Wish: show this plan file; without one all is dark."""

    path: Path | None = None


@dataclass(frozen=True, slots=True)
class UsePosition:
    """Wish: follow this position block; until it can be read the last frame stays."""

    path: Path


@dataclass(frozen=True, slots=True)
class UseOutput:
    """Wish: send through this output from now on; the one before says its last word.

    Latency is how long the output takes, so how far ahead of the sound it is served. The same
    output again is not interrupted.
    """

    kind: str = "null"
    settings: dict[str, object] = field(default_factory=dict)
    latency_ms: float = 0.0
    rate: Hz = DMX_RATE
    last_word: Literal["dark", "hold"] = "dark"


@dataclass(frozen=True, slots=True)
class Ready:
    """Told: the light process is there."""


@dataclass(frozen=True, slots=True)
class FramePublished:
    """Told: the frame last sent can be read from this block."""

    path: Path
    heads: int


@dataclass(frozen=True, slots=True)
class OutputReady:
    """Told: the output sends; said once after it was chosen and after each trouble."""

    kind: str


@dataclass(frozen=True, slots=True)
class OutputFailed:
    """Told: the output does not send and is tried further; said once for each trouble."""

    kind: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ProblemTold:
    """Told: a wish that could not be followed, and why."""

    sentence: str


Wish = UsePatch | UsePlan | UsePosition | UseOutput
Told = Ready | FramePublished | OutputReady | OutputFailed | ProblemTold


def line_of(message: Wish | Told) -> bytes:
    """The line that carries a message."""
    line = json.dumps(encode_tagged(message)).encode() + b"\n"
    if len(line) > LONGEST_LINE:
        raise BadValue(
            f"A {type(message).__name__} of {len(line)} bytes is too long to be sent."
        )
    return line


def wish_of(line: bytes) -> Wish:
    """The wish that a line carries."""
    wish: Wish = decode_tagged(Wish, _record(line))
    return wish


def told_of(line: bytes) -> Told:
    """What a line tells."""
    told: Told = decode_tagged(Told, _record(line))
    return told


def _record(line: bytes) -> Json:
    try:
        record: Json = json.loads(line)
    except ValueError as error:
        raise BadDocument(f"A message is not JSON: {error}.") from error
    return record

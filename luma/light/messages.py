"""What the light process may be asked, and what it tells: lines of JSON, never long."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from luma.domain.lines import message_of
from luma.domain.units import Hz

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
class OutputChoice:
    """An output by a name of its own: its kind, its settings and which universes it carries.

    Without universes it carries all. Latency is how long it takes, so how far ahead of the
    sound it is served. At its end its lamps go dark, or hold their light.
    """

    name: str
    kind: str = "null"
    settings: dict[str, object] = field(default_factory=dict)
    universes: tuple[int, ...] = ()
    latency_ms: float = 0.0
    at_close: Literal["dark", "hold"] = "dark"


@dataclass(frozen=True, slots=True)
class UseOutputs:
    """Wish: send through these outputs alone from now on; those that leave say a last word.

    The same output again is not interrupted. The rate is how many packets a second and
    universe there may be.
    """

    outputs: tuple[OutputChoice, ...] = ()
    rate: Hz = DMX_RATE


@dataclass(frozen=True, slots=True)
class StrikeLamps:
    """Wish: for some seconds, tell all lamps that are switched on by a level to be on."""

    seconds: float = 6.0


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
    """Told: an output sends; said once after it was chosen and after each trouble."""

    name: str


@dataclass(frozen=True, slots=True)
class OutputFailed:
    """Told: an output does not send and is tried further; said once for each trouble."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class ProblemTold:
    """Told: a wish that could not be followed, and why."""

    sentence: str


@dataclass(frozen=True, slots=True)
class FlashesSeen:
    """Told: the light flashes more often than is safe; said once for each plan."""


Wish = UsePatch | UsePlan | UsePosition | UseOutputs | StrikeLamps
Told = Ready | FramePublished | OutputReady | OutputFailed | ProblemTold | FlashesSeen


def wish_of(line: bytes) -> Wish:
    """The wish that a line carries."""
    wish: Wish = message_of(Wish, line)
    return wish


def told_of(line: bytes) -> Told:
    """What a line tells."""
    told: Told = message_of(Told, line)
    return told

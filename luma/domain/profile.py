"""What a kind of lamp is: its modes, addresses and ranges."""

from dataclasses import dataclass
from typing import Literal

from luma.domain.venue import Vector

Emitter = Literal[
    "red", "green", "blue", "white", "warm_white", "cool_white", "amber", "lime", "uv", "indigo"
]
Filter = Literal["cyan", "magenta", "yellow"]
Purpose = Literal[
    "dimmer", "red", "green", "blue", "white", "warm_white", "cool_white", "amber", "lime",
    "uv", "indigo", "cyan", "magenta", "yellow", "hue", "saturation", "colour_wheel", "pan",
    "tilt", "shutter", "zoom", "focus", "gobo", "prism", "fixed",
]  # fmt: skip
Meaning = Literal["level", "open", "closed", "strobe", "colour", "gobo", "prism"]
Answer = Literal["linear", "square", "root", "s"]

UNIVERSE_SIZE = 512


@dataclass(frozen=True, slots=True)
class Range:
    """What the levels `[start, stop)` of an address do.

    First and last are what they do at either end: the share of a `level`, the degrees of a
    zoom, the hertz of a `strobe`. A `colour` is six hexadecimal digits as screens write it, a
    `gobo` has a number; `open` is nothing in the beam, or light without a break.
    """

    start: int
    stop: int
    means: Meaning
    first: float = 0.0
    last: float = 1.0
    colour: str = ""
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One address of a fixture: what it does, where it rests and what strikes the lamp.

    Without a head it serves the whole fixture; a fine slot is the low byte of the coarse one.
    `answers` is how light grows with the level: evenly, with its square, its root, or slowly
    at both ends.
    """

    does: Purpose = "fixed"
    head: int | None = None
    fine: bool = False
    default: int = 0
    ranges: tuple[Range, ...] = ()
    name: str = ""
    answers: Answer = "linear"
    lamp_on: int | None = None

    def first_range(self, means: Meaning) -> Range | None:
        """The first of its ranges that means this, if there is one."""
        return next((part for part in self.ranges if part.means == means), None)


@dataclass(frozen=True, slots=True)
class Mode:
    """One layout of a fixture: its addresses in order, and where its heads sit in metres."""

    name: str
    slots: tuple[Slot, ...]
    heads: tuple[Vector, ...] = ((0.0, 0.0, 0.0),)

    def does(self, purpose: Purpose, head: int) -> bool:
        """Whether a head has a purpose of its own or shares it with its fixture."""
        return any(s.does == purpose and s.head in {None, head} for s in self.slots)

    def slots_of(self, head: int) -> tuple[Slot, ...]:
        """The slots that a head has of its own or shares with its fixture, coarse ones only."""
        return tuple(s for s in self.slots if s.head in {None, head} and not s.fine)


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of lamp; pan and tilt are the whole arcs through which its heads can turn.

    Zoom is the width of its beam in degrees where the level of the zoom is least and greatest.
    """

    name: str
    modes: tuple[Mode, ...]
    pan_degrees: float = 540.0
    tilt_degrees: float = 270.0
    zoom_degrees: tuple[float, float] = (8.0, 40.0)
    maker: str = ""

    def find_mode(self, name: str) -> Mode | None:
        """The mode of that name, if there is one."""
        return next((mode for mode in self.modes if mode.name == name), None)

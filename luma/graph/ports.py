"""Which kind of value may feed which port, and the few gentle conversions."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from luma.domain.curve import (
    Aim,
    Chroma,
    Colour,
    Curve,
    Floats,
    Number,
    Point,
    Trigger,
    as_colour,
)
from luma.domain.harmony import ChordTrack
from luma.domain.light import LightBuffer
from luma.domain.nodetype import PortKind
from luma.domain.picture import Picture
from luma.domain.recording import Audio
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import SectionTrack
from luma.domain.selection import Selection

KINDS: dict[type, PortKind] = {
    Number: "Number",
    Colour: "Colour",
    Aim: "Aim",
    Point: "Point",
    Chroma: "Chroma",
    Trigger: "Trigger",
    BeatGrid: "Beats",
    ChordTrack: "Chords",
    SectionTrack: "Sections",
    Audio: "Audio",
    Selection: "Selection",
    LightBuffer: "Light",
    Picture: "Picture",
}
"""The types that travel on wires."""

_WORDS: dict[PortKind, str] = {
    "Number": "numbers",
    "Colour": "colours",
    "Aim": "directions",
    "Point": "places in the room",
    "Chroma": "the strength of the twelve tones",
    "Trigger": "moments",
    "Beats": "the beat grid",
    "Chords": "the chords",
    "Sections": "the sections",
    "Audio": "sound",
    "Selection": "a choice of heads",
    "Light": "finished light",
    "Picture": "a picture",
}
_GENTLE: frozenset[tuple[PortKind, PortKind]] = frozenset({("Number", "Colour")})


def may_connect(gives: PortKind, takes: PortKind) -> bool:
    """Whether an output of one kind may feed an input of another."""
    return gives == takes or (gives, takes) in _GENTLE


def find_refusal(gives: PortKind, takes: PortKind) -> str | None:
    """Why an output of one kind may not feed an input of another, in words, if it may not."""
    if may_connect(gives, takes):
        return None
    return f"it takes {_WORDS[takes]}, and is given {_WORDS[gives]}"


def converted(value: object, takes: PortKind) -> object:
    """A value as a port takes it; a number becomes a grey where a colour is wanted."""
    if takes == "Colour" and isinstance(value, Number):
        return as_colour(value)
    return value


def levels(value: Curve | float) -> Floats:
    """The values of a curve or of a plain number, in axes that broadcast."""
    return value.values if isinstance(value, Curve) else Number(_array(value)).values


def shades(value: Colour | Sequence[float]) -> Floats:
    """The red, green, blue and cover of a colour or of its plain numbers."""
    if isinstance(value, Colour):
        return value.values
    return Colour(_array([*value, 1.0][:4])).values


def _array(value: npt.ArrayLike) -> Floats:
    return np.asarray(value, dtype=np.float32)

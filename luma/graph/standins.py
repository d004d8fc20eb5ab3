"""The nodes behind arguments and mutes: plain values as curves, and what stands for nothing."""

from collections.abc import Callable
from typing import Any

import numpy as np

from luma.domain.argumentkinds import SELECTION
from luma.domain.curve import Aim, Chroma, Colour, FrameTimes, Number, Point, Trigger
from luma.domain.graphdoc import Argument
from luma.domain.light import DOWN, LightBuffer
from luma.domain.nodetype import NodeType, Port, PortKind, Setting
from luma.domain.recording import SAMPLES_PER_FRAME, Audio, Recording
from luma.domain.selection import Selection, parse, resolve
from luma.domain.venue import Head
from luma.graph.arguments import as_curve_setting
from luma.graph.chance import Chance
from luma.graph.ports import levels, shades
from luma.graph.register import NodeEntry
from luma.graph.signature import OUT, Source

FAMILY = "argument"


def number_value(*, value: Number | float) -> Number:
    """A number as it is chosen or fed."""
    return Number(levels(value))


def colour_value(*, value: Colour | tuple[float, float, float]) -> Colour:
    """A colour as it is chosen or fed."""
    return Colour(shades(value))


def selection_value(heads: tuple[Head, ...], chance: Chance, *, value: str) -> Selection:
    """The heads that an expression means."""
    return Selection(resolve(parse(value), heads, chance.seed))


def value_entry(argument: Argument, kind: PortKind) -> NodeEntry:
    """The node that gives what was chosen for an argument, or what feeds it."""
    settings = (as_curve_setting(argument),)
    if argument.kind == SELECTION:
        takes: tuple[tuple[str, Source], ...] = (("heads", "heads"), ("chance", "chance"))
        return _entry("Selection", "selection", selection_value, takes, settings)
    function: Callable[..., Any] = colour_value if kind == "Colour" else number_value
    return _entry(kind, "value", function, (), settings)


def neutral_entry(kind: PortKind) -> NodeEntry:
    """The node that gives nothing of a kind: nought, no colour, no moments, the track's own."""
    function, takes = _NEUTRAL[kind]
    return _entry(kind, "nothing", function, takes, ())


def _entry(
    kind: PortKind,
    word: str,
    function: Callable[..., Any],
    takes: tuple[tuple[str, Source], ...],
    settings: tuple[Setting, ...],
) -> NodeEntry:
    key = f"{FAMILY}/{kind.lower()}_{word}"
    words = function.__doc__ or "Stands for nothing."
    shown = NodeType(key, 1, word.capitalize(), words, (), (Port(OUT, kind),), settings)
    return NodeEntry(shown, function, takes, many_outputs=False)


def _dark(heads: tuple[Head, ...], at: FrameTimes) -> LightBuffer:
    return LightBuffer.dark(len(heads), at.first, at.count)


def _heard(sound: Recording, at: FrameTimes) -> Audio:
    first, stop = at.first * SAMPLES_PER_FRAME, (at.first + at.count) * SAMPLES_PER_FRAME
    return Audio(sound.mono(first, stop), at.first)


def _nothing(make: Callable[..., Any], values: object) -> Callable[[], Any]:
    return lambda: make(np.array(values, np.float32)[None, None, :])


def _given(value: object) -> object:
    return value


_NEUTRAL: dict[PortKind, tuple[Callable[..., Any], tuple[tuple[str, Source], ...]]] = {
    "Number": (_nothing(Number, [0.0]), ()),
    "Colour": (_nothing(Colour, [0.0] * 4), ()),
    "Aim": (_nothing(Aim, DOWN), ()),
    "Point": (_nothing(Point, [0.0] * 3), ()),
    "Chroma": (_nothing(Chroma, [0.0] * 12), ()),
    "Trigger": (lambda: Trigger(np.zeros(0, np.int64), np.zeros(0, np.float32)), ()),
    "Beats": (_given, (("grid", "beats"),)),
    "Chords": (_given, (("heard", "chords"),)),
    "Sections": (_given, (("heard", "sections"),)),
    "Audio": (_heard, (("sound", "mix"), ("at", "at"))),
    "Selection": (lambda heads: Selection(tuple(range(len(heads)))), (("heads", "heads"),)),
    "Light": (_dark, (("heads", "heads"), ("at", "at"))),
}

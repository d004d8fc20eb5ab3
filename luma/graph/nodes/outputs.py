"""`out/`: what heads are to do."""

from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Aim, Colour, Floats, FrameTimes, Number
from luma.domain.light import (
    AIM,
    AIM_BITS,
    COLOUR_BITS,
    GOBO,
    HOLD,
    INDEX,
    INTENSITY,
    RED,
    STROBE,
    TINT,
    ZOOM,
    LightBuffer,
    SparseLight,
    bits,
)
from luma.domain.selection import Selection
from luma.domain.venue import Head
from luma.graph.nodes._aims import centre_of
from luma.graph.ports import levels, shades
from luma.graph.register import Range, node

Flags = npt.NDArray[np.bool_]
Degrees = Annotated[Number | float, Range(-360, 360, "degrees")]
Optics = Literal["all", "gobo", "prism", "focus"]
Part = tuple[slice, Floats]

MOST_STROBE, WIDEST, LAST_SLOT = 30.0, 180.0, 64.0
_COLOUR_AND_TINT = slice(RED, TINT + 1)
_OPTICS = {name: frozenset({name}) for name in ("zoom", "gobo", "prism", "focus")}
_MOST = {STROBE: MOST_STROBE, ZOOM: WIDEST, GOBO: LAST_SLOT}


@node("out/light")
def light(
    heads: tuple[Head, ...],
    at: FrameTimes,
    among: Selection | None = None,
    *,
    colour: Colour | tuple[float, float, float] = (1.0, 1.0, 1.0),
    intensity: Annotated[Number | float, Range(0, 1)] = 1.0,
) -> LightBuffer:
    """The colour and the intensity of every head.

    With a wired selection only its heads are lit, and the others are left as they are.
    """
    parts = (_COLOUR_AND_TINT, shades(colour)), (_one(INTENSITY), levels(intensity))
    return _told(_among(heads, among), at, COLOUR_BITS | bits("intensity"), *parts)


@node("out/intensity")
def intensity(
    heads: tuple[Head, ...],
    at: FrameTimes,
    among: Selection | None = None,
    *,
    intensity: Annotated[Number | float, Range(0, 1)] = 1.0,
) -> LightBuffer:
    """How bright every head is, in whatever colour it has from elsewhere.

    With a wired selection only its heads are set.
    """
    part = (_one(INTENSITY), levels(intensity))
    return _told(_among(heads, among), at, bits("intensity"), part)


@node("out/aim")
def aim(
    heads: tuple[Head, ...],
    at: FrameTimes,
    aim: Aim | None = None,
    among: Selection | None = None,
    *,
    pan: Degrees = 0.0,
    tilt: Degrees = 30.0,
) -> LightBuffer:
    """Where every moving head looks.

    The direction is wired, or given by pan and tilt: tilt lifts it from straight down towards
    the audience, pan turns that anticlockwise as seen from above. Heads that cannot move are
    left alone, and with a wired selection all but its heads.
    """
    chosen = _among(heads, among, frozenset({"movers"}))
    return _told(chosen, at, AIM_BITS, (AIM, centre_of(heads, aim, None, pan, tilt)))


@node("out/strobe")
def strobe(
    heads: tuple[Head, ...],
    at: FrameTimes,
    among: Selection | None = None,
    *,
    rate: Annotated[Number | float, Range(0, MOST_STROBE, "Hz")] = 8.0,
) -> LightBuffer:
    """How often a second the shutter of every head flashes; 0 leaves it open.

    Heads without a shutter are left alone, and with a wired selection all but its heads.
    """
    chosen = _among(heads, among, frozenset({"strobes"}))
    return _told(chosen, at, bits("strobe"), (_one(STROBE), levels(rate)))


@node("out/hold")
def hold(
    heads: tuple[Head, ...],
    at: FrameTimes,
    among: Selection | None = None,
    *,
    hold: Annotated[Number | float, Range(0, 1)] = 1.0,
) -> LightBuffer:
    """Whether every head is to stay where it is while it is dark: from a half on it is.

    A head that holds is not moved ahead to where its next clip needs it. With a wired
    selection only its heads are set.
    """
    part = (_one(HOLD), (levels(hold) >= 0.5).astype(np.float32))
    return _told(_among(heads, among), at, bits("hold"), part)


@node("out/zoom")
def zoom(
    heads: tuple[Head, ...],
    at: FrameTimes,
    among: Selection | None = None,
    *,
    zoom: Annotated[Number | float, Range(0, WIDEST, "degrees")] = 20.0,
) -> LightBuffer:
    """How wide the beam of every head opens, from edge to edge.

    Heads without a zoom are left alone, and with a wired selection all but its heads.
    """
    chosen = _among(heads, among, _OPTICS["zoom"])
    return _told(chosen, at, bits("zoom"), (_one(ZOOM), levels(zoom)))


@node("out/beam")
def beam(
    heads: tuple[Head, ...],
    at: FrameTimes,
    among: Selection | None = None,
    *,
    sets: Optics = "all",
    gobo: Annotated[Number | float, Range(0, LAST_SLOT, "slot")] = 0.0,
    prism: Annotated[Number | float, Range(0, 1)] = 0.0,
    focus: Annotated[Number | float, Range(0, 1)] = 0.5,
) -> LightBuffer:
    """The picture in the beam of every head: gobo, prism and focus, or one of them alone.

    Gobo is the slot of the wheel, where 0 is open; the nearest whole one is taken. Prism is
    how far it is in, and focus goes from near to far. Heads that do not have one are left
    alone, and with a wired selection all but its heads.
    """
    values = {"gobo": np.rint(levels(gobo)), "prism": levels(prism), "focus": levels(focus)}
    names = [name for name in values if sets in {"all", name}]
    parts = [(_one(INDEX[name]), values[name]) for name in names]
    able = [_among(heads, among, _OPTICS[name]) for name in names]
    marks = [np.where(a, bits(name), 0) for name, a in zip(names, able, strict=True)]
    return _lit(np.bitwise_or.reduce(marks), at, *parts)


def _among(
    heads: tuple[Head, ...], among: Selection | None, needs: frozenset[str] = frozenset()
) -> Flags:
    """Which heads are selected and have one of the abilities, if any are needed."""
    chosen = np.full(len(heads), among is None)
    if among is not None:
        numbers = np.array(among.heads, np.int64)
        chosen[numbers[(numbers >= 0) & (numbers < len(heads))]] = True
    if needs:
        chosen &= np.array([not needs.isdisjoint(head.abilities) for head in heads], bool)
    return chosen


def _told(chosen: Flags, at: FrameTimes, mask: int, *parts: Part) -> LightBuffer:
    """Light that gives the chosen heads those values within their limits, and sets the mask."""
    return _lit(np.where(chosen, mask, 0), at, *parts)


def _lit(marks: npt.NDArray[np.int64], at: FrameTimes, *parts: Part) -> LightBuffer:
    """Light that gives values within their limits, and sets for each head what it is marked."""
    planes: dict[int, Floats] = {}
    for where, values in parts:
        low, high = (-1.0, 1.0) if where == AIM else (0.0, _MOST.get(where.start, 1.0))
        is_within = values.min() >= low and values.max() <= high
        within = values if is_within else np.clip(values, low, high)
        for channel, attribute in enumerate(range(where.start, where.stop)):
            planes[attribute] = within[:, :, channel]
    mask = marks.astype(np.uint16)[:, None]
    mask = mask[:1] if (mask == mask[:1]).all() else mask
    return SparseLight(at.first, (marks.size, at.count), planes, mask)


def _one(attribute: int) -> slice:
    return slice(attribute, attribute + 1)

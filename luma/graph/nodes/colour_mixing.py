"""`colour/`: colours from other colours."""

from itertools import pairwise
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from luma.domain.colourspace import (
    Mixing,
    from_hsv,
    from_oklab,
    hsv_ends,
    in_range,
    mixed,
    to_hsv,
    to_oklab,
)
from luma.domain.curve import Colour, Floats, Number
from luma.graph.nodes._covering import covering
from luma.graph.ports import levels, shades
from luma.graph.register import Range, node

Stops = tuple[tuple[float, float, float, float], ...]
Shade = tuple[float, float, float]
Edges = Literal["clamp", "wrap"]
Rotation = Literal["hsv", "oklch"]
_DUSK: Stops = ((0.0, 0.02, 0.0, 0.5), (0.5, 0.9, 0.0, 0.3), (1.0, 1.0, 0.4, 0.02))


@node("colour/gradient")
def gradient(
    position: Number,
    *,
    stops: Stops = _DUSK,
    mixing: Mixing = "oklab",
    edges: Edges = "clamp",
) -> Colour:
    """A colour from a line of colours, at the place that a number says.

    The stops are colours at places from 0 to 1. Between two of them the mixing goes straight
    through their light (linear), the short way round the circle of hues (hsv), or as evenly as
    the eye sees it (oklab). Two stops at one place make a hard edge. Outside of 0 to 1 the
    first and the last colour stay (clamp), or the line begins again without a seam (wrap).
    """
    places, ends = _line(stops, mixing, wrap=edges == "wrap")
    at = position.values[:, :, 0].astype(np.float64)
    at = at - np.floor(at) if edges == "wrap" else at
    parts = np.empty((3, *at.shape), np.float32)
    for part, row in zip(parts, ends, strict=True):
        part[:] = np.interp(at, places, row)
    return covering(_as_light(parts, mixing))


def _line(
    stops: Stops, mixing: Mixing, *, wrap: bool
) -> tuple[npt.NDArray[np.float64], Floats]:
    """Where each stretch between two stops begins and ends, and its colours there."""
    around = list(stops)
    if wrap:
        around = [
            (stops[-1][0] - 1.0, *stops[-1][1:]),
            *stops,
            (stops[0][0] + 1.0, *stops[0][1:]),
        ]
    stretches = list(pairwise(around)) or [(stops[0], stops[0])]
    ends = np.array(stretches, np.float64)
    first, second = in_range(ends[:, 0, 1:].T), in_range(ends[:, 1, 1:].T)
    if mixing == "oklab":
        first, second = to_oklab(first), to_oklab(second)
    elif mixing == "hsv":
        first, second = hsv_ends(first, second)
    return ends[:, :, 0].ravel(), np.stack([first, second], axis=2).reshape(3, -1)


def _as_light(parts: Floats, mixing: Mixing) -> Floats:
    if mixing == "oklab":
        return from_oklab(parts)
    if mixing == "hsv":
        return from_hsv(*parts)
    return parts


@node("colour/mix")
def mix(
    *,
    a: Colour | Shade = (1.0, 0.0, 0.1),
    b: Colour | Shade = (0.0, 0.1, 1.0),
    share: Annotated[Number | float, Range(0, 1)] = 0.5,
    mixing: Mixing = "oklab",
) -> Colour:
    """Two colours made into one.

    The share is how much of the second there is: 0 is a, 1 is b. The mixing goes straight
    through their light (linear), the short way round the circle of hues (hsv), or as evenly as
    the eye sees it (oklab). How strongly they cover is mixed alike.
    """
    first, second = (in_range(np.moveaxis(shades(shade), 2, 0)) for shade in (a, b))
    part = np.clip(levels(share)[:, :, 0], 0.0, 1.0)
    cover = first[3] + (second[3] - first[3]) * part
    return covering(mixed(first[:3], second[:3], part, mixing), cover)


@node("colour/hue_shift")
def hue_shift(
    colour: Colour,
    *,
    turns: Annotated[Number | float, Range(-1000, 1000, "turns")] = 0.5,
    circle: Rotation = "hsv",
) -> Colour:
    """The same colour with its hue turned round.

    A turn of 1 comes back to where it was: a third makes red green, a half is the opposite
    colour. The hsv circle keeps how far red, green and blue lie apart, so that pure colours
    stay pure; the oklch circle keeps how bright and how colourful the eye sees them.
    """
    shade = in_range(np.moveaxis(colour.values, 2, 0))
    turn = levels(turns)[:, :, 0]
    turn = turn - np.floor(turn)
    if circle == "hsv":
        hue, saturation, value = to_hsv(shade[:3])
        return covering(from_hsv(hue + turn, saturation, value), shade[3])
    lightness, green_red, blue_yellow = to_oklab(shade[:3])
    angle = turn * np.float32(2.0 * np.pi)
    cos, sin = np.cos(angle), np.sin(angle)
    lab = np.empty((3, *np.broadcast_shapes(angle.shape, lightness.shape)), np.float32)
    lab[0] = lightness
    lab[1] = green_red * cos - blue_yellow * sin
    lab[2] = green_red * sin + blue_yellow * cos
    return covering(from_oklab(lab), shade[3])

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
    at = np.mod(at, 1.0) if edges == "wrap" else at
    parts = np.stack([np.interp(at, places, row) for row in ends.T], axis=-1)
    return _covering(_as_light(parts.astype(np.float32), mixing))


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
    first, second = in_range(ends[:, 0, 1:]), in_range(ends[:, 1, 1:])
    if mixing == "oklab":
        first, second = to_oklab(first), to_oklab(second)
    elif mixing == "hsv":
        first, second = hsv_ends(first, second)
    return ends[:, :, 0].ravel(), np.stack([first, second], axis=1).reshape(-1, 3)


def _as_light(parts: Floats, mixing: Mixing) -> Floats:
    if mixing == "oklab":
        return from_oklab(parts)
    if mixing == "hsv":
        return from_hsv(parts[..., 0], parts[..., 1], parts[..., 2])
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
    first, second = in_range(shades(a)), in_range(shades(b))
    part = np.clip(levels(share), 0.0, 1.0)
    light = mixed(first[..., :3], second[..., :3], part, mixing)
    cover = first[..., 3:] + (second[..., 3:] - first[..., 3:]) * part
    return Colour(_joined(light, cover))


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
    shade = in_range(colour.values)
    turn = np.mod(levels(turns)[:, :, 0].astype(np.float64), 1.0).astype(np.float32)
    if circle == "hsv":
        hue, saturation, value = to_hsv(shade[..., :3])
        light = from_hsv(hue + turn, saturation, value)
    else:
        lab = to_oklab(shade[..., :3])
        cos, sin = np.cos(turn * (2.0 * np.pi)), np.sin(turn * (2.0 * np.pi))
        green_red = lab[..., 1] * cos - lab[..., 2] * sin
        blue_yellow = lab[..., 1] * sin + lab[..., 2] * cos
        lightness = np.broadcast_to(lab[..., 0], green_red.shape)
        light = from_oklab(np.stack([lightness, green_red, blue_yellow], axis=-1))
    return Colour(_joined(light, shade[..., 3:]))


def _joined(light: Floats, cover: Floats) -> Floats:
    shape = np.broadcast_shapes(light.shape[:2], cover.shape[:2])
    found = np.empty((*shape, 4), np.float32)
    found[..., :3] = np.clip(light, 0.0, 1.0)
    found[..., 3:] = cover
    return found


def _covering(light: Floats) -> Colour:
    return Colour(_joined(light, np.ones((1, 1, 1), np.float32)))

"""Colours in other coordinates: hue circles, OKLab, screens and glowing bodies.

All take and give arrays whose first axis is the three parts of a colour, in linear light from 0
to 1 unless the name says otherwise. What lies behind that axis broadcasts.
"""

from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Mixing = Literal["linear", "hsv", "oklab"]

COLDEST, HOTTEST = 1000.0, 20_000.0
"""The kelvin between which a body glows here."""

_TINY = np.float32(1e-6)
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_FROM_LAB = np.linalg.inv(_TO_LAB)
_FROM_CONES = np.linalg.inv(_TO_CONES)
_FROM_XYZ = np.array(
    [
        [3.2404542, -1.5371385, -0.4985314],
        [-0.9692660, 1.8760108, 0.0415560],
        [0.0556434, -0.2040259, 1.0572252],
    ]
)
# Humps (height, nanometres, rise, fall) that add up to what the eye's standard observer sees:
# Wyman, Sloan and Shirley, "Simple Analytic Approximations to the CIE XYZ Color Matching
# Functions", 2013.
_HUMPS = (
    ((1.056, 599.8, 37.9, 31.0), (0.362, 442.0, 16.0, 26.7), (-0.065, 501.1, 20.4, 26.2)),
    ((0.821, 568.8, 46.9, 40.5), (0.286, 530.9, 16.3, 31.1)),
    ((1.217, 437.0, 11.8, 36.0), (0.681, 459.0, 26.0, 13.8)),
)
_PLANCK_NM_KELVIN = 1.4387769e7
_GLOW_STEPS = 512


def in_range(rgb: npt.NDArray[np.floating]) -> Floats:
    """Colours as lamps have them, each part from 0 to 1."""
    return np.asarray(np.clip(rgb, 0.0, 1.0), np.float32)


def from_hsv(hue: Floats, saturation: Floats, value: Floats) -> Floats:
    """Colours by hue in turns, saturation and value."""
    sixth = (hue - np.floor(hue)) * np.float32(6.0)
    shape = np.broadcast_shapes(hue.shape, saturation.shape, value.shape)
    found = np.empty((3, *shape), np.float32)
    for part, far in enumerate((np.float32(3.0), np.float32(2.0), np.float32(4.0))):
        away = np.abs(sixth - far)
        lacks = np.clip(2.0 - away if part == 0 else away - 1.0, 0.0, 1.0)
        found[part] = value - value * saturation * lacks
    return found


def to_hsv(rgb: Floats) -> tuple[Floats, Floats, Floats]:
    """Hue in turns from 0 to 1, saturation and value; a grey has the hue 0."""
    red, green, blue = rgb
    value = np.maximum(np.maximum(red, green), blue)
    span = value - np.minimum(np.minimum(red, green), blue)
    by = np.where(span > 0.0, span, np.float32(1.0))
    from_green, from_blue = 2.0 + (blue - red) / by, 4.0 + (red - green) / by
    hue = np.where(value == green, from_green, from_blue)
    hue = np.where(value == red, (green - blue) / by, hue) / np.float32(6.0)
    hue -= np.floor(hue)
    saturation = span / np.where(value > 0.0, value, np.float32(1.0))
    return hue, saturation, value


def to_oklab(rgb: Floats) -> Floats:
    """Lightness, green to red, and blue to yellow, as evenly as the eye sees them."""
    return _through(_TO_LAB, np.cbrt(_through(_TO_CONES, rgb)))


def from_oklab(lab: Floats) -> Floats:
    """Colours from OKLab; what no lamp has is drawn towards the grey of its lightness."""
    cones = _through(_FROM_LAB, lab)
    rgb = _through(_FROM_CONES, cones * cones * cones)
    if rgb.min(initial=0.0) >= 0.0 and rgb.max(initial=1.0) <= 1.0:
        return rgb
    grey = np.clip(lab[0], 0.0, 1.0) ** 3
    away = rgb - grey
    room = np.where(away > 0.0, 1.0 - grey, grey) / np.maximum(np.abs(away), _TINY)
    share = np.minimum(np.minimum(room[0], room[1]), np.minimum(room[2], np.float32(1.0)))
    return in_range(grey + away * share)


def _through(matrix: npt.NDArray[np.float64], parts: Floats) -> Floats:
    flat = matrix.astype(np.float32) @ parts.reshape(3, -1)
    return np.asarray(flat.reshape(parts.shape), np.float32)


def mixed(first: Floats, second: Floats, share: Floats, way: Mixing) -> Floats:
    """Colours on the way from one to another, in light, round the hues or as the eye sees.

    Hues go the short way round. A grey has the hue of what it is mixed with.
    """
    if way == "linear":
        return first + (second - first) * share
    if way == "oklab":
        here = to_oklab(first)
        return from_oklab(here + (to_oklab(second) - here) * share)
    here, there = hsv_ends(first, second)
    return from_hsv(*(here + (there - here) * share))


def hsv_ends(first: Floats, second: Floats) -> tuple[Floats, Floats]:
    """Two colours in hue, saturation and value, with hues half a turn or less apart."""
    (h, s, v), (k, t, w) = to_hsv(first), to_hsv(second)
    h, k = np.where(s == 0.0, k, h), np.where(t == 0.0, h, k)
    s, t = np.where(v == 0.0, t, s), np.where(w == 0.0, s, t)
    way = k - h
    k = h + way - np.rint(way)
    shape = np.broadcast_shapes(first.shape, second.shape)
    here, there = np.empty(shape, np.float32), np.empty(shape, np.float32)
    here[0], here[1], here[2] = h, s, v
    there[0], there[1], there[2] = k, t, w
    return here, there


def from_screen(code: str) -> tuple[float, float, float]:
    """A colour as screens write it, six hexadecimal digits, in linear light."""
    shown = np.array([int(code[at : at + 2], 16) / 255.0 for at in (0, 2, 4)])
    dark, bright = shown / 12.92, ((shown + 0.055) / 1.055) ** 2.4
    red, green, blue = np.where(shown <= 0.04045, dark, bright).tolist()
    return red, green, blue


def glowing(kelvin: Floats) -> Floats:
    """The colour of a body that glows at a temperature, with its strongest part at 1."""
    heat, most = np.clip(kelvin, COLDEST, HOTTEST), 1.0 / COLDEST - 1.0 / HOTTEST
    places = (1.0 / COLDEST - 1.0 / heat) / most * (_GLOW_STEPS - 1)
    index = np.clip(places.astype(np.int64), 0, _GLOW_STEPS - 2)
    share = (places - index).astype(np.float32)
    table = _glow_table()
    here = table[:, index]
    glow = here + (table[:, index + 1] - here) * share
    return np.asarray(glow / np.maximum(np.maximum(glow[0], glow[1]), glow[2]), np.float32)


@lru_cache(maxsize=1)
def _glow_table() -> Floats:
    """Planck's law as the eye sees it, in even steps of one over the temperature."""
    waves = np.arange(360.0, 831.0, 2.0)
    heat = 1.0 / np.linspace(1.0 / COLDEST, 1.0 / HOTTEST, _GLOW_STEPS)
    power = waves**-5.0 / np.expm1(_PLANCK_NM_KELVIN / (waves * heat[:, None]))
    eye = np.stack([sum(_hump(waves, *hump) for hump in humps) for humps in _HUMPS], axis=-1)
    rgb = np.maximum(_FROM_XYZ @ (power @ eye).T, 0.0)
    return np.asarray(rgb / rgb.max(axis=0), np.float32)


def _hump(
    waves: npt.NDArray[np.float64], height: float, centre: float, rise: float, fall: float
) -> npt.NDArray[np.float64]:
    width = np.where(waves < centre, rise, fall)
    return np.asarray(height * np.exp(-0.5 * ((waves - centre) / width) ** 2))

"""`colour/`: colours from numbers and names."""

from typing import Annotated, Literal

import numpy as np

from luma.domain.colourspace import (
    COLDEST,
    HOTTEST,
    from_hsv,
    from_oklab,
    from_screen,
    glowing,
    to_oklab,
)
from luma.domain.curve import Colour, Floats, FrameTimes, Number
from luma.domain.rhythm import BeatGrid
from luma.domain.venue import Head
from luma.graph.nodes._covering import covering
from luma.graph.nodes._phase import rounds, spread_out
from luma.graph.ports import levels
from luma.graph.register import Range, node

_HAIR = 1e-9
Round = Literal["never", "1/2", "1", "2", "4", "8", "16", "32", "64"]
Name = Literal[
    "sunset", "dawn", "fire", "gold", "forest", "tropic", "ocean", "ice", "aurora", "neon",
    "candy", "club", "lavender", "primary", "whites",
]  # fmt: skip
# As screens write them, so that they can be read beside any picture.
_PALETTES: dict[str, str] = {
    "sunset": "ff2a00 ff7a00 ffb000 ff1f6b 5a0aa8",
    "dawn": "2b1a8a 7a3cff ff6a9c ff9e5e ffd9a0",
    "fire": "ff1200 ff3d00 ff7300 ffa200 7a0000",
    "gold": "ffb300 ff8a00 ffd36b ffe9c2 c45a00",
    "forest": "0b8f2e 3fd13a b6f23c 00a57a 8a5a00",
    "tropic": "00e0a4 00b3ff ffe600 ff5c2e ff1f8f",
    "ocean": "001fff 006dff 00b7ff 00ffd5 3a00c8",
    "ice": "bfeaff 6fc8ff 2b7bff e8f6ff 9aa8ff",
    "aurora": "00ff7b 00e5c8 2b8cff 7b2bff d13cff",
    "neon": "ff00c8 00f0ff 7aff00 ffee00 8a00ff",
    "candy": "ff4fa3 ff9ad5 8fe3ff c59bff fff08f",
    "club": "ff0050 8000ff 0040ff ff00d0 00d0ff",
    "lavender": "6a3cff a06bff d3a8ff ff8fd8 4b5cff",
    "primary": "ff0000 ffff00 00ff00 00ffff 0000ff ff00ff",
    "whites": "ffb46b ffd1a3 ffe8d6 ffffff d6e4ff",
}
_TABLES = {
    name: np.array([from_screen(code) for code in codes.split()], np.float32).T.copy()
    for name, codes in _PALETTES.items()
}


@node("colour/rainbow")
def rainbow(
    beats: BeatGrid,
    at: FrameTimes,
    heads: tuple[Head, ...],
    position: Number | None = None,
    *,
    every: Round = "8",
    spread: Annotated[Number | float, Range(-8, 8, "turns")] = 1.0,
    hue: Annotated[Number | float, Range(0, 1, "turns")] = 0.0,
    saturation: Annotated[Number | float, Range(0, 1)] = 1.0,
    value: Annotated[Number | float, Range(0, 1)] = 1.0,
) -> Colour:
    """All hues, over the heads and over time.

    It runs once round in every so many beats, or as a wired position says, where 1 is once
    round. The spread is how much of the circle lies over the heads at one moment: 0 gives all
    of them one colour, 1 the whole rainbow. Hue is where it begins, saturation how pure and
    value how bright the colours are.
    """
    if position is None and every == "never":
        turned = np.zeros((1, 1, 1))
    else:
        turned = rounds(beats, at, every, position)
    hues = spread_out(turned, heads, spread, hue)
    hues -= np.floor(hues)
    return _coloured(hues.astype(np.float32), levels(saturation), levels(value))


@node("colour/hsv")
def hsv(
    *,
    hue: Annotated[Number | float, Range(-1000, 1000, "turns")] = 0.0,
    saturation: Annotated[Number | float, Range(0, 1)] = 1.0,
    value: Annotated[Number | float, Range(0, 1)] = 1.0,
) -> Colour:
    """A colour by hue, saturation and value.

    Hue runs round the circle from 0 to 1 and on: 0 is red, a third green, two thirds blue.
    Saturation is how pure the colour is, from white, and value how bright.
    """
    return _coloured(levels(hue), levels(saturation), levels(value))


@node("colour/palette")
def palette(
    heads: tuple[Head, ...],
    index: Number | None = None,
    *,
    palette: Name = "sunset",
    offset: Annotated[Number | float, Range(-1000, 1000)] = 0.0,
    glide: Annotated[Number | float, Range(0, 1)] = 0.0,
) -> Colour:
    """The colours of a palette by their number.

    The index counts from 0 and begins again after the last colour; unwired, each head has the
    next colour. The offset moves all on by so many colours. The glide is the last share of
    each step in which one colour goes over to the next: 0 changes at once, 1 never rests.
    """
    table = _TABLES[palette]
    count = table.shape[1]
    number = np.arange(len(heads))[:, None, None] if index is None else index.values
    place = np.mod(number.astype(np.float64) + levels(offset), count)[:, :, 0]
    which = np.minimum(place.astype(np.int64), count - 1)
    smooth = np.clip(levels(glide)[:, :, 0].astype(np.float64), 0.0, 1.0)
    if not smooth.any():
        return covering(table[:, which])
    share = np.clip((place - which - 1.0 + smooth) / np.maximum(smooth, _HAIR), 0.0, 1.0)
    seen = to_oklab(table)
    here, there = seen[:, which], seen[:, (which + 1) % count]
    return covering(from_oklab(here + (there - here) * share.astype(np.float32)))


@node("colour/temperature")
def temperature(
    *, kelvin: Annotated[Number | float, Range(COLDEST, HOTTEST, "K")] = 3200.0
) -> Colour:
    """White light by its temperature, as a glowing body gives it.

    1 900 K is a candle, 3 200 K a stage lamp, 5 600 K daylight, and what lies above is the
    blue of the sky. The strongest of red, green and blue is always full.
    """
    return covering(glowing(levels(kelvin)[:, :, 0]))


def _coloured(hue: Floats, saturation: Floats, value: Floats) -> Colour:
    pure, bright = (np.clip(part[:, :, 0], 0.0, 1.0) for part in (saturation, value))
    return covering(from_hsv(hue[:, :, 0], pure, bright))

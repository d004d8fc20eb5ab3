"""Which colours go with which part: hues that follow its chords round the circle of fifths."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from luma.domain.colourspace import from_hsv, to_hsv
from luma.domain.harmony import TONES
from luma.score.bars import Bars, Floats
from luma.score.roles import Part, Role

_FIFTHS = 7
_NEAR = 1.0 / 14.0
_STEP = 1.0 / 6.0
_GREYEST, _DARKEST = 0.35, 0.02
PALETTE_HUES = {
    "fire": 0.02, "sunset": 0.04, "warm": 0.06, "gold": 0.11, "forest": 0.34, "tropic": 0.45,
    "aurora": 0.47, "cool": 0.52, "sea": 0.54, "ice": 0.57, "ocean": 0.6, "lavender": 0.72,
    "dusk": 0.78, "neon": 0.83, "club": 0.88, "candy": 0.92, "dawn": 0.95,
}  # fmt: skip
"""Where on the circle the palettes of the colour nodes lie."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """Two hues in turns, and the root that is heard most, if any is.

    The first hue `is_its_own` where it stands for that root, and not for one beside it because
    another part has that colour already.
    """

    main: float
    partner: float
    root: str = ""
    is_its_own: bool = True


def hue_of(tone: int) -> float:
    """The hue of a tone: neighbours in the circle of fifths are neighbours in colour."""
    return (_FIFTHS * tone % len(TONES)) / len(TONES)


def schemes_of(parts: Iterable[Part], bars: Bars) -> dict[tuple[Role, int], Scheme]:
    """The colours of every look, unlike one another as long as the circle has room."""
    shares: dict[tuple[Role, int], Floats] = {}
    for part in parts:
        heard = bars.roots[part.start : part.stop].sum(axis=0)
        shares[part.look] = shares.get(part.look, np.zeros(len(TONES))) + heard
    found: dict[tuple[Role, int], Scheme] = {}
    for number, (look, heard) in enumerate(shares.items()):
        order = np.argsort(-heard, kind="stable")
        known = bool(heard.max() > 0.0)
        wished = hue_of(int(order[0])) if known else number * 0.381966 % 1.0
        main = _free(wished, [scheme.main for scheme in found.values()])
        second = hue_of(int(order[1])) if known else main + 0.5
        sides = ((main + _STEP) % 1.0, (main - _STEP) % 1.0)
        partner = min(sides, key=lambda hue: _apart(hue, second))
        root = TONES[int(order[0])] if known else ""
        found[look] = Scheme(main, partner, root, is_its_own=main == wished)
    return found


def _free(wished: float, taken: list[float]) -> float:
    for turn in range(math.ceil(1.0 / _STEP)):
        hue = (wished + turn * _STEP) % 1.0
        if all(_apart(hue, other) > _NEAR for other in taken):
            return hue
    return wished


def _apart(one: float, other: float) -> float:
    return abs((one - other + 0.5) % 1.0 - 0.5)


def recoloured(colour: tuple[float, float, float], hue: float) -> tuple[float, float, float]:
    """A colour turned to another hue, as strong and as bright; what is nearly grey stays."""
    parts = np.array(colour, np.float32).reshape(3, 1)
    _, saturation, value = to_hsv(parts)
    if float(saturation[0]) < _GREYEST or float(value[0]) < _DARKEST:
        return colour
    red, green, blue = from_hsv(np.array([hue], np.float32), saturation, value)[:, 0]
    return round(float(red), 4), round(float(green), 4), round(float(blue), 4)


def nearest_palette(choices: Iterable[str], hue: float) -> str | None:
    """The palette that lies nearest to a hue, if any of them is known."""
    known = [name for name in choices if name in PALETTE_HUES]
    return min(known, key=lambda name: (_apart(PALETTE_HUES[name], hue), name), default=None)


def hue_name(hue: float) -> str:
    """What people call a hue."""
    names = ("red", "orange", "yellow", "lime", "green", "mint", "cyan", "azure", "blue",
             "violet", "magenta", "rose")  # fmt: skip
    return names[round(hue * len(names)) % len(names)]

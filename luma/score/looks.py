"""What a look is made of: the places in it, whom they are for, and how bright they may be."""

from collections.abc import Mapping
from dataclasses import dataclass

from luma.domain.nodetype import Json
from luma.domain.score import Blend
from luma.score.bars import Floats
from luma.score.casting import (
    BUILD,
    CALM,
    CALM_VERSE,
    DROP,
    FLASH,
    GROUND,
    LIVELY_VERSE,
    MOVERS,
    QUIET,
    Call,
    Preset,
)
from luma.score.roles import Role

LONGEST_FADE = 2.0
DARK = 0.02
"""A bar with less light than this on average is dark."""

CONTRAST = 1.8
"""How many times as bright as the start of its build a drop is meant to be."""

_LEAST_RISE = 1.3
_BED = 0.35


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a look: whom it is for, what they do there, and how it lies on the others.

    Fades are shares of the clip, and last two bars at most unless the place is one that rises.
    """

    call: Call
    task: str = "ground"
    layer: int = 0
    blend: Blend = Blend.REPLACE
    opacity: float = 1.0
    selection: str = "all"
    bars: int | None = None
    fade_in: float = 0.0
    fade_out: float = 0.0

    def fade_bars(self, share: float, bars: int) -> float:
        """How many bars a fade lasts."""
        whole = share * bars
        return whole if self.task == "rise" else min(whole, LONGEST_FADE)


@dataclass(frozen=True, slots=True)
class Voice:
    """A place that is filled: who plays there, and what they are given."""

    place: Place
    preset: Preset
    arguments: Mapping[str, Json]
    seed: int


def places_for(role: Role, energy: float, *, movers: bool) -> tuple[Place, ...]:
    """The places in the look of a part; with `movers`, some heads move and others do not."""
    moving = (Place(MOVERS, "movers", layer=1, selection="movers"),) if movers else ()
    rise = Place(BUILD, "rise", layer=1, blend=Blend.MAX, fade_in=0.75)
    flash = Place(FLASH, "flash", layer=2, blend=Blend.MAX, bars=1)
    lively = (Place(LIVELY_VERSE), *moving)
    return {
        Role.INTRO: (Place(GROUND, fade_in=0.25),),
        Role.VERSE: lively if energy >= CALM else (Place(CALM_VERSE),),
        Role.BUILD: (Place(GROUND, "bed", opacity=_BED), rise),
        Role.DROP: (Place(DROP), *moving, flash),
        Role.BREAK: (Place(QUIET),),
        Role.OUTRO: (Place(GROUND, fade_out=0.5),),
    }[role]


def share_of_drop(role: Role, energy: float) -> float:
    """How bright a part is meant to be, as a share of the drops."""
    return {
        Role.INTRO: 0.45,
        Role.VERSE: 0.4 + 0.25 * energy,
        Role.BUILD: 0.5,
        Role.BREAK: 0.35,
        Role.OUTRO: 0.4,
        Role.DROP: 1.0,
    }[role]


def fitness(role: Role, task: str, bars: Floats) -> float:
    """How well a pattern fills a place, by how bright it is in each bar; from 1 on it fits."""
    level = bars[:, 0]
    match task:
        case "ground" if role is Role.DROP:
            return float(min(level.mean() / 0.3, level.min() / 0.15))
        case "rise":
            return float(min(rise_of(bars) / _LEAST_RISE, level[-1] / 0.3))
        case "movers":
            return float(level.min() / DARK)
        case "flash":
            return float(level.mean() / 0.1)
        case _:
            return float(min(level.mean() / 0.15, level.min() / 0.08))


def rise_of(bars: Floats) -> float:
    """How many times as bright the last quarter of some bars is as the first."""
    reach = max(1, len(bars) // 4)
    first, last = bars[:reach].mean(axis=0), bars[-reach:].mean(axis=0)
    return float((last / (first + 1e-6)).min())

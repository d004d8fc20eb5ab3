"""What sections are called, by how strong they are, what their drums do and where they lie."""

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from workers._sectionbars import Bars

Floats = npt.NDArray[np.float64]

INTRO, VERSE, BUILD, BREAK, OUTRO = "intro", "verse", "build", "break", "outro"
DROP, CHORUS = "drop", "chorus"
_NEAR_THE_TOP = 0.12
_MOST_OF_IT = 0.65
_LONGEST_BUILD = 9
_STEADY_KICK, _FEW_KICKS = 0.3, 0.12
_RISING = 0.03
_ROLL = 1.4
_MISSING = 0.22
_CLUB_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Shape:
    """What is asked of a section: its bars, its strength 0…1, its drums, and how it moves."""

    first: int
    stop: int
    group: int
    strength: float
    kicks: float
    snares: float
    low: float
    rise: float

    @property
    def bars(self) -> int:
        """How many bars it lasts."""
        return self.stop - self.first


def named(bars: "Bars", edges: tuple[int, ...], groups: tuple[int, ...]) -> tuple[str, ...]:
    """A name for each section."""
    shapes = _shapes(bars, edges, groups)
    top = _strongest(shapes)
    high = DROP if _is_for_clubs(shapes, top) else CHORUS
    names = []
    for place, shape in enumerate(shapes):
        after = shapes[place + 1] if place + 1 < len(shapes) else None
        names.append(high if shape.group in top else _name(shape, place, after, top))
    return tuple(names)


def _shapes(bars: "Bars", edges: tuple[int, ...], groups: tuple[int, ...]) -> list[Shape]:
    strength = _strength(bars)
    found = []
    for (first, stop), group in zip(pairwise(edges), groups, strict=True):
        here = slice(first, stop)
        kicks, snares, _ = bars.strokes[here].mean(axis=0)
        half = max(1, (stop - first) // 2)
        rise = strength[stop - half : stop].mean() - strength[first : first + half].mean()
        found.append(
            Shape(first, stop, group, float(np.median(strength[here])), float(kicks),
                  float(snares), float(np.median(bars.low[here])), float(rise))
        )  # fmt: skip
    return found


def _strength(bars: "Bars") -> Floats:
    """How strong each bar is within its track: loudness, lowest bands, drums."""
    drums = np.minimum(bars.strokes, 2.0) @ np.array([0.5, 0.3, 0.2])
    rows = (bars.level, bars.low, drums)
    shares = []
    for row, least in zip(rows, (6.0, 10.0, 0.5), strict=True):
        low, high = np.percentile(row, (5, 95))
        shares.append(np.clip((row - high) / max(float(high - low), least) + 1, 0, 1))
    return np.asarray(0.45 * shares[0] + 0.25 * shares[1] + 0.3 * shares[2], np.float64)


def _strongest(shapes: list[Shape]) -> set[int]:
    """The groups near the strongest one, as long as they are not most of the track."""
    lengths: dict[int, int] = {}
    totals: dict[int, float] = {}
    for shape in shapes:
        lengths[shape.group] = lengths.get(shape.group, 0) + shape.bars
        totals[shape.group] = totals.get(shape.group, 0.0) + shape.bars * shape.strength
    means = {group: totals[group] / lengths[group] for group in lengths}
    ranked = sorted(means, key=lambda group: -means[group])
    if len(ranked) < 2:
        return set()
    found, whole = {ranked[0]}, sum(lengths.values())
    for group in ranked[1:]:
        share = sum(lengths[each] for each in (*found, group)) / whole
        if means[group] >= means[ranked[0]] - _NEAR_THE_TOP and share <= _MOST_OF_IT:
            found.add(group)
    return found


def _name(shape: Shape, place: int, after: Shape | None, top: set[int]) -> str:
    leads_up = after is not None and after.group in top
    if place == 0 or after is None:
        return INTRO if place == 0 else OUTRO
    is_short = shape.bars <= _LONGEST_BUILD
    swells = shape.rise > _RISING or shape.snares > _ROLL
    if leads_up and is_short and (swells or shape.kicks < _STEADY_KICK):
        return BUILD
    if shape.kicks < _FEW_KICKS and shape.strength < 1 - _MISSING:
        return BREAK
    return VERSE


def _is_for_clubs(shapes: list[Shape], top: set[int]) -> bool:
    """Whether the kick falls on nearly every beat where the track is strongest."""
    kicks = [shape.kicks for shape in shapes if shape.group in top]
    builds = any(
        shape.snares > _ROLL or shape.rise > 2 * _RISING
        for shape, after in pairwise(shapes)
        if after.group in top and shape.bars <= _LONGEST_BUILD
    )
    return bool(kicks) and (max(kicks) > _CLUB_SHARE or builds)

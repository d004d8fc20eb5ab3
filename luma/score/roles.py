"""The parts of a track by what they do in it: intro, verse, build, drop, break, outro."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from luma.domain.sections import SectionTrack, joined
from luma.score.bars import Bars, Floats
from luma.score.parts import (
    edges_of_sections,
    features_of_bars,
    find_edges,
    find_groups,
    novelty,
    similarity,
)


class Role(StrEnum):
    """What a part does in a track."""

    INTRO = "intro"
    VERSE = "verse"
    BUILD = "build"
    DROP = "drop"
    BREAK = "break"
    OUTRO = "outro"


@dataclass(frozen=True, slots=True)
class Part:
    """Some bars of a track, what they do in it, how strong they are, and how they are called.

    Parts of one group sound alike.
    """

    start: int
    stop: int
    role: Role
    group: int
    energy: float
    label: str = ""

    @property
    def look(self) -> tuple[Role, int]:
        """What parts have in common that look the same."""
        return self.role, self.group

    @property
    def bars(self) -> int:
        """How many bars it lasts."""
        return self.stop - self.start


_WORDS: dict[Role, set[str]] = {
    Role.INTRO: {"intro"},
    Role.OUTRO: {"outro", "coda", "end", "fade"},
    Role.BUILD: {"build", "pre", "rise", "riser"},
    Role.BREAK: {"break", "bridge", "breakdown", "interlude", "quiet"},
    Role.DROP: {"drop", "chorus", "hook", "refrain"},
    Role.VERSE: {"verse", "main", "inst", "solo", "theme"},
}
_NEAR_THE_TOP = 0.18
_MOST_OF_IT = 0.6
_QUIET = 0.5
_FALL = 0.15
_WEAKER = 0.22
_LEAST_RANGE = 0.08


def energy_of_bars(bars: Bars) -> Floats:
    """How strong each bar is within its track, 0…1: loudness, the lowest band and onsets."""
    rows = (bars.loudness, bars.bands[:, 0], bars.onset)
    shares = [_within(row) for row in rows]
    return np.asarray(_within(0.5 * shares[0] + 0.3 * shares[1] + 0.2 * shares[2]), float)


def _within(row: Floats) -> Floats:
    low, high = (float(end) for end in np.percentile(row, (5, 95)))
    middle = (low + high) / 2.0
    reach = max((high - low) / 2.0, _LEAST_RANGE / 2.0)
    return np.asarray(np.clip((row - middle) / reach / 2.0 + 0.5, 0.0, 1.0), float)


def told_parts(sections: SectionTrack, moments: Floats, energy: Floats) -> tuple[Part, ...]:
    """Parts as the sections of a track have them; those without a known name by their energy.

    Sections are alike that have the same group, or the same name where there are no groups.
    """
    edges = edges_of_sections(sections, moments)
    middles = (moments[list(edges[:-1])] + moments[list(edges[1:])]) / 2.0
    here = [sections.at(float(middle)) for middle in middles]
    names = ["" if section is None else section.label.casefold() for section in here]
    groups = [-1 if section is None else section.group for section in here]
    keys = names if len(set(groups)) == 1 else groups
    order: list[str | int] = list(dict.fromkeys(keys))
    plain = labelled(edges, [order.index(key) for key in keys], energy)
    return tuple(
        replace(part, role=_role_of(name) or part.role, label=name)
        for part, name in zip(plain, names, strict=True)
    )


def _role_of(name: str) -> Role | None:
    words = {word.rstrip("0123456789") for word in re.split(r"[\W_]+", name)}
    return next((role for role, known in _WORDS.items() if words & known), None)


def heard_parts(bars: Bars, energy: Floats) -> tuple[Part, ...]:
    """Parts as they are found in the sound of the bars."""
    features = features_of_bars(bars)
    edges = find_edges(novelty(similarity(features)))
    edges, groups = joined(edges, find_groups(features, edges))
    return labelled(edges, _without_outliers(edges, groups, energy), energy)


def _without_outliers(
    edges: tuple[int, ...], groups: tuple[int, ...], energy: Floats
) -> tuple[int, ...]:
    """The groups of parts, but for parts much weaker than their group, which are their own."""
    names, sizes = np.array(groups), np.diff(np.array(edges))
    levels = np.array([energy[a:b].mean() for a, b in pairwise(edges)])
    found = names.copy()
    for group in set(groups):
        here = names == group
        usual = np.average(levels[here], weights=sizes[here])
        found[here & (levels < usual - _WEAKER)] = found.max() + 1
    return tuple(int(group) for group in found)


def labelled(edges: Sequence[int], groups: Sequence[int], energy: Floats) -> tuple[Part, ...]:
    """Parts with their roles by the shape of the energy; a group has one role throughout."""
    spans = list(pairwise(edges))
    levels = np.array([energy[a:b].mean() for a, b in spans])
    sizes = np.diff(np.array(edges))
    places = {group: np.flatnonzero(np.array(groups) == group) for group in groups}
    strength = {
        group: float(np.average(levels[at], weights=sizes[at])) for group, at in places.items()
    }
    drops = _strongest(strength, {group: int(sizes[at].sum()) for group, at in places.items()})
    ends = {0: Role.INTRO, len(spans) - 1: Role.OUTRO}
    parts = []
    for place, ((a, b), group) in enumerate(zip(spans, groups, strict=True)):
        if group in drops:
            role = Role.DROP
        elif set(places[group].tolist()) <= set(ends):
            role = ends[place]
        else:
            role = _role(places[group], levels)
        parts.append(Part(a, b, role, group, float(levels[place])))
    return tuple(parts)


def _strongest(strength: dict[int, float], bars: dict[int, int]) -> set[int]:
    """The groups near the strongest one, as long as they are not most of the track."""
    if len(strength) < 2:
        return set()
    ranked = sorted(strength, key=lambda group: -strength[group])
    top, whole = strength[ranked[0]], sum(bars.values())
    found = {ranked[0]}
    for group in ranked[1:]:
        share = sum(bars[each] for each in (*found, group)) / whole
        if strength[group] >= top - _NEAR_THE_TOP and share <= _MOST_OF_IT:
            found.add(group)
    return found


def _role(places: npt.NDArray[np.intp], levels: Floats) -> Role:
    """What a group in the middle that is no drop does: a break where the energy falls to it."""
    inner = places[places > 0]
    falls = levels[inner - 1] - levels[inner]
    if inner.size == places.size and levels[places].mean() < _QUIET and falls.max() >= _FALL:
        return Role.BREAK
    return Role.VERSE

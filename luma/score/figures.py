"""How far a sketched score keeps what a first score promises, in figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from luma.domain.score import Clip
from luma.score.bars import Floats
from luma.score.looks import DARK, rise_of
from luma.score.roles import Part, Role

LEAST_CONTRAST = 1.5


@dataclass(frozen=True, slots=True)
class Figures:
    """What is promised of a first score, measured.

    Looks are told apart by their patterns and what those are given. `unlike` counts parts of
    one kind that do not share a look. Rises say how many times as bright a build ends as it
    starts, contrasts how many times as bright a drop is as the start of its build. Dark bars
    are counted outside of breaks.
    """

    looks: int
    unlike: int
    shortest_bars: float
    rises: tuple[float, ...]
    contrasts: tuple[float, ...]
    dark_bars: int

    @property
    def is_kept(self) -> bool:
        """Whether all that is promised is kept; a track without drops has no build."""
        return (
            self.looks >= 4
            and self.unlike == 0
            and self.shortest_bars >= 1.0
            and all(rise > 1.0 for rise in self.rises)
            and all(contrast >= LEAST_CONTRAST for contrast in self.contrasts)
            and self.dark_bars == 0
        )


def figures_of(
    clips: Sequence[Clip], parts: Sequence[Part], edges: Floats, brightness: Floats
) -> Figures:
    """Measure a score by its clips, and by how bright the room is in each bar, `(bars, 2)`."""
    looks = [_look(clips, part, edges) for part in parts]
    kinds = {part.look: look for part, look in zip(parts, looks, strict=True)}
    spans = [brightness[part.start : part.stop] for part in parts]
    outside = [span for part, span in zip(parts, spans, strict=True) if part.role != Role.BREAK]
    return Figures(
        len(set(looks)),
        sum(kinds[part.look] != look for part, look in zip(parts, looks, strict=True)),
        min(float(_bars(clip, edges)) for clip in clips),
        tuple(
            round(rise_of(span), 2)
            for part, span in zip(parts, spans, strict=True)
            if part.role is Role.BUILD
        ),
        tuple(
            round(float((after.mean(axis=0) / np.maximum(before[0], 1e-6)).min()), 2)
            for (one, before), (other, after) in pairwise(zip(parts, spans, strict=True))
            if one.role is Role.BUILD and other.role is Role.DROP
        ),
        sum(int((span[:, 0] < DARK).sum()) for span in outside),
    )


def _look(clips: Sequence[Clip], part: Part, edges: Floats) -> frozenset[str]:
    here = (clip for clip in clips if clip.start_beat == edges[part.start])
    return frozenset(
        f"{clip.pattern} {clip.layer} {clip.blend} {clip.opacity} {sorted(given)}"
        for clip in here
        for given in (clip.arguments.items(),)
    )


def _bars(clip: Clip, edges: Floats) -> float:
    """How many bars a clip lasts, as the bars lie where it does."""
    places = np.interp([clip.start_beat, clip.stop_beat], edges, np.arange(edges.size))
    return float(places[1] - places[0])

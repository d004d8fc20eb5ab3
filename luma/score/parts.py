"""Where the parts of a track begin, and which of them sound alike, found from its bars."""

from itertools import pairwise

import numpy as np

from luma.domain.sections import SectionTrack
from luma.score.bars import Bars, Floats

REACHES = (4, 8)
SHORTEST, LONGEST = 4, 32
EVERY_PART = 0.2
_HAIR = 1e-6
UNEVEN = {8: 0.0, 4: 0.04, 2: 0.25, 1: 0.4}
ALIKE = 0.75
MOST_GROUPS = 7
_HARMONY_WEIGHT = 0.6
_LEAST_SPREAD, _FARTHEST = 0.03, 2.5


def features_of_bars(bars: Bars) -> Floats:
    """What tells bars from one another, spread alike; harmony as four bars have it."""
    levels = np.column_stack([bars.bands, bars.loudness, bars.onset, bars.brightness])
    low, middle, high = np.percentile(levels, (10, 50, 90), axis=0)
    away = (levels - middle) / np.maximum((high - low) / 2.0, _LEAST_SPREAD)
    sound = np.clip(away, -_FARTHEST, _FARTHEST) / np.sqrt(levels.shape[1])
    kept = np.pad(bars.harmony, ((1, 2), (0, 0)), mode="edge")
    smooth = np.lib.stride_tricks.sliding_window_view(kept, 4, axis=0).mean(axis=2)
    length = np.maximum(np.linalg.norm(smooth, axis=1, keepdims=True), 1e-9)
    return np.column_stack([sound, _HARMONY_WEIGHT * smooth / length])


def similarity(features: Floats) -> Floats:
    """How alike every two bars are: 1 where they are the same, 0 where they are far apart."""
    apart = _distances(features)
    usual = float(np.median(apart))
    return np.exp(-apart / usual) if usual > _HAIR else np.ones_like(apart)


def novelty(alike: Floats) -> Floats:
    """How much begins at each edge between bars, the most being 1; nothing at either end.

    A checkerboard laid on the diagonal: how alike the bars on each side are among themselves,
    less how alike they are across the edge.
    """
    count = alike.shape[0]
    found = np.zeros(count + 1)
    for edge in range(1, count):
        found[edge] = np.mean([_checkered(alike, edge, reach) for reach in REACHES])
    found = np.maximum(found, 0.0)
    highest = float(found.max())
    return found / highest if highest > _HAIR else found


def _checkered(alike: Floats, edge: int, reach: int) -> float:
    before, after = slice(max(0, edge - reach), edge), slice(edge, edge + reach)
    inside = (alike[before, before].mean() + alike[after, after].mean()) / 2.0
    return float(inside - alike[before, after].mean())


def find_edges(fresh: Floats) -> tuple[int, ...]:
    """The bars at which parts begin, and the end: where much is new and lengths are even.

    Of all ways to cut, the one in which most is new at the cuts, where each part costs a little
    and costs more the less its length is a multiple of four or eight bars.
    """
    count = fresh.size - 1
    best, came_from = np.full(count + 1, -np.inf), np.zeros(count + 1, int)
    best[0] = 0.0
    for stop in range(1, count + 1):
        for start in range(max(0, stop - LONGEST), stop):
            is_end = start == 0 or stop == count
            gain = best[start] - _cost(stop - start, is_end=is_end)
            gain += fresh[stop] if stop < count else 0.0
            if gain > best[stop]:
                best[stop], came_from[stop] = gain, start
    edges = [count]
    while edges[-1] > 0:
        edges.append(int(came_from[edges[-1]]))
    return tuple(reversed(edges))


def _cost(length: int, *, is_end: bool) -> float:
    odd = next(cost for step, cost in UNEVEN.items() if length % step == 0)
    short = 1.5 if length < SHORTEST else 0.0
    return EVERY_PART + odd * (0.5 if is_end else 1.0) + short


def find_groups(features: Floats, edges: tuple[int, ...]) -> tuple[int, ...]:
    """A number for each part, the same for those that sound alike, counted as they appear.

    Two groups become one while their members farthest from each other are near enough, or
    while there are too many.
    """
    apart = _distances(np.array([features[a:b].mean(axis=0) for a, b in pairwise(edges)]))
    np.fill_diagonal(apart, np.inf)
    spread = np.linalg.norm(features - features.mean(axis=0), axis=1).mean()
    near = ALIKE * max(float(spread), _HAIR)
    names, left = np.arange(len(apart)), len(apart)
    while left > 1:
        one, other = sorted(np.unravel_index(int(apart.argmin()), apart.shape))
        if apart[one, other] > near and left <= MOST_GROUPS:
            break
        names[names == other] = one
        apart[one] = apart[:, one] = np.maximum(apart[one], apart[other])
        apart[other] = apart[:, other] = apart[one, one] = np.inf
        left -= 1
    order = list(dict.fromkeys(names.tolist()))
    return tuple(order.index(name) for name in names.tolist())


def _distances(rows: Floats) -> Floats:
    """How far every two rows are apart."""
    squares = (rows**2).sum(axis=1)
    apart = squares[:, None] + squares[None] - 2.0 * rows @ rows.T
    apart = np.sqrt(np.maximum(apart, 0.0))
    np.fill_diagonal(apart, 0.0)
    return np.asarray(apart, float)


def edges_of_sections(sections: SectionTrack, seconds_of_edges: Floats) -> tuple[int, ...]:
    """The bars nearest to where sections begin, from the first bar of the track to its end."""
    starts = [section.start for section in sections.sections]
    near = {int(np.abs(seconds_of_edges - start).argmin()) for start in starts}
    last = seconds_of_edges.size - 1
    return tuple(sorted({0, last} | {edge for edge in near if 0 < edge < last}))

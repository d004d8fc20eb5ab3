"""Where sections begin, and which of them sound alike, found from bars."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

REACHES = (1, 4, 8)
LONGEST = 32
EVERY_SECTION = 0.28
SPREAD = 0.2
NEW = 1.2
RANK, MOST_NEW = 3, 1.3
UNEVEN = {8: 0.0, 4: 0.14, 2: 0.6, 1: 1.1}
SHORTEST, TOO_SHORT = 4, 1.25
LEAST_AT_ENDS = 2
ALIKE = 0.33
MOST_GROUPS = 8
_HAIR = 1e-9


def novelty(sound: Floats) -> Floats:
    """How much changes at each edge between bars; nothing at either end.

    The way from the bars before to the bars after, over what they scatter among themselves,
    for some lengths of looking. The third most is 1, so that one fall into silence does not
    make all else small.
    """
    count = len(sound)
    found = np.zeros(count + 1)
    usual = float(np.linalg.norm(sound - sound.mean(axis=0), axis=1).mean()) + _HAIR
    for edge in range(1, count):
        steps = []
        for reach in REACHES:
            before, after = sound[max(0, edge - reach) : edge], sound[edge : edge + reach]
            way = np.linalg.norm(after.mean(axis=0) - before.mean(axis=0))
            scatter = (before.std(axis=0) ** 2).sum() + (after.std(axis=0) ** 2).sum()
            steps.append(way / (usual + np.sqrt(scatter)))
        found[edge] = np.mean(steps)
    high = float(np.sort(found)[-min(RANK, count)])
    return np.minimum(found / high, MOST_NEW) if high > _HAIR else found


def find_edges(sound: Floats, fresh: Floats) -> tuple[int, ...]:
    """The bars at which sections begin, and the end.

    Of all ways to cut, the cheapest: bars cost as much as they differ from the middle of their
    section, each section costs a little and more the less even its length is, and what is new
    at a cut pays.
    """
    count = len(sound)
    costs = _spreads(sound)
    best, came_from = np.full(count + 1, np.inf), np.zeros(count + 1, int)
    best[0] = 0.0
    for stop in range(1, count + 1):
        for start in range(max(0, stop - LONGEST), stop):
            is_end = start == 0 or stop == count
            cost = (
                best[start] + SPREAD * costs[start, stop] + _cost(stop - start, is_end=is_end)
            )
            cost -= NEW * fresh[stop] if stop < count else 0.0
            if cost < best[stop]:
                best[stop], came_from[stop] = cost, start
    edges = [count]
    while edges[-1] > 0:
        edges.append(int(came_from[edges[-1]]))
    return tuple(reversed(edges))


def trimmed(edges: tuple[int, ...]) -> tuple[int, ...]:
    """The same sections, a last bar or a first one on its own being with its neighbours."""
    if len(edges) > 2 and edges[-1] - edges[-2] < LEAST_AT_ENDS:
        edges = (*edges[:-2], edges[-1])
    if len(edges) > 2 and edges[1] - edges[0] < LEAST_AT_ENDS:
        edges = (edges[0], *edges[2:])
    return edges


def _spreads(sound: Floats) -> Floats:
    """By how much the bars from one to another differ from their middle, all in all."""
    count = len(sound)
    usual = float(((sound - sound.mean(axis=0)) ** 2).sum(axis=1).mean()) + _HAIR
    sums = np.concatenate([np.zeros((1, sound.shape[1])), np.cumsum(sound, axis=0)])
    squares = np.concatenate([[0.0], np.cumsum((sound**2).sum(axis=1))])
    lengths = np.arange(count + 1)[None] - np.arange(count + 1)[:, None]
    way = ((sums[None] - sums[:, None]) ** 2).sum(axis=2) / np.maximum(lengths, 1)
    return np.where(lengths > 0, squares[None] - squares[:, None] - way, 0.0) / usual


def _cost(length: int, *, is_end: bool) -> float:
    odd = next(cost for step, cost in UNEVEN.items() if length % step == 0)
    short = TOO_SHORT if length < SHORTEST else 0.0
    return EVERY_SECTION + (odd + short) * (0.4 if is_end else 1.0)


def find_groups(sound: Floats, edges: tuple[int, ...]) -> tuple[int, ...]:
    """A number for each section, the same for those that sound alike, counted as they appear.

    Two groups become one while their members farthest from each other are near enough, or
    while there are too many.
    """
    middles = np.array([np.median(sound[a:b], axis=0) for a, b in pairwise(edges)])
    apart = np.linalg.norm(middles[:, None] - middles[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    near = ALIKE * float(np.linalg.norm(sound - sound.mean(axis=0), axis=1).mean())
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

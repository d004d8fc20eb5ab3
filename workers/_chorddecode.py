"""From what is heard in each tenth of a second to one chord for each beat."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.rhythm import BeatGrid

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_RASTER_S = 0.4
_LONGEST_BEAT_S = 1.0
_EDGE_S = 0.05


class Raster(NamedTuple):
    """The stretches that get one chord each: their edges, and which begin a bar or a half."""

    edges: Floats
    bars: Bools
    halves: Bools


class Path(NamedTuple):
    """One state for each stretch, and how likely all states are there."""

    states: npt.NDArray[np.int64]
    shares: Floats


def raster(grid: BeatGrid, seconds: float) -> Raster:
    """The beats of a track; a long beat in two, and an even raster where no beats are heard."""
    if grid.assumed:
        inner = np.arange(_RASTER_S, seconds - _EDGE_S, _RASTER_S)
    else:
        beats = grid.beats
        long = np.flatnonzero(np.diff(beats) > _LONGEST_BEAT_S)
        beats = np.sort(np.append(beats, (beats[long] + beats[long + 1]) / 2))
        inner = beats[(beats > _EDGE_S) & (beats < seconds - _EDGE_S)]
    edges = np.concatenate([[0.0], inner, [max(seconds, 1e-3)]])
    if grid.assumed:
        return Raster(edges, *np.zeros((2, len(edges) - 1), dtype=bool))
    starts = grid.bar_starts
    halves = (starts[:-1] + starts[1:]) / 2
    return Raster(edges, _near(edges[:-1], starts), _near(edges[:-1], halves))


def _near(moments: Floats, others: Floats) -> Bools:
    if not len(others):
        return np.zeros(len(moments), dtype=bool)
    after = np.clip(np.searchsorted(others, moments), 0, len(others) - 1)
    apart = np.minimum(
        np.abs(others[after] - moments), np.abs(others[np.maximum(after - 1, 0)] - moments)
    )
    return np.asarray(apart < _EDGE_S, dtype=bool)


def per_stretch(rows: npt.NDArray[np.floating], edges: Floats, fps: float) -> Floats:
    """The sum of rows in each stretch; a row on an edge counts in both, in part."""
    places = np.clip(edges * fps + 0.5, 0, len(rows))
    below = np.minimum(places.astype(np.int64), len(rows) - 1)
    share = (places - below)[:, None]
    whole = np.add.reduceat(rows, below, axis=0, dtype=np.float64)[:-1]
    whole[below[1:] == below[:-1]] = 0
    sums = whole - share[:-1] * rows[below[:-1]] + share[1:] * rows[below[1:]]
    return np.asarray(sums, dtype=np.float64)


def likeliest(heard: Floats, turns: npt.NDArray[np.floating], change: Floats) -> Path:
    """The best states for stretches, given how they follow each other and how often.

    `turns` holds the logarithms of which state follows another when it changes, `change` the
    likelihood of a change before each stretch.
    """
    turns = turns.astype(np.float64)
    moving, staying = np.log(change), np.log1p(-change)
    count, states = heard.shape
    best = heard[0].copy()
    came_from = np.zeros((count, states), dtype=np.int16)
    for n in range(1, count):
        moved = best[:, None] + turns
        origin = moved.argmax(axis=0)
        arriving = moved[origin, np.arange(states)] + moving[n]
        stayed = best + staying[n]
        came_from[n] = np.where(stayed >= arriving, np.arange(states), origin)
        best = np.maximum(stayed, arriving) + heard[n]
    path = np.empty(count, dtype=np.int64)
    path[-1] = int(best.argmax())
    for n in range(count - 1, 0, -1):
        path[n - 1] = came_from[n, path[n]]
    return Path(path, _shares(heard, np.exp(turns), change))


def _shares(heard: Floats, turns: npt.NDArray[np.floating], change: Floats) -> Floats:
    """How likely each state is in each stretch, whatever the states of the others."""
    sounding = np.exp(heard - heard.max(axis=1, keepdims=True))
    forth, back = np.ones_like(heard), np.ones_like(heard)
    forth[0] = sounding[0] / sounding[0].sum()
    for n in range(1, len(heard)):
        before = forth[n - 1]
        here = ((1 - change[n]) * before + change[n] * (before @ turns)) * sounding[n]
        forth[n] = here / max(here.sum(), 1e-300)
    for n in range(len(heard) - 2, -1, -1):
        after = back[n + 1] * sounding[n + 1]
        here = (1 - change[n + 1]) * after + change[n + 1] * (turns @ after)
        back[n] = here / max(here.sum(), 1e-300)
    shares = forth * back
    whole = np.maximum(shares.sum(axis=1, keepdims=True), 1e-300)
    return np.asarray(shares / whole, dtype=np.float64)

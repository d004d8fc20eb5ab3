"""The likeliest chords are those that a plain search over all paths finds."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.rhythm import BeatGrid
from workers import _chorddecode

STATES, LENGTH = 3, 4


def score(
    path: tuple[int, ...], heard: np.ndarray, turns: np.ndarray, change: np.ndarray
) -> float:
    """The likelihood of one path, written from the words; two ways lead to the same chord."""
    whole = heard[0, path[0]]
    for n in range(1, len(path)):
        before, here = path[n - 1], path[n]
        moved = change[n] * math.exp(turns[before, here])
        step = max(1 - change[n], moved) if before == here else moved
        whole += math.log(step) + heard[n, here]
    return float(whole)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_no_path_is_likelier_than_the_one_that_is_found(seed: int) -> None:
    rng = np.random.default_rng(seed)
    heard = rng.normal(0, 2, (LENGTH, STATES))
    turns = np.log(rng.dirichlet(np.ones(STATES), STATES))
    change = rng.uniform(0.05, 0.6, LENGTH)
    found = _chorddecode.likeliest(heard, turns, change)
    paths = itertools.product(range(STATES), repeat=LENGTH)
    best = max(score(path, heard, turns, change) for path in paths)
    assert score(tuple(found.states.tolist()), heard, turns, change) == pytest.approx(best)


def test_shares_are_those_of_all_paths_together() -> None:
    rng = np.random.default_rng(3)
    heard = rng.normal(0, 1, (LENGTH, STATES))
    turns = np.log(rng.dirichlet(np.ones(STATES), STATES))
    change = np.full(LENGTH, 0.3)
    whole = np.zeros((LENGTH, STATES))
    for path in itertools.product(range(STATES), repeat=LENGTH):
        likely = math.exp(heard[0, path[0]])
        for n in range(1, LENGTH):
            step = 0.3 * math.exp(turns[path[n - 1], path[n]])
            step += 0.7 * (path[n] == path[n - 1])
            likely *= step * math.exp(heard[n, path[n]])
        for n, state in enumerate(path):
            whole[n, state] += likely
    expected = whole / whole.sum(axis=1, keepdims=True)
    assert np.allclose(_chorddecode.likeliest(heard, turns, change).shares, expected)


def test_a_stretch_sums_the_frames_in_it_and_shares_those_on_its_edges() -> None:
    rows = np.array([[1.0], [2.0], [4.0], [8.0]])
    edges = np.array([0.0, 0.1, 0.25])
    sums = _chorddecode.per_stretch(rows, edges, 10.0)
    assert sums[:, 0].tolist() == pytest.approx([0.5 * 1 + 0.5 * 2, 0.5 * 2 + 4])


def test_the_raster_follows_beats_and_halves_the_slow_ones() -> None:
    grid = BeatGrid(np.array([0.5, 1.0, 1.5, 2.0, 4.0]), np.array([0, 4]))
    places = _chorddecode.raster(grid, 5.0)
    assert places.edges.tolist() == [0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 5.0]
    assert np.flatnonzero(places.bars).tolist() == [1, 6]
    assert np.flatnonzero(places.halves).tolist() == []


def test_without_beats_the_raster_is_even() -> None:
    edges = _chorddecode.raster(BeatGrid.assume(4.0), 4.0).edges
    assert np.ptp(np.diff(edges)) < 1e-9
    assert edges[-1] == 4.0

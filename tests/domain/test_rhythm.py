"""Seconds and beats are two ways of saying the same moment."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain import codec
from luma.domain.errors import BadDocument, BadValue
from luma.domain.rhythm import BeatGrid
from tests.domain import drawn

# steps of a grid are a millisecond or more, so places are known to about 1e-9 of a beat
moments = st.floats(-600.0, 1200.0)
WALTZ_THEN_FOUR = BeatGrid(
    np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 6.5, 7.0, 7.5, 8.0]), np.array([0, 3, 6, 10])
)


@given(drawn.grids(), st.lists(moments, min_size=1, max_size=8))
def test_seconds_come_back_from_beats(grid: BeatGrid, seconds: list[float]) -> None:
    np.testing.assert_allclose(grid.seconds(grid.position(seconds)), seconds, rtol=0, atol=1e-6)


@given(drawn.grids(), st.lists(st.floats(-500.0, 500.0), min_size=1, max_size=8))
def test_beats_come_back_from_seconds(grid: BeatGrid, beats: list[float]) -> None:
    np.testing.assert_allclose(grid.position(grid.seconds(beats)), beats, rtol=0, atol=1e-6)


@given(drawn.grids(), st.lists(moments, min_size=2, max_size=12))
def test_later_is_later_in_every_unit(grid: BeatGrid, seconds: list[float]) -> None:
    seconds = sorted(seconds)
    for places in (grid.position(seconds), grid.bar_position(seconds)):
        assert np.all(np.diff(places) >= 0.0)
    apart = [one for one, next_one in pairwise(seconds) if next_one - one > 1e-3]
    assert np.all(np.diff(grid.position(apart)) > 0.0)
    assert np.all(np.diff(grid.bar_position(apart)) > 0.0)


@given(drawn.grids())
def test_beats_are_counted_from_the_first_downbeat(grid: BeatGrid) -> None:
    counted = np.arange(grid.beats.size) - grid.downbeats[0]
    np.testing.assert_array_equal(grid.position(grid.beats[:-1]), counted[:-1])
    np.testing.assert_allclose(grid.position(grid.beats), counted)
    np.testing.assert_array_equal(grid.seconds(counted[:-1]), grid.beats[:-1])
    np.testing.assert_allclose(grid.seconds(counted), grid.beats, atol=1e-12)


@given(drawn.grids())
def test_bars_are_counted_from_the_first_downbeat(grid: BeatGrid) -> None:
    bars = grid.bar_position(grid.bar_starts)
    np.testing.assert_allclose(bars, np.arange(grid.downbeats.size), atol=1e-9)


@given(drawn.grids(), st.lists(st.floats(-50, 200), min_size=1))
def test_bars_of_beats_are_those_of_their_moments(grid: BeatGrid, beats: list[float]) -> None:
    through_seconds = grid.bar_position(grid.seconds(beats))
    np.testing.assert_allclose(grid.bars(beats), through_seconds, rtol=1e-6, atol=1e-6)


def test_a_moment_alone_is_a_number() -> None:
    grid = BeatGrid.steady(120.0, count=8)
    assert float(grid.position(0.25)) == 0.5
    assert float(grid.seconds(0.5)) == 0.25
    assert float(grid.bar_position(1.0)) == 0.5


def test_the_tempo_goes_on_at_both_ends() -> None:
    grid = BeatGrid(np.array([1.0, 1.5, 2.5]), np.array([1]))
    assert grid.position([0.0, 1.0, 1.5, 2.0, 4.5]).tolist() == [-3.0, -1.0, 0.0, 0.5, 3.0]
    assert grid.seconds([-3.0, 3.0]).tolist() == [0.0, 4.5]


def test_a_bar_is_as_long_as_its_metre() -> None:
    grid = WALTZ_THEN_FOUR
    assert grid.metre == 3
    places = grid.bar_position([1.5, 3.0, 4.0, 6.0, 6.5, 7.0])
    np.testing.assert_allclose(places, [0.5, 1.0, 4 / 3, 2.0, 2.25, 2.5])


def test_bars_go_on_at_both_ends_in_the_usual_metre() -> None:
    np.testing.assert_allclose(WALTZ_THEN_FOUR.bar_position([-3.0, -1.0]), [-1.0, -1 / 3])
    longer = BeatGrid(np.arange(12, dtype=np.float64), np.array([1, 3, 7, 11]))
    np.testing.assert_allclose(longer.bar_position([0.0, 2.0]), [-0.25, 0.5])
    np.testing.assert_allclose(WALTZ_THEN_FOUR.bar_position([8.0, 8.5, 9.5]), [3, 10 / 3, 4.0])


def test_one_downbeat_is_enough_for_bars() -> None:
    grid = BeatGrid(np.array([0.0, 0.5, 1.0, 1.5]), np.array([1]))
    assert grid.metre == 4
    assert grid.bar_position([0.5, 1.5, 2.5, 0.0]).tolist() == [0.0, 0.5, 1.0, -0.25]


def test_a_steady_grid() -> None:
    grid = BeatGrid.steady(90.0, first=0.1, count=9, metre=3)
    assert grid.bpm == pytest.approx(90.0)
    assert grid.metre == 3
    assert grid.downbeats.tolist() == [0, 3, 6]
    assert grid.bar_starts.tolist() == pytest.approx([0.1, 2.1, 4.1])


def test_where_no_beats_were_heard_the_grid_says_so() -> None:
    grid = BeatGrid.assume(10.0)
    assert grid.assumed
    assert grid.confidence == 0.0
    assert grid.bpm == pytest.approx(120.0)
    assert grid.beats[-1] >= 10.0
    assert BeatGrid.assume(0.0).beats.size == 2


@pytest.mark.parametrize(
    ("beats", "downbeats"),
    [
        ([0.0], [0]),
        ([], []),
        ([0.0, 0.0], [0]),
        ([1.0, 0.0], [0]),
        ([0.0, np.nan], [0]),
        ([0.0, np.inf], [0]),
        ([[0.0, 1.0]], [0]),
        ([0.0, 1.0], []),
        ([0.0, 1.0], [2]),
        ([0.0, 1.0], [-1]),
        ([0.0, 1.0], [1, 0]),
        ([0.0, 1.0], [0, 0]),
        ([0.0, 1.0], [[0]]),
    ],
)
def test_what_tells_no_position_is_refused(beats: object, downbeats: object) -> None:
    with pytest.raises(BadDocument):
        BeatGrid(np.array(beats, float), np.array(downbeats, int))


@pytest.mark.parametrize(
    ("bpm", "metre"), [(0.0, 4), (-1.0, 4), (np.inf, 4), (np.nan, 4), (1, 0)]
)
def test_no_grid_has_such_a_tempo(bpm: float, metre: int) -> None:
    with pytest.raises(BadValue):
        BeatGrid.steady(bpm, metre=metre)


def test_nobody_changes_a_grid_behind_its_back() -> None:
    beats = np.array([0.0, 1.0])
    grid = BeatGrid(beats, np.array([0]))
    beats[0] = 0.5
    assert grid.beats[0] == 0.0
    with pytest.raises(ValueError, match="read-only"):
        grid.beats[0] = 0.5


def test_grids_compare_by_value() -> None:
    grid, twin = BeatGrid.steady(120.0), BeatGrid.steady(120.0)
    assert grid == twin
    assert hash(grid) == hash(twin)
    assert hash(BeatGrid(np.array([-0.0, 1.0]), grid.downbeats)) == hash(
        BeatGrid(np.array([0.0, 1.0]), grid.downbeats)
    )
    assert grid != BeatGrid.steady(121.0)
    assert grid != BeatGrid.steady(120.0, assumed=True)
    assert grid != "grid"


def test_beats_say_how_clearly_each_was_heard() -> None:
    beats = np.arange(4.0)
    plain = BeatGrid(beats, np.array([0]), confidence=0.6)
    told = BeatGrid(beats, np.array([0]), certainty=np.array([1.0, 0.5, 0.25, 0.0]))
    assert plain.certainties.tolist() == [0.6, 0.6, 0.6, 0.6]
    assert told.certainties.tolist() == [1.0, 0.5, 0.25, 0.0]
    assert told != plain
    assert told.has_beats_of(plain)


@pytest.mark.parametrize("row", [[0.5], [0.5, 1.5, 0.5, 0.5], [0.5, np.nan, 0.5, 0.5]])
def test_certainties_that_fit_no_beats_are_refused(row: list[float]) -> None:
    with pytest.raises(BadDocument, match="certainty"):
        BeatGrid(np.arange(4.0), np.array([0]), certainty=np.array(row))


def test_a_grid_is_kept_whole_with_what_it_may_be_instead() -> None:
    other = BeatGrid.steady(60, count=4)
    grid = BeatGrid.steady(120, count=8)
    grid = BeatGrid(grid.beats, grid.downbeats, 0.8, certainty=np.full(8, 0.8), second=other)
    assert codec.decode(BeatGrid, codec.encode(grid)) == grid
    assert grid != BeatGrid(grid.beats, grid.downbeats, 0.8, certainty=np.full(8, 0.8))


def test_the_tempo_is_told_at_every_moment() -> None:
    grid = BeatGrid(np.array([0.0, 0.5, 1.0, 2.0]), np.array([0]))
    assert grid.tempo([-5.0, 0.2, 0.5, 1.5, 99.0]).tolist() == [120, 120, 120, 60, 60]

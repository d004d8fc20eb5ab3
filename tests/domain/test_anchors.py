import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.anchors import anchors_of, grid_of
from luma.domain.foreign import Anchor
from luma.domain.hues import NAMES, nearest
from luma.domain.rhythm import BeatGrid


def test_one_anchor_is_a_steady_grid_in_both_directions() -> None:
    grid = grid_of([Anchor(1.1, 120.0, beat=3)], 4.0)
    assert grid is not None
    np.testing.assert_allclose(grid.beats, [0.1, 0.6, 1.1, 1.6, 2.1, 2.6, 3.1, 3.6])
    assert list(grid.downbeats) == [0, 4]


def test_a_tempo_holds_up_to_the_next_anchor_and_whole_beats_meet_it() -> None:
    grid = grid_of([Anchor(0.0, 60.0), Anchor(4.01, 120.0, 1, 3)], 6.0)
    assert grid is not None
    wanted = [0.0, 1.0025, 2.005, 3.0075, 4.01, 4.51, 5.01, 5.51]
    np.testing.assert_allclose(grid.beats, wanted)
    assert list(grid.downbeats) == [0, 4, 7]


def test_a_grid_that_jumps_keeps_its_tempo_up_to_the_jump() -> None:
    grid = grid_of([Anchor(0.0, 60.0), Anchor(3.7, 60.0), Anchor(6.1, 60.0)], 7.5)
    assert grid is not None
    np.testing.assert_allclose(grid.beats, [0, 1, 2, 3, 3.7, 4.7, 6.1, 7.1])


@pytest.mark.parametrize(
    "anchors",
    [[], [Anchor(float("nan"), 120.0)], [Anchor(1.0, 0.0)], [Anchor(1.0, 1e9)],
     [Anchor(1e9, 120.0)], [Anchor(0.0, float("inf"))], [Anchor(0.0, 120.0, 1, 0)]],
)  # fmt: skip
def test_anchors_without_sense_make_no_grid(anchors: list[Anchor]) -> None:
    assert grid_of(anchors, 100.0) is None


@given(
    st.lists(
        st.builds(
            Anchor,
            st.floats(-50, 50),
            st.floats(5, 1100),
            st.integers(-3, 9),
            st.integers(0, 66),
        ),
        max_size=6,
    ),
    st.floats(0, 60),
)
def test_any_anchors_make_a_grid_or_none(anchors: list[Anchor], seconds: float) -> None:
    grid = grid_of(anchors, seconds)
    if grid is not None:
        assert grid.beats[0] >= 0.0
        assert grid.beats.size < 3000


@given(
    st.lists(st.floats(0.25, 1.5), min_size=2, max_size=60),
    st.integers(1, 7),
    st.integers(0, 3),
    st.booleans(),
)
def test_anchors_give_their_grid_back(
    steps: list[float], metre: int, first: int, steady: bool
) -> None:
    # before its first beat the grid goes on, so the first beat lies near the start here
    lengths = np.full(len(steps), steps[0]) if steady else np.asarray(steps)
    beats = np.cumsum([0.2, *lengths])
    downbeats = np.arange(min(first, beats.size - 1), beats.size, metre)
    grid = BeatGrid(beats, downbeats)
    again = grid_of(anchors_of(grid), float(beats[-1]))
    assert again is not None
    assert again.beats.size >= beats.size
    np.testing.assert_allclose(again.beats[: beats.size], beats, atol=0.0006)
    if first == 0 and downbeats.size > 1:
        assert list(again.downbeats[: downbeats.size]) == list(downbeats)
    if steady:
        assert len(anchors_of(grid)) <= 2


@pytest.mark.parametrize(
    ("rgb", "name"),
    [(0xFF007F, "Pink"), (0xFF0000, "Red"), (0xFFA500, "Orange"), (0xFFFF00, "Yellow"),
     (0x00FF00, "Green"), (0x25FDE9, "Teal"), (0x0000FF, "Blue"), (0x660099, "Violet"),
     (0x808080, "Grey")],
)  # fmt: skip
def test_each_colour_of_a_collection_is_one_of_nine(rgb: int, name: str) -> None:
    assert NAMES[nearest(rgb) - 1] == name


@pytest.mark.parametrize("rgb", [None, 0x000000, 0xFFFFFF, -1, 1 << 24])
def test_black_white_and_no_colour_are_none(rgb: int | None) -> None:
    assert nearest(rgb) == 0

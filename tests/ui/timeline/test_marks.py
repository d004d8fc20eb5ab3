"""Bars and beats are shown by zoom, named far enough apart, and called by number."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.rhythm import BeatGrid
from luma.ui.timeline.marks import LABEL_WIDTH, Marks
from luma.ui.timeline.viewport import Viewport
from tests.domain import drawn

GRID = BeatGrid.steady(120.0, first=1.0, count=400)
MARKS = Marks.of(GRID, 200.0)


@given(drawn.grids(), st.floats(10, 600))
def test_bars_cover_the_track_and_are_numbered_from_beat_zero(
    grid: BeatGrid, seconds: float
) -> None:
    marks = Marks.of(grid, seconds)
    assert np.all(np.diff(marks.bars) > 0)
    assert marks.numbers[np.searchsorted(marks.bars, 0.0)] == 1
    assert marks.bars[-1] + grid.metre >= marks.last_beat
    assert marks.bars[0] <= max(0.0, float(grid.position(0.0)))


@pytest.mark.parametrize(
    ("per_beat", "finest"), [(2.0, 0.2), (3.0, 0.095), (6.0, 0.05), (50.0, 0.035)]
)
def test_a_closer_view_shows_finer_lines(per_beat: float, finest: float) -> None:
    view = Viewport(200.0, 600, 32.0, per_beat * 2)
    lines = MARKS.lines(view)
    assert lines[-1][1] == finest
    assert [strength for _, strength in lines] == sorted(
        (strength for _, strength in lines), reverse=True
    )
    places = np.concatenate([x for x, _ in lines])
    assert len(np.unique(places.round(6))) == len(places)
    assert places.min() >= -1
    assert places.max() <= 601


@given(st.floats(1.0, 4000.0), st.floats(0, 150))
def test_labels_can_be_read(scale: float, start: float) -> None:
    labels = MARKS.labels(Viewport(200.0, 1600, start, scale))
    places = [x for x, _, _ in labels]
    assert all(np.diff(places) >= LABEL_WIDTH - 1)
    for _, number, seconds in labels:
        assert math.floor(float(GRID.bar_position(seconds)) + 1e-6) == number - 1


def test_a_view_within_one_bar_says_which() -> None:
    at = float(GRID.seconds(41.0))
    ((x, number, seconds),) = MARKS.labels(Viewport(200.0, 600, at, 2000.0))
    assert (x, number) == (0.0, 11)
    assert seconds == pytest.approx(at)


@pytest.mark.parametrize(
    ("beat", "name"), [(0, "1.1"), (5, "2.2"), (5.5, "2.2.3"), (-1, "0.4"), (227.25, "57.4.2")]
)
def test_a_place_is_called_by_bar_and_beat(beat: float, name: str) -> None:
    assert MARKS.name(beat) == name

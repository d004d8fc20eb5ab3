"""Places in words, and steps that land on beats and bars."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.rhythm import BeatGrid
from luma.ui.transport.position import (
    bar_around,
    bar_start,
    clock,
    length,
    place,
    stepped,
    stepped_bar,
)

STEADY = BeatGrid.steady(120.0, first=0.5, count=64)
UNEVEN = BeatGrid(np.linspace(0.0, 5.5, 12), np.array([0, 3, 7, 11]))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.5, "1.1.1"), (1.0, "1.2.1"), (1.125, "1.2.2"), (2.5, "2.1.1"), (2.499, "1.4.4")],
)
def test_a_place_is_bar_beat_and_sixteenth_counted_from_one(seconds: float, words: str) -> None:
    assert place(STEADY, seconds) == words
    assert place(STEADY, seconds, fine=False) == words[:3]


def test_what_lies_before_the_first_bar_is_bar_nought() -> None:
    assert place(STEADY, 0.25) == "0.4.3"


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.0, "0:00.00"), (61.239, "1:01.23"), (-1.0, "0:00.00")]
)
def test_a_time_is_minutes_seconds_and_hundredths(seconds: float, words: str) -> None:
    assert clock(seconds) == words


def test_a_stretch_is_told_in_bars_where_it_has_whole_ones() -> None:
    assert length(STEADY, 0.5, 2.5) == "1 bar"
    assert length(STEADY, 0.5, 4.5) == "2 bars"
    assert length(STEADY, 0.5, 1.25) == "1.5 beats"
    assert length(STEADY, 0.5, 1.0) == "1 beat"


@given(st.floats(0.6, 20.0), st.integers(1, 4))
def test_a_step_lands_on_a_beat_and_goes_the_way_it_says(seconds: float, beats: int) -> None:
    on, back = stepped(STEADY, seconds, beats), stepped(STEADY, seconds, -beats)
    assert back < seconds < on
    for landed in (on, back):
        at = float(STEADY.position(landed))
        assert landed == 0.0 or at == pytest.approx(round(at))
    assert on - back <= (beats + 1) * 0.5 * 2


@given(st.floats(0.0, 5.0))
def test_a_step_of_a_bar_lands_on_a_downbeat_in_uneven_bars(seconds: float) -> None:
    on = stepped_bar(UNEVEN, seconds, 1)
    assert on > seconds
    assert on in {0.0, 1.5, 3.5, 5.5, 7.5}


def test_bars_go_on_after_the_last_and_before_the_first() -> None:
    assert bar_start(UNEVEN, 2) == 3.5
    assert bar_start(UNEVEN, 4) == 7.5
    assert bar_start(STEADY, -1) == -1.5


def test_the_bars_around_a_place_hold_it() -> None:
    assert bar_around(STEADY, 3.0, 2) == (2.5, 6.5)

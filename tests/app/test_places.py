"""Places and lengths as people write them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.app.places import read_length, read_place, write_length, write_place
from luma.domain.errors import BadValue
from luma.domain.rhythm import BeatGrid

STEADY = BeatGrid.steady(120.0, count=64)
ODD = BeatGrid(np.arange(12, dtype=np.float64) * 0.5, np.array([0, 3, 7]))


@pytest.mark.parametrize(
    ("text", "beat"),
    [("1", 0.0), ("12.3", 46.0), ("2.1.500", 4.5), ("5s", 10.0), ("2b", 2.0), ("3.2.5", 9.5)],
)
def test_a_place_is_read_in_bars_seconds_or_beats(text: str, beat: float) -> None:
    assert read_place(text, STEADY) == pytest.approx(beat)


@pytest.mark.parametrize("text", ["", "x", "1.0", "4..2", "2 bars"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="not a place"):
        read_place(text, STEADY)


@given(st.integers(-20_000, 400_000))
def test_what_is_written_is_read_again(thousandths: int) -> None:
    for grid in (STEADY, ODD):
        beat = thousandths / 1000
        assert read_place(write_place(beat, grid), grid) == pytest.approx(beat, abs=1e-6)


def test_bars_of_different_lengths_are_counted_as_they_are() -> None:
    assert write_place(3.0, ODD) == "2.1.000"
    assert write_place(8.0, ODD) == "3.2.000"


@pytest.mark.parametrize(("text", "beats"), [("2", 2.0), ("2.5 beats", 2.5), ("1s", 2.0)])
def test_a_length_is_read(text: str, beats: float) -> None:
    assert read_length(text, STEADY, 4.0) == pytest.approx(beats)


def test_a_length_is_written_with_its_unit() -> None:
    assert write_length(1.0) == "1 beat"
    assert write_length(2.5) == "2.5 beats"

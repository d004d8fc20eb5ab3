"""Places and lengths as people write them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import BadExpression
from luma.domain.moments import read_length, read_place, write_length, write_place
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import Section, SectionTrack

STEADY = BeatGrid.steady(120.0, count=64)
ODD = BeatGrid(np.arange(12, dtype=np.float64) * 0.5, np.array([0, 3, 7]))


@pytest.mark.parametrize(
    ("text", "beat"),
    [("1", 0.0), ("12.3", 46.0), ("2.1.500", 4.5), ("5s", 10.0), ("2b", 2.0), ("3.2.5", 9.5)],
)
def test_a_place_is_read_in_bars_seconds_or_beats(text: str, beat: float) -> None:
    assert read_place(text, STEADY) == pytest.approx(beat)


PARTS = SectionTrack(
    (Section(0, 8, "intro"), Section(8, 16, "drop"), Section(16, 20, "break"),
     Section(20.03, 30, "Drop"))
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "beat"),
    [
        ("drop", 16.0),
        ("drop+1", 20.0),
        ("drop + 1 bar", 20.0),
        ("drop-2b", 14.0),
        ("drop+0.5s", 17.0),
        ("DROP 2", 40.0),
        ('"drop" 2 + 1', 44.0),
        ("break+1+1b", 37.0),
        ("12.3+1", 50.0),
        ("12.3.250-1b", 45.25),
        ("1:05", 130.0),
        ("0:02,5", 5.0),
        ("-2b", -2.0),
        ("-1.5s", -3.0),
        ("0.3", -2.0),
        ("  2b  ", 2.0),
    ],
)
def test_places_are_told_by_sections_and_steps(text: str, beat: float) -> None:
    assert read_place(text, STEADY, PARTS) == pytest.approx(beat)


def test_a_step_of_bars_follows_the_bars_as_they_are() -> None:
    assert read_place("1.2+1", ODD) == 4.0
    assert read_place("2.2+1", ODD) == 8.0


@pytest.mark.parametrize(
    ("text", "at", "why"),
    [
        ("", 0, "write a place"),
        ("+1", 0, "write a place"),
        ("1.0", 2, "counted from 1"),
        ("4..2", 0, "write a place"),
        ("2 bars", 2, "after a place"),
        ("12.3 x", 5, "after a place"),
        ("drop+", 5, "a step is"),
        ("drop+x", 5, "a step is"),
        ("drop+1.5", 5, "a step is"),
        ("chorus", 0, "its sections: intro, drop, break, Drop"),
        ("drop 3", 5, "it has 2 of that name"),
        ("5s 2b", 3, "after a place"),
    ],
)
def test_what_is_no_place_is_refused_at_the_character(text: str, at: int, why: str) -> None:
    with pytest.raises(BadExpression, match=why) as told:
        read_place(text, STEADY, PARTS)
    assert told.value.at == at


def test_without_sections_there_are_no_names() -> None:
    with pytest.raises(BadExpression, match="none yet"):
        read_place("drop", STEADY)


@given(st.text(max_size=8))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        at = 0 if np.isfinite(read_place(text, STEADY, PARTS)) else -1
    except BadExpression as wrong:
        at = wrong.at
    assert 0 <= at <= len(text)
    with pytest.raises(BadExpression, match="no place is that long"):
        read_place("1" * 400, STEADY)


@pytest.mark.parametrize(
    ("text", "at"), [("", 0), ("x", 0), ("2 bars", 1), ("-2", 0), (" 1z", 2)]
)
def test_what_is_no_length_is_refused_at_the_character(text: str, at: int) -> None:
    with pytest.raises(BadExpression, match="write a length") as told:
        read_length(text, STEADY)
    assert told.value.at == at


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

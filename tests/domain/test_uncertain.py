"""Spots that were heard unclearly."""

import numpy as np
import pytest

from luma.domain.harmony import Chord, ChordTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.uncertain import unclear_beats, unclear_chords, unclear_stretches

C = Chord.parse("C:maj")


def grid(*unclear: int) -> BeatGrid:
    """Thirty-two beats at 120, four to a bar, some of them unclear."""
    steady = BeatGrid.steady(120.0, count=32)
    sure = np.ones(32)
    sure[list(unclear)] = 0.2
    return BeatGrid(steady.beats, steady.downbeats, certainty=sure)


def test_a_grid_that_tells_nothing_of_its_beats_has_no_spots() -> None:
    plain = BeatGrid.steady(120.0, count=9)
    assert unclear_beats(plain) == ()
    assert unclear_stretches(plain) == ()
    assert unclear_stretches(BeatGrid.assume(8.0)) == ()


@pytest.mark.parametrize(
    ("unclear", "stretches"),
    [
        ((), ()),
        ((3,), ((1.5, 2.0),)),
        ((3, 4, 6), ((1.5, 3.5),)),
        ((3, 7), ((1.5, 2.0), (3.5, 4.0))),
        ((31,), ((15.5, 15.5),)),
    ],
)
def test_beats_within_a_bar_are_one_stretch(
    unclear: tuple[int, ...], stretches: tuple[tuple[float, float], ...]
) -> None:
    assert unclear_beats(grid(*unclear)) == unclear
    assert unclear_stretches(grid(*unclear)) == stretches


def test_chords_and_beats_that_touch_are_one_stretch() -> None:
    chords = ChordTrack(np.array([0.0, 2.0, 4.0, 8.0]), (C, C, C), np.array([0.9, 0.1, 0.5]))
    assert unclear_chords(chords) == (1,)
    assert unclear_chords(None) == ()
    assert unclear_stretches(grid(), chords) == ((2.0, 4.0),)
    assert unclear_stretches(grid(2, 8), chords) == ((1.0, 1.5), (2.0, 4.5))

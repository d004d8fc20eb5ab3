"""Bars of a track: where they lie and what they sound like."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.energy import Energy
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.recording import Recordings
from luma.domain.rhythm import BeatGrid
from luma.domain.units import HOUSE_RATE
from luma.graph.context import Features
from luma.score.bars import bar_edges, hear_bars
from tests.graph.sound import Tape


@given(
    bpm=st.floats(60, 180),
    first=st.floats(0, 6),
    count=st.integers(2, 200),
    metre=st.integers(2, 7),
    seconds=st.floats(0.1, 120),
)
def test_bars_cover_the_track_and_none_is_shorter_than_the_metre(
    bpm: float, first: float, count: int, metre: int, seconds: float
) -> None:
    grid = BeatGrid.steady(bpm, first=first, count=count, metre=metre)
    edges = bar_edges(grid, seconds)
    start, stop = grid.position([0.0, seconds])
    assert edges[0] <= start + 1e-5
    assert edges[-1] >= stop - 1e-5
    assert edges[-1] - edges[0] <= stop - start + 2
    lengths = np.diff(edges)
    assert lengths.min() >= grid.metre or len(lengths) == 1
    assert all(edge % grid.metre == 0 for edge in edges[1:-1])


def test_a_pickup_and_a_rest_belong_to_the_bars_beside_them() -> None:
    grid = BeatGrid.steady(120, first=1.0, count=17)  # two beats before the first downbeat
    assert bar_edges(grid, 9.75).tolist() == [-2, 4, 8, 12, 18]


def test_what_a_bar_sounds_like_is_the_mean_over_it() -> None:
    row = (np.arange(480) / 480).astype(np.float32)
    back = np.ascontiguousarray(row[::-1])
    energy = Energy(row, back, np.full(480, 0.25, np.float32))
    chords = ChordTrack(np.array([0.0, 3.0, 8.0]), (Chord.parse("A:min"), Chord.parse("F")))
    heard = hear_bars(Features(BeatGrid.steady(120, count=17), chords, energy), 8.0)
    assert heard.count == 4
    for bar in range(4):
        mean = sum(float(value) for value in row[120 * bar : 120 * bar + 120]) / 120
        assert abs(heard.loudness[bar] - mean) < 1e-9
        assert abs(heard.onset[bar] - (1 - heard.loudness[bar])) < 0.01
    assert heard.brightness.tolist() == [0.25] * 4
    roots = {9: [1, 0.5, 0, 0], 5: [0, 0.5, 1, 1]}
    for tone in range(12):
        assert heard.roots[:, tone].tolist() == roots.get(tone, [0, 0, 0, 0])
    assert heard.harmony[1].tolist() == [1, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 1, 0, 0]


def test_a_low_tone_is_heard_in_the_lowest_band() -> None:
    at = np.arange(8 * HOUSE_RATE) / HOUSE_RATE
    sound = np.where(at < 4, np.sin(2 * np.pi * 60 * at), np.sin(2 * np.pi * 4000 * at))
    tape = Recordings(Tape("two tones", sound.astype(np.float32)))
    bands = hear_bars(Features(BeatGrid.steady(120, count=17), recordings=tape), 8.0).bands
    assert bands[:2, 0].min() > 0.99
    assert bands[2:, 0].max() < 0.5
    assert bands[2:, 4].min() > 0.99
    assert bands[:2, 4].max() < 0.5


def test_a_track_that_was_not_heard_has_steady_bars() -> None:
    heard = hear_bars(Features(BeatGrid.assume(20.0)), 20.0)
    assert heard.count == 10
    assert set(heard.loudness) == {0.75}
    assert not heard.harmony.any()

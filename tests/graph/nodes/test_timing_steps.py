"""Rows of steps, counters, switches and held values against plain loops."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Number, Trigger
from luma.domain.rhythm import BeatGrid
from luma.graph.nodes.timing_steps import counter, sample_hold, steps, toggle

GRID = BeatGrid.steady(120, count=64)
WALTZ = BeatGrid.steady(120, count=63, metre=3)
AT = FrameTimes(0, 300)
hits = st.lists(st.integers(-20, 330), max_size=20).map(sorted)


def moments(frames: list[int]) -> Trigger:
    return Trigger(np.array(frames, np.int64), np.ones(len(frames), np.float32))


def row_of(curve: Number) -> list[float]:
    return [float(value) for value in curve.values[0, :, 0]]


@pytest.mark.parametrize(
    ("over", "beats"),
    [
        ("1 beat", 1),
        ("2 beats", 2),
        ("4 beats", 4),
        ("1 bar", 3),
        ("2 bars", 6),
        ("8 bars", 24),
    ],
)
@given(
    row=st.lists(st.floats(0, 1, width=32), min_size=1, max_size=32), glide=st.floats(0.1, 1)
)
def test_a_row_is_played_step_by_step(
    over: Any, beats: int, row: list[float], glide: float
) -> None:
    played = row_of(steps(WALTZ, AT, row=tuple(row), over=over, glide=glide))
    for frame in range(0, 300, 7):
        place = frame / 30.0 / beats * len(row) % len(row)
        step, within = math.floor(place), place % 1.0
        if 1e-4 < within < 1.0 - 1e-4:
            share = min(within / glide, 1.0)
            expected = row[step - 1] * (1.0 - share) + row[step] * share
            assert played[frame] == pytest.approx(expected, abs=1e-3)


def test_steps_begin_on_their_frames_and_travel_with_an_offset() -> None:
    late = Number(np.array([[0.0], [1.0]], np.float32))
    curve = steps(GRID, FrameTimes(0, 240), offset=late).values[:, :, 0]
    lit = [[f for f in range(240) if curve[head, f]] for head in range(2)]
    quarter = range(8)  # a sixteenth lasts seven frames and a half
    assert lit[0] == [beat * 30 + frame for beat in range(8) for frame in quarter]
    assert np.array_equal(curve[1, 30:], curve[0, :-30])


@given(hits, hits, st.integers(1, 9))
def test_a_counter_counts_moments_from_the_start_of_the_clip(
    counted: list[int], resets: list[int], modulo: int
) -> None:
    found = counter(GRID, AT, moments(counted), moments(resets), modulo=modulo)
    number, expected = 0, []
    for frame in range(300):
        number += counted.count(frame)
        number = 0 if frame in resets else number
        expected.append(number % modulo)
    assert row_of(found.number) == expected
    assert row_of(found.share) == pytest.approx([n / max(modulo - 1, 1) for n in expected])


@pytest.mark.parametrize(("every", "frames"), [("1/4", 7.5), ("1", 30), ("2", 60), ("8", 240)])
def test_a_counter_with_nothing_to_count_counts_the_beat(every: Any, frames: float) -> None:
    found = row_of(counter(GRID, FrameTimes(-90, 390), every=every, modulo=5).number)
    assert found == [(frame // frames) % 5 for frame in range(-90, 300)]


def test_a_reset_sets_the_count_of_beats_back() -> None:
    found = row_of(counter(GRID, AT, None, moments([100]), modulo=100).number)
    assert found[99] == 3
    assert [found[f] for f in (100, 119, 120, 150)] == [0, 0, 1, 2]


@given(hits, st.booleans())
def test_a_toggle_flips_at_every_moment(flips: list[int], starts_on: bool) -> None:
    is_on, expected = starts_on, []
    for frame in range(300):
        is_on = is_on != (flips.count(frame) % 2 == 1)
        expected.append(float(is_on))
    assert row_of(toggle(GRID, AT, moments(flips), starts_on=starts_on)) == expected


def test_a_toggle_with_no_moments_flips_on_the_beat() -> None:
    found = row_of(toggle(GRID, FrameTimes(-30, 120), every="1"))
    assert found == [1.0] * 30 + [0.0] * 30 + [1.0] * 30 + [0.0] * 30


@given(hits)
def test_a_value_is_held_from_moment_to_moment(takes: list[int]) -> None:
    value = np.random.default_rng(5).random((3, 300)).astype(np.float32)
    found = sample_hold(Number(value), GRID, AT, moments(takes)).values[:, :, 0]
    held = value[:, 0]
    for frame in range(300):
        held = value[:, frame] if frame in takes else held
        assert np.array_equal(found[:, frame], held)


def test_a_value_is_held_from_beat_to_beat() -> None:
    value = np.arange(100, dtype=np.float32)
    found = row_of(sample_hold(Number(value), GRID, FrameTimes(50, 100), every="1"))
    assert found == [0.0] * 10 + [10.0] * 30 + [40.0] * 30 + [70.0] * 30


def test_what_never_changes_stays_small() -> None:
    still = Number(np.full((4, 1), 0.5, np.float32))
    assert sample_hold(still, GRID, AT).values.shape == (4, 1, 1)

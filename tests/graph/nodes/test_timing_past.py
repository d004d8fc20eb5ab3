"""What values were and how they follow, against plain loops and SciPy's filters."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import scipy.signal
from hypothesis import assume, given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Number, Trigger
from luma.domain.rhythm import BeatGrid
from luma.graph.nodes.timing_past import decay, delay, freeze, slew, smooth, stutter

GRID = BeatGrid.steady(120, count=64)
COUNT = 240
AT = FrameTimes(30, COUNT)
NOISE = np.random.default_rng(11).normal(size=COUNT).astype(np.float32)
gates = st.lists(st.tuples(st.booleans(), st.integers(1, 60)), min_size=1, max_size=12)


def row_of(curve: Number, head: int = 0) -> npt.NDArray[np.float32]:
    return np.broadcast_to(curve.values, (curve.heads, COUNT, 1))[head, :, 0]


def opened(parts: list[tuple[bool, int]]) -> list[float]:
    gate = [float(is_on) for is_on, length in parts for _ in range(length)]
    return [*gate, *([0.0] * COUNT)][:COUNT]


@given(st.floats(0, 5))
def test_a_delay_in_seconds_lies_between_frames(late: float) -> None:
    late = float(np.float32(late))
    moments = np.arange(COUNT) - late * 60.0
    expected = np.interp(moments, np.arange(COUNT), NOISE)
    found = row_of(delay(Number(NOISE), GRID, AT, clock="seconds", late=late))
    np.testing.assert_allclose(found, expected, atol=1e-3)
    zero = row_of(delay(Number(NOISE), GRID, AT, clock="seconds", late=late, before="zero"))
    came = moments > 1e-3
    np.testing.assert_allclose(zero[came], expected[came], atol=1e-3)
    assert not zero[moments < -1e-3].any()


def test_a_delay_in_beats_follows_the_grid_from_head_to_head() -> None:
    grid = BeatGrid(np.array([0.0, 1.0, 1.5, 2.0, 3.0, 5.0]), np.array([0, 4]))
    at, late = FrameTimes(0, COUNT), Number(np.array([[0.0], [1.0], [2.0]], np.float32))
    place = Number(grid.position(at.seconds).astype(np.float32))
    found = delay(place, grid, at, late=late)
    assert found.values.shape == (3, COUNT, 1)
    for head in range(3):
        expected = np.maximum(place.values[0, :, 0] - head, 0.0)
        np.testing.assert_allclose(row_of(found, head), expected, atol=0.02)
    assert row_of(found, 1)[120] == pytest.approx(2.0)


def test_a_delayed_beat_falls_on_a_frame() -> None:
    hit = np.zeros(COUNT, np.float32)
    hit[30] = 1.0
    found = row_of(delay(Number(hit), GRID, AT, late=2.0))
    assert np.flatnonzero(found > 1e-3).tolist() == [90]
    assert found[90] == pytest.approx(1.0, abs=1e-3)


@given(st.floats(0, 20), st.floats(0, 20))
def test_a_slew_moves_only_so_far_in_a_second(rise: float, fall: float) -> None:
    found = row_of(slew(Number(NOISE), rise=rise, fall=fall))
    now, expected = float(NOISE[0]), []
    for value in NOISE:
        now = min(max(float(value), now - fall / 60.0), now + rise / 60.0)
        expected.append(now)
    np.testing.assert_allclose(found, expected, atol=1e-4)


def test_a_slew_takes_a_second_from_dark_to_full() -> None:
    step = np.concatenate([np.zeros(10), np.ones(COUNT - 10)]).astype(np.float32)
    found = row_of(slew(Number(step), rise=1.0))
    np.testing.assert_allclose(found[[9, 10, 39, 69, 70]], [0, 1 / 60, 0.5, 1, 1], atol=1e-5)


@given(st.floats(0.001, 5))
def test_one_pole_is_scipys(time: float) -> None:
    time = float(np.float32(time))
    share = 1.0 - math.exp(-1.0 / (60.0 * time))
    start = [float(NOISE[0]) * (1.0 - share)]
    expected, _ = scipy.signal.lfilter([share], [1.0, share - 1.0], NOISE, zi=start)
    found = row_of(smooth(Number(NOISE), time=time))
    np.testing.assert_allclose(found, expected, atol=1e-4)


@given(st.integers(0, 300))
def test_a_window_is_the_mean_of_what_has_passed(frames: int) -> None:
    found = row_of(smooth(Number(NOISE), kind="window", time=frames / 60.0))
    expected = [
        float(np.mean(NOISE[max(f + 1 - max(frames, 1), 0) : f + 1], dtype=np.float64))
        for f in range(COUNT)
    ]
    np.testing.assert_allclose(found, expected, atol=1e-5)


@pytest.mark.parametrize("kind", ["one_pole", "window"])
def test_no_time_smooths_nothing(kind: Any) -> None:
    assert np.array_equal(row_of(smooth(Number(NOISE), kind=kind, time=0.0)), NOISE)


@pytest.mark.parametrize("clock", ["seconds", "beats"])
@given(
    hits=st.lists(st.tuples(st.integers(20, 290), st.floats(0, 1)), max_size=12),
    attack=st.floats(0, 2),
    fall=st.floats(0.05, 4),
    strength=st.floats(0, 1),
)
def test_flashes_rise_and_fall_and_the_brightest_is_seen(
    clock: Any, hits: list[tuple[int, float]], attack: float, fall: float, strength: float
) -> None:
    hits = sorted(hits)
    blows = Trigger(np.array([f for f, _ in hits], np.int64), np.array([s for _, s in hits]))
    found = row_of(
        decay(blows, GRID, AT, clock=clock, attack=attack, fall=fall, strength=strength)
    )
    pace = 60.0 if clock == "seconds" else 30.0
    for frame in range(30, 30 + COUNT, 3):
        expected, unsure = 0.0, False
        for begins, hard in hits:
            age = (frame - begins) / pace
            if begins < 30 or age < 0.0:
                continue
            unsure |= abs(age - attack) < 1e-3
            flash = age / attack if age < attack else max(1.0 - (age - attack) / fall, 0.0)
            expected = max(expected, flash * (1.0 - strength + strength * hard))
        if not unsure:
            assert found[frame - 30] == pytest.approx(expected, abs=1e-3)


def test_a_flash_is_full_on_its_frame_and_bent_by_its_curve() -> None:
    blow = Trigger(np.array([60]), np.array([1.0]))
    found = row_of(decay(blow, GRID, AT, clock="seconds", fall=1.0, curve=0.8))
    assert found[29] == 0.0
    assert found[30] == 1.0
    half = 1.0 - 0.5 / ((1.0 / 0.8 - 2.0) * 0.5 + 1.0)
    assert found[60] == pytest.approx(half, abs=1e-5)
    assert not found[90:].any()


@pytest.mark.parametrize("clock", ["seconds", "beats"])
@given(st.lists(st.integers(30, 290), unique=True, max_size=40), st.floats(0.02, 1.5))
def test_flashes_keep_apart(clock: Any, hits: list[int], apart: float) -> None:
    frames = np.array(sorted(hits), np.int64)
    blows = Trigger(frames, np.ones(frames.size, np.float32))
    found = row_of(decay(blows, GRID, AT, clock=clock, fall=0.01, apart=apart))
    pace = 60.0 if clock == "seconds" else 30.0
    kept: list[int] = []
    for frame in sorted(hits):
        since = (frame - kept[-1]) / pace if kept else 99.0
        assume(abs(since - apart) > 1e-4)
        if since > apart:
            kept.append(frame)
    assert (np.flatnonzero(found == 1.0) + 30).tolist() == [f for f in kept if f < 30 + COUNT]


@given(gates)
def test_a_frozen_value_is_that_of_the_moment_when_the_gate_opened(
    parts: list[tuple[bool, int]],
) -> None:
    gate = opened(parts)
    found = row_of(freeze(Number(NOISE), Number(np.array(gate, np.float32)), AT))
    held, was_on = 0.0, False
    for frame in range(COUNT):
        if gate[frame] <= 0.5 or not was_on:
            held = float(NOISE[frame])
        was_on = gate[frame] > 0.5
        assert found[frame] == pytest.approx(held, abs=0)


@pytest.mark.parametrize("on_beat", [True, False])
@pytest.mark.parametrize(("length", "frames"), [("1/2", 15), ("1", 30), ("2", 60)])
@given(parts=gates)
def test_a_stutter_repeats_the_last_slice(
    length: Any, frames: int, on_beat: bool, parts: list[tuple[bool, int]]
) -> None:
    gate = opened(parts)
    found = row_of(
        stutter(
            Number(NOISE),
            Number(np.array(gate, np.float32)),
            GRID,
            AT,
            length=length,
            on_beat=on_beat,
        )
    )
    begins = 0
    for frame in range(COUNT):
        if gate[frame] <= 0.5:
            assert found[frame] == NOISE[frame]
            continue
        if frame == 0 or gate[frame - 1] <= 0.5:
            begins = frame + 30
            begins = (begins // frames * frames if on_beat else begins) - frames
        source = begins + (frame + 30 - begins) % frames
        assert found[frame] == NOISE[max(source - 30, 0)]

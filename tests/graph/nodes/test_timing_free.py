"""Waves against SciPy's, and noise against what noise is."""

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import scipy.signal
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Number, Trigger
from luma.domain.ids import NodeId
from luma.domain.rhythm import BeatGrid
from luma.graph.chance import Chance
from luma.graph.nodes.timing_free import noise, oscillator, turns
from tests.graph.rooms import row

GRID = BeatGrid.steady(120, count=64)
AT = FrameTimes(-60, 600)
DICE = Chance(3, NodeId("it"))
SPREADS = ["together", "chance", "line", "floor", "room"]


def by_scipy(wave: str, turns: npt.NDArray[np.float64], width: float) -> npt.NDArray[Any]:
    angle = 2.0 * np.pi * turns
    if wave == "sine":
        return np.asarray(0.5 - 0.5 * np.cos(angle))
    if wave == "square":
        return np.asarray(scipy.signal.square(angle, width) / 2.0 + 0.5)
    tip = width if wave == "triangle" else 1.0
    return np.asarray(scipy.signal.sawtooth(angle, tip) / 2.0 + 0.5)


@pytest.mark.parametrize("wave", ["sine", "triangle", "saw", "square"])
@pytest.mark.parametrize("rhythm", ["beats", "hertz"])
@given(
    pace=st.floats(0.25, 16),
    width=st.floats(0.05, 0.95),
    phase=st.floats(-3, 3, width=32),
)
def test_each_wave_is_scipys(
    wave: Any, rhythm: Any, pace: float, width: float, phase: float
) -> None:
    pace = float(np.float32(pace))
    found = oscillator(
        GRID, AT, wave=wave, rhythm=rhythm, length=pace, rate=pace, width=width, phase=phase
    ).values[0, :, 0]
    seconds = AT.seconds
    turns = (seconds * 2.0 / pace if rhythm == "beats" else seconds * pace) + phase
    share = turns % 1.0
    near = np.minimum(share, 1.0 - share) < 1e-4
    near |= np.abs(share - width) < 1e-4
    expected = by_scipy(wave, share, width)
    np.testing.assert_allclose(found[~near], expected[~near], atol=2e-3)


def test_waves_begin_on_their_beat() -> None:
    ask: Any = {"length": 2.0}
    found = {
        wave: oscillator(GRID, FrameTimes(0, 61), wave=wave, **ask).values[
            0, [0, 15, 30, 60], 0
        ]
        for wave in ("sine", "triangle", "saw", "square")
    }
    np.testing.assert_allclose(found["sine"], [0, 0.5, 1, 0], atol=1e-5)
    np.testing.assert_allclose(found["triangle"], [0, 0.5, 1, 0], atol=1e-5)
    np.testing.assert_allclose(found["saw"], [0, 0.25, 0.5, 0], atol=1e-5)
    np.testing.assert_allclose(found["square"], [1, 1, 0, 1], atol=1e-5)


def test_a_phase_from_head_to_head_makes_a_wave_travel() -> None:
    phase = Number(np.array([[0.0], [0.25], [1.0]], np.float32))
    found = oscillator(GRID, FrameTimes(0, 240), phase=phase).values[:, :, 0]
    np.testing.assert_allclose(found[1, :-30], found[0, 30:], atol=1e-5)
    np.testing.assert_allclose(found[2], found[0], atol=1e-5)


@pytest.mark.parametrize("wave", ["triangle", "square"])
@pytest.mark.parametrize(("width", "mean"), [(0.0, 0.0), (1.0, 1.0)])
def test_the_widest_and_the_narrowest_wave(wave: Any, width: float, mean: float) -> None:
    found = oscillator(GRID, FrameTimes(0, 120), wave=wave, width=width).values
    assert found.mean() == pytest.approx(0.5 if wave == "triangle" else mean, abs=0.01)


@pytest.mark.parametrize("differs", SPREADS)
def test_noise_is_smooth_and_uses_its_range(differs: Any) -> None:
    at = FrameTimes(0, 6000)
    found = noise(GRID, at, row(6), DICE, differs=differs, octaves=1, contrast=0.5, size=1.7)
    values = found.values[:, :, 0]
    assert 0.0 <= values.min() < 0.25
    assert 0.75 < values.max() <= 1.0
    assert np.mean(values) == pytest.approx(0.5, abs=0.12)
    assert np.abs(np.diff(values)).max() < 1.9 / 30.0  # the steepest place of a smooth step
    assert np.abs(np.diff(values, 2)).max() < 6.0 / 900.0


@pytest.mark.parametrize(("differs", "alike"), [("together", True), ("chance", False)])
def test_heads_wander_together_or_apart(differs: Any, alike: bool) -> None:
    found = noise(GRID, AT, row(4), DICE, differs=differs).values
    assert (found.shape[0] == 1) is alike
    if not alike:
        apart = np.corrcoef(found[:, :, 0])
        assert np.abs(apart - np.eye(4)).max() < 0.9


@pytest.mark.parametrize("differs", SPREADS[2:])
def test_near_heads_wander_alike_and_far_ones_do_not(differs: Any) -> None:
    at = FrameTimes(0, 6000)
    found = noise(GRID, at, row(30), DICE, differs=differs, octaves=1, size=5.0)
    related = np.asarray(np.corrcoef(found.values[:, :, 0]))
    assert related[0, 1] > 0.9
    assert abs(related[0, 20]) < 0.4


def test_the_seed_and_the_node_decide_where_noise_goes() -> None:
    ask: Any = {"differs": "room"}
    once = noise(GRID, AT, row(3), DICE, **ask).values
    assert np.array_equal(once, noise(GRID, AT, row(3), DICE, **ask).values)
    for other in (Chance(4, NodeId("it")), Chance(3, NodeId("other"))):
        assert not np.allclose(once, noise(GRID, AT, row(3), other, **ask).values, atol=0.05)


def test_a_head_wanders_by_what_it_is_and_not_by_where_it_stands() -> None:
    heads = row(4)
    found = noise(GRID, AT, heads, DICE).values
    turned = noise(GRID, AT, heads[::-1], DICE).values
    assert np.array_equal(found[::-1], turned)


def test_noise_reaches_new_heights_on_the_beat_or_the_second() -> None:
    """Where a height is reached, one octave stands still for a moment."""
    ask: Any = {"octaves": 1, "contrast": 0.5, "differs": "together"}
    on_beat = noise(GRID, AT, row(1), DICE, speed=0.5, **ask).values[0, :, 0]
    each_second = noise(GRID, AT, row(1), DICE, speed=1.0, rhythm="hertz", **ask).values
    np.testing.assert_allclose(on_beat, each_second[0, :, 0], atol=1e-5)  # at 120 BPM
    slope = np.abs(np.diff(on_beat))
    assert slope[[0, 60, 120, 180]].max() < 1e-3


def test_without_speed_noise_stands_still_and_octaves_make_it_finer() -> None:
    still = noise(GRID, AT, row(3), DICE, speed=0.0).values
    assert np.array_equal(still, np.repeat(still[:, :1], 600, 1))
    plain, fine = (noise(GRID, AT, row(3), DICE, octaves=octaves).values for octaves in (1, 5))
    bends = [np.abs(np.diff(values, 2, axis=1)).mean() for values in (plain, fine)]
    assert bends[1] > 3.0 * bends[0]
    rough = noise(GRID, AT, row(3), DICE, octaves=5, roughness=0.0).values
    np.testing.assert_allclose(rough, plain, atol=1e-6)


def test_contrast_spends_more_time_at_the_ends() -> None:
    at, ask = FrameTimes(0, 6000), {"octaves": 2}
    soft, hard = (
        noise(GRID, at, row(3), DICE, contrast=contrast, **ask).values  # type: ignore[arg-type]
        for contrast in (0.5, 0.9)
    )
    assert hard.std() > 1.3 * soft.std()


@pytest.mark.parametrize("rhythm", ["beats", "hertz"])
@given(st.lists(st.floats(-4, 4, width=32), min_size=1, max_size=8), st.integers(0, 599))
def test_turns_add_up_at_a_speed_that_changes(
    rhythm: Any, paces: list[float], reset: int
) -> None:
    pace = np.resize(np.repeat(np.array(paces, np.float32), 50), 600)
    again = Trigger(np.array([reset - 60]), np.array([1.0]))
    found = turns(GRID, AT, again, rhythm=rhythm, speed=Number(pace)).values[0, :, 0]
    come = 0.0
    for frame in range(600):
        if frame > 0:
            come += float(pace[frame - 1]) / (30.0 if rhythm == "beats" else 60.0)
        come = 0.0 if frame == reset else come
        apart = abs(found[frame] - come % 1.0)
        assert min(apart, 1.0 - apart) < 1e-5


def test_a_wave_that_speeds_up_does_not_jump() -> None:
    rising = Number(np.linspace(0.0, 2.0, 600, dtype=np.float32))
    phase = turns(GRID, AT, rhythm="hertz", speed=rising)
    wave = oscillator(GRID, AT, rhythm="hertz", rate=0.0, phase=phase).values[0, :, 0]
    assert np.abs(np.diff(wave)).max() < np.pi * 2.0 / 60.0 + 1e-3
    tips = [f for f in range(1, 599) if wave[f - 1] < wave[f] >= wave[f + 1]]
    assert len(tips) == 10  # ten seconds at a turn a second in the mean
    assert (np.diff(np.diff(tips)) <= 1).all()

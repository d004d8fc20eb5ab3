"""Pulses, ramps and builds on the beat against arithmetic done by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import ClipFrames, FrameTimes, Number
from luma.domain.light import INTENSITY
from luma.domain.rhythm import BeatGrid
from luma.graph.nodes.timing import beat_envelope, beat_ramp, ramp_between
from luma.graph.plan import compile_plan
from luma.graph.run import run
from tests.graph.rooms import context, graph

GRID = BeatGrid.steady(120, count=64)
LENGTHS = {
    "1/4": 0.25,
    "1/2": 0.5,
    "1": 1.0,
    "2": 2.0,
    "4": 4.0,
    "8": 8.0,
    "16": 16.0,
    "32": 32.0,
}


def by_hand(phase: float, attack: float, decay: float, sustain: float, release: float) -> float:
    """The level at one phase, told as a story rather than as arrays."""
    full = max(1.0, attack + decay + release)
    attack, decay, release = attack / full, decay / full, release / full
    if phase < attack:
        return phase / attack
    if phase < attack + decay:
        return 1.0 + (sustain - 1.0) * (phase - attack) / decay
    if phase < 1.0 - release:
        return sustain
    return sustain * (1.0 - phase) / release if release > 0.0 else sustain


@pytest.mark.parametrize("every", LENGTHS)
def test_a_plain_pulse_falls_from_every_beat(every: str) -> None:
    curve = beat_envelope(GRID, FrameTimes(0, 600), every=every)  # type: ignore[arg-type]
    for frame in range(0, 600, 7):
        phase = ((frame + 1e-6) / 30.0 / LENGTHS[every]) % 1.0
        assert curve.values[0, frame, 0] == pytest.approx(1.0 - phase, abs=1e-4)


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(-4, 4))
def test_attack_decay_sustain_and_release_are_shares_of_the_pulse(
    attack: float, decay: float, sustain: float, release: float, offset: float
) -> None:
    at = FrameTimes(0, 45)
    curve = beat_envelope(
        GRID, at, attack=attack, decay=decay, sustain=sustain, release=release, offset=offset
    )
    assert curve.values.min() >= 0.0
    assert curve.values.max() <= 1.0
    shares = [np.float32(value) for value in (attack, decay, sustain, release)]
    full = max(1.0, attack + decay + release)
    corners = (0.0, attack / full, (attack + decay) / full, 1.0 - release / full, 1.0)
    for frame in range(45):
        phase = (frame / 30.0 - float(np.float32(offset))) % 1.0
        if min(abs(phase - corner) for corner in corners) < 1e-3:
            continue
        expected = by_hand(phase, *(float(share) for share in shares))
        assert curve.values[0, frame, 0] == pytest.approx(expected, abs=1e-3)


def test_a_pulse_begins_on_its_beat_and_not_a_frame_before() -> None:
    curve = beat_envelope(GRID, FrameTimes(0, 61), decay=0.1).values[0, :, 0]
    assert [frame for frame in range(61) if curve[frame] > 0.99] == [0, 30, 60]
    assert curve[29] == curve[59] == 0.0


def test_swing_makes_every_second_pulse_late() -> None:
    curve = beat_envelope(GRID, FrameTimes(0, 121), decay=0.05, swing=0.5).values[0, :, 0]
    assert [frame for frame in range(121) if curve[frame] > 0.99] == [0, 45, 60, 105, 120]


def test_an_offset_from_head_to_head_makes_the_pulse_travel() -> None:
    late = Number(np.array([[0.0], [0.5], [1.0]], np.float32))
    curve = beat_envelope(GRID, FrameTimes(0, 60), every="2", decay=0.1, offset=late)
    assert curve.values.shape == (3, 60, 1)
    assert [int(np.argmax(curve.values[head, :, 0])) for head in range(3)] == [0, 15, 30]


def test_with_downbeats_only_the_other_pulses_are_silent() -> None:
    waltz = BeatGrid(np.linspace(0.0, 6.0, 13), np.array([0, 3, 6, 9, 12]))
    curve = beat_envelope(waltz, FrameTimes(0, 360), downbeats_only=True).values[0, :, 0]
    beats_lit = [beat for beat in range(12) if curve[beat * 30] > 0.99]
    assert beats_lit == [0, 3, 6, 9]
    assert not curve[30:90].any()
    assert curve[89 + 16] > 0.0


def test_beats_follow_the_grid_and_not_a_tempo() -> None:
    rubato = BeatGrid(np.array([0.0, 0.5, 1.2, 1.5, 2.5, 3.0]), np.array([1, 5]))
    curve = beat_envelope(rubato, FrameTimes(0, 180), decay=0.2).values[0, :, 0]
    rises = [f for f in range(1, 180) if curve[f] > curve[f - 1] + 0.3]
    assert rises == [math.ceil(beat * 60 - 1e-9) for beat in (0.5, 1.2, 1.5, 2.5)]


@pytest.mark.parametrize("bpm", [90.0, 125.0, 128.0, 150.0])
def test_a_beat_that_falls_on_a_frame_begins_with_it(bpm: float) -> None:
    """Whatever the last bits of the division say."""
    grid = BeatGrid.steady(bpm, first=0.1, count=400)
    curve = beat_envelope(grid, FrameTimes(0, 12_100), decay=0.05).values[0, :, 0]
    moments = 6.0 + np.arange(300) * 3600.0 / bpm
    on_frame = [round(moment) for moment in moments if abs(moment - round(moment)) < 1e-9]
    assert len(on_frame) > 20
    assert all(curve[frame] > 0.99 for frame in on_frame)


def schlick(share: float, amount: float) -> float:
    """Bias as Schlick wrote it down in Graphics Gems IV."""
    return share / ((1.0 / amount - 2.0) * (1.0 - share) + 1.0)


def softened(share: float, amount: float) -> float:
    """Two biases, one for each half, so that a half is reached at a half."""
    if share < 0.5:
        return schlick(2.0 * share, 1.0 - amount) / 2.0
    return 1.0 - schlick(2.0 - 2.0 * share, 1.0 - amount) / 2.0


@given(
    st.sampled_from(list(LENGTHS)),
    st.floats(0.05, 1),
    st.floats(0.05, 0.95),
    st.floats(-3, 3),
)
def test_a_ramp_rises_with_every_pulse(
    every: str, length: float, curve: float, offset: float
) -> None:
    at = FrameTimes(-90, 200)
    shape = {"length": length, "curve": curve, "offset": offset}
    rising = beat_ramp(GRID, at, every=every, direction="rising", **shape)  # type: ignore[arg-type]
    falling = beat_ramp(GRID, at, every=every, **shape)  # type: ignore[arg-type]
    np.testing.assert_allclose(rising.values + falling.values, 1.0, atol=1e-6)
    for frame in range(200):
        phase = ((frame - 90) / 30.0 - float(np.float32(offset))) / LENGTHS[every] % 1.0
        if min(phase, 1.0 - phase) > 1e-4:
            expected = schlick(min(phase / length, 1.0), curve)
            assert rising.values[0, frame, 0] == pytest.approx(expected, abs=2e-3)


def test_a_ramp_is_straight_and_full_on_the_beat() -> None:
    curve = beat_ramp(GRID, FrameTimes(0, 61)).values[0, :, 0]
    np.testing.assert_allclose(curve[[0, 15, 29, 30, 60]], [1, 0.5, 1 / 30, 1, 1], atol=1e-5)


def test_a_build_takes_the_whole_clip_and_a_part_of_it_is_that_part() -> None:
    clip = ClipFrames(100, 240)
    build = ramp_between(GRID, FrameTimes(100, 240), clip, first=2.0, last=10.0)
    np.testing.assert_allclose(build.values[0, :, 0], 2.0 + np.arange(240) / 30.0, atol=1e-5)
    part = ramp_between(GRID, FrameTimes(160, 30), clip, first=2.0, last=10.0)
    assert np.array_equal(part.values, build.values[:, 60:90])


def test_a_build_waits_before_it_begins_and_after_it_ends() -> None:
    clip, at = ClipFrames(0, 100), FrameTimes(0, 100)
    build = ramp_between(GRID, at, clip, begins=0.25, ends=0.75).values[0, :, 0]
    assert not build[:26].any()
    np.testing.assert_allclose(build[25:76], np.linspace(0.0, 1.0, 51), atol=1e-5)
    assert (build[75:] == 1.0).all()


def test_a_build_over_bars_starts_anew_with_the_bars_of_the_track() -> None:
    waltz = BeatGrid(np.linspace(1.0, 13.0, 25), np.arange(0, 25, 3))
    at = FrameTimes(0, 600)
    build = ramp_between(waltz, at, ClipFrames(0, 600), over="bars", every=2).values[0, :, 0]
    for frame in range(600):
        expected = (frame / 60.0 - 1.0) / 1.5 / 2.0 % 1.0
        if 1e-4 < expected < 1.0 - 1e-4:
            assert build[frame] == pytest.approx(expected, abs=1e-4)
    assert build[60] == pytest.approx(0.0, abs=1e-5)


def test_a_build_over_the_track_goes_from_bar_to_bar() -> None:
    clip, at = ClipFrames(0, 600), FrameTimes(0, 600)
    build = ramp_between(
        GRID, at, clip, over="track", from_bar=2.0, to_bar=4.0, first=1.0, last=0.0
    )
    seconds = np.arange(600) / 60.0
    expected = np.interp(seconds, [2.0, 6.0], [1.0, 0.0])  # a bar lasts two seconds
    np.testing.assert_allclose(build.values[0, :, 0], expected, atol=1e-5)


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_a_build_is_bent_and_softened(curve: float, softness: float) -> None:
    clip, at = ClipFrames(0, 64), FrameTimes(0, 64)
    build = ramp_between(GRID, at, clip, curve=curve, softness=softness).values[0, :, 0]
    for frame in range(64):
        expected = softened(schlick(frame / 64.0, curve), softness)
        assert build[frame] == pytest.approx(expected, abs=1e-4)


def test_a_run_around_the_play_head_knows_the_whole_clip() -> None:
    doc = graph(
        {"it": ("time/ramp_between", {}), "lamp": ("out/light", {})},
        ["it.out > lamp.intensity"],
    )
    near = replace(context(frames=60, first=120), clip=ClipFrames(60, 240))
    light = run(compile_plan(doc), near).light.values[0, :, INTENSITY]
    np.testing.assert_allclose(light, (60 + np.arange(60)) / 240, atol=1e-5)

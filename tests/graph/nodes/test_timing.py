"""Pulses on the beat against arithmetic done by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Number
from luma.domain.rhythm import BeatGrid
from luma.graph.nodes.timing import beat_envelope

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

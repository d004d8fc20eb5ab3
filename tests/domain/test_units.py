"""Units convert there and back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.units import (
    HOUSE_RATE,
    LIGHT_FPS,
    SAMPLES_PER_LIGHT_FRAME,
    SILENCE_DB,
    Decibels,
    Frames,
    Gain,
    Seconds,
    amplitude_of_volume,
    frames_at,
    light_frame_at,
    seconds_at,
    to_decibels,
    to_gain,
    volume_of_amplitude,
)


@given(st.floats(-119.0, 60.0))
def test_levels_come_back_from_gains(level: float) -> None:
    assert to_decibels(to_gain(Decibels(level))) == pytest.approx(level, abs=1e-9)


@given(st.floats(0.0, 100.0), st.floats(0.0, 100.0))
def test_more_gain_is_never_a_lower_level(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert SILENCE_DB <= to_decibels(Gain(low)) <= to_decibels(Gain(high))


def test_known_levels() -> None:
    assert to_gain(Decibels(0.0)) == 1.0
    assert to_gain(Decibels(20.0)) == pytest.approx(10.0)
    assert to_gain(Decibels(-6.0)) == pytest.approx(0.501187, rel=1e-5)
    assert to_decibels(Gain(0.0)) == SILENCE_DB
    assert to_decibels(Gain(-1.0)) == SILENCE_DB


@given(st.floats(0.0, 1.5))
def test_volume_is_a_cube_and_comes_back(volume: float) -> None:
    assert volume_of_amplitude(amplitude_of_volume(volume)) == pytest.approx(volume, abs=1e-12)


def test_known_volumes() -> None:
    assert amplitude_of_volume(0.5) == 0.125
    assert amplitude_of_volume(0.58) == pytest.approx(0.195, abs=5e-4)
    assert amplitude_of_volume(1.0) == 1.0


@given(st.integers(0, 10**10), st.sampled_from([44_100, 48_000, 96_000]))
def test_frames_come_back_from_seconds(frame: int, rate: int) -> None:
    assert frames_at(seconds_at(Frames(frame), rate), rate) == frame


@given(st.integers(0, 10**7))
def test_light_frames_begin_where_their_samples_do(frame: int) -> None:
    assert light_frame_at(seconds_at(Frames(frame * SAMPLES_PER_LIGHT_FRAME))) == frame
    assert light_frame_at(Seconds(frame / LIGHT_FPS)) == frame
    just_before = math.nextafter(frame / LIGHT_FPS, -math.inf) - 1e-6
    assert light_frame_at(Seconds(just_before)) == frame - 1


def test_the_grids_of_sound_and_light_meet() -> None:
    assert SAMPLES_PER_LIGHT_FRAME * LIGHT_FPS == HOUSE_RATE

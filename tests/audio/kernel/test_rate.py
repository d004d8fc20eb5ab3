"""Faster and slower: right between frames, without aliases, and exact again at one."""

import numpy as np
import pytest

from luma.audio.kernel.slots import FADE_FRAMES
from luma.domain.errors import BadValue
from tests.audio.kernel.playing import (
    RATE,
    between,
    heard_at,
    noise,
    playing,
    position,
    sine,
)

LOWEST = 1e-4
"""Eighty decibels below a tone: what else is heard beside it."""


def band_limited(frames: int) -> np.ndarray:
    """Noise without anything above 15 kHz."""
    rng = np.random.default_rng(5)
    spectrum = np.fft.rfft(rng.uniform(-0.5, 0.5, (frames, 2)), axis=0)
    spectrum[int(frames * 15_000 / RATE) :] = 0.0
    return np.fft.irfft(spectrum, frames, axis=0).astype(np.float32)


@pytest.mark.parametrize("rate", [0.5, 0.7071, 0.999, 1.25])
def test_between_frames_the_sound_is_what_it_would_have_been(rate: float) -> None:
    song = band_limited(12_000)
    engine = playing(song)
    engine.set_rate(rate)
    out = engine.render(4000)
    exact = round(rate * (1 << 24)) / (1 << 24)
    places = np.arange(1000, 4000, dtype=np.float64) * exact
    wanted = between(song, places)
    assert np.abs(out[1000:] - wanted).max() < 2e-3 * (1.0 if rate <= 1.0 else 3.0)


@pytest.mark.parametrize("rate", [0.5, 0.8, 1.3, 2.0])
@pytest.mark.parametrize("hertz", [440.0, 6000.0])
def test_a_tone_stays_one_tone(rate: float, hertz: float) -> None:
    engine = playing(sine(hertz, 100_000))
    engine.set_rate(rate)
    out = engine.render(2000 + 32_768)[2000:, 0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(out * np.kaiser(out.size, 14.0)))
    peak, most = int(spectrum.argmax()), float(spectrum.max())
    assert peak * RATE / out.size == pytest.approx(hertz * rate, abs=2.0)
    spectrum[max(0, peak - 8) : peak + 9] = 0.0
    assert spectrum.max() < LOWEST * most


def test_what_would_fold_back_is_cut() -> None:
    engine = playing(sine(17_000.0, 100_000))  # at twice the speed it is above all hearing
    engine.set_rate(2.0)
    assert np.abs(engine.render(20_000)[2000:]).max() < 1e-3


def test_back_at_one_the_samples_are_the_source_to_the_bit() -> None:
    song = noise(60_000)
    engine = playing(song)
    engine.set_rate(0.7123, at=2000)
    engine.set_rate(1.0, at=10_000)
    engine.render(10_000 + FADE_FRAMES + 10)
    place = round(position(engine).song_frame)
    assert position(engine).song_frame == place
    assert np.array_equal(engine.render(5000), song[place : place + 5000])


def test_changes_of_rate_do_not_click() -> None:
    engine = playing(sine(300.0, 400_000))
    for n, rate in enumerate([0.5, 2.0, 1.0, 1.37, 1.0, 0.93]):
        engine.set_rate(rate, at=3000 * (n + 1))
    out = engine.render(24_000)[FADE_FRAMES:, 0].astype(np.float64)
    steepest = 0.5 * 2 * np.pi * 300.0 * 2.0 / RATE
    assert np.abs(np.diff(out)).max() < steepest * 1.05


def test_the_head_moves_as_the_rate_says_and_loops_lose_nothing() -> None:
    engine = playing(noise(60_000))
    engine.loop(10_000, 14_800)
    engine.set_rate(1.5)
    engine.render(48_000)
    run = (48_000 * round(1.5 * (1 << 24)) / (1 << 24) - 14_800) % 4800
    assert position(engine).song_frame == pytest.approx(10_000 + run, abs=1e-6)
    assert heard_at(engine, 47_000) == pytest.approx(
        10_000 + (47_000 * 1.5 - 14_800) % 4800, abs=0.01
    )
    assert position(engine).rate == 1.5


@pytest.mark.parametrize("rate", [0.0, 0.49, 2.01, -1.0, float("nan")])
def test_absurd_rates_are_refused_with_the_range(rate: float) -> None:
    engine = playing(noise(1000))
    with pytest.raises(BadValue, match="rate") as refused:
        engine.set_rate(rate)
    assert "0.5 to 2" in refused.value.sentence()

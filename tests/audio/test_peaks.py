"""The pyramid bounds the samples at every zoom and hears its three bands."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.audio.peaks import BUCKET, Peaks
from luma.domain.errors import ArtifactError
from luma.domain.units import HOUSE_RATE
from tests import sounds


def noise(frames: int, seed: int = 5) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1, 1, (frames, 2)).astype(np.float32)


NOISE = noise(300_000)
PEAKS = Peaks.of(NOISE)


@given(st.integers(-50_000, 320_000), st.integers(1, 300_000), st.integers(1, 500))
@settings(max_examples=60)
def test_peaks_bound_the_samples_at_every_zoom(start: int, length: int, width: int) -> None:
    drawn = PEAKS.slice(start, start + length, width)
    assert drawn.low.shape == drawn.high.shape == drawn.rms.shape == (width,)
    assert drawn.bands.shape == (width, 3)
    edges = start + length * np.arange(width + 1) // width
    for column in range(width):
        seen = NOISE[max(0, edges[column]) : max(0, edges[column + 1])]
        if len(seen):
            assert drawn.low[column] <= seen.min()
            assert drawn.high[column] >= seen.max()
    assert (drawn.rms <= np.maximum(drawn.high, -drawn.low) + 1e-6).all()


@given(st.integers(1, 400_000))
@settings(max_examples=15)
def test_levels_are_powers_of_two_down_to_the_bucket(frames: int) -> None:
    peaks = Peaks.of(np.full((frames, 2), 0.25, np.float32))
    for depth, level in enumerate(peaks.levels):
        assert len(level) == -(-frames // (BUCKET << depth))
        assert level[:, 1].max() == np.float32(0.25)
    assert len(peaks.levels[-1]) == 1


def test_columns_touch_few_buckets_however_long_the_sound() -> None:
    peaks = Peaks.of(noise(2_000_000))
    drawn = peaks.slice(0, 2_000_000, 10)
    depth = (200_000 // BUCKET).bit_length() - 1
    assert len(peaks.levels[depth]) <= 2 * 10 + 1
    assert drawn.high.min() > 0.99


def test_the_rms_of_a_sine_is_its_level_by_the_root_of_two() -> None:
    peaks = Peaks.of(sounds.sine(1000, 4, level=0.5))
    drawn = peaks.slice(0, 4 * HOUSE_RATE, 7)
    assert np.allclose(drawn.rms[1:-1], 0.5 / np.sqrt(2), rtol=0.02)


@pytest.mark.parametrize(("hertz", "band"), [(60, 0), (800, 1), (6000, 2)])
def test_each_band_hears_its_own_tones(hertz: float, band: int) -> None:
    drawn = Peaks.of(sounds.sine(hertz, 6, level=0.5)).slice(HOUSE_RATE, 5 * HOUSE_RATE, 50)
    assert np.allclose(drawn.bands[:, band], 0.5, atol=0.02)
    others = np.delete(drawn.bands, band, axis=1)
    assert others.max() < 0.02


def test_the_finest_level_is_what_a_plain_look_at_every_bucket_says() -> None:
    loud = noise(30_001)
    for bucket, row in enumerate(Peaks.of(loud).levels[0]):
        seen = loud[bucket * BUCKET : (bucket + 1) * BUCKET].astype(np.float64)
        assert row[0] == min(0.0, seen.min())
        assert row[1] == max(0.0, seen.max())
        assert np.isclose(row[2], np.sqrt((seen**2).sum() / (2 * BUCKET)), rtol=1e-5)


def plain_bands(samples: np.ndarray) -> np.ndarray:
    """The highest of each band in each bucket, of one spectrum of the whole sound."""
    mono = samples.astype(np.float64).mean(axis=1)
    spectrum, octaves = np.fft.rfft(mono), np.fft.rfftfreq(len(mono), 1 / HOUSE_RATE)
    with np.errstate(divide="ignore"):
        octaves = np.log2(octaves)
    below = [
        0.5 - 0.5 * np.sin(np.pi * np.clip(octaves - np.log2(edge), -0.5, 0.5))
        for edge in (200.0, 2000.0)
    ]
    shares = (below[0], below[1] - below[0], 1 - below[1])
    bands = [np.abs(np.fft.irfft(spectrum * share)) for share in shares]
    return np.stack([band.reshape(-1, BUCKET).max(axis=1) for band in bands], axis=1)


def test_the_bands_are_those_of_a_spectrum_of_the_whole_wherever_it_is_cut() -> None:
    """Low tones are looked at less often, and kernels end: a percent, no more."""
    long = noise(64 * 6000, seed=9)
    heard, plain = Peaks.of(long).levels[0][:, 3:], plain_bands(long)
    inner = slice(64, -64)
    assert np.abs(heard - plain)[inner].max() < 0.01
    assert np.abs(heard - plain)[inner].mean() < 0.001


def test_a_pyramid_comes_back_from_its_file(tmp_path: Path) -> None:
    PEAKS.write(tmp_path / "a.npz")
    kept = Peaks.open(tmp_path / "a.npz")
    assert kept.frames == PEAKS.frames
    for ours, theirs in zip(PEAKS.levels, kept.levels, strict=True):
        assert np.array_equal(ours, theirs)
    (tmp_path / "b.npz").write_bytes(b"no")
    with pytest.raises(ArtifactError, match=r"b\.npz"):
        Peaks.open(tmp_path / "b.npz")


def test_silence_is_flat() -> None:
    drawn = Peaks.of(sounds.silence(1)).slice(0, HOUSE_RATE, 9)
    assert not drawn.low.any()
    assert not drawn.high.any()
    assert not drawn.bands.any()

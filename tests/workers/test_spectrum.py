"""Spectra of a sound, in pieces, are those of the whole."""

import numpy as np
import pytest

from tests import sounds
from workers import _spectrum


@pytest.mark.parametrize("length", [1, 799, 800, 801, 5000, 2_000_000])
def test_pieces_are_the_whole(length: int) -> None:
    noise = np.random.default_rng(2).uniform(-1, 1, (length, 2)).astype(np.float32)
    wave = _spectrum.mono(noise)
    assert np.allclose(wave, noise.astype(np.float64).mean(axis=1), atol=1e-7)
    whole = np.concatenate(list(_spectrum.magnitudes(wave, 2048, 800)))
    pieces = np.concatenate(list(_spectrum.magnitudes_of(noise, 2048, 800)))
    assert np.array_equal(whole, pieces)
    assert len(pieces) == -(-length // 800)


def test_a_frame_is_centred_on_its_place() -> None:
    """A plain transform of one stretch, written from the words."""
    sound = sounds.sine(1000, 0.5)
    frame = next(iter(_spectrum.magnitudes_of(sound, 2048, 800)))[10]
    stretch = sound[8000 - 1024 : 8000 + 1024, 0].astype(np.float64)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(2048) / 2047)
    plain = np.abs(np.fft.rfft(stretch * window)) * 2 / 2048
    assert np.allclose(frame, plain, atol=1e-6)

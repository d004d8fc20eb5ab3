"""Spectra of a sound, in pieces, are those of the whole."""

import numpy as np
import pytest

from tests import sounds
from workers import _spectrum


@pytest.mark.parametrize("length", [1, 799, 800, 801, 5000, 2_000_000])
def test_pieces_are_the_whole(length: int) -> None:
    noise = np.random.default_rng(2).uniform(-1, 1, (length, 2)).astype(np.float32)
    pieces = np.concatenate(list(_spectrum.magnitudes_of(noise, 2048, 800)))
    assert len(pieces) == -(-length // 800)
    padded = np.pad(noise.astype(np.float64).mean(axis=1), (1024, 2048))
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(2048) / 2047)
    for n in {0, len(pieces) // 2, 2046, 2047, 2048, 2049} & set(range(len(pieces))):
        frame = padded[n * 800 : n * 800 + 2048]
        plain = np.abs(np.fft.rfft(frame * window)) * 2 / 2048
        assert np.allclose(pieces[n], plain, atol=1e-6), n


def test_a_frame_is_centred_on_its_place() -> None:
    """A plain transform of one stretch, written from the words."""
    sound = sounds.sine(1000, 0.5)
    frame = next(iter(_spectrum.magnitudes_of(sound, 2048, 800)))[10]
    stretch = sound[8000 - 1024 : 8000 + 1024, 0].astype(np.float64)
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(2048) / 2047)
    plain = np.abs(np.fft.rfft(stretch * window)) * 2 / 2048
    assert np.allclose(frame, plain, atol=1e-6)

"""Every third of a semitone is heard where it sounds, at any level and in any tuning."""

import numpy as np
import pytest

from luma.domain.units import HOUSE_RATE
from tests import sounds
from workers import _pitches


def whole(samples: np.ndarray) -> np.ndarray:
    return np.concatenate(list(_pitches.pitches(samples)))


def hertz(pitch: float) -> float:
    return float(440 * 2 ** ((pitch - 69) / 12))


@pytest.mark.parametrize("pitch", [36, 45, 52, 60, 69, 77, 88, 100])
def test_a_tone_is_loudest_in_the_middle_of_its_semitone(pitch: int) -> None:
    found = whole(sounds.sine(hertz(pitch), 2))[10]
    assert found.argmax() == (pitch - _pitches.LOWEST) * _pitches.PER_TONE + 1


def test_a_tone_is_as_loud_in_every_octave() -> None:
    peaks = [whole(sounds.sine(hertz(p), 2))[10].max() for p in (40, 52, 64, 76, 88)]
    assert max(peaks) - min(peaks) < 0.15


@pytest.mark.parametrize("cents", [-35, -12, 0, 20, 40])
def test_the_tuning_is_found(cents: int) -> None:
    at = np.arange(6 * HOUSE_RATE) / HOUSE_RATE
    chord = sum(np.sin(2 * np.pi * hertz(p + cents / 100) * at) for p in (57, 61, 64, 69))
    samples = sounds.stereo(0.1 * np.asarray(chord))
    level = _pitches.loudness(samples)
    assert _pitches.tuning(samples, level) == pytest.approx(cents, abs=3)


def test_the_level_makes_no_difference() -> None:
    loud = sounds.chord("C:maj", 2)
    assert np.allclose(whole(loud), whole(loud * 0.01), atol=0.02)


def test_a_long_sound_is_heard_alike_across_the_stretches() -> None:
    second = sounds.progression(["C:maj", "G:maj"], 0.5)
    found = whole(np.tile(second, (125, 1)))
    assert len(found) == 1250
    assert np.allclose(found[590:610], found[90:110], atol=2e-3)


def test_silence_is_zero() -> None:
    assert whole(sounds.silence(1)).max() == 0

"""Loudness and true peak agree with the recommendation and with another program."""

import numpy as np
import pyloudnorm
import pytest

from luma.analysis.contract import Progress
from luma.domain.units import HOUSE_RATE
from tests import sounds
from tests.workers.conftest import Shelve
from workers.loudness import loudness


def test_the_reference_tone_has_its_loudness(shelved: Shelve) -> None:
    tone = sounds.sine(997, 10, level=10 ** (-23 / 20))
    assert loudness(shelved(tone), Progress()).integrated == pytest.approx(-23, abs=0.1)


def test_quiet_stretches_do_not_count(shelved: Shelve) -> None:
    tone = sounds.sine(997, 10, level=10 ** (-23 / 20))
    gated = np.concatenate([tone, sounds.silence(20), tone * 0.01])
    assert loudness(shelved(gated), Progress()).integrated == pytest.approx(-23, abs=0.15)


def test_another_program_hears_the_same(shelved: Shelve) -> None:
    music = sounds.drums(120, 12) + sounds.progression(["C:maj", "G:maj", "A:min"], 4)
    theirs = pyloudnorm.Meter(HOUSE_RATE).integrated_loudness(music.astype(np.float64))
    assert loudness(shelved(music), Progress()).integrated == pytest.approx(theirs, abs=0.1)


def test_the_true_peak_lies_between_the_samples(shelved: Shelve) -> None:
    at = np.arange(HOUSE_RATE * 6)
    wave = sounds.stereo(0.5 * np.sin(2 * np.pi * at / 4 + np.pi / 4))
    wave[: HOUSE_RATE // 10] *= np.linspace(0, 1, HOUSE_RATE // 10)[:, None]
    wave[-HOUSE_RATE // 10 :] *= np.linspace(1, 0, HOUSE_RATE // 10)[:, None]
    assert np.abs(wave).max() < 0.36
    peak = loudness(shelved(wave), Progress()).true_peak
    assert peak == pytest.approx(20 * np.log10(0.5), abs=0.1)


def test_silence_and_snippets_are_as_quiet_as_can_be(shelved: Shelve) -> None:
    assert loudness(shelved(sounds.silence(3)), Progress()).integrated == -120
    assert loudness(shelved(sounds.silence(0.05)), Progress()).true_peak == -120
    assert loudness(shelved(sounds.sine(440, 0.2)), Progress()).integrated == -120

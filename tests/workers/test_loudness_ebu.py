"""Loudness reads the signals of EBU Tech 3341 and 3342 as they ask; all are made here.

Case 6 has five channels and cases 7 and 8 are recordings: Luma hears stereo that it makes.
"""

import numpy as np
import pytest

from luma.analysis.contract import Progress
from luma.domain.energy import Loudness
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE, LIGHT_FPS
from tests.workers.conftest import Shelve
from workers.loudness import loudness


def tones(*steps: tuple[float, float]) -> Samples:
    """A sine of 1 kHz in both channels: seconds and dBFS of one stretch after another."""
    levels = np.concatenate(
        [np.full(round(s * HOUSE_RATE), 10 ** (db / 20)) for s, db in steps]
    )
    wave = levels * np.sin(2 * np.pi * 1000 * np.arange(len(levels)) / HOUSE_RATE)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def heard(shelved: Shelve, samples: Samples) -> Loudness:
    return loudness(shelved(samples), Progress())


@pytest.mark.parametrize(
    ("steps", "level"),
    [
        pytest.param([(20, -23)], -23, id="1"),
        pytest.param([(20, -33)], -33, id="2"),
        pytest.param([(10, -36), (60, -23), (10, -36)], -23, id="3"),
        pytest.param([(10, -72), (10, -36), (60, -23), (10, -36), (10, -72)], -23, id="4"),
        pytest.param([(20, -26), (20.1, -20), (20, -26)], -23, id="5"),
    ],
)
def test_integrated_loudness(
    shelved: Shelve, steps: list[tuple[float, float]], level: float
) -> None:
    assert heard(shelved, tones(*steps)).integrated == pytest.approx(level, abs=0.1)


@pytest.mark.parametrize("level", [-23, -33])
def test_short_term_loudness_of_a_steady_tone(shelved: Shelve, level: float) -> None:
    short = heard(shelved, tones((20, level))).short_term
    assert len(short) == 20 * LIGHT_FPS
    np.testing.assert_allclose(short[3 * LIGHT_FPS :], level, atol=0.1)


def test_short_term_loudness_of_a_changing_tone(shelved: Shelve) -> None:
    """Case 9."""
    short = heard(shelved, tones(*[(1.34, -20), (1.66, -30)] * 5)).short_term
    np.testing.assert_allclose(short[3 * LIGHT_FPS :], -23, atol=0.1)


@pytest.mark.parametrize("turn", range(0, 20, 3))
def test_short_term_loudness_sees_three_seconds_wherever_they_begin(
    shelved: Shelve, turn: int
) -> None:
    """Case 10."""
    lead = 0.15 * turn
    short = heard(shelved, tones((lead, -200), (3, -23), (1, -200))).short_term
    assert short.max() == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize(
    ("steps", "spread"),
    [
        pytest.param([(20, -20), (20, -30)], 10, id="1"),
        pytest.param([(20, -20), (20, -15)], 5, id="2"),
        pytest.param([(20, -40), (20, -20)], 20, id="3"),
        pytest.param([(20, -50), (20, -35), (20, -20), (20, -35), (20, -50)], 15, id="4"),
    ],
)
def test_loudness_range(
    shelved: Shelve, steps: list[tuple[float, float]], spread: float
) -> None:
    assert heard(shelved, tones(*steps)).spread == pytest.approx(spread, abs=1.0)


@pytest.mark.parametrize(
    ("part", "degrees", "amplitude", "peak"),
    [
        pytest.param(4, 0, 0.5, -6, id="15"),
        pytest.param(4, 45, 0.5, -6, id="16"),
        pytest.param(6, 60, 0.5, -6, id="17"),
        pytest.param(8, 67.5, 0.5, -6, id="18"),
        pytest.param(4, 45, 1.41, 3, id="19"),
    ],
)
def test_true_peak(
    shelved: Shelve, part: int, degrees: float, amplitude: float, peak: float
) -> None:
    at = np.arange(2 * HOUSE_RATE)
    swell = np.clip(np.minimum(at, at[::-1]) / (HOUSE_RATE / 2), 0, 1)
    wave = amplitude * swell * np.sin(2 * np.pi * at / part + np.radians(degrees))
    samples = np.repeat(wave[:, None], 2, axis=1).astype(np.float32)
    read = heard(shelved, samples).true_peak
    assert peak - 0.4 <= read <= peak + 0.2


@pytest.mark.parametrize("late", range(4))
def test_true_peak_of_one_swing_between_the_samples(shelved: Shelve, late: int) -> None:
    """Cases 20 to 23: drawn at four times the rate, then thinned from each of four places."""
    from scipy.signal import firwin

    fine = np.arange(4 * HOUSE_RATE)
    swell = np.clip(np.minimum(fine, fine[::-1]) / HOUSE_RATE, 0, 1) ** 2
    wave = swell * np.sin(2 * np.pi * fine / 24)
    taps = firwin(481, 0.22)
    thinned = np.convolve(wave, taps, "same")[late::4]
    samples = np.repeat(thinned[:, None], 2, axis=1).astype(np.float32)
    assert -0.4 <= heard(shelved, samples).true_peak <= 0.2

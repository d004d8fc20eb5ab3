"""Loudness reads the signals of EBU Tech 3341 and 3342 as they ask; all are made here.

Case 6 of 3341 has five channels, of which Luma hears the two that they are mixed down to: that
is tested as what it is. Cases 7 and 8 of 3341, 5 and 6 of 3342, are broadcasts that cannot be
made here: noise that swells and falls like them stands in, with figures from elsewhere.
"""

import math
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile
from scipy.signal import lfilter

from luma.analysis.contract import Progress
from luma.audio.decode import Decoding
from luma.audio.pcm import Pcm
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


@pytest.mark.parametrize("turn", range(20))
def test_short_term_loudness_sees_three_seconds_wherever_they_begin(
    shelved: Shelve, turn: int
) -> None:
    """Case 10."""
    made = heard(shelved, tones((0.15 * turn, -200), (3, -23), (1, -200)))
    assert made.loudest_short_term == pytest.approx(-23, abs=0.1)


def test_short_term_loudness_of_louder_and_louder_tones(shelved: Shelve) -> None:
    """Case 11: each of twenty tones is a decibel louder and comes a little later."""
    parts = [((0.15 * n, -200), (3, n - 38), (3 - 0.15 * n, -200)) for n in range(20)]
    short = heard(shelved, tones(*(step for part in parts for step in part))).short_term
    loudest = short.reshape(20, 6 * LIGHT_FPS).max(axis=1)
    np.testing.assert_allclose(loudest, np.arange(-38, -18), atol=0.1)


@pytest.mark.parametrize("level", [-23, -33])
def test_momentary_loudness_of_a_steady_tone(shelved: Shelve, level: float) -> None:
    """Cases 1 and 2."""
    momentary = heard(shelved, tones((20, level))).momentary
    assert len(momentary) == 20 * LIGHT_FPS
    np.testing.assert_allclose(momentary[LIGHT_FPS:], level, atol=0.1)


def test_momentary_loudness_of_a_changing_tone(shelved: Shelve) -> None:
    """Case 12."""
    momentary = heard(shelved, tones(*[(0.18, -20), (0.22, -30)] * 25)).momentary
    np.testing.assert_allclose(momentary[LIGHT_FPS:], -23, atol=0.1)


@pytest.mark.parametrize("turn", range(20))
def test_momentary_loudness_sees_the_tone_wherever_it_begins(
    shelved: Shelve, turn: int
) -> None:
    """Case 13."""
    made = heard(shelved, tones((0.02 * turn, -200), (0.4, -23), (1, -200)))
    assert made.loudest_moment == pytest.approx(-23, abs=0.1)


def test_momentary_loudness_of_louder_and_louder_tones(shelved: Shelve) -> None:
    """Case 14."""
    parts = [((0.02 * n, -200), (0.4, n - 38), (0.4 - 0.02 * n, -200)) for n in range(20)]
    momentary = heard(shelved, tones(*(step for part in parts for step in part))).momentary
    loudest = momentary.reshape(20, round(0.8 * LIGHT_FPS)).max(axis=1)
    np.testing.assert_allclose(loudest, np.arange(-38, -18), atol=0.1)


def test_five_channels_count_as_the_two_that_they_are_folded_to(tmp_path: Path) -> None:
    """Case 6, which asks for -23 LUFS: folded, channels add as waves and leave room for all."""
    levels = np.array([-28, -28, -24, -30, -30])
    wave = tones((20, 0))[:, :1]
    soundfile.write(tmp_path / "five.wav", wave * 10 ** (levels / 20), HOUSE_RATE, "FLOAT")
    sound = Pcm.gather(Decoding(tmp_path / "five.wav"), tmp_path / "sound.npy")
    folded = (10**-1.4 + (10**-1.2 + 10**-1.5) / 2**0.5) / (1 + 2**0.5)
    level = loudness(sound, Progress()).integrated
    assert level == pytest.approx(20 * math.log10(folded), abs=0.1)


def programme(seed: int, depth: float) -> Samples:
    """Noise like a broadcast: phrases and pauses, loud and soft scenes, depth LU apart."""
    chance = np.random.default_rng(seed)
    levels = []
    for scene in range(8):
        base = -24 - depth * (scene % 4) / 3
        for _ in range(5):
            levels += [(chance.uniform(1, 3), base + chance.normal(0, 1)), (0.2, base - 18)]
    stretches = [
        chance.normal(0, 10 ** (level / 20), (round(seconds * HOUSE_RATE), 2))
        for seconds, level in levels
    ]
    noise = np.concatenate(stretches)
    coloured = lfilter([0.3], [1, -0.7], noise, axis=0)
    return np.asarray(coloured, np.float32)


@pytest.mark.parametrize(("seed", "depth"), [(7, 4.0), (8, 18.0)])
def test_integrated_loudness_of_a_stand_in_for_broadcasts(
    shelved: Shelve, seed: int, depth: float
) -> None:
    """Cases 7 and 8: brought to -23 LUFS by another program, a narrow and a wide one."""
    sound = programme(seed, depth)
    theirs = pyloudnorm.Meter(HOUSE_RATE).integrated_loudness(sound.astype(np.float64))
    even = sound * np.float32(10 ** ((-23 - theirs) / 20))
    assert heard(shelved, even).integrated == pytest.approx(-23, abs=0.1)


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


def told_range(sound: Samples) -> float:
    """The loudness range, step by step as Tech 3342 tells it, with weights by pyloudnorm."""
    meter = pyloudnorm.Meter(HOUSE_RATE)
    weighted = sound.astype(np.float64)
    for stage in meter._filters.values():
        for channel in range(2):
            weighted[:, channel] = stage.apply_filter(weighted[:, channel])
    levels = []
    for first in range(0, len(sound) - 3 * HOUSE_RATE + 1, HOUSE_RATE // 10):
        power = (weighted[first : first + 3 * HOUSE_RATE] ** 2).mean(axis=0).sum()
        levels.append(-0.691 + 10 * math.log10(max(power, 1e-20)))
    audible = [level for level in levels if level >= -70]
    middle = 10 * math.log10(sum(10 ** (level / 10) for level in audible) / len(audible))
    kept = sorted(level for level in audible if level >= middle - 20)
    at = [kept[round((len(kept) - 1) * share)] for share in (0.10, 0.95)]
    return at[1] - at[0]


@pytest.mark.parametrize(
    ("seed", "depth", "spread"),
    [pytest.param(5, 4.0, 5, id="5"), pytest.param(6, 13.5, 15, id="6")],
)
def test_loudness_range_of_a_stand_in_for_broadcasts(
    shelved: Shelve, seed: int, depth: float, spread: float
) -> None:
    sound = programme(seed, depth)
    truth = told_range(sound)
    assert truth == pytest.approx(spread, abs=1.5)
    assert heard(shelved, sound).spread == pytest.approx(truth, abs=1.0)


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

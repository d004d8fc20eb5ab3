"""What the meter shows, and its loudness on the signals of EBU Tech 3341."""

import numpy as np
import pyloudnorm
import pytest

from luma.audio.fx.effect import Block
from luma.audio.fx.meter import FALL, HOLD, WINDOW
from luma.audio.fx.shows import CLIPS, CORRELATION, HELD, MOMENTARY, PEAK, RMS, SHORT_TERM
from tests.audio.fx.nodes import Node, noise, sine

RATE = 48_000


def tones(*steps: tuple[float, float]) -> Block:
    """A sine of 1 kHz in both channels: seconds and dBFS of one stretch after another."""
    levels = np.concatenate([np.full(round(s * RATE), 10 ** (db / 20)) for s, db in steps])
    wave = levels * np.sin(2 * np.pi * 1000 * np.arange(len(levels)) / RATE)
    return np.repeat(wave[:, None], 2, axis=1).astype(np.float32)


def followed(sound: Block, word: int) -> list[float]:
    """What the meter shows after each of its windows."""
    node, seen = Node("meter"), []
    for at in range(0, len(sound) - WINDOW + 1, WINDOW):
        node.run(sound[at : at + WINDOW])
        seen.append(float(node.state[word]))
    return seen


def test_it_changes_nothing() -> None:
    sound = noise(3000)
    assert Node("meter").through(sound).tobytes() == sound.tobytes()


def test_peak_mean_and_hold() -> None:
    node = Node("meter")
    node.through(sine(1200, 4800, 0.5))
    assert node.state[PEAK : PEAK + 2] == pytest.approx([0.5, 0.5], rel=1e-3)
    assert node.state[RMS : RMS + 2] == pytest.approx([0.5 / np.sqrt(2)] * 2, rel=1e-3)
    node.through(np.zeros((10 * WINDOW, 2)))
    assert node.state[PEAK] == pytest.approx(0.5 * FALL**10, rel=1e-3)
    assert node.state[HELD] == pytest.approx(0.5, rel=1e-3)
    node.through(np.zeros(((HOLD + 1) * WINDOW, 2)))
    assert node.state[HELD] == 0


def test_clipped_samples_are_counted_on_each_side() -> None:
    sound = np.zeros((WINDOW, 2), np.float32)
    sound[3:7, 0], sound[9, 1] = 1.0, -1.5
    node = Node("meter")
    node.run(sound)
    node.run(sound)
    assert node.state[CLIPS : CLIPS + 2].tolist() == [8.0, 2.0]


@pytest.mark.parametrize("level", [-23.0, -33.0])
@pytest.mark.parametrize("word", [MOMENTARY, SHORT_TERM])
def test_a_steady_tone_is_as_loud_as_ebu_says(word: int, level: float) -> None:
    """Cases 1 and 2."""
    seen = followed(tones((5, level)), word)
    np.testing.assert_allclose(seen[180:], level, atol=0.1)


def test_short_term_loudness_of_a_changing_tone() -> None:
    """Case 9."""
    seen = followed(tones(*[(1.34, -20), (1.66, -30)] * 5), SHORT_TERM)
    np.testing.assert_allclose(seen[180:], -23, atol=0.1)


@pytest.mark.parametrize("turn", range(0, 20, 3))
def test_short_term_loudness_of_three_seconds_wherever_they_begin(turn: int) -> None:
    """Case 10."""
    sound = tones((0.15 * turn + 0.01, -200), (3, -23), (1, -200))
    assert max(followed(sound, SHORT_TERM)) == pytest.approx(-23, abs=0.1)


def test_momentary_loudness_of_a_changing_tone() -> None:
    """Case 12."""
    seen = followed(tones(*[(0.18, -20), (0.22, -30)] * 25), MOMENTARY)
    np.testing.assert_allclose(seen[60:], -23, atol=0.1)


@pytest.mark.parametrize("turn", range(0, 20, 3))
def test_momentary_loudness_of_a_burst_wherever_it_begins(turn: int) -> None:
    """Case 13, on the meter's own windows."""
    lead = round(0.02 * turn * 60) / 60
    seen = followed(tones((lead + 1 / 60, -200), (0.4, -23), (1, -200)), MOMENTARY)
    assert max(seen) == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("frequency", [50.0, 100.0, 1000.0, 10_000.0])
def test_another_program_weighs_tones_alike(frequency: float) -> None:
    node, tone = Node("meter"), sine(frequency, 4 * RATE, 10 ** (-23 / 20))
    node.through(tone)
    theirs = pyloudnorm.Meter(RATE).integrated_loudness(tone.astype(np.float64))
    assert node.state[SHORT_TERM] == pytest.approx(theirs, abs=0.1)


def test_silence_is_as_quiet_as_can_be() -> None:
    node = Node("meter")
    node.through(np.zeros((RATE, 2)))
    assert node.state[SHORT_TERM] == node.state[MOMENTARY] == -120


def test_correlation() -> None:
    for left, right, wanted in ((1, 1, 1.0), (1, -1, -1.0), (1, 0, 0.0)):
        node, sound = Node("meter"), sine(200, RATE)
        node.through(sound * np.array([left, right], np.float32))
        assert node.state[CORRELATION] == pytest.approx(wanted, abs=1e-6)
    node = Node("meter")
    node.through(noise(RATE))
    assert abs(node.state[CORRELATION]) < 0.05

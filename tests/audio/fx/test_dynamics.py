"""Compressor, gate and limiter against plain loops and an oversampler of another kind."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy.signal import resample_poly

from luma.audio.fx.effect import Block
from luma.audio.fx.limiter import LATENCY
from tests.audio.fx.nodes import Node, noise, sine

RATE = 48_000


def compressed(
    sound: Block, side: Block, curve: tuple[float, float, float, float]
) -> npt.NDArray[np.float64]:
    """The gain in decibels, frame by frame, as the textbook has it."""
    threshold, ratio, knee, makeup = curve
    attack, release = (1 - np.exp(-1 / (t * RATE)) for t in (0.01, 0.15))
    reduced, out = 0.0, sound.astype(np.float64)
    for i, frame in enumerate(np.abs(side).max(axis=1)):
        over = 20 * np.log10(max(float(frame), 1e-30)) - threshold
        if 2 * over < -knee:
            less = 0.0
        elif 2 * over <= knee:
            less = (1 - 1 / ratio) * (over + knee / 2) ** 2 / (2 * knee)
        else:
            less = (1 - 1 / ratio) * over
        reduced += (less - reduced) * (attack if less > reduced else release)
        out[i] *= 10 ** ((makeup - reduced) / 20)
    return out


@pytest.mark.parametrize(
    ("threshold", "ratio", "knee", "makeup"),
    [(-18.0, 3.0, 6.0, 0.0), (-30.0, 20.0, 24.0, 6.0), (-24.0, 4.0, 0.001, 0.0)],
)
def test_compressor(threshold: float, ratio: float, knee: float, makeup: float) -> None:
    sound = noise(6000) * np.linspace(0, 1.5, 6000, dtype=np.float32)[:, None]
    node = Node("compressor", threshold=threshold, ratio=ratio, knee=knee, makeup=makeup)
    wanted = compressed(sound, sound, (threshold, ratio, knee, makeup))
    np.testing.assert_allclose(node.through(sound), wanted, atol=1e-5)


def test_compressor_obeys_the_sound_at_its_side() -> None:
    sound, beat = sine(200, 12_000), np.zeros((12_000, 2), np.float32)
    beat[3000:3400] = 0.9
    node = Node("compressor", threshold=-30.0, ratio=10.0)
    wanted = compressed(sound, beat, (-30, 10, 6, 0))
    heard = node.through(sound, beat)
    np.testing.assert_allclose(heard, wanted, atol=1e-5)
    assert np.abs(heard[3300:3400]).max() < 0.3 * np.abs(heard[:3000]).max()


def test_a_steady_tone_comes_down_by_the_ratio() -> None:
    node = Node("compressor", threshold=-20.0, ratio=4.0, knee=0.0, release=2.0)
    loud = node.through(np.full((48_000, 2), 10 ** (-8 / 20)))
    assert 20 * np.log10(loud[-1, 0]) == pytest.approx(-20 + 12 / 4, abs=0.01)


def test_gate_opens_holds_and_shuts_with_two_thresholds() -> None:
    levels = np.repeat([0.001, 0.2, 0.06, 0.02, 0.06, 0.2], 9600)
    sound = np.repeat(levels[:, None], 2, axis=1).astype(np.float32)
    settings = {"threshold": -20.0, "hysteresis": 6.0, "attack": 0.001, "hold": 0.05}
    heard = Node("gate", release=0.01, floor=-80.0, **settings).through(sound)[:, 0]
    share = heard / sound[:, 0]
    assert share[9599] < 1e-3, "shut below"
    assert share[9600 + 480] > 0.99, "opens at the threshold"
    assert share[28_799] > 0.99, "stays open a little below it"
    assert share[28_800 + 2300] > 0.99, "is held"
    assert share[28_800 + 2400 + 2400] < 0.01, "and shuts"
    assert share[47_999] < 1e-3, "does not open again below the threshold"
    assert share[-1] > 0.99


def test_gate_leaves_as_much_as_its_floor() -> None:
    quiet = np.full((48_000, 2), 0.001)
    heard = Node("gate", threshold=-20.0, floor=-12.0).through(quiet)
    assert heard[-1, 0] == pytest.approx(0.001 * 10 ** (-12 / 20), rel=1e-4)


def fuzzed(kind: int, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Sounds that are hard on a limiter."""
    frames = 6000
    at = np.arange(frames)[:, None]
    clicks = rng.random((frames, 2)) < 0.02
    bursts = np.repeat(rng.random((frames // 500, 1)) < 0.4, 500, axis=0)
    swept = rng.uniform(0.01, 2.9) * at
    made = (
        rng.normal(0, 0.5, (frames, 2)),
        clicks * rng.normal(0, 3, (frames, 2)),
        bursts * rng.normal(0, 1.5, (frames, 2)),
        np.repeat(2 * np.sin(np.pi * at / 2 + np.pi / 4), 2, axis=1),  # highest in between
        np.repeat(np.sign(np.sin(at * rng.uniform(0.02, 1.5))), 2, axis=1) * 1.4,
        np.sin(swept + rng.uniform(0, 6, 2)) * rng.uniform(0.3, 3, 2),
    )
    return np.asarray(made[kind], np.float64)


@pytest.mark.parametrize("kind", range(6))
def test_nothing_rises_over_the_ceiling_not_even_between_samples(kind: int) -> None:
    rng = np.random.default_rng(kind)
    for _ in range(8):
        sound = np.concatenate([fuzzed(kind, rng), np.zeros((512, 2))])
        ceiling = rng.uniform(-12, 0)
        node = Node(
            "limiter", ceiling=ceiling, drive=rng.uniform(0, 12), release=rng.uniform(0.01, 0.5)
        )
        heard = node.through(sound)
        most = 10 ** (ceiling / 20)
        assert np.abs(heard).max() <= most
        between = resample_poly(heard.astype(np.float64), 16, 1, axis=0)
        assert np.abs(between).max() <= most


def test_limiter_passes_what_is_low_enough_to_the_bit_but_later() -> None:
    sound = noise(6000, 0.3)
    heard = Node("limiter").through(sound)
    assert not heard[:LATENCY].any()
    assert heard[LATENCY:].tobytes() == sound[:-LATENCY].tobytes()
    assert Node("limiter").kind.latency == LATENCY


def test_limiter_is_no_softer_than_it_must_and_recovers_by_its_release() -> None:
    sound = sine(200, 48_000, 0.5)
    sound[10_000:12_000] *= 4
    heard = Node("limiter", ceiling=-1.0, release=0.05).through(sound)
    loud = np.abs(heard[10_600 + LATENCY : 11_900 + LATENCY]).max()
    assert 10 ** (-1.6 / 20) < loud < 10 ** (-1 / 20)
    after = np.abs(heard[12_000 + LATENCY + 14_400 :]).max()
    assert after == pytest.approx(0.5, abs=2e-3)
    assert np.abs(heard[12_000 + LATENCY : 12_300 + LATENCY]).max() < 0.3


def test_drive_makes_louder() -> None:
    heard = Node("limiter", drive=6.0).through(sine(200, 24_000, 0.1))
    assert np.abs(heard).max() == pytest.approx(0.1 * 10 ** (6 / 20), rel=1e-3)

"""Delay and reverb against loops written from their words."""

import numpy as np
import numpy.typing as npt
import pytest

from luma.audio.fx.reverb import LENGTHS, SMEAR, SMEARS
from tests.audio.fx.nodes import BEAT, Node, noise, sine

RATE = 48_000
Floats = npt.NDArray[np.float64]


def echoed(
    sound: Floats, late: int, feedback: float, *, crossed: bool, bright: float
) -> Floats:
    """What comes out of two lines that feed themselves or each other."""
    line, soft = np.zeros((len(sound) + late, 2)), np.zeros(2)
    entering = sound.copy()
    if crossed:
        entering = np.stack([sound.mean(axis=1), np.zeros(len(sound))], axis=1)
    for i in range(len(sound)):
        soft = soft + (line[i] - soft) * bright
        line[i + late] = entering[i] + feedback * (soft[::-1] if crossed else soft)
    return line[: len(sound)]


@pytest.mark.parametrize("crossed", [False, True])
@pytest.mark.parametrize("damping", [1500.0, 20_000.0])
def test_delay(damping: float, crossed: bool) -> None:
    sound = noise(6000)
    node = Node(
        "delay", seconds=0.01, feedback=0.6, ping_pong=crossed, damping=damping, mix=1.0
    )
    bright = 1.0 if damping == 20_000 else 1 - np.exp(-2 * np.pi * damping / RATE)
    wanted = echoed(sound.astype(np.float64), 480, 0.6, crossed=crossed, bright=bright)
    np.testing.assert_allclose(node.through(sound), wanted, atol=1e-5)


def test_delay_mixes_and_counts_in_beats() -> None:
    click = np.zeros((30_000, 2), np.float32)
    click[0] = 1.0
    node = Node("delay", timing="beats", beats=0.75, feedback=0.5, mix=0.25, damping=20_000.0)
    heard = node.through(click)[:, 0]
    step = round(0.75 * BEAT * RATE)
    assert np.flatnonzero(heard).tolist() == [0, step]
    assert heard[[0, step]] == pytest.approx([0.75, 0.25])


def test_a_delay_that_is_set_anew_fades_to_its_new_place() -> None:
    node, tone = Node("delay", seconds=0.02, feedback=0.0, mix=1.0), sine(300, 9600)
    node.through(tone)
    node.settings["seconds"] = 0.0307
    heard = node.through(tone)[:, 0]
    assert np.abs(np.diff(heard)).max() < 1.5 * np.abs(np.diff(tone[:, 0])).max()
    late = round(0.0307 * RATE)
    np.testing.assert_allclose(heard[late + 300 :], tone[300 : 9600 - late, 0], atol=1e-6)


def reverberated(sound: Floats, decay: float, damping: float) -> Floats:
    """The wet sound of the room of size 1 with nothing before it."""
    bright = 1 - np.exp(-2 * np.pi * damping / RATE)
    kept = 10.0 ** (-3 * np.array(LENGTHS) / (decay * RATE))
    smeared = sound.copy()
    for number, late in enumerate(SMEARS):
        side, memory = number // 2, np.zeros(late + len(sound))
        for i in range(len(sound)):
            memory[i + late] = smeared[i, side] + SMEAR * memory[i]
            smeared[i, side] = memory[i] - SMEAR * memory[i + late]
    lines = [np.zeros(late + len(sound)) for late in LENGTHS]
    soft, out = np.zeros(8), np.zeros_like(sound)
    for i in range(len(sound)):
        heard = np.array([line[i] for line in lines])
        soft += (heard - soft) * bright
        back = soft * kept
        for n, line in enumerate(lines):
            line[i + LENGTHS[n]] = smeared[i, n % 2] + back[n] - back.sum() / 4
        out[i, 0] = heard[0] - heard[2] + heard[4] - heard[6]
        out[i, 1] = heard[1] - heard[3] + heard[5] - heard[7]
    return out * 0.35


def test_reverb() -> None:
    sound = noise(9000)
    sound[3000:] = 0.0
    node = Node("reverb", decay=1.2, size=1.0, before=0.0, damping=5000.0, mix=1.0)
    wanted = reverberated(sound.astype(np.float64), 1.2, 5000)
    np.testing.assert_allclose(node.through(sound), wanted, atol=1e-5)


@pytest.mark.parametrize("decay", [0.6, 2.0])
@pytest.mark.parametrize("size", [0.5, 1.5])
def test_reverb_rings_as_long_as_it_says(decay: float, size: float) -> None:
    sound = np.zeros((int(RATE * (decay + 1)), 2), np.float32)
    sound[:2400] = noise(2400)
    node = Node("reverb", decay=decay, size=size, before=0.0, damping=20_000.0, mix=1.0)
    power = np.mean(node.through(sound).astype(np.float64) ** 2, axis=1)
    left = 10 * np.log10(np.cumsum(power[::-1])[::-1])
    first, last = (
        np.searchsorted(-left, -left[4800] + 5),
        np.searchsorted(-left, -left[4800] + 35),
    )
    assert (last - first) * 2 / RATE == pytest.approx(decay, rel=0.1)


def test_reverb_comes_later_and_narrows_to_the_middle() -> None:
    click = np.zeros((9600, 2), np.float32)
    click[0, 0] = 1.0
    near = Node("reverb", before=0.0, mix=1.0).through(click)
    far = Node("reverb", before=0.05, mix=1.0, width=0.0).through(click)
    assert np.flatnonzero(far.any(axis=1))[0] - np.flatnonzero(near.any(axis=1))[0] == 2400
    np.testing.assert_array_equal(far[:, 0], far[:, 1])
    assert np.abs(near[:, 0] - near[:, 1]).max() > 0.01


def test_a_room_that_changes_its_size_does_not_click() -> None:
    node, tone = Node("reverb", size=0.5, mix=1.0), sine(200, 48_000, 0.2)
    before = node.through(tone)
    node.settings["size"] = 1.6
    after = node.through(tone)
    step = np.abs(np.diff(np.concatenate([before[24_000:], after]), axis=0)).max()
    assert step < 3 * np.abs(np.diff(before[24_000:], axis=0)).max()

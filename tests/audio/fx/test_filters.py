"""Filters and equalizers answer as scipy's do, which are made from the analogue ones."""

import numpy as np
import numpy.typing as npt
import pytest
from scipy.signal import bilinear, butter, sosfilt

from tests.audio.fx.nodes import Node, noise, sine

Floats = npt.NDArray[np.float64]
RATE = 48_000
SOUND = noise(12_000)


def digital(above: list[float], below: list[float], frequency: float) -> Floats:
    """One biquad from an analogue one of the frequency 1, moved to a frequency in Hz."""
    b, a = bilinear(above, below, fs=1 / (2 * np.tan(np.pi * frequency / RATE)))
    return np.concatenate([np.pad(b, (0, 3 - len(b))), a])[None, :]


def assert_same(node: Node, *sections: Floats) -> None:
    wanted = sosfilt(np.vstack(sections), SOUND.astype(np.float64), axis=0)
    np.testing.assert_allclose(node.through(SOUND), wanted, atol=1e-6)


@pytest.mark.parametrize("frequency", [25.0, 440.0, 9_000.0, 19_000.0])
@pytest.mark.parametrize("q", [0.5, 0.7071, 4.0])
@pytest.mark.parametrize(
    ("kind", "above"),
    [("low", [1.0]), ("high", [1.0, 0, 0]), ("band", [0.0, 0]), ("notch", [1.0, 0, 1])],
)
def test_filter(kind: str, above: list[float], frequency: float, q: float) -> None:
    above = [1 / q, 0] if kind == "band" else above
    wanted = digital(above, [1, 1 / q, 1], frequency)
    assert_same(Node("filter", kind=kind, frequency=frequency, resonance=q), wanted)


@pytest.mark.parametrize("gain", [-12.0, -3.0, 6.0, 12.0])
@pytest.mark.parametrize(
    ("band", "frequency"), [("first", 60.0), ("second", 1000.0), ("third", 12_000.0)]
)
def test_bells(band: str, frequency: float, gain: float) -> None:
    height, q = 10 ** (gain / 40), 2.5
    wanted = digital([1, height / q, 1], [1, 1 / (height * q), 1], frequency)
    settings = {
        f"{band}_frequency": frequency,
        f"{band}_gain": gain,
        f"{band}_q": q,
    }
    assert_same(Node("eq", **settings), wanted)


def low_shelf(gain: float, frequency: float) -> Floats:
    height = 10 ** (gain / 40)
    root = np.sqrt(2 * height)
    return digital([height, height * root, height**2], [height, root, 1], frequency)


def high_shelf(gain: float, frequency: float) -> Floats:
    height = 10 ** (gain / 40)
    root = np.sqrt(2 * height)
    return digital([height**2, height * root, height], [1, root, height], frequency)


@pytest.mark.parametrize("gain", [-12.0, 5.0])
def test_shelves(gain: float) -> None:
    assert_same(Node("eq", low_gain=gain, low_frequency=150.0), low_shelf(gain, 150))
    assert_same(Node("eq", high_gain=gain, high_frequency=7000.0), high_shelf(gain, 7000))


def test_all_bands_in_a_row() -> None:
    node = Node(
        "eq", low_cut=40.0, low_gain=4.0, first_gain=-6.0, second_gain=3.0, third_gain=-2.0,
        high_gain=5.0, high_cut=16_000.0,
    )  # fmt: skip
    bells = []
    for gain, frequency in ((-6.0, 300.0), (3.0, 1000.0), (-2.0, 3500.0)):
        height = 10 ** (gain / 40)
        bells.append(digital([1, height, 1], [1, 1 / height, 1], frequency))
    cuts = [
        butter(2, 40, "high", fs=RATE, output="sos"),
        butter(2, 16_000, fs=RATE, output="sos"),
    ]
    assert_same(node, *cuts, low_shelf(4, 120), *bells, high_shelf(5, 8000))


def test_an_equalizer_at_rest_changes_no_bit_and_is_at_rest_again_after_a_while() -> None:
    node = Node("eq")
    assert node.through(SOUND).tobytes() == SOUND.tobytes()
    node.settings["second_gain"] = 9.0
    assert np.abs(node.through(SOUND) - SOUND).max() > 0.1
    node.settings["second_gain"] = 0.0
    node.through(SOUND)
    node.through(np.zeros((48_000, 2)))
    assert node.through(SOUND).tobytes() == SOUND.tobytes()


def linkwitz(sound: Floats, frequency: float, kind: str) -> Floats:
    half = butter(2, frequency, kind, fs=RATE, output="sos")
    return np.asarray(sosfilt(np.vstack([half, half]), sound, axis=0))


@pytest.mark.parametrize(
    "gains", [(0, 0, 0), (-60, 0, 0), (0, -60, 3), (6, -9, -60), (-60, -60, -60)]
)
def test_three_bands_part_as_two_crossovers_do(gains: tuple[float, float, float]) -> None:
    sound = SOUND.astype(np.float64)
    low, rest = linkwitz(sound, 300, "low"), linkwitz(sound, 300, "high")
    low = linkwitz(low, 3000, "low") + linkwitz(low, 3000, "high")
    parts = low, linkwitz(rest, 3000, "low"), linkwitz(rest, 3000, "high")
    factors = [0.0 if gain == -60 else 10 ** (gain / 20) for gain in gains]
    wanted = sum(part * factor for part, factor in zip(parts, factors, strict=True))
    node = Node(
        "eq3", low=float(gains[0]), mid=float(gains[1]), high=float(gains[2]),
        low_edge=300.0, high_edge=3000.0,
    )  # fmt: skip
    np.testing.assert_allclose(node.through(SOUND), wanted, atol=1e-6)


def test_three_bands_at_rest_are_as_loud_as_before_at_any_frequency() -> None:
    for frequency in (50, 250, 800, 2500, 9000):
        tone = sine(frequency, 24_000)
        heard = Node("eq3").through(tone)[12_000:]
        assert np.sqrt(np.mean(heard**2)) == pytest.approx(0.5 / np.sqrt(2), rel=1e-3)


def test_the_knob_takes_away_one_end_and_in_the_middle_nothing() -> None:
    low, high = sine(100, 24_000), sine(9000, 24_000)
    assert Node("sweep").through(SOUND).tobytes() == SOUND.tobytes()
    assert np.abs(Node("sweep", knob=-0.8).through(high)[12_000:]).max() < 1e-4
    assert np.abs(Node("sweep", knob=-0.8).through(low)[12_000:]).max() > 0.3
    assert np.abs(Node("sweep", knob=0.8).through(low)[12_000:]).max() < 1e-3
    assert np.abs(Node("sweep", knob=0.8).through(high)[12_000:]).max() > 0.4


@pytest.mark.parametrize(("knob", "kind"), [(-0.51, "low"), (0.51, "high")])
def test_the_knob_is_a_filter_of_four_poles(knob: float, kind: str) -> None:
    frequency = 18_000 / 300**0.5 if kind == "low" else 20 * 600**0.5
    poles = butter(4, frequency, kind, fs=RATE, output="sos")
    wanted = sosfilt(poles, SOUND.astype(np.float64), axis=0)
    np.testing.assert_allclose(Node("sweep", knob=knob).through(SOUND), wanted, atol=3e-5)

"""Gain, pan and width against what they say."""

import numpy as np
import pytest

from tests.audio.fx.nodes import Node, noise

SOUND = noise(2000)


def test_gain() -> None:
    np.testing.assert_allclose(
        Node("gain", level=-6.0).through(SOUND), SOUND * 10 ** (-6 / 20), atol=1e-7
    )
    assert not Node("gain", level=-120.0).through(SOUND).any()
    assert Node("gain").through(SOUND).tobytes() == SOUND.tobytes()


def test_gain_moves_on_a_straight_line_of_five_milliseconds() -> None:
    node, ones = Node("gain", level=-120.0), np.ones((480, 2), np.float32)
    node.through(ones)
    node.settings["level"] = 0.0
    line = np.minimum(np.arange(1, 481) / 240, 1.0)
    np.testing.assert_allclose(node.through(ones, size=100)[:, 0], line, atol=1e-6)


@pytest.mark.parametrize("place", [-1.0, -0.4, 0.0, 0.7, 1.0])
def test_pan_keeps_the_power(place: float) -> None:
    heard = Node("pan", place=place).through(np.ones((8, 2)))
    assert (heard**2).sum(axis=1) == pytest.approx(2.0, abs=1e-6)
    angle = np.arctan2(heard[0, 1], heard[0, 0])
    assert angle == pytest.approx((place + 1) * np.pi / 4, abs=1e-6)


def test_pan_in_the_middle_changes_no_bit() -> None:
    assert Node("pan").through(SOUND).tobytes() == SOUND.tobytes()


@pytest.mark.parametrize("amount", [0.0, 0.5, 1.0, 2.0])
def test_width_scales_what_is_between_left_and_right(amount: float) -> None:
    heard = Node("width", amount=amount).through(SOUND)
    np.testing.assert_allclose(heard.sum(axis=1), SOUND.sum(axis=1), atol=1e-6)
    between = SOUND[:, 0] - SOUND[:, 1]
    np.testing.assert_allclose(heard[:, 0] - heard[:, 1], between * amount, atol=1e-6)

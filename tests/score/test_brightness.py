"""How bright a room is."""

import numpy as np

from luma.score.brightness import brightness, brightness_of_bars
from luma.score.compositor import ClipLight
from tests.score.lights import GRID, clip, light


def test_brightness_is_the_mean_over_all_heads_of_level_and_of_colour() -> None:
    buffer = light(2, 0, 3, intensity=0.6, red=1.0, green=0.0, blue=0.5, tint=1.0)
    buffer.values[1, 2, 0] = 0.0
    found = brightness(buffer)
    np.testing.assert_allclose(found[:, 0], [0.6, 0.6, 0.3], atol=1e-6)
    np.testing.assert_allclose(found[:, 1], [0.3, 0.3, 0.15], atol=1e-6)


def test_light_without_a_colour_is_white_and_what_nobody_set_is_dark() -> None:
    assert brightness(light(1, 0, 1, intensity=0.5)).tolist() == [[0.5, 0.5]]
    assert brightness(light(1, 0, 1, red=1.0)).tolist() == [[0.0, 0.0]]


def test_bars_are_measured_with_opacity_fades_and_the_heads_that_stay_dark() -> None:
    one = clip("one", 4.0, 12.0, opacity=0.5, fade_in=4.0)
    lit = ClipLight(light(1, 120, 240, intensity=1.0), (0,))
    edges = np.array([0.0, 4.0, 8.0, 12.0, 16.0])
    found = brightness_of_bars([one], {one.id: lit}, 2, GRID, edges)
    np.testing.assert_allclose(found[:, 0], [0.0, 0.125, 0.25, 0.0], atol=2e-3)

"""Colour and intensity as light."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import Colour, FrameTimes, Number
from luma.domain.light import AIM, COLOUR, COLOUR_BITS, DOWN, INTENSITY, TINT, bits
from luma.graph.nodes.outputs import light
from tests.graph.rooms import row


def test_it_sets_colour_and_intensity_and_nothing_else() -> None:
    shade = Colour(np.array([[[0.1, 0.2, 0.3, 0.5]]], np.float32))
    level = Number(np.array([[0.25], [0.75]], np.float32))
    buffer = light(row(2), FrameTimes(120, 3), colour=shade, intensity=level)
    assert (buffer.first_frame, buffer.heads, buffer.frames) == (120, 2, 3)
    assert np.allclose(buffer.values[:, :, COLOUR], [0.1, 0.2, 0.3])
    assert np.allclose(buffer.values[:, :, TINT], 0.5)
    assert np.allclose(buffer.values[:, :, INTENSITY], [[0.25] * 3, [0.75] * 3])
    assert np.all(buffer.set == COLOUR_BITS | bits("intensity"))
    assert np.allclose(buffer.values[:, :, AIM], DOWN)


def test_unwired_it_is_full_white() -> None:
    buffer = light(row(1), FrameTimes(0, 1))
    assert buffer.values[0, 0, :5].tolist() == [1.0, 1.0, 1.0, 1.0, 1.0]


@given(st.lists(st.floats(width=32), min_size=1, max_size=5))
def test_whatever_comes_in_light_stays_between_nothing_and_all(values: list[float]) -> None:
    level = Number(np.array(values, np.float32))
    shade = Colour(np.array([[[v, v, v, v]] for v in values], np.float32).swapaxes(0, 1))
    buffer = light(row(3), FrameTimes(0, len(values)), colour=shade, intensity=level)
    assert buffer.values[:, :, :5].min() >= 0.0
    assert buffer.values[:, :, :5].max() <= 1.0

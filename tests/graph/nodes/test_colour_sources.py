"""Rainbows, hues, palettes and temperatures, against slow loops."""

import colorsys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Number
from luma.domain.rhythm import BeatGrid
from luma.graph.nodes.colour_sources import hsv, palette, rainbow, temperature
from tests.graph.rooms import row

GRID = BeatGrid.steady(120, count=64)
NAMES = [
    "sunset", "dawn", "fire", "gold", "forest", "tropic", "ocean", "ice", "aurora", "neon",
    "candy", "club", "lavender", "primary", "whites",
]  # fmt: skip
finite = st.floats(width=32, allow_nan=False, allow_infinity=False)


def number(*values: float) -> Number:
    return Number(np.array(values, np.float32))


def test_a_rainbow_lies_over_the_heads_and_runs_with_the_beat() -> None:
    curve = rainbow(GRID, FrameTimes(0, 121), row(6), every="4", saturation=0.5, value=0.8)
    for head in range(6):
        for frame in (0, 15, 30, 75, 120):
            hue = (frame / 30.0 / 4.0 + head / 6.0) % 1.0
            wanted = colorsys.hsv_to_rgb(hue, 0.5, 0.8)
            assert curve.values[head, frame, :3] == pytest.approx(wanted, abs=1e-4)


def test_a_rainbow_stands_still_or_follows_what_is_wired() -> None:
    still = rainbow(GRID, FrameTimes(0, 60), row(4), every="never")
    assert still.values.shape == (4, 1, 4)
    place = number(0.0, 0.5, 1.0)
    led = rainbow(GRID, FrameTimes(0, 3), row(4), place, spread=0.0, hue=0.25)
    assert led.values.shape == (1, 3, 4)
    assert led.values[0, 0] == pytest.approx(led.values[0, 2], abs=1e-5)
    assert led.values[0, 0, :3] == pytest.approx(colorsys.hsv_to_rgb(0.25, 1, 1), abs=1e-5)


@pytest.mark.parametrize("heads", [1, 4, 24, 256])
def test_a_rainbow_for_any_number_of_heads(heads: int) -> None:
    curve = rainbow(GRID, FrameTimes(7, 1), row(heads))
    assert curve.values.shape == (heads, 1, 4)
    shades = {tuple(shade) for shade in np.round(curve.values[:, 0], 4).tolist()}
    assert len(shades) == heads


def test_a_rainbow_follows_the_grid_and_not_a_tempo() -> None:
    slower = BeatGrid(np.array([0.0, 0.5, 1.0, 2.0, 3.0, 4.0]), np.array([0]))
    curve = rainbow(slower, FrameTimes(0, 240), row(1), every="4", spread=0.0).values[0]
    assert curve[120, :3] == pytest.approx(colorsys.hsv_to_rgb(0.75, 1, 1), abs=1e-5)
    part = rainbow(slower, FrameTimes(90, 50), row(1), every="4", spread=0.0).values[0]
    assert np.array_equal(part, curve[90:140])


@given(finite, st.floats(0, 1), st.floats(0, 1))
def test_any_hue_saturation_and_value_is_that_of_the_standard_library(
    hue: float, saturation: float, value: float
) -> None:
    found = hsv(hue=number(hue), saturation=saturation, value=number(value)).values[0, 0]
    wanted = colorsys.hsv_to_rgb(hue % 1.0, saturation, value)
    assert found[:3] == pytest.approx(wanted, abs=1e-5)
    assert found[3] == 1.0


def test_hue_saturation_and_value_keep_small_shapes() -> None:
    hues, pure = number(0.1, 0.2, 0.3), Number(np.ones((2, 1), np.float32))
    assert hsv().values.shape == (1, 1, 4)
    assert hsv(hue=hues).values.shape == (1, 3, 4)
    assert hsv(hue=hues, saturation=pure).values.shape == (2, 3, 4)


@pytest.mark.parametrize("name", NAMES)
def test_a_palette_has_five_colours_or_more_and_begins_again(name: str) -> None:
    curve = palette(row(1), number(*range(60)), palette=name).values[0]  # type: ignore[arg-type]
    different = {tuple(shade) for shade in np.round(curve, 4).tolist()}
    count = len(different)
    assert count >= 5
    assert np.array_equal(curve[:count], curve[count : 2 * count])
    assert curve.max(axis=1).min() > 0.1


def test_heads_take_one_colour_after_another_where_nothing_is_wired() -> None:
    led = palette(row(12), number(*range(12)), palette="primary").values[0]
    own = palette(row(12), palette="primary").values[:, 0]
    assert np.array_equal(own, led)
    assert own[:6, :3].tolist() == [
        [1, 0, 0], [1, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1], [1, 0, 1],
    ]  # fmt: skip
    moved = palette(row(6), palette="primary", offset=2.0).values[:, 0]
    assert np.array_equal(moved, own[2:8])


def test_a_glide_is_the_last_share_of_a_step() -> None:
    at = Number(np.linspace(0.0, 12.0, 1201, dtype=np.float32))
    hard = palette(row(1), at, palette="neon").values[0]
    soft = palette(row(1), at, palette="neon", glide=0.25).values[0]
    never = palette(row(1), at, palette="neon", glide=1.0).values[0]
    assert soft[10:70] == pytest.approx(hard[10:70], abs=1e-5)
    assert soft[100] == pytest.approx(hard[100], abs=1e-2)
    assert np.abs(np.diff(soft, axis=0)).max() < 0.2
    assert np.abs(np.diff(never, axis=0)).max() < 0.05
    assert np.abs(np.diff(hard, axis=0)).max() > 0.4


@given(st.lists(finite, min_size=1, max_size=4), finite, finite)
def test_any_number_is_a_colour_that_lamps_have(
    index: list[float], offset: float, glide: float
) -> None:
    found = palette(row(2), number(*index), offset=number(offset), glide=number(glide)).values
    assert found.min() >= 0.0
    assert found.max() <= 1.0
    warm = temperature(kelvin=number(*index)).values
    assert warm.min() >= 0.0
    assert warm.max() == 1.0
    turned = rainbow(GRID, FrameTimes(0, 1), row(3), number(index[0]), spread=number(offset))
    assert turned.values.min() >= 0.0
    assert turned.values.max() <= 1.0


def test_a_candle_is_warm_and_the_sky_is_cold() -> None:
    curve = temperature(kelvin=number(1900, 3200, 6500, 15_000)).values[0]
    assert curve[0, 0] == 1.0
    assert curve[0, 2] < 0.02
    assert curve[2, :3].min() > 0.93
    assert curve[3, 2] == 1.0
    assert (np.diff(curve[:, 2]) > 0.0).all()

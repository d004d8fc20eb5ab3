"""Colours in other coordinates, against what has been published of them."""

import colorsys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.colourspace import (
    from_hsv,
    from_oklab,
    from_screen,
    glowing,
    hsv_ends,
    mixed,
    to_hsv,
    to_oklab,
)
from luma.domain.curve import Floats

part = st.floats(0.0, 1.0, width=32)
shade = st.tuples(part, part, part)


def colour(*parts: float) -> Floats:
    return np.array(parts, np.float32).reshape(-1, 1, 1)


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [  # the values that the CSS colour specification gives for the corners of sRGB
        ((1, 1, 1), (1.0, 0.0, 0.0)),
        ((1, 0, 0), (0.62796, 0.22486, 0.12585)),
        ((0, 1, 0), (0.86644, -0.23389, 0.17950)),
        ((0, 0, 1), (0.45201, -0.03246, -0.31153)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
    ],
)
def test_oklab_of_the_corners(
    rgb: tuple[float, float, float], lab: tuple[float, float, float]
) -> None:
    assert to_oklab(colour(*rgb))[:, 0, 0] == pytest.approx(lab, abs=2e-5)
    assert from_oklab(colour(*lab))[:, 0, 0] == pytest.approx(rgb, abs=2e-4)


@given(shade)
def test_oklab_and_hsv_come_back(rgb: tuple[float, float, float]) -> None:
    here = colour(*rgb)
    assert from_oklab(to_oklab(here)) == pytest.approx(here, abs=1e-5)
    assert from_hsv(*to_hsv(here)) == pytest.approx(here, abs=2e-6)


@given(shade)
def test_hsv_is_that_of_the_standard_library(rgb: tuple[float, float, float]) -> None:
    hue, saturation, value = (float(found[0, 0]) for found in to_hsv(colour(*rgb)))
    wanted = colorsys.rgb_to_hsv(*rgb)
    apart = abs(hue - wanted[0])
    assert min(apart, 1.0 - apart) * wanted[1] * wanted[2] == pytest.approx(0.0, abs=1e-5)
    assert (saturation, value) == pytest.approx(wanted[1:], abs=1e-5)


@given(part, part, part)
def test_colours_of_hsv_are_those_of_the_standard_library(
    hue: float, saturation: float, value: float
) -> None:
    found = from_hsv(*(np.array([[v]], np.float32) for v in (hue, saturation, value)))[:, 0, 0]
    assert found == pytest.approx(colorsys.hsv_to_rgb(hue, saturation, value), abs=1e-5)


@given(st.floats(0, 1), st.floats(-2, 2), st.floats(-2, 2))
def test_what_no_lamp_has_becomes_what_one_has(light: float, a: float, b: float) -> None:
    found = from_oklab(colour(light, a, b))
    assert np.isfinite(found).all()
    assert found.min() >= 0.0
    assert found.max() <= 1.0


@given(shade, shade, st.sampled_from(["linear", "hsv", "oklab"]))
def test_a_mixture_begins_at_one_colour_and_ends_at_the_other(
    first: tuple[float, float, float], second: tuple[float, float, float], way: str
) -> None:
    a, b = colour(*first), colour(*second)
    for share, end in ((0.0, a), (1.0, b)):
        found = mixed(a, b, np.float32(share), way)  # type: ignore[arg-type]
        assert found == pytest.approx(end, abs=2e-5)


def test_hues_go_the_short_way_and_greys_have_none() -> None:
    here, there = hsv_ends(colour(1, 0, 0.2), colour(1, 0.2, 0))
    assert abs(there[0, 0, 0] - here[0, 0, 0]) < 0.1
    middle = mixed(colour(1, 1, 1), colour(0, 0, 1), np.float32(0.5), "hsv")  # type: ignore[arg-type]
    assert middle[:, 0, 0] == pytest.approx((0.5, 0.5, 1.0), abs=1e-6)
    dim = mixed(colour(0, 0, 0), colour(1, 0, 0), np.float32(0.5), "hsv")  # type: ignore[arg-type]
    assert dim[:, 0, 0] == pytest.approx((0.5, 0.0, 0.0), abs=1e-6)


@pytest.mark.parametrize(
    ("code", "linear"),
    [
        ("ffffff", (1.0, 1.0, 1.0)),
        ("808080", (0.215861, 0.215861, 0.215861)),
        ("0a0000", (0.003035, 0.0, 0.0)),
        ("00bc00", (0.0, 0.502886, 0.0)),
    ],
)
def test_screens_write_colours_with_their_curve(
    code: str, linear: tuple[float, float, float]
) -> None:
    assert from_screen(code) == pytest.approx(linear, abs=1e-6)


def locus(kelvin: float) -> tuple[float, float]:
    """Where glowing bodies lie among the chromaticities: the cubic splines of Kim et al."""
    t = 1e3 / kelvin
    if kelvin < 4000:
        x = -0.2661239 * t**3 - 0.2343589 * t**2 + 0.8776956 * t + 0.179910
    else:
        x = -3.0258469 * t**3 + 2.1070379 * t**2 + 0.2226347 * t + 0.240390
    if kelvin < 2222:
        return x, -1.1063814 * x**3 - 1.34811020 * x**2 + 2.18555832 * x - 0.20219683
    if kelvin < 4000:
        return x, -0.9549476 * x**3 - 1.37418593 * x**2 + 2.09137015 * x - 0.16748867
    return x, 3.0817580 * x**3 - 5.87338670 * x**2 + 3.75112997 * x - 0.37001483


@pytest.mark.parametrize("kelvin", [2000, 2222, 3200, 4000, 5600, 6500, 10_000, 20_000])
def test_a_glowing_body_lies_on_the_known_line(kelvin: float) -> None:
    x, y = locus(kelvin)
    xyz = np.array([x / y, 1.0, (1.0 - x - y) / y])
    to_rgb = np.array(
        [
            [3.2404542, -1.5371385, -0.4985314],
            [-0.9692660, 1.8760108, 0.0415560],
            [0.0556434, -0.2040259, 1.0572252],
        ]
    )
    wanted = np.maximum(to_rgb @ xyz, 0.0)
    found = glowing(np.array([[kelvin]], np.float32))[:, 0, 0]
    assert found == pytest.approx(wanted / wanted.max(), abs=0.025)


def test_heat_goes_from_red_through_white_to_blue() -> None:
    found = glowing(np.linspace(1000, 20_000, 400, dtype=np.float32)).T
    assert found.max(axis=1) == pytest.approx(np.ones(400))
    assert (np.diff(found[:, 0]) <= 1e-6).all()
    assert (np.diff(found[:, 2]) >= -1e-6).all()
    ends = glowing(colour(-1e30, 1e30))[:, :, 0, 0].T
    assert ends == pytest.approx(found[[0, -1]])

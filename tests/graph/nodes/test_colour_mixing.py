"""Gradients, mixtures and turned hues, against slow loops and the standard library."""

import colorsys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.colourspace import to_oklab
from luma.domain.curve import Colour, Floats, Number
from luma.graph.nodes.colour_mixing import gradient, hue_shift, mix

MIXINGS = ["linear", "hsv", "oklab"]
finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
part = st.floats(0.0, 1.0, width=32)
RAINY = ((0.1, 1.0, 0.0, 0.0), (0.4, 0.0, 1.0, 0.0), (0.4, 0.0, 0.0, 1.0), (0.9, 1.0, 1.0, 1.0))


def number(*values: float) -> Number:
    return Number(np.array(values, np.float32))


def as_seen(shade: Floats) -> Floats:
    """The OKLab of colours whose parts lie along the last axis."""
    return np.moveaxis(to_oklab(np.moveaxis(shade[..., :3], -1, 0)), 0, -1)


def by_hand(place: float) -> tuple[float, ...]:
    """The colour of the linear gradient, told as a story."""
    if place < 0.1:
        return (1.0, 0.0, 0.0)
    if place < 0.4:
        share = (place - 0.1) / 0.3
        return (1.0 - share, share, 0.0)
    if place < 0.9:
        share = (place - 0.4) / 0.5
        return (share, share, 1.0)
    return (1.0, 1.0, 1.0)


def test_a_linear_gradient_goes_straight_from_stop_to_stop() -> None:
    places = np.linspace(-0.5, 1.5, 81, dtype=np.float32)
    curve = gradient(Number(places), stops=RAINY, mixing="linear").values
    for place, shade in zip(places.tolist(), curve[0], strict=True):
        assert shade[:3] == pytest.approx(by_hand(place), abs=1e-5)
    assert (curve[..., 3] == 1.0).all()


@pytest.mark.parametrize("mixing", MIXINGS)
def test_each_stop_has_its_own_colour_and_an_edge_is_hard(mixing: str) -> None:
    at = number(0.1, float(np.nextafter(np.float32(0.4), np.float32(0))), 0.41, 0.9)
    curve = gradient(at, stops=RAINY, mixing=mixing).values[0, :, :3]  # type: ignore[arg-type]
    assert curve[[0, 1, 3]] == pytest.approx(
        np.array([[1, 0, 0], [0, 1, 0], [1, 1, 1]]), abs=1e-4
    )
    assert curve[2, 2] > 0.99
    assert curve[2, 1] < 0.03


def test_hsv_goes_the_short_way_and_oklab_in_even_steps() -> None:
    stops = ((0.0, 1.0, 0.0, 0.0), (1.0, 1.0, 0.0, 1.0))
    curve = gradient(number(0.25, 0.5, 0.75), stops=stops, mixing="hsv").values[0]
    wanted = [colorsys.hsv_to_rgb(1.0 - share / 6.0, 1, 1) for share in (0.25, 0.5, 0.75)]
    assert curve[:, :3] == pytest.approx(np.array(wanted), abs=1e-5)
    soft = ((0.0, 0.5, 0.3, 0.3), (1.0, 0.3, 0.3, 0.6))
    row = Number(np.linspace(0, 1, 11, dtype=np.float32))
    lab = as_seen(gradient(row, stops=soft, mixing="oklab").values[0, :, :3])
    steps = np.diff(lab, axis=0)
    assert steps == pytest.approx(np.tile(steps[:1], (10, 1)), abs=1e-5)


@pytest.mark.parametrize("mixing", MIXINGS)
def test_a_wrapped_gradient_has_no_seam(mixing: str) -> None:
    stops = ((0.2, 1.0, 0.0, 0.0), (0.7, 0.0, 0.0, 1.0))
    row = Number(np.linspace(-1.0, 2.0, 3001, dtype=np.float32))
    curve = gradient(row, stops=stops, mixing=mixing, edges="wrap").values[0]  # type: ignore[arg-type]
    assert np.abs(np.diff(curve, axis=0)).max() < 0.03
    assert curve[:1000] == pytest.approx(curve[1000:2000], abs=1e-4)


def test_one_stop_is_one_colour() -> None:
    for edges in ("clamp", "wrap"):
        curve = gradient(number(-1, 0.3, 5), stops=((0.5, 0.1, 0.2, 0.3),), edges=edges)
        assert curve.values[0, :, :3] == pytest.approx(
            np.tile([0.1, 0.2, 0.3], (3, 1)), abs=1e-5
        )


@pytest.mark.parametrize("mixing", MIXINGS)
@given(st.lists(finite, min_size=1, max_size=5), st.sampled_from(["clamp", "wrap"]))
def test_any_place_has_a_colour_that_lamps_have(
    mixing: str, places: list[float], edges: str
) -> None:
    curve = gradient(number(*places), stops=RAINY, mixing=mixing, edges=edges).values  # type: ignore[arg-type]
    assert curve.min() >= 0.0
    assert curve.max() <= 1.0


def test_a_mixture_by_hand() -> None:
    a, b = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)
    linear = mix(a=a, b=b, share=0.25, mixing="linear").values[0, 0]
    assert linear == pytest.approx((0.75, 0.25, 0.0, 1.0), abs=1e-6)
    hues = mix(a=a, b=b, share=0.5, mixing="hsv").values[0, 0]
    assert hues == pytest.approx((1.0, 1.0, 0.0, 1.0), abs=1e-6)
    lab = as_seen(mix(a=(0.6, 0.4, 0.3), b=(0.3, 0.4, 0.6), share=0.5).values[:, :, :3])[0, 0]
    ends = as_seen(np.array([[0.6, 0.4, 0.3], [0.3, 0.4, 0.6]], np.float32))
    assert lab == pytest.approx(ends.mean(axis=0), abs=1e-5)


def test_how_strongly_colours_cover_is_mixed_alike() -> None:
    a = Colour(np.array([[[1, 0, 0, 0.2]]], np.float32))
    for mixing in MIXINGS:
        found = mix(a=a, b=(1.0, 0.0, 0.0), share=0.5, mixing=mixing)  # type: ignore[arg-type]
        assert found.values[0, 0] == pytest.approx((1.0, 0.0, 0.0, 0.6), abs=1e-5)


@given(part, part, part, st.floats(-3, 3))
def test_a_turned_hue_is_that_of_the_standard_library(
    red: float, green: float, blue: float, turns: float
) -> None:
    shade = Colour(np.array([[[red, green, blue, 0.5]]], np.float32))
    found = hue_shift(shade, turns=turns).values[0, 0]
    hue, saturation, value = colorsys.rgb_to_hsv(red, green, blue)
    wanted = colorsys.hsv_to_rgb((hue + float(np.float32(turns))) % 1.0, saturation, value)
    assert found[:3] == pytest.approx(wanted, abs=2e-5)
    assert found[3] == 0.5


@given(st.floats(0, 1))
def test_the_even_circle_keeps_lightness_and_colourfulness(turns: float) -> None:
    shade = Colour(np.array([[[0.4, 0.35, 0.3, 1.0]]], np.float32))
    before = as_seen(shade.values[..., :3])[0, 0]
    after = as_seen(hue_shift(shade, turns=turns, circle="oklch").values[..., :3])[0, 0]
    assert after[0] == pytest.approx(before[0], abs=1e-4)
    assert np.hypot(*after[1:]) == pytest.approx(np.hypot(*before[1:]), abs=1e-4)
    turned = np.arctan2(after[2], after[1]) - np.arctan2(before[2], before[1])
    assert np.cos(turned) == pytest.approx(np.cos(turns * 2 * np.pi), abs=1e-2)


@pytest.mark.parametrize("circle", ["hsv", "oklch"])
@given(st.tuples(finite, finite, finite, finite), finite)
def test_any_colour_can_be_turned(
    circle: str, parts: tuple[float, float, float, float], turns: float
) -> None:
    shade = Colour(np.array([[parts]], np.float32))
    found = hue_shift(shade, turns=number(turns), circle=circle).values  # type: ignore[arg-type]
    assert found.min() >= 0.0
    assert found.max() <= 1.0
    other = mix(a=shade, b=(0.0, 0.5, 1.0), share=number(turns)).values
    assert other.min() >= 0.0
    assert other.max() <= 1.0


@pytest.mark.parametrize("way", MIXINGS)
@pytest.mark.parametrize("shapes", [((1, 1), (3, 5)), ((3, 1), (1, 5)), ((1, 5), (1, 1))])
def test_sizes_of_one_stand_for_all(
    way: str, shapes: tuple[tuple[int, int], tuple[int, int]]
) -> None:
    rng = np.random.default_rng(5)
    share = rng.random((*shapes[0], 1)).astype(np.float32)
    shade = rng.random((*shapes[1], 4)).astype(np.float32)
    full = tuple(np.broadcast_shapes(*shapes))
    small = mix(a=Colour(shade), share=Number(share), mixing=way).values  # type: ignore[arg-type]
    large = mix(
        a=Colour(np.broadcast_to(shade, (*full, 4)).copy()),
        share=Number(np.broadcast_to(share, (*full, 1)).copy()),
        mixing=way,  # type: ignore[arg-type]
    ).values
    assert small.shape[:2] == full
    assert small == pytest.approx(large, abs=1e-6)
    turned = hue_shift(Colour(shade), turns=Number(share)).values
    assert turned.shape[:2] == full
    shifted = hue_shift(Colour(shade), turns=Number(share), circle="oklch").values
    assert shifted.shape[:2] == full

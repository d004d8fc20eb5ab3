"""Ranges, shapes and steps against loops written from the words."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import Number
from luma.graph.nodes.maths import mix, switch
from luma.graph.nodes.maths_levels import clamp, invert, remap, round_, shape

finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
near = st.floats(-100, 100, width=32)
share = st.floats(0, 1, width=32)


def number(*values: float) -> Number:
    return Number(np.array(values, np.float32))


def schlick(t: float, b: float) -> float:
    """Bias as Schlick printed it."""
    return t / ((1.0 / b - 2.0) * (1.0 - t) + 1.0)


def schlick_gain(t: float, g: float) -> float:
    """Gain as Schlick printed it."""
    bend = (1.0 / g - 2.0) * (1.0 - 2.0 * t)
    return t / (bend + 1.0) if t < 0.5 else (bend - t) / (bend - 1.0)


@pytest.mark.parametrize(
    ("a", "clamped", "free"),
    [(0.0, 100.0, 100.0), (5.0, 50.0, 50.0), (10.0, 0.0, 0.0), (15.0, 0.0, -50.0)],
)
def test_a_range_is_led_into_another(a: float, clamped: float, free: float) -> None:
    for clamp_it, expected in ((True, clamped), (False, free)):
        found = remap(number(a), in_high=10.0, out_low=100.0, out_high=0.0, clamp=clamp_it)
        assert found.values.item() == pytest.approx(expected)


def test_an_empty_range_is_a_step() -> None:
    found = remap(number(-1, 2.9, 3, 4), in_low=3.0, in_high=3.0, out_low=7.0, out_high=9.0)
    assert found.values.ravel().tolist() == [7, 7, 9, 9]


@given(near, near, near, st.tuples(near, near), st.floats(0.01, 0.99))
def test_remap_against_the_words(
    a: float, low: float, wide: float, out: tuple[float, float], bend: float
) -> None:
    if abs(wide) < 0.1:
        return
    out_low, out_high = out
    high = float(np.float32(low + wide))
    place = min(max((a - low) / (high - low), 0.0), 1.0)
    expected = out_low + (out_high - out_low) * schlick(place, bend)
    found = remap(
        number(a), in_low=low, in_high=high, out_low=out_low, out_high=out_high, shape=bend
    )
    assert found.values.item() == pytest.approx(expected, abs=0.03)


@given(near, near, near)
def test_clamp_keeps_between_its_ends(a: float, low: float, high: float) -> None:
    expected = sorted([low, high, a])[1]
    assert clamp(number(a), low=low, high=high).values.item() == np.float32(expected)


@pytest.mark.parametrize(("a", "expected"), [(0.0, 1.0), (1.0, 0.0), (0.25, 0.75), (2.0, -1.0)])
def test_invert_turns_the_range_over(a: float, expected: float) -> None:
    assert invert(number(a)).values.item() == expected
    assert invert(invert(number(a))).values.item() == a
    assert invert(number(10.0), low=5.0, high=20.0).values.item() == 15.0


@given(share, st.floats(0.01, 0.99), st.floats(0.01, 0.99))
def test_bias_and_gain_are_schlicks(t: float, b: float, g: float) -> None:
    found = shape(number(t), bias=b).values.item()
    assert found == pytest.approx(schlick(t, b), abs=1e-4)
    found = shape(number(t), gain=g).values.item()
    assert found == pytest.approx(schlick_gain(t, g), abs=1e-4)


@given(share)
def test_straight_shapes_change_nothing_and_ends_stay_ends(t: float) -> None:
    assert shape(number(t)).values.item() == np.float32(t)
    for amount in (0.0, 0.3, 1.0):
        for bent in (
            shape(number(0, 1), bias=amount),
            shape(number(0, 1), gain=number(amount)),
        ):
            assert bent.values.ravel().tolist() == [0, 1]


def test_a_drawn_line_is_read_from_left_to_right() -> None:
    line = ((0.2, 0.4), (0.5, 1.0), (0.5, 0.0), (1.0, 0.5))
    found = shape(number(-3, 0.1, 0.2, 0.35, 0.4999, 0.5, 0.75, 9), line=line)
    expected = [0.4, 0.4, 0.4, 0.7, 0.9998, 0.0, 0.25, 0.5]
    assert found.values.ravel().tolist() == pytest.approx(expected, abs=1e-3)
    assert shape(number(0.3), line=((0.5, 0.25),)).values.item() == 0.25


@given(near, st.integers(1, 64), st.sampled_from(["nearest", "down", "up"]))
def test_round_to_even_steps(a: float, steps: int, way: str) -> None:
    scaled = float(np.float32(a) * np.float32(steps))
    whole = {
        "nearest": math.floor(float(np.float32(scaled) + np.float32(0.5))),
        "down": math.floor(scaled),
        "up": math.ceil(scaled),
    }[way]
    found = round_(number(a), steps=float(steps), way=way)  # type: ignore[arg-type]
    assert found.values.item() == pytest.approx(whole / steps, rel=1e-6)


@given(finite, finite, st.floats(0, 1, width=32))
def test_mix_lies_between_the_two(a: float, b: float, s: float) -> None:
    found = mix(number(a), number(b), share=s).values.item()
    assert found == pytest.approx(a * (1.0 - s) + b * s, rel=1e-5, abs=abs(a) * 1e-6 + 1e-30)


@pytest.mark.parametrize(
    ("choice", "jump", "half", "kept"),
    [
        (0.0, 10, 10, 10),
        (0.75, 10, 15, 10),
        (1.0, 20, 20, 20),
        (2.75, 30, 20, 30),
        (3.0, 10, 10, 30),
        (-0.5, 30, 30, 10),
        (-1.0, 30, 30, 10),
        (1e6, 20, 20, 30),
    ],
)
def test_switch_counts_from_nought(
    choice: float, jump: float, half: float, kept: float
) -> None:
    three = (number(10), number(20), number(30))
    assert switch(*three, choice=choice).values.item() == jump
    assert switch(*three, choice=choice, crossfade=0.5).values.item() == half
    assert switch(*three, choice=number(choice), wrap=False).values.item() == kept


def test_a_narrow_crossfade_is_the_last_of_the_way() -> None:
    choice = number(0.0, 0.75, 0.875, 0.99999, 1.0)
    found = switch(number(10), number(20), choice=choice, crossfade=0.25)
    assert found.values.ravel() == pytest.approx([10, 10, 15, 20, 20], abs=1e-2)


def test_a_switch_without_wires_gives_nothing() -> None:
    assert switch(choice=3.0).values.item() == 0.0


EVERY: dict[str, Callable[[Number, Number], Number]] = {
    "remap": lambda a, b: remap(a, in_low=b, out_high=b, clamp=False, shape=0.2),
    "remap_end": lambda a, b: remap(a, in_high=b, out_low=b, shape=b),
    "clamp": lambda a, b: clamp(a, low=b),
    "invert": lambda a, b: invert(a, high=b),
    "shape": lambda a, b: shape(a, bias=b, gain=b, line=((0.0, 1.0), (1e-320, 0.0))),
    "round": lambda a, b: round_(a, steps=b),
    "mix": lambda a, b: mix(a, b, share=a),
    "switch": lambda a, b: switch(a, b, choice=b, crossfade=0.3),
}


@pytest.mark.parametrize("key", EVERY)
@given(a=finite, b=finite)
def test_finite_numbers_give_finite_numbers(key: str, a: float, b: float) -> None:
    assert np.isfinite(EVERY[key](number(a), number(b)).values).all()


SIZES = [(1, 1), (1, 5), (3, 1), (3, 5)]


@pytest.mark.parametrize("key", EVERY)
@pytest.mark.parametrize("left", SIZES)
@pytest.mark.parametrize("right", SIZES)
def test_sizes_of_one_stand_for_all(
    key: str, left: tuple[int, int], right: tuple[int, int]
) -> None:
    rng = np.random.default_rng(7)
    a, b = (rng.random(size).astype(np.float32) for size in (left, right))
    small = EVERY[key](Number(a), Number(b)).values
    whole = [Number(np.broadcast_to(values, (3, 5)).copy()) for values in (a, b)]
    assert small.shape == (max(left[0], right[0]), max(left[1], right[1]), 1)
    assert np.array_equal(np.broadcast_to(small, (3, 5, 1)), EVERY[key](*whole).values)

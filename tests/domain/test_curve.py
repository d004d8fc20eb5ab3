"""Curves bring every shape into their three axes, or say why they cannot."""

import numpy as np
import pytest

from luma.domain.curve import (
    Aim,
    Chroma,
    Colour,
    Curve,
    FrameTimes,
    Number,
    Point,
    Trigger,
    as_colour,
    common_shape,
)
from luma.domain.errors import ShapeMismatch


@pytest.mark.parametrize(
    ("given", "shape"),
    [
        ((), (1, 1, 1)),
        ((5,), (1, 5, 1)),
        ((1,), (1, 1, 1)),
        ((3, 5), (3, 5, 1)),
        ((3, 1), (3, 1, 1)),
        ((3, 5, 1), (3, 5, 1)),
    ],
)
def test_numbers_take_every_shape_that_says_something(
    given: tuple[int, ...], shape: tuple[int, ...]
) -> None:
    curve = Number(np.ones(given, np.float32))
    assert curve.values.shape == shape
    assert (curve.heads, curve.frames) == shape[:2]
    assert curve.values.dtype == np.float32


@pytest.mark.parametrize(
    ("kind", "channels"), [(Colour, 4), (Aim, 3), (Point, 3), (Chroma, 12)]
)
def test_kinds_with_channels_keep_them_last(kind: type[Curve], channels: int) -> None:
    for given in ((channels,), (5, channels), (3, 5, channels)):
        values = np.arange(np.prod(given), dtype=np.float32).reshape(given)
        curve = kind(values)
        assert curve.values.shape == (1,) * (3 - len(given)) + given
        np.testing.assert_array_equal(curve.values.ravel(), values.ravel())


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (Number, (2, 3, 4)),
        (Number, (2, 3, 4, 1)),
        (Colour, ()),
        (Colour, (3,)),
        (Colour, (5, 3)),
        (Colour, (1, 1, 4, 4)),
        (Aim, (2, 5, 4)),
        (Chroma, (11,)),
    ],
)
def test_other_shapes_are_refused_by_name(kind: type[Curve], given: tuple[int, ...]) -> None:
    with pytest.raises(ShapeMismatch) as refused:
        kind(np.zeros(given, np.float32))
    assert kind.__name__ in refused.value.message
    assert str(given) in refused.value.message


def test_there_is_no_nan_on_any_wire() -> None:
    curve = Number(np.array([np.nan, np.inf, -np.inf, 1.0], np.float32))
    assert curve.values.ravel().tolist() == [0.0, 0.0, 0.0, 1.0]


def test_a_curve_is_nobodys_to_change() -> None:
    given = np.zeros(3, np.float32)
    curve = Number(given)
    for array in (given, curve.values):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0


def test_a_curve_takes_its_array_over_with_what_it_is_a_part_of() -> None:
    table = np.zeros((4, 6), np.float32)
    curve = Number(table[1:3])
    assert np.shares_memory(curve.values, table)
    with pytest.raises(ValueError, match="read-only"):
        table[1, 0] = 1.0


def test_a_curve_copies_what_lies_in_memory_of_others() -> None:
    memory = bytearray(16)
    shared = np.frombuffer(memory, np.float32)
    curve = Number(shared)
    shared[0] = 1.0
    assert curve.values[0, 0, 0] == 0.0
    assert not np.shares_memory(curve.values, shared)
    lasting = np.frombuffer(bytes(16), np.float32)
    assert np.shares_memory(Number(lasting).values, lasting)


def test_a_number_is_a_grey_that_covers() -> None:
    colour = as_colour(Number(np.array([[0.25, 0.5]], np.float32)))
    assert colour.values.tolist() == [[[0.25, 0.25, 0.25, 1.0], [0.5, 0.5, 0.5, 1.0]]]
    assert as_colour(colour) is colour


@pytest.mark.parametrize("kind", [Aim, Point, Chroma])
def test_nothing_else_is_a_colour(kind: type[Curve]) -> None:
    with pytest.raises(ShapeMismatch, match=kind.__name__):
        as_colour(kind(np.zeros(kind.channels, np.float32)))


def _number(heads: int, frames: int) -> Number:
    return Number(np.zeros((heads, frames), np.float32))


def test_sizes_are_equal_or_one() -> None:
    assert common_shape() == (1, 1)
    assert common_shape(_number(1, 5), _number(3, 1), _number(3, 5)) == (3, 5)
    assert common_shape(_number(1, 0), _number(1, 1)) == (1, 0)


@pytest.mark.parametrize(
    ("one", "other", "axis"),
    [((2, 1), (3, 1), "heads"), ((1, 4), (1, 2), "frames"), ((1, 4), (1, 0), "frames")],
)
def test_other_sizes_never_wrap_around(
    one: tuple[int, int], other: tuple[int, int], axis: str
) -> None:
    for pair in ((one, other), (other, one)):
        with pytest.raises(ShapeMismatch, match=axis):
            common_shape(*(_number(*shape) for shape in pair))


def test_light_frames_have_their_own_grid() -> None:
    assert FrameTimes(30, 3).seconds.tolist() == [0.5, 31 / 60, 32 / 60]
    assert FrameTimes(0, 0).seconds.size == 0


def test_triggers_are_in_order_with_their_strength() -> None:
    trigger = Trigger(np.array([1, 1, 5]), np.ones(3, np.float32))
    with pytest.raises(ValueError, match="read-only"):
        trigger.frames[0] = 9
    with pytest.raises(ShapeMismatch, match="Trigger"):
        Trigger(np.array([5, 1]), np.ones(2, np.float32))
    with pytest.raises(ShapeMismatch, match="Trigger"):
        Trigger(np.array([1, 5]), np.ones(1, np.float32))

"""Arithmetic against Python's own."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import Number
from luma.graph.nodes.maths import arithmetic

OPERATIONS = [
    "add", "subtract", "multiply", "divide", "min", "max",
    "mean", "difference", "power", "modulo", "circular",
]  # fmt: skip
finite = st.floats(width=32, allow_nan=False, allow_infinity=False)


def number(*values: float) -> Number:
    return Number(np.array(values, np.float32))


@pytest.mark.parametrize(
    ("operation", "a", "b", "expected"),
    [
        ("add", 2.0, 3.0, 5.0),
        ("subtract", 2.0, 3.0, -1.0),
        ("multiply", 2.0, 3.0, 6.0),
        ("divide", 3.0, 2.0, 1.5),
        ("divide", 3.0, 0.0, 0.0),
        ("min", 2.0, 3.0, 2.0),
        ("max", 2.0, 3.0, 3.0),
        ("mean", 2.0, 3.0, 2.5),
        ("difference", 2.0, 3.0, 1.0),
        ("power", 2.0, 3.0, 8.0),
        ("power", -2.0, 0.5, -math.sqrt(2.0)),
        ("power", 0.0, -1.0, 0.0),
        ("power", 0.0, 0.0, 1.0),
        ("modulo", 7.5, 2.0, 1.5),
        ("modulo", -0.25, 1.0, 0.75),
        ("modulo", 7.5, 0.0, 0.0),
        ("circular", 0.1, 0.9, 0.2),
        ("circular", 0.2, 0.6, 0.4),
        ("circular", 3.0, 0.5, 0.5),
    ],
)
def test_each_operation(operation: str, a: float, b: float, expected: float) -> None:
    result = arithmetic(number(a), b=b, operation=operation)  # type: ignore[arg-type]
    assert result.values.item() == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize("operation", OPERATIONS)
@given(a=finite, b=finite)
def test_finite_numbers_give_finite_numbers(operation: str, a: float, b: float) -> None:
    for second in (b, number(b)):
        result = arithmetic(number(a), b=second, operation=operation)  # type: ignore[arg-type]
        assert np.isfinite(result.values).all()


def test_what_is_too_large_is_as_large_as_can_be() -> None:
    most = float(np.finfo(np.float32).max)
    assert arithmetic(number(3e38), b=10.0).values.item() == pytest.approx(most)
    assert arithmetic(number(-3e38), b=10.0).values.item() == pytest.approx(-most)


@given(
    st.sampled_from([(1, 1), (1, 5), (3, 1), (3, 5)]),
    st.sampled_from([(1, 1), (1, 5), (3, 1), (3, 5)]),
    st.sampled_from(OPERATIONS),
)
def test_sizes_of_one_stand_for_all(
    left: tuple[int, int], right: tuple[int, int], operation: str
) -> None:
    rng = np.random.default_rng(3)
    a, b = (rng.random(shape).astype(np.float32) for shape in (left, right))
    small = arithmetic(Number(a), b=Number(b), operation=operation)  # type: ignore[arg-type]
    whole = [Number(np.broadcast_to(values, (3, 5)).copy()) for values in (a, b)]
    large = arithmetic(whole[0], b=whole[1], operation=operation)  # type: ignore[arg-type]
    assert small.values.shape == (max(left[0], right[0]), max(left[1], right[1]), 1)
    assert np.array_equal(np.broadcast_to(small.values, (3, 5, 1)), large.values)

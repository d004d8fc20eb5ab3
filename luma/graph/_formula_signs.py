"""What the signs and functions of formulas do to arrays; every answer is finite."""

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.floating[Any]]
Answer = Callable[[Mapping[str, Values]], Values]

NOTHING = ""
"""Under this name the values hold a zero, as fine as they all are."""

_MANY = 500
CONSTANTS = {"pi": math.pi, "tau": math.tau}
_MOST = np.finfo(np.float32).max


def constant(value: float) -> Answer:
    """A number as it stands, as fine as the other values are."""
    return lambda values: np.full_like(values[NOTHING], value)


def _finite(values: Values) -> Values:
    """The same; what has no answer is 0, and what is too large is as large as can be."""
    if np.isfinite(np.add.reduce(values, axis=None)) and np.all(np.abs(values) <= _MOST):
        return values
    return np.asarray(np.clip(np.nan_to_num(values, nan=0.0), -_MOST, _MOST))


def _total(operation: Callable[..., Any]) -> Callable[..., Values]:
    """The same operation with an answer for everything."""

    def answer(*values: Values) -> Values:
        found = np.asarray(operation(*values))
        kind = np.result_type(*values)
        return _finite(found if found.dtype == kind else found.astype(kind))

    return answer


def _divide(a: Values, b: Values) -> Values:
    return np.where(b == 0.0, 0.0, a) / np.where(b == 0.0, 1.0, b)


def _modulo(a: Values, b: Values) -> Values:
    return np.mod(np.where(b == 0.0, 0.0, a), np.where(b == 0.0, 1.0, b))


def _power(a: Values, b: Values) -> Values:
    without = (a == 0.0) & (b < 0.0)
    return np.where(without, 0.0, np.power(np.where(without, 1.0, a), b))


def _root(a: Values) -> Values:
    return np.sqrt(np.maximum(a, 0.0))


def _logarithm(a: Values) -> Values:
    return np.where(a > 0.0, np.log(np.where(a > 0.0, a, 1.0)), 0.0)


def _mix(a: Values, b: Values, share: Values) -> Values:
    return a * (1.0 - share) + b * share


def _clamp(a: Values, low: Values, high: Values) -> Values:
    return np.minimum(np.maximum(a, low), high)


def _smooth(low: Values, high: Values, x: Values) -> Values:
    empty = high == low
    share = np.clip((x - low) / np.where(empty, 1.0, high - low), 0.0, 1.0)
    return np.where(empty, x >= high, share * share * (3.0 - 2.0 * share))


def _least(*values: Values) -> Values:
    found = values[0]
    for other in values[1:]:
        found = np.minimum(found, other)
    return found


def _most(*values: Values) -> Values:
    found = values[0]
    for other in values[1:]:
        found = np.maximum(found, other)
    return found


_SIGNS: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": _divide,
    "%": _modulo,
    "**": _power,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "and": np.logical_and,
    "or": np.logical_or,
    "not": np.logical_not,
    "?": lambda which, yes, no: np.where(which != 0.0, yes, no),
}
SIGNS = {sign: _total(operation) for sign, operation in _SIGNS.items()}
"""What stands between values; what is compared gives 1 where it is so, else 0."""

_FUNCTIONS: dict[str, tuple[Callable[..., Any], int, int]] = {
    "sin": (np.sin, 1, 1),
    "cos": (np.cos, 1, 1),
    "abs": (np.abs, 1, 1),
    "sign": (np.sign, 1, 1),
    "floor": (np.floor, 1, 1),
    "ceil": (np.ceil, 1, 1),
    "round": (lambda a: np.floor(a + 0.5), 1, 1),
    "fract": (lambda a: a - np.floor(a), 1, 1),
    "sqrt": (_root, 1, 1),
    "exp": (np.exp, 1, 1),
    "log": (_logarithm, 1, 1),
    "pow": (_power, 2, 2),
    "mod": (_modulo, 2, 2),
    "step": (lambda edge, a: a >= edge, 2, 2),
    "min": (_least, 2, _MANY),
    "max": (_most, 2, _MANY),
    "clamp": (_clamp, 3, 3),
    "mix": (_mix, 3, 3),
    "smooth": (_smooth, 3, 3),
}
FUNCTIONS = {
    name: (_total(operation), least, most)
    for name, (operation, least, most) in _FUNCTIONS.items()
}
"""What has a name: its meaning, and how many values it takes."""

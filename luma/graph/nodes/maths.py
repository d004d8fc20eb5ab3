"""`math/`: numbers from numbers."""

from collections.abc import Callable
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Number
from luma.graph.ports import levels
from luma.graph.register import Range, node

Floats = npt.NDArray[np.float64]
Operation = Literal[
    "add", "subtract", "multiply", "divide", "min", "max",
    "mean", "difference", "power", "modulo", "circular",
]  # fmt: skip
_MOST = float(np.finfo(np.float32).max)


@node("math/arithmetic")
def arithmetic(
    a: Number,
    *,
    b: Annotated[Number | float, Range(-1e9, 1e9)] = 1.0,
    operation: Operation = "multiply",
) -> Number:
    """Two numbers made into one.

    Dividing by nothing gives nothing. A power keeps the sign of its base, difference is how far
    the two are apart, and circular is the same on a circle of length one.
    """
    first, second = a.values.astype(np.float64), levels(b).astype(np.float64)
    result = _OPERATIONS[operation](first, second)
    bounded = np.nan_to_num(result, nan=0.0, posinf=_MOST, neginf=-_MOST)
    return Number(np.clip(bounded, -_MOST, _MOST).astype(np.float32))


def _divide(a: Floats, b: Floats) -> Floats:
    return np.where(b == 0.0, 0.0, a / np.where(b == 0.0, 1.0, b))


def _power(a: Floats, b: Floats) -> Floats:
    nothing = (a == 0.0) & (b < 0.0)
    with np.errstate(over="ignore", under="ignore"):
        raised = np.power(np.where(nothing, 1.0, np.abs(a)), b)
    return np.where(nothing, 0.0, np.where(a < 0.0, -raised, raised))


def _modulo(a: Floats, b: Floats) -> Floats:
    return np.where(b == 0.0, 0.0, np.mod(a, np.where(b == 0.0, 1.0, b)))


def _circular(a: Floats, b: Floats) -> Floats:
    apart = np.mod(a - b, 1.0)
    return np.minimum(apart, 1.0 - apart)


_OPERATIONS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "add": lambda a, b: a + b,
    "subtract": lambda a, b: a - b,
    "multiply": lambda a, b: a * b,
    "divide": _divide,
    "min": np.minimum,
    "max": np.maximum,
    "mean": lambda a, b: (a + b) / 2.0,
    "difference": lambda a, b: np.abs(a - b),
    "power": _power,
    "modulo": _modulo,
    "circular": _circular,
}

"""`math/`: one number made of several."""

from collections.abc import Callable
from typing import Annotated, Literal

import numpy as np

from luma.domain.curve import Floats, Number
from luma.graph.nodes._finite import number
from luma.graph.ports import levels
from luma.graph.register import Range, node

Operation = Literal[
    "add", "subtract", "multiply", "divide", "min", "max",
    "mean", "difference", "power", "modulo", "circular",
]  # fmt: skip
_ZERO, _HALF, _ONE = np.float32(0.0), np.float32(0.5), np.float32(1.0)


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
    with np.errstate(all="ignore"):
        return number(_OPERATIONS[operation](a.values, levels(b)))


def _divide(a: Floats, b: Floats) -> Floats:
    nothing = b == 0.0
    if not nothing.any():
        return a / b
    return np.asarray(np.where(nothing, _ZERO, a / np.where(nothing, _ONE, b)), np.float32)


def _power(a: Floats, b: Floats) -> Floats:
    nothing = (a == 0.0) & (b < 0.0)
    raised = np.copysign(np.power(np.where(nothing, _ONE, np.abs(a)), b), a)
    raised = np.where((a == 0.0) & (b == 0.0), _ONE, raised)
    return np.asarray(np.where(nothing, _ZERO, raised), np.float32)


def _modulo(a: Floats, b: Floats) -> Floats:
    nothing = b == 0.0
    return np.asarray(
        np.where(nothing, _ZERO, np.mod(a, np.where(nothing, _ONE, b))), np.float32
    )


def _circular(a: Floats, b: Floats) -> Floats:
    apart = np.abs(np.mod(a, _ONE) - np.mod(b, _ONE))
    return np.asarray(np.minimum(apart, _ONE - apart), np.float32)


_OPERATIONS: dict[str, Callable[[Floats, Floats], Floats]] = {
    "add": np.add,
    "subtract": np.subtract,
    "multiply": np.multiply,
    "divide": _divide,
    "min": np.minimum,
    "max": np.maximum,
    "mean": lambda a, b: a * _HALF + b * _HALF,
    "difference": lambda a, b: np.abs(a - b),
    "power": _power,
    "modulo": _modulo,
    "circular": _circular,
}


@node("math/mix")
def mix(
    a: Number,
    b: Number,
    *,
    share: Annotated[Number | float, Range(0, 1)] = 0.5,
) -> Number:
    """Two numbers mixed by a share.

    A share of 0 gives a alone, 1 gives b alone, and 0.5 the middle of the two.
    """
    of_b = np.clip(levels(share), 0.0, 1.0)
    return Number(a.values * (_ONE - of_b) + b.values * of_b)


@node("math/switch")
def switch(
    *choices: Number,
    choice: Annotated[Number | float, Range(-1e6, 1e6)] = 0.0,
    crossfade: Annotated[float, Range(0, 1)] = 0.0,
    wrap: bool = True,
) -> Number:
    """One of several numbers, chosen by its place among them.

    Choice counts the wires from 0, in the alphabetical order of the nodes that they come from;
    rename a node to move it. Crossfade is how much of the way from one choice to the next is a
    fade: 0 jumps when the next number is reached, 1 fades all the way. With wrap, the first
    comes again after the last; without, it stays at the last.
    """
    if not choices:
        return Number(np.zeros((1, 1, 1), np.float32))
    at = levels(choice)
    whole = np.floor(at)
    here = _chosen(choices, whole, wrap=wrap)
    if crossfade == 0.0:
        return Number(here)
    way = (at - whole - np.float32(1.0 - crossfade)) / np.float32(max(crossfade, 1e-6))
    of_next = np.clip(way, _ZERO, _ONE)
    following = _chosen(choices, whole + _ONE, wrap=wrap)
    return Number(here * (_ONE - of_next) + following * of_next)


def _chosen(choices: tuple[Number, ...], place: Floats, *, wrap: bool) -> Floats:
    last = len(choices) - 1
    index = np.mod(place, last + 1) if wrap else np.clip(place, 0, last)
    found = choices[0].values
    for number_, other in enumerate(choices[1:], 1):
        found = np.where(index == number_, other.values, found)
    return np.broadcast_to(found, np.broadcast_shapes(found.shape, index.shape))

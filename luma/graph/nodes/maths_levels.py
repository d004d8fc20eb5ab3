"""`math/`: numbers brought into another range or shape."""

from typing import Annotated, Literal

import numpy as np

from luma.domain.curve import Floats, Number
from luma.graph.nodes._finite import number
from luma.graph.ports import levels
from luma.graph.register import Range, node

Way = Literal["nearest", "down", "up"]
_ZERO, _HALF, _ONE, _TWO = (np.float32(value) for value in (0.0, 0.5, 1.0, 2.0))
_AHEAD = {"nearest": _HALF, "down": _ZERO}
_STRAIGHT = ((0.0, 0.0), (1.0, 1.0))
_ALL_WHOLE = np.float32(2.0**23)
"""From here on every float32 is whole."""


def _biased(x: Floats, amount: Floats) -> Floats:
    """Schlick's bias of x in 0 to 1: it passes through (0.5, amount)."""
    amount = np.clip(amount, _ZERO, _ONE)
    lifted = x * amount
    whole = lifted + (_ONE - x) * (_ONE - amount)
    if np.all((amount > _ZERO) & (amount < _ONE)):
        return lifted / whole
    flat = whole == _ZERO
    return np.where(flat, x, lifted / np.where(flat, _ONE, whole))


def _gained(x: Floats, amount: Floats) -> Floats:
    """Schlick's gain of x in 0 to 1: bias towards both ends, alike about the middle."""
    late = x >= _HALF
    bent = _biased(np.where(late, _ONE - x, x) * _TWO, amount) * _HALF
    return np.where(late, _ONE - bent, bent)


@node("math/remap")
def remap(
    a: Number,
    *,
    in_low: Annotated[Number | float, Range(-1e9, 1e9)] = 0.0,
    in_high: Annotated[Number | float, Range(-1e9, 1e9)] = 1.0,
    out_low: Annotated[Number | float, Range(-1e9, 1e9)] = 0.0,
    out_high: Annotated[Number | float, Range(-1e9, 1e9)] = 1.0,
    clamp: bool = True,
    shape: Annotated[Number | float, Range(0, 1)] = 0.5,
) -> Number:
    """A number led from one range into another.

    What lies at in low comes out at out low, what lies at in high at out high; either range may
    run downwards. With clamp it stays between the two ends, without it goes straight on beyond
    them. Shape bends the way between the ends: 0.5 is straight, less starts slowly, more starts
    fast. Where the range in is empty, what is below it gives out low and all else out high.
    """
    low, high = levels(in_low), levels(in_high)
    with np.errstate(all="ignore"):
        wide = high - low
        empty = wide == 0.0
        share = (a.values - low) / np.where(empty, _ONE, wide)
        if empty.any():
            share = np.where(empty, np.where(a.values < low, _ZERO, _ONE), share)
        inside: Floats = np.clip(share, _ZERO, _ONE)
        bent = (
            inside if _is_half(shape) else _biased(inside, np.clip(levels(shape), _ZERO, _ONE))
        )
        place = bent if clamp else bent + (share - inside)
        start, end = levels(out_low), levels(out_high)
        return number(np.asarray(start * (_ONE - place) + end * place, np.float32))


def _is_half(value: Number | float) -> bool:
    return not isinstance(value, Number) and value == 0.5


@node("math/clamp")
def clamp(
    a: Number,
    *,
    low: Annotated[Number | float, Range(-1e9, 1e9)] = 0.0,
    high: Annotated[Number | float, Range(-1e9, 1e9)] = 1.0,
) -> Number:
    """A number kept between a least and a most.

    Low is the least and high the most that comes out; the wrong way round they are swapped.
    """
    one, other = levels(low), levels(high)
    least, most = np.minimum(one, other), np.maximum(one, other)
    return Number(np.minimum(np.maximum(a.values, least), most))


@node("math/invert")
def invert(
    a: Number,
    *,
    low: Annotated[Number | float, Range(-1e9, 1e9)] = 0.0,
    high: Annotated[Number | float, Range(-1e9, 1e9)] = 1.0,
) -> Number:
    """A number turned upside down.

    What lies at low comes out at high and the other way round: full becomes dark.
    """
    with np.errstate(all="ignore"):
        return number(levels(low) + levels(high) - a.values)


@node("math/shape")
def shape(
    a: Number,
    *,
    bias: Annotated[Number | float, Range(0, 1)] = 0.5,
    gain: Annotated[Number | float, Range(0, 1)] = 0.5,
    line: tuple[tuple[float, float], ...] = _STRAIGHT,
) -> Number:
    """A level from 0 to 1 bent by bias, gain and a drawn line, one after the other.

    Bias is where the middle comes out: below 0.5 all becomes darker, above brighter. Gain works
    on both halves alike: below 0.5 it draws levels to the ends, above towards the middle. The
    line says for every level, left to right, what comes out. Levels beyond 0 and 1 are cut.
    """
    found = np.clip(a.values, _ZERO, _ONE)
    if not _is_half(bias):
        found = _biased(found, levels(bias))
    if not _is_half(gain):
        found = _gained(found, levels(gain))
    if line != _STRAIGHT:
        found = _on_line(found, line)
    return Number(found)


def _on_line(x: Floats, line: tuple[tuple[float, float], ...]) -> Floats:
    """The heights of a drawn line; at a step, the height after it."""
    across, up = np.array(line, np.float64).T
    with np.errstate(all="ignore"):
        index = np.searchsorted(across, x, "right")
        left, right = np.maximum(index - 1, 0), np.minimum(index, across.size - 1)
        wide = across[right] - across[left]
        share = np.where(wide > 0.0, (x - across[left]) / np.where(wide > 0.0, wide, 1.0), 0.0)
        height = up[left] + (up[right] - up[left]) * np.clip(share, 0.0, 1.0)
    return np.asarray(height, np.float32)


@node("math/round")
def round_(
    a: Number,
    *,
    steps: Annotated[Number | float, Range(1, 1000)] = 4.0,
    way: Way = "nearest",
) -> Number:
    """A number rounded to even steps.

    Steps is how many there are from 0 to 1 (4 gives 0, 0.25, 0.5, 0.75 and 1). The way is to
    the nearest step, down to the one below or up to the one above.
    """
    many = np.maximum(levels(steps), _ONE)
    with np.errstate(all="ignore"):
        scaled = a.values * many
        whole = np.ceil(scaled) if way == "up" else np.floor(scaled + _AHEAD[way])
        return Number(np.where(np.abs(scaled) < _ALL_WHOLE, whole / many, a.values))

"""What dynamics are reckoned with: followers, and levels as powers of two."""

import math

import numpy as np

from luma.audio.fx.effect import State
from luma.audio.kernel.compiled import compiled
from luma.domain.units import HOUSE_RATE

OCTAVE = 20.0 * math.log10(2.0)
"""The decibels of a factor of two."""

_ROOT = math.sqrt(2.0)
_BITS = 52
_BIAS = 1023
_FRACTION, _ONE = (1 << _BITS) - 1, _BIAS << _BITS
_ROUND = 1.5 * 2.0**_BITS
"""Added to a number of moderate size it leaves a whole one in the last bits."""
_COUNT, _COUNT_BITS = 2.0**_BITS, (_BIAS + _BITS) << _BITS
_LN2 = math.log(2.0)


@compiled
def share_in(state: State, at: int, seconds: float) -> float:
    """How much of its way a follower goes in a frame; two words keep it with its time."""
    if state[at] != seconds:
        state[at], state[at + 1] = seconds, 1.0 - math.exp(-1.0 / (seconds * HOUSE_RATE))
    return float(state[at + 1])


@compiled
def log2(value: float) -> float:
    """The logarithm of a positive number, to nine places, with no branch and no call."""
    bits = np.float64(value).view(np.int64)
    power = np.int64((bits >> _BITS) | _COUNT_BITS).view(np.float64) - (_COUNT + _BIAS)
    part = np.int64((bits & _FRACTION) | _ONE).view(np.float64)
    s = (part - _ROOT) / (part + _ROOT)
    q = s * s
    series = 1.0 + q * (1 / 3 + q * (1 / 5 + q * (1 / 7 + q * (1 / 9))))
    return float(power + 0.5 + 2.0 / _LN2 * s * series)


@compiled
def exp2(value: float) -> float:
    """Two to the power of a number of moderate size, to eight places, likewise."""
    rounded = value + _ROUND
    x = (value - (rounded - _ROUND)) * _LN2
    last = 1 / 24 + x * (1 / 120 + x * (1 / 720 + x * (1 / 5040)))
    series = 1.0 + x * (1.0 + x * (1 / 2 + x * (1 / 6 + x * last)))
    bits = (np.float64(rounded).view(np.int64) + _BIAS) << _BITS
    return float(series * np.int64(bits).view(np.float64))

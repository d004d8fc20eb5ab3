"""Keeping what nodes give finite, at the cost of one look where it is so already."""

import numpy as np

from luma.domain.curve import Floats, Number

MOST = float(np.finfo(np.float32).max)
"""The largest number that a curve holds."""


def finite(values: Floats) -> Floats:
    """The same values; what is too large is as large as can be, what is no number is 0."""
    with np.errstate(all="ignore"):
        if np.isfinite(np.add.reduce(values, axis=None)):
            return values
    return np.nan_to_num(values, nan=0.0, posinf=MOST, neginf=-MOST)


def number(values: Floats) -> Number:
    """A curve of values that may have grown too large."""
    return Number(finite(values))

"""The loop of `math/` that only machine code does fast."""

import numpy as np
from numba import njit

from luma.domain.curve import Floats


@njit(
    "void(float32[:,::1], int64, float64, float64, float32[:,::1], float32[:,::1])",
    cache=True,
    nogil=True,
)
def percentiles(
    values: Floats, window: int, low: float, high: float, least: Floats, most: Floats
) -> None:  # pragma: no cover  (runs as machine code)
    """Two percentiles, as shares, of the last so many values at every place of every row."""
    sorted_ones = np.empty(window, np.float32)
    for row in range(values.shape[0]):
        held = 0
        for at in range(values.shape[1]):
            if held == window:
                place = np.searchsorted(sorted_ones[:held], values[row, at - window])
                for i in range(place, held - 1):
                    sorted_ones[i] = sorted_ones[i + 1]
                held -= 1
            new = values[row, at]
            place = np.searchsorted(sorted_ones[:held], new)
            for i in range(held, place, -1):
                sorted_ones[i] = sorted_ones[i - 1]
            sorted_ones[place] = new
            held += 1
            for share, into in ((low, least), (high, most)):
                position = share * (held - 1)
                below = int(position)
                above = min(below + 1, held - 1)
                part = position - below
                into[row, at] = sorted_ones[below] * (1.0 - part) + sorted_ones[above] * part

"""The tones in a sound, for the nodes that listen: one row for every light frame."""

import functools
from collections.abc import Callable
from typing import Final

import numpy as np
import numpy.typing as npt
from scipy import fft, signal

Floats = npt.NDArray[np.float32]

LOUDEST: Final = 1e3
"""Sound that is louder is heard as if it were so loud, so that it can be squared."""

_ROWS = 256


def measured(
    samples: Floats, hop: int, window: int, size: int, weigh: Callable[[Floats], Floats]
) -> Floats:
    """What is weighed of the tones in the `window` samples up to the end of each frame.

    Frames last `hop` samples. A full sine has 1 at its tone. Before the first sample is
    silence. So many rows are weighed at a time, always as many, so that a row never depends
    on how long the sound goes on, not even in its last digit.
    """
    shape, count = _bell(window), samples.size // hop
    blocks = -(-count // _ROWS)
    heard = np.zeros(window - hop + blocks * _ROWS * hop, np.float32)
    loud = heard[window - hop : window - hop + count * hop]
    np.clip(samples[: count * hop], -LOUDEST, LOUDEST, out=loud)
    rows = np.lib.stride_tricks.sliding_window_view(heard, window)[::hop]
    found = [
        weigh(np.abs(fft.rfft(rows[begin : begin + _ROWS] * shape, size, axis=1)))
        for begin in range(0, blocks * _ROWS, _ROWS)
    ]
    return np.concatenate(found)[:count]


def thinned(samples: Floats, by: int) -> Floats:
    """Sound with fewer samples a second, from which what is too high for that is taken."""
    found = signal.upfirdn(_gate(by), np.clip(samples, -LOUDEST, LOUDEST), 1, by)
    return np.asarray(found[: samples.size // by], np.float32)


@functools.lru_cache(maxsize=8)
def _bell(window: int) -> Floats:
    bell = signal.get_window("hann", window)
    return np.asarray(bell * (2.0 / bell.sum()), np.float32)


@functools.lru_cache(maxsize=8)
def _gate(by: int) -> Floats:
    return np.asarray(signal.firwin(16 * by + 1, 0.8 / by), np.float32)

"""Loudness in decibels, and the automatic gain that knows only the past."""

from typing import Final

import numpy as np
import numpy.typing as npt

from luma.domain.units import LIGHT_FPS, SILENCE_DB

Floats = npt.NDArray[np.float64]

USUAL_DB: Final = -30.0
"""How loud the loudest is taken to be before anything has been heard."""

SOFTEST_DB: Final = -60.0
"""What is softer than that is never taken for the loudest."""


def decibels(power: npt.ArrayLike) -> Floats:
    """The level of a power, of which 1 is a full sine; nothing is below the house's silence."""
    least = 10.0 ** (SILENCE_DB / 10.0)
    return np.asarray(10.0 * np.log10(np.maximum(power, least)), np.float64)


def loudest_so_far(level: Floats, forget: float) -> Floats:
    """The loudest level until each frame, which sinks 10 dB in so many seconds.

    Frames are the first axis; beside each other may stand several bands.
    """
    sunk = np.arange(1, len(level) + 1) * (10.0 / (forget * LIGHT_FPS))
    sunk = sunk.reshape(-1, *([1] * (level.ndim - 1)))
    raised = np.maximum.accumulate(np.maximum(level, SOFTEST_DB) + sunk, axis=0)
    return np.asarray(np.maximum(raised, USUAL_DB) - sunk, np.float64)

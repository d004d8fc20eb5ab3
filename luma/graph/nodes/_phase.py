"""How far round a figure each head is: by the beat or by a wired phase."""

from typing import Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import FrameTimes, Number
from luma.domain.rhythm import BeatGrid
from luma.domain.venue import Head
from luma.graph.nodes._pulses import HAIR
from luma.graph.ports import levels

Floats = npt.NDArray[np.float64]
Every = Literal["1/4", "1/2", "1", "2", "4", "8", "16", "32", "64"]
_LENGTHS = {"1/4": 0.25, "1/2": 0.5}


def beats_long(every: str) -> float:
    """How many beats a choice lasts."""
    return _LENGTHS.get(every) or float(every)


def rounds(beats: BeatGrid, at: FrameTimes, every: str, phase: Number | None = None) -> Floats:
    """Rounds since beat 0 by the grid, or those of a wired phase."""
    if phase is not None:
        return phase.values.astype(np.float64)
    return (beats.position(at.seconds)[None, :, None] + HAIR) / beats_long(every)


def spread_out(
    round_: Floats, heads: tuple[Head, ...], spread: Number | float, offset: Number | float
) -> Floats:
    """Rounds with an offset, and with the heads spread over so many of a round, in order."""
    moved = round_ + levels(offset)
    over = levels(spread).astype(np.float64)
    if not over.any():
        return moved
    share = np.arange(len(heads), dtype=np.float64)[:, None, None] / len(heads)
    return np.asarray(moved + share * over, np.float64)


def angles(round_: Floats) -> npt.NDArray[np.float32]:
    """The radians of rounds within their turn."""
    return np.asarray(np.mod(round_, 1.0) * (2.0 * np.pi), np.float32)

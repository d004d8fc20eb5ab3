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
    round_: Floats,
    heads: tuple[Head, ...],
    spread: Number | float,
    offset: Number | float,
    *,
    by_movers: bool = False,
) -> Floats:
    """Rounds with an offset, and with the heads spread over so many of a round, in order."""
    moved = round_ + levels(offset)
    over = levels(spread).astype(np.float64)
    if not over.any():
        return moved
    number, count = among_movers(heads) if by_movers else (np.arange(len(heads)), len(heads))
    return np.asarray(moved + number[:, None, None] / count * over, np.float64)


def among_movers(heads: tuple[Head, ...]) -> tuple[npt.NDArray[np.int64], int]:
    """The number of each head among those that move, and how many do; else among all."""
    moves = np.array(["movers" in head.abilities for head in heads], np.bool_)
    if not moves.any():
        return np.arange(len(heads)), len(heads)
    return np.maximum(np.cumsum(moves) - 1, 0), int(moves.sum())


def angles(round_: Floats) -> npt.NDArray[np.float32]:
    """The radians of rounds within their turn."""
    return np.asarray(np.mod(round_, 1.0) * (2.0 * np.pi), np.float32)

"""`listen/onsets`: when something begins in the sound."""

import functools
import math
from typing import Annotated, NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Number, Trigger
from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.domain.units import HOUSE_RATE, LIGHT_FPS
from luma.graph.nodes._spectra import measured
from luma.graph.register import Range, node

Floats = npt.NDArray[np.float32]
Frames = npt.NDArray[np.int64]

_SIZE = 1600
_LOWEST, _HIGHEST, _STRIPES = 30.0, 16_000.0, 24
_SOFTNESS = 1000.0
_AROUND = 0.5
_USUAL, _QUIET_RISE = 1.8, 0.025


class Onsets(NamedTuple):
    """When something begins, and how much begins at every moment."""

    onset: Trigger
    rise: Number


@node("listen/onsets", memory="all")
def onsets(
    audio: Audio,
    *,
    sensitivity: Annotated[float, Range(0, 1)] = 0.5,
    distance: Annotated[float, Range(0.02, 4, "s")] = 0.1,
) -> Onsets:
    """The moments when something begins: a drum, a tone, a word.

    A higher sensitivity finds softer ones; distance is the least time from one to the next.
    `rise` is how much begins at each moment, 0 to 1. A moment is told on the frame after the
    one in which it sounds. Lead the sound through `band_filter` first to hear the kick or
    the hi-hat only.
    """
    rise = _rise(audio)
    usual = _usual_before(rise, round(_AROUND * LIGHT_FPS))
    stricter = 1.0 - 2.0 * sensitivity
    wanted = usual * _USUAL * 2.5**stricter + _QUIET_RISE * 4.0**stricter
    begun = _spaced(np.flatnonzero(rise > wanted), max(round(distance * LIGHT_FPS), 1))
    # how hard a blow is shows when all of it has been heard, a frame after it began
    frames = begun[begun < audio.frames - 1] + 1
    strength = np.sqrt(np.minimum(rise[frames - 1] + rise[frames], 1.0))
    return Onsets(Trigger(frames + audio.first, strength), Number(np.sqrt(rise)))


def _rise(audio: Audio) -> Floats:
    """How much louder the stripes of the sound are than a frame before, 0 to 1."""
    edges = _stripes()

    def stripes(found: Floats) -> Floats:
        sums = np.add.reduceat(found[:, : edges[-1]], edges[:-1], axis=1)
        return np.asarray(np.log1p(sums * np.float32(_SOFTNESS)), np.float32)

    loud = measured(audio.samples, SAMPLES_PER_FRAME, _SIZE, _SIZE, stripes)
    before = np.concatenate([np.zeros((1, loud.shape[1]), np.float32), loud[:-1]])
    rise = np.maximum(loud - before, 0.0).mean(axis=1) / math.log1p(_SOFTNESS)
    return np.asarray(np.minimum(rise, 1.0), np.float32)


def _usual_before(values: Floats, frames: int) -> npt.NDArray[np.float64]:
    """The mean of the frames before each one; before the first is nothing."""
    sums = np.concatenate([np.zeros(frames + 1), np.cumsum(values, dtype=np.float64)])
    return np.asarray((sums[frames:-1] - sums[: -frames - 1]) / frames)


def _spaced(frames: Frames, distance: int) -> Frames:
    """Those frames that are so far from the last one that was taken."""
    taken: list[int] = []
    for frame in frames.tolist():
        if not taken or frame - taken[-1] >= distance:
            taken.append(frame)
    return np.array(taken, np.int64)


@functools.cache
def _stripes() -> Frames:
    """The first tone of each stripe, by octaves; the lowest stripes have one each."""
    width = HOUSE_RATE / _SIZE
    edges = np.geomspace(_LOWEST, _HIGHEST, _STRIPES + 1) / width
    return np.unique(np.round(edges).astype(np.int64))

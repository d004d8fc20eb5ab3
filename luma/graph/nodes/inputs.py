"""`in/`: what is known of the track."""

from typing import Annotated, NamedTuple

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Floats, FrameTimes, Number
from luma.domain.energy import Energy
from luma.domain.harmony import ChordTrack
from luma.domain.rhythm import BeatGrid
from luma.graph.register import node
from luma.graph.signature import OF_TRACK


class Strengths(NamedTuple):
    """How loud, how much begins, how bright."""

    loudness: Number
    onset: Number
    brightness: Number


@node("in/beats")
def beats(grid: Annotated[BeatGrid, OF_TRACK]) -> BeatGrid:
    """The beats and bars of the track."""
    return grid


@node("in/chords")
def chords(heard: Annotated[ChordTrack, OF_TRACK]) -> ChordTrack:
    """The chords of the track."""
    return heard


@node("in/energy")
def energy(heard: Energy, at: FrameTimes) -> Strengths:
    """How loud the track is, how much begins in it and how bright it sounds, each 0 to 1."""
    return Strengths(
        Number(_over(heard.loudness, at)),
        Number(_over(heard.onset, at)),
        Number(_over(heard.brightness, at)),
    )


def _over(values: npt.NDArray[np.float32], at: FrameTimes) -> Floats:
    frames = np.arange(at.first, at.first + at.count)
    inside = (frames >= 0) & (frames < values.size)
    found = np.zeros(at.count, np.float32)
    found[inside] = values[frames[inside]]
    return found

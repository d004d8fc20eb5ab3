"""Light of one colour, for the tests of scores."""

import numpy as np

from luma.domain.ids import ClipId, PatternId, ScoreId, TrackId
from luma.domain.light import INDEX, LightBuffer, bits
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip, Score

GRID = BeatGrid.steady(120, count=64)


def light(heads: int, first: int, frames: int, **attributes: float) -> LightBuffer:
    """Light in which some attributes are set and the others are not."""
    buffer = LightBuffer.dark(heads, first, frames)
    for name, value in attributes.items():
        buffer.values[:, :, INDEX[name]] = value
    buffer.set[:] = bits(*attributes)
    return buffer


def clip(name: str, start: float, stop: float, layer: int = 0, **more: object) -> Clip:
    """A clip of the pattern `p`."""
    return Clip(ClipId(name), PatternId("p"), start, stop, layer, **more)  # type: ignore[arg-type]


def score(*clips: Clip) -> Score:
    """A score of clips."""
    return Score(ScoreId("s"), TrackId("t"), clips=clips)


def column(buffer: LightBuffer, name: str, head: int = 0) -> list[float]:
    """One attribute of one head, frame by frame."""
    return [float(x) for x in np.round(buffer.values[head, :, INDEX[name]], 6)]

"""How bright a room is, bar by bar."""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from luma.domain.curve import FrameTimes
from luma.domain.ids import ClipId, ScoreId, TrackId
from luma.domain.light import COLOUR, INTENSITY, TINT, LightBuffer, is_set
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip, Score
from luma.domain.units import LIGHT_FPS
from luma.score.compositor import ClipLight, compose

Floats = npt.NDArray[np.float64]


def brightness(light: LightBuffer) -> Floats:
    """How bright a room is at each frame, `(frames, 2)`: by intensity, and by its colours.

    Both are means over all heads. A pure colour is a third as bright as white in the second.
    """
    values, mask = light.values, light.set
    level = np.where(is_set(mask, INTENSITY), values[..., INTENSITY], 0.0)
    tint = np.where(is_set(mask, TINT), values[..., TINT], 0.0)
    shade = 1.0 - tint + values[..., COLOUR].mean(axis=2) * tint
    return np.stack([level.mean(axis=0), (level * shade).mean(axis=0)], axis=1).astype(float)


def brightness_of_bars(
    clips: Iterable[Clip],
    lights: Mapping[ClipId, ClipLight],
    heads: int,
    grid: BeatGrid,
    edges: Floats,
) -> Floats:
    """How bright some clips make a room between neighbouring beats, `(bars, 2)`."""
    score = Score(ScoreId("measured"), TrackId("measured"), clips=tuple(clips))
    moments = np.maximum(np.rint(grid.seconds(edges) * LIGHT_FPS).astype(int), 0)
    first, stop = int(moments[0]), int(max(moments[-1], moments[0] + 1))
    whole = compose(score, lights, heads, grid, FrameTimes(first, stop - first))
    frames = brightness(whole)
    starts, stops = moments[:-1] - first, np.maximum(moments[1:], moments[:-1] + 1) - first
    return np.array(
        [frames[a:b].mean(axis=0) for a, b in zip(starts, stops, strict=True)], float
    )

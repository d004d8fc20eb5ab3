"""Many clips to one light, over any span of frames."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from luma.domain.curve import FrameTimes
from luma.domain.errors import ShapeMismatch
from luma.domain.ids import ClipId
from luma.domain.light import Floats, LightBuffer
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip, Score
from luma.score.blend import lay
from luma.score.showplan import ShowPlan
from luma.score.timeline import beats_of, frames_of

_HAIR = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class ClipLight:
    """What one clip does: its light, and which of the venue's heads its rows are."""

    light: LightBuffer
    heads: tuple[int, ...]

    def __post_init__(self) -> None:
        """Refuse light whose rows are not those heads."""
        if self.light.heads != len(self.heads) or len(set(self.heads)) != len(self.heads):
            raise ShapeMismatch(
                f"Light for {self.light.heads} heads cannot be laid on {len(set(self.heads))}."
            )


def compose(
    score: Score,
    buffers: Mapping[ClipId, ClipLight],
    heads: int,
    grid: BeatGrid,
    span: FrameTimes,
) -> LightBuffer:
    """The light of a score over a span, bottom layer first, of the clips whose light is known.

    A head that nobody set is dark.
    """
    whole = LightBuffer.dark(heads, span.first, span.count)
    for clip in score.lit():
        told = buffers.get(clip.id)
        if told is not None:
            _lay_clip(whole, clip, told, grid)
    return whole


def fade(clip: Clip, grid: BeatGrid, span: FrameTimes) -> Floats:
    """How far a clip covers at each frame: its opacity times its fades, in beats."""
    position, beats = grid.position(span.seconds), beats_of(clip, grid)
    share = np.full(span.count, clip.opacity)
    if clip.fade_in > _HAIR:
        share *= np.clip((position - beats.start) / clip.fade_in, 0.0, 1.0)
    if clip.fade_out > _HAIR:
        share *= np.clip((beats.stop - position) / clip.fade_out, 0.0, 1.0)
    return share.astype(np.float32)


def refresh(
    plan: ShowPlan,
    score: Score,
    buffers: Mapping[ClipId, ClipLight],
    grid: BeatGrid,
    tiles: Iterable[int],
) -> tuple[int, ...]:
    """Compose some tiles of a plan and put them in place; gives those that changed."""
    changed: list[int] = []
    for tile in tiles:
        start, stop = plan.span(tile)
        span = FrameTimes(start, stop - start)
        if plan.write(tile, compose(score, buffers, plan.heads, grid, span)):
            changed.append(tile)
    return tuple(changed)


def _lay_clip(whole: LightBuffer, clip: Clip, told: ClipLight, grid: BeatGrid) -> None:
    plays, light = frames_of(clip, grid), told.light
    start = max(whole.first_frame, plays.start, light.first_frame)
    stop = min(whole.stop_frame, plays.stop, light.stop_frame)
    if start >= stop or not told.heads:
        return
    part = whole.between(start, stop)
    rows = np.array(told.heads)
    base = LightBuffer(start, part.values[rows], part.set[rows])
    cover = fade(clip, grid, FrameTimes(start, stop - start))
    laid = lay(base, light.between(start, stop), clip.blend, cover)
    part.values[rows], part.set[rows] = laid.values, laid.set

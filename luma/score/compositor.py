"""Many clips to one light, over any span of frames."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.domain.curve import FrameTimes
from luma.domain.errors import ShapeMismatch
from luma.domain.ids import ClipId
from luma.domain.light import ATTRIBUTES, Floats, LightBuffer
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip, Score
from luma.domain.span import Span
from luma.score.aiming import LEAD_FRAMES, aim_ahead, aims, shown_part
from luma.score.blend import Layer, lay_on
from luma.score.showplan import ShowPlan
from luma.score.timeline import beats_of, frames_of_all

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


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A clip that lights, where it lies in frames, and the rows of the whole that it is for."""

    clip: Clip
    layer: Layer
    first_frame: int
    plays: Span[int]
    rows: slice | npt.NDArray[np.int64]
    aims: bool


class Composition:
    """A score whose clips are placed, to be composed over one span after another."""

    def __init__(
        self, score: Score, buffers: Mapping[ClipId, ClipLight], heads: int, grid: BeatGrid
    ) -> None:
        """Place the clips whose light is known, bottom layer first."""
        self._heads, self._grid = heads, grid
        clips = [(c, buffers[c.id]) for c in score.lit() if c.id in buffers]
        spans = frames_of_all([clip for clip, _ in clips], grid)
        placed = (
            _placed(clip, told, span) for (clip, told), span in zip(clips, spans, strict=True)
        )
        self._clips = tuple(each for each in placed if each is not None)

    def light(self, span: FrameTimes) -> LightBuffer:
        """What every head does over a span; one that nobody set is dark.

        Where a head is dark and aimed at nothing, it goes ahead to where it is needed next.
        """
        start, stop = span.first, span.first + span.count
        whole = self._composed(start, stop, self._clips)
        ahead = [each for each in self._clips if _overlaps(each, start, stop + LEAD_FRAMES)]
        if any(each.aims for each in ahead):
            later = [each for each in ahead if each.plays.stop > stop]
            aim_ahead(whole, lambda: self._later(stop, later))
        return whole

    def _later(self, start: int, clips: Sequence[Placed]) -> LightBuffer:
        """How bright heads are and where they look, shortly after a frame."""
        return self._composed(start, start + LEAD_FRAMES, clips, only_shown=True)

    def _composed(
        self, start: int, stop: int, clips: Sequence[Placed], *, only_shown: bool = False
    ) -> LightBuffer:
        whole = LightBuffer.dark(self._heads, start, stop - start)
        planes, times = whole.values.transpose(2, 0, 1), FrameTimes(start, stop - start)
        position: npt.NDArray[np.float64] | None = None
        for placed in clips:
            first, last = max(start, placed.plays.start), min(stop, placed.plays.stop)
            if first >= last:
                continue
            if position is None:
                position = self._grid.position(times.seconds)
            at, own = slice(first - start, last - start), first - placed.first_frame
            top = placed.layer.during(slice(own, own + last - first))
            top = shown_part(top) if only_shown else top
            cover = _cover(placed.clip, beats_of(placed.clip, self._grid), position[at])
            _lay(planes[:, :, at], whole.set[:, at], top, placed, cover)
        return whole


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
    return Composition(score, buffers, heads, grid).light(span)


def fade(clip: Clip, grid: BeatGrid, span: FrameTimes) -> Floats:
    """How far a clip covers at each frame: its opacity times its fades, in beats."""
    return _cover(clip, beats_of(clip, grid), grid.position(span.seconds))


def refresh(
    plan: ShowPlan,
    score: Score,
    buffers: Mapping[ClipId, ClipLight],
    grid: BeatGrid,
    tiles: Iterable[int],
) -> tuple[int, ...]:
    """Compose some tiles of a plan and put them in place; gives those that changed."""
    composition = Composition(score, buffers, plan.heads, grid)
    changed: list[int] = []
    for tile in tiles:
        start, stop = plan.span(tile)
        if plan.write(tile, composition.light(FrameTimes(start, stop - start))):
            changed.append(tile)
    return tuple(changed)


def _cover(clip: Clip, beats: Span[float], position: npt.NDArray[np.floating]) -> Floats:
    share = np.full(position.size, clip.opacity)
    if clip.fade_in > _HAIR:
        share *= np.clip((position - beats.start) / clip.fade_in, 0.0, 1.0)
    if clip.fade_out > _HAIR:
        share *= np.clip((beats.stop - position) / clip.fade_out, 0.0, 1.0)
    return share.astype(np.float32)


def _placed(clip: Clip, told: ClipLight, plays: Span[int]) -> Placed | None:
    """Where a clip lies, as far as its light reaches; nothing where it lights nobody."""
    light = told.light
    seen = plays.clipped(Span(light.first_frame, light.stop_frame))
    if seen is None or not told.heads:
        return None
    layer = Layer.of(light)
    return Placed(clip, layer, light.first_frame, seen, _rows(told.heads), aims(layer))


def _rows(heads: tuple[int, ...]) -> slice | npt.NDArray[np.int64]:
    """Heads as a slice where they lie in even steps, so that their rows are not copied."""
    if len(heads) == 1:
        return slice(heads[0], heads[0] + 1)
    rows = np.array(heads)
    step = heads[1] - heads[0]
    if step > 0 and (np.diff(rows) == step).all():
        return slice(heads[0], heads[-1] + 1, step)
    return rows


def _overlaps(placed: Placed, start: int, stop: int) -> bool:
    return placed.plays.start < stop and placed.plays.stop > start


def _lay(
    planes: Floats, mask: npt.NDArray[np.uint16], top: Layer, placed: Placed, cover: Floats
) -> None:
    """Lay a clip's light on its rows."""
    rows = placed.rows
    if isinstance(rows, slice):
        lay_on(planes[:, rows], mask[rows], top, placed.clip.blend, cover)
        return
    touched = [index for index in top.planes if index < len(ATTRIBUTES)]
    part = np.empty((len(ATTRIBUTES), rows.size, mask.shape[1]), np.float32)
    for index in touched:
        np.take(planes[index], rows, axis=0, out=part[index])
    own = mask[rows]
    lay_on(part, own, top, placed.clip.blend, cover)
    for index in touched:
        planes[index][rows] = part[index]
    mask[rows] = own

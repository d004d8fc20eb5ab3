"""Many clips to one light, over any span of frames."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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


Rows = slice | npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class ClipLight:
    """What one clip does: its light, and which of the venue's heads its rows are."""

    light: LightBuffer
    heads: tuple[int, ...]
    layer: Layer = field(init=False, repr=False)
    rows: Rows = field(init=False, repr=False)
    aims: bool = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse light whose rows are not those heads, and look at it once for all tiles."""
        if self.light.heads != len(self.heads) or len(set(self.heads)) != len(self.heads):
            raise ShapeMismatch(
                f"Light for {self.light.heads} heads cannot be laid on {len(set(self.heads))}."
            )
        layer = Layer.of(self.light)
        object.__setattr__(self, "layer", layer)
        object.__setattr__(self, "rows", _rows(self.heads))
        object.__setattr__(self, "aims", aims(layer))


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A clip that lights, and the frames in which it does."""

    clip: Clip
    told: ClipLight
    plays: Span[int]


class Composition:
    """A score whose clips are placed, to be composed over one span after another."""

    def __init__(
        self, score: Score, buffers: Mapping[ClipId, ClipLight], heads: int, grid: BeatGrid
    ) -> None:
        """Place the clips whose light is known, bottom layer first."""
        self._heads, self._grid = heads, grid
        lit = ((clip, buffers.get(clip.id)) for clip in score.lit())
        self._clips = [(clip, told) for clip, told in lit if told is not None and told.heads]
        spans = frames_of_all([clip for clip, _ in self._clips], grid)
        lights = [told.light for _, told in self._clips]
        self._starts = np.array(
            [max(s.start, x.first_frame) for s, x in zip(spans, lights, strict=True)]
        )
        self._stops = np.array(
            [min(s.stop, x.stop_frame) for s, x in zip(spans, lights, strict=True)]
        )

    def light(self, span: FrameTimes) -> LightBuffer:
        """What every head does over a span; one that nobody set is dark.

        Where a head is dark and aimed at nothing, it goes ahead to where it is needed next.
        """
        start, stop = span.first, span.first + span.count
        whole = self._composed(start, stop, self._playing(start, stop))
        later = self._playing(stop, stop + LEAD_FRAMES)
        if any(each.told.aims for each in (*self._playing(start, stop), *later)):
            aim_ahead(whole, lambda: self._later(stop, later))
        return whole

    def _playing(self, start: int, stop: int) -> list[Placed]:
        """The clips that light between two frames, bottom layer first."""
        found = np.flatnonzero((self._starts < stop) & (self._stops > start))
        return [
            Placed(*self._clips[index], Span(int(self._starts[index]), int(self._stops[index])))
            for index in found
            if self._starts[index] < self._stops[index]
        ]

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
            at, own = slice(first - start, last - start), first - placed.told.light.first_frame
            top = placed.told.layer.during(slice(own, own + last - first))
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


def _rows(heads: tuple[int, ...]) -> Rows:
    """Heads as a slice where they lie in even steps, so that their rows are not copied."""
    if len(heads) < 2:
        return slice(heads[0], heads[0] + 1) if heads else slice(0)
    rows = np.array(heads)
    step = heads[1] - heads[0]
    if step > 0 and (np.diff(rows) == step).all():
        return slice(heads[0], heads[-1] + 1, step)
    return rows


def _lay(
    planes: Floats, mask: npt.NDArray[np.uint16], top: Layer, placed: Placed, cover: Floats
) -> None:
    """Lay a clip's light on its rows."""
    rows = placed.told.rows
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

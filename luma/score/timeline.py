"""Questions to a score: what plays here and beside it, where edges snap, what edits touch."""

import math
from collections.abc import Collection, Iterable, Sequence

import numpy as np

from luma.domain.ids import ClipId
from luma.domain.planfile import TILE_FRAMES
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip, Score
from luma.domain.span import Span
from luma.domain.units import LIGHT_FPS

_HAIR = 1e-6


def beats_of(clip: Clip, grid: BeatGrid) -> Span[float]:
    """The beats that a clip plays over; one held by seconds goes where the grid puts them."""
    if not clip.holds_seconds:
        return Span(clip.start_beat, clip.stop_beat)
    start, stop = (float(beat) for beat in grid.position([clip.start_s, clip.stop_s]))
    return Span(start, stop)


def frames_of(clip: Clip, grid: BeatGrid) -> Span[int]:
    """The global light frames that a clip plays over; none lie before the track."""
    return frames_of_all((clip,), grid)[0]


def frames_of_all(clips: Sequence[Clip], grid: BeatGrid) -> tuple[Span[int], ...]:
    """The same for many clips at once."""
    held = [not clip.holds_seconds for clip in clips]
    beats = [edge for clip in clips for edge in (clip.start_beat, clip.stop_beat)]
    told = [edge for clip in clips for edge in (clip.start_s, clip.stop_s)]
    seconds = np.where(np.repeat(held, 2), grid.seconds(beats), told) if clips else np.zeros(0)
    frames = np.maximum(0, np.ceil(seconds * LIGHT_FPS - _HAIR)).astype(np.int64).tolist()
    return tuple(
        Span(start, max(start, stop))
        for start, stop in zip(frames[::2], frames[1::2], strict=True)
    )


def clips_at(score: Score, beat: float) -> tuple[Clip, ...]:
    """The clips that play at a beat, bottom layer first."""
    return tuple(clip for clip in score.clips if clip.start_beat <= beat < clip.stop_beat)


def find_neighbours(score: Score, name: ClipId) -> tuple[Clip | None, Clip | None]:
    """The clips on the same layer that end before and begin after one, if there are any."""
    clip = score.clip(name)
    layer = [other for other in score.clips if other.layer == clip.layer and other.id != name]
    before = [other for other in layer if other.stop_beat <= clip.start_beat]
    after = [other for other in layer if other.start_beat >= clip.stop_beat]
    return (
        max(before, key=lambda other: other.stop_beat, default=None),
        min(after, key=lambda other: other.start_beat, default=None),
    )


def snap_points(
    score: Score, within: Span[float], *, step: float = 1.0, without: Collection[ClipId] = ()
) -> tuple[float, ...]:
    """The beats that an edge may snap to: steps of the grid and edges of other clips."""
    steps = range(math.ceil(within.start / step), math.ceil(within.stop / step) + 1)
    points = {number * step for number in steps}
    for clip in score.clips:
        if clip.id not in without:
            points |= {clip.start_beat, clip.stop_beat}
    return tuple(sorted(point for point in points if within.start <= point <= within.stop))


def tiles_of(spans: Iterable[Span[int]], tiles: int) -> tuple[int, ...]:
    """The tiles of a plan that spans of frames touch, in order."""
    touched: set[int] = set()
    for span in spans:
        if span.length > 0:
            last = (span.stop - 1) // TILE_FRAMES
            touched.update(range(max(span.start // TILE_FRAMES, 0), min(last + 1, tiles)))
    return tuple(sorted(touched))


def spans_touched(before: Score, after: Score, grid: BeatGrid) -> tuple[Span[int], ...]:
    """The frames that may differ between two scores: where changed clips are and were."""
    old = {clip.id: clip for clip in before.lit()}
    new = {clip.id: clip for clip in after.lit()}
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    clips = [clip for name in changed for clip in (old.get(name), new.get(name))]
    return frames_of_all([clip for clip in clips if clip is not None], grid)

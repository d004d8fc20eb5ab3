"""How clips follow the beat grid: their beats and their last known seconds always agree."""

import numpy as np

from luma.domain.gridedits import Keeps
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Anchor, Clip, Score
from luma.domain.scoreedits import HoldClips, Place

SNAP_SECONDS = 0.040
_FINEST = 960.0
_HAIR = 1e-6


def followed(score: Score, before: BeatGrid, after: BeatGrid, keeps: Keeps) -> HoldClips | None:
    """Where the clips of a score lie after a change of the grid, if that is elsewhere.

    Clips anchored in seconds never move. The others stay on their beats, keep their seconds
    under other numbers, or go by their last known seconds to a beat that is near. Clips that
    never had any are meant in beats, and stay there when beats are heard.
    """
    places = {
        clip.id: place
        for clip in score.clips
        if (place := _followed(clip, before, after, keeps)) != place_of(clip)
    }
    return HoldClips(places) if places else None


def agreed(before: Score, after: Score, grid: BeatGrid) -> HoldClips | None:
    """What makes beats and seconds of the clips agree that an edit placed or changed, if any.

    A clip that holds on to its seconds but was moved in beats goes there in seconds too.
    """
    old = {clip.id: clip for clip in before.clips}
    places = {
        clip.id: place
        for clip in after.clips
        if old.get(clip.id) != clip
        and (place := _agreed(old.get(clip.id), clip, grid)) != place_of(clip)
    }
    return HoldClips(places) if places else None


def place_of(clip: Clip) -> Place:
    """Where a clip lies."""
    return Place(
        clip.start_beat, clip.stop_beat, clip.start_s, clip.stop_s, clip.fade_in, clip.fade_out
    )


def _agreed(old: Clip | None, clip: Clip, grid: BeatGrid) -> Place:
    """Where a changed clip lies: new or moved in beats, it is where its beats are."""
    is_held = (
        old is not None
        and clip.holds_seconds
        and (old.start_beat, old.stop_beat) == (clip.start_beat, clip.stop_beat)
    )
    if is_held:
        return _at_seconds(clip, clip.start_s, clip.stop_s, grid)
    return _at_beats(clip, clip.start_beat, clip.stop_beat, grid)


def _followed(clip: Clip, before: BeatGrid, after: BeatGrid, keeps: Keeps) -> Place:
    known = clip.stop_s > clip.start_s
    if clip.holds_seconds:
        return _at_seconds(clip, clip.start_s, clip.stop_s, after)
    if keeps is Keeps.BEATS:
        return _at_beats(clip, clip.start_beat, clip.stop_beat, after)
    if keeps is Keeps.NEAREST_BEATS and not known:
        return place_of(clip)
    start, stop = clip.start_s, clip.stop_s
    if keeps is Keeps.SECONDS:
        start, stop = (float(s) for s in before.seconds([clip.start_beat, clip.stop_beat]))
    if clip.anchor is Anchor.SECONDS:
        return _at_seconds(clip, start, stop, after)
    beats = [float(beat) for beat in after.position([start, stop])]
    if keeps is Keeps.NEAREST_BEATS:
        near = [_snapped(beat, s, after) for beat, s in zip(beats, (start, stop), strict=True)]
        beats = near if near[0] < near[1] else beats
    tidy = [_tidy(beat) for beat in beats]
    first, last = tidy if tidy[0] < tidy[1] else beats
    return _at_beats(clip, first, last, after) if first < last else place_of(clip)


def _at_beats(clip: Clip, start: float, stop: float, grid: BeatGrid) -> Place:
    start_s, stop_s = (float(s) for s in grid.seconds([start, stop]))
    return Place(start, stop, start_s, stop_s, *_fades(clip, stop - start))


def _at_seconds(clip: Clip, start: float, stop: float, grid: BeatGrid) -> Place:
    first, last = (float(beat) for beat in grid.position([start, stop]))
    if not first < last:
        return place_of(clip)
    return Place(first, last, start, stop, *_fades(clip, last - first))


def _fades(clip: Clip, beats: float) -> tuple[float, float]:
    """Fades that take the same share of the clip as before."""
    share = beats / (clip.stop_beat - clip.start_beat)
    if abs(share - 1.0) < _HAIR:
        return clip.fade_in, clip.fade_out
    return _tidy(clip.fade_in * share), _tidy(clip.fade_out * share)


def _snapped(beat: float, seconds: float, grid: BeatGrid) -> float:
    nearest = float(np.round(beat))
    return nearest if abs(float(grid.seconds(nearest)) - seconds) <= SNAP_SECONDS else beat


def _tidy(beat: float) -> float:
    """A beat without what arithmetic left over, where it is next to a plain fraction."""
    plain = round(beat * _FINEST) / _FINEST
    return plain if abs(plain - beat) < _HAIR else beat

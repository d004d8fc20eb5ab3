"""What comes along for a track from another program, put where the track has none."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from luma.crates.serato import NAME as SERATO
from luma.crates.seratotags import marks_in
from luma.domain.cues import Cue
from luma.domain.errors import BadValue, LumaError
from luma.domain.foreign import ForeignCue, ForeignTrack
from luma.domain.hues import nearest
from luma.domain.ids import TrackId
from luma.domain.opinion import Opinion
from luma.store.store import Shelf

TRACKS, PLAYLISTS, GRIDS, CUES = "tracks", "playlists", "grids", "cues"
WHAT = (TRACKS, PLAYLISTS, GRIDS, CUES)
SAME_SECONDS = 0.005
"""Two cues that lie so near are one."""


def marked(track: ForeignTrack, file: Path, program: str, remarks: list[str]) -> ForeignTrack:
    """A track with its grid and cues, which Serato alone keeps in the file itself."""
    if program != SERATO:
        return track
    try:
        marks = marks_in(file)
    except LumaError as trouble:
        remarks.append(trouble.sentence())
        return track
    return replace(track, grid=marks.grid, cues=marks.cues, colour=marks.colour)


def put(shelf: Shelf, name: TrackId, track: ForeignTrack, wanted: Collection[str]) -> int:
    """Give a track what it lacks of what is wanted, and tell how many cues that were."""
    if TRACKS in wanted:
        _fill(shelf, name, track)
    return _add_cues(shelf, name, track.cues) if CUES in wanted else 0


def _fill(shelf: Shelf, name: TrackId, track: ForeignTrack) -> None:
    tags = shelf.tracks.get(name).tags
    filled = replace(
        tags,
        title=tags.title or track.title,
        artist=tags.artist or track.artist,
        album=tags.album or track.album,
        bpm=tags.bpm or track.bpm,
        key=tags.key or track.key,
    )
    if filled != tags:
        shelf.tracks.tag(name, filled)
    mine = shelf.opinions.of(name)
    theirs = Opinion(track.rating, track.comment, track.genre, nearest(track.colour))
    if mine.filled_by(theirs) != mine:
        shelf.opinions.save(name, mine.filled_by(theirs))


def _add_cues(shelf: Shelf, name: TrackId, cues: Sequence[ForeignCue]) -> int:
    """Add the cues that are not there; one whose pad is taken comes without a pad.

    Those on pads go first, since many programs mark one place by a pad and without it too.
    """
    kept = list(shelf.cues.of(name))
    before = len(kept)
    for cue in sorted(cues, key=lambda one: one.button is None):
        if any(_is_same(one, cue) for one in kept):
            continue
        taken = {one.button for one in kept}
        made = _cue(cue, None if cue.button in taken else cue.button)
        if made is not None:
            kept.append(made)
    if len(kept) > before:
        shelf.cues.save(name, kept)
    return len(kept) - before


def _cue(cue: ForeignCue, button: int | None) -> Cue | None:
    try:
        return Cue(cue.at, cue.stop, button, cue.name, nearest(cue.colour))
    except BadValue:
        return None


def _is_same(one: Cue, other: ForeignCue) -> bool:
    near = abs(one.at - other.at) < SAME_SECONDS
    return near and (one.stop is None) == (other.stop is None)

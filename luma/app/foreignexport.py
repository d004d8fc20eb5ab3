"""The library as other programs take it in: rekordbox's XML, and M3U8 playlists."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from luma import __version__
from luma.app.analyses import Analyses
from luma.app.ground import Ground
from luma.crates.m3u import write_list
from luma.crates.rekordboxfile import rekordbox_xml
from luma.domain.anchors import anchors_of
from luma.domain.cues import Cue
from luma.domain.errors import BadValue, NotFound, Refused
from luma.domain.foreign import ForeignCue, ForeignLibrary, ForeignPlaylist, ForeignTrack
from luma.domain.harmony import TONES, Key
from luma.domain.hues import GREY, RGB
from luma.domain.listing import find_key
from luma.domain.opinion import Opinion
from luma.domain.playlists import Playlist, path_of
from luma.domain.rhythm import BeatGrid
from luma.domain.track import Track
from luma.store.store import Shelf

XML, M3U8 = ".xml", ".m3u8"


@dataclass(frozen=True, slots=True)
class Exported:
    """What a file for another program holds, and a line for what it does not."""

    data: bytes
    library: ForeignLibrary
    remarks: tuple[str, ...]


def export_for(
    ground: Ground, analyses: Analyses, suffix: str, playlist: str | None = None
) -> Exported:
    """The library, or one list of it, as the bytes of a file whose name ends like that."""
    if suffix not in {XML, M3U8}:
        raise BadValue(
            f'Luma writes no library into a file that ends in "{suffix}".',
            hint=f"End its name in {XML} for rekordbox, or in {M3U8} for a playlist.",
        )
    ground.keeper.flush()
    with ground.store.read() as shelf:
        lists = _lists(shelf, playlist)
        chosen = [each for each in lists if each.kind.holds_tracks]
        if suffix == M3U8 and len(chosen) != 1:
            raise BadValue(
                f"An M3U8 file holds one playlist, and there are {len(chosen)}.",
                hint="Name one with --playlist.",
            )
        library = _library(shelf, analyses, chosen, everything=playlist is None)
    remarks = tuple(
        f'The list "{each.name}" is made by its query, so it was left out.'
        for each in lists
        if each.query
    )
    if suffix == XML:
        return Exported(rekordbox_xml(library, __version__), library, remarks)
    return Exported(write_list(library.playlists[0], library.tracks), library, remarks)


def _lists(shelf: Shelf, name: str | None) -> tuple[Playlist, ...]:
    """Every list, or the one that is meant by its id, its name, or that with its folders."""
    lists = shelf.playlists.list()
    if name is None:
        return lists
    known = {each.id: each for each in lists}
    sought = name.casefold()
    found = [
        each
        for each in lists
        if each.kind.holds_tracks
        and sought
        in {
            each.id,
            each.name.casefold(),
            "/".join((*path_of(each, known), each.name)).casefold(),
        }
    ]
    if not found:
        raise NotFound(f'The library has no playlist "{name}" that holds tracks.')
    if len(found) > 1:
        ids = ", ".join(each.id for each in found)
        raise Refused(
            f'"{name}" means {len(found)} playlists.', hint=f"Name one by its id: {ids}."
        )
    return tuple(found)


def _library(
    shelf: Shelf, analyses: Analyses, lists: Collection[Playlist], *, everything: bool
) -> ForeignLibrary:
    known = {each.id: each for each in shelf.playlists.list()}
    held = {
        each.id: [entry.track for entry in shelf.playlists.entries(each.id)] for each in lists
    }
    wanted = {track for tracks in held.values() for track in tracks}
    tracks = [track for track in shelf.tracks.list() if everything or track.id in wanted]
    names = [track.id for track in tracks]
    opinions, cues = shelf.opinions.of_all(names), shelf.cues.of_all(names)
    found = {
        track.id: _track(
            track, opinions[track.id], cues[track.id], _grid(shelf, analyses, track)
        )
        for track in tracks
    }
    playlists = tuple(
        ForeignPlaylist(
            each.name,
            path_of(each, known),
            tuple(found[track].path for track in held[each.id] if track in found),
            each.kind,
        )
        for each in lists
    )
    return ForeignLibrary("rekordbox", tuple(found.values()), playlists)


def _grid(shelf: Shelf, analyses: Analyses, track: Track) -> BeatGrid | None:
    """The grid that counts for a track, if it was not only assumed."""
    own = shelf.corrections.grid(track.id).grid
    grid = own or analyses.load(track.id, BeatGrid)
    return None if grid is None or grid.assumed else grid


def _track(
    track: Track, opinion: Opinion, cues: Collection[Cue], grid: BeatGrid | None
) -> ForeignTrack:
    file = _file_of(track)
    bpm = track.tags.bpm if grid is None else grid.bpm
    coloured = 0 < opinion.colour < GREY  # rekordbox has eight, without a grey
    return ForeignTrack(
        file.as_posix(),
        title=track.title,
        artist=track.tags.artist,
        album=track.tags.album,
        genre=opinion.genre,
        comment=opinion.note,
        bpm=None if bpm is None else round(bpm, 2),
        key=_key(track.tags.key),
        rating=opinion.stars,
        colour=RGB[opinion.colour - 1] if coloured else None,
        seconds=track.tags.seconds,
        size=file.stat().st_size if file.is_file() else None,
        grid=() if grid is None else anchors_of(grid),
        cues=tuple(_cue(cue) for cue in cues),
    )


def _cue(cue: Cue) -> ForeignCue:
    colour = RGB[cue.colour - 1] if cue.colour else None
    return ForeignCue(cue.at, cue.stop, cue.button, cue.name, colour)


def _key(tagged: str) -> str:
    key: Key | None = find_key(tagged)
    return tagged if key is None else f"{TONES[key.tonic]}{'m' if key.minor else ''}"


def _file_of(track: Track) -> Path:
    """The person's own file, or the library's copy where that one is gone."""
    original = Path(track.source.original)
    return original if original.is_absolute() and original.is_file() else track.source.path

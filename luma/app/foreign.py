"""Brings in what other programs know: tracks, playlists, beat grids and cues."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from luma.app.events import PlaylistsChanged, TracksChanged
from luma.app.foreignfiles import Finder
from luma.app.foreignlists import Filled, Lists
from luma.app.grids import Grids
from luma.app.ground import Ground
from luma.app.library import Library
from luma.audio.identity import file_sha256, payload_sha256
from luma.crates.recognise import read_library
from luma.crates.seratotags import marks_in
from luma.domain.anchors import grid_of
from luma.domain.cues import Cue
from luma.domain.errors import LumaError
from luma.domain.foreign import Anchor, ForeignCue, ForeignLibrary, ForeignTrack
from luma.domain.gridedits import UseGrid
from luma.domain.hues import nearest
from luma.domain.ids import TrackId
from luma.domain.opinion import Opinion
from luma.domain.track import Tags, Track
from luma.store.store import Shelf

TRACKS, PLAYLISTS, GRIDS, CUES = "tracks", "playlists", "grids", "cues"
WHAT = (TRACKS, PLAYLISTS, GRIDS, CUES)
SERATO = "Serato"
SAME_SECONDS = 0.005
"""Two cues that lie so near are one."""
Status = Literal["found", "imported", "known", "missing", "failed"]


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one track: whether it is here now, and what came with it."""

    track: ForeignTrack
    status: Status
    here: Track | None = None
    file: Path | None = None
    has_grid: bool = False
    cues: int = 0
    trouble: LumaError | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a whole library."""

    program: str
    tracks: tuple[Brought, ...]
    lists: tuple[Filled, ...]
    remarks: tuple[str, ...]

    def count(self, status: Status) -> int:
        """How many tracks became that."""
        return sum(each.status == status for each in self.tracks)


Told = Callable[[Brought], object]


class Foreign:
    """Reads other programs' libraries, and shelves what is new in them; not on the lane."""

    def __init__(self, ground: Ground, library: Library, grids: Grids) -> None:
        """Bring things into this library."""
        self._ground, self._library, self._grids = ground, library, grids

    def look(self, source: Path, finder: Finder) -> Report:
        """What could be brought in; nothing is."""
        library, found = self._read(source, finder)
        there = {path for path, file in found.items() if isinstance(file, Path)}
        lists = tuple(
            Filled(
                each,
                "new",
                tuple(path for path in each.entries if path in there),
                tuple(path for path in each.entries if path not in there),
            )
            for each in library.playlists
        )
        remarks = list(library.remarks)
        tracks = []
        for track in library.tracks:
            path = found.get(track.path)
            if isinstance(path, Path):
                marked = _marked(track, path, library.program, remarks)
                grid, cues = bool(marked.grid), len(marked.cues)
                tracks.append(Brought(track, "found", None, path, grid, cues))
            else:
                tracks.append(Brought(track, "missing", trouble=path))
        return Report(library.program, tuple(tracks), lists, tuple(remarks))

    def bring(
        self,
        source: Path,
        finder: Finder,
        what: Iterable[str] = WHAT,
        on_track: Told = lambda _: None,
    ) -> Report:
        """Bring it in, as far as it is not here; what a person has made here stays."""
        wanted = frozenset(what)
        library, found = self._read(source, finder)
        remarks = list(library.remarks)
        shelved = self._shelved(found, wanted)
        here: dict[str, TrackId] = {}
        brought = []
        for track in library.tracks:
            path = found.get(track.path)
            if isinstance(path, LumaError) or path is None:
                one = Brought(track, "missing", trouble=path)
            else:
                one = replace(shelved[path], track=track)
            if one.here is not None:
                here[track.path] = one.here.id
                one = self._enriched(one, library.program, wanted, remarks)
            brought.append(one)
            on_track(one)
        lists: tuple[Filled, ...] = ()
        if PLAYLISTS in wanted and library.playlists:
            lists = self._lists(library, here)
        changed = tuple(dict.fromkeys(here.values()))
        self._ground.bus.announce(TracksChanged(changed))
        return Report(library.program, tuple(brought), lists, tuple(remarks))

    def _read(
        self, source: Path, finder: Finder
    ) -> tuple[ForeignLibrary, dict[str, Path | LumaError]]:
        """What a library holds, and where each of its files lies."""
        library = read_library(source)
        found: dict[str, Path | LumaError] = {}
        for track in library.tracks:
            if track.path not in found:
                try:
                    found[track.path] = finder.find(track)
                except LumaError as trouble:
                    found[track.path] = trouble
        return library, found

    def _shelved(
        self, found: dict[str, Path | LumaError], wanted: frozenset[str]
    ) -> dict[Path, Brought]:
        """The tracks of the files that were found, brought in where that is wanted."""
        files = list(dict.fromkeys(path for path in found.values() if isinstance(path, Path)))
        nothing = ForeignTrack("")
        if TRACKS not in wanted:
            return {file: self._known(file) for file in files}
        done: dict[Path, Brought] = {}
        for outcome in self._library.add(files).result():
            status: Status = "imported" if outcome.status == "imported" else "known"
            if outcome.track is None:
                status = "failed"
            done[outcome.path] = Brought(
                nothing, status, outcome.track, outcome.path, trouble=outcome.trouble
            )
        return {file: done.get(file, Brought(nothing, "failed", file=file)) for file in files}

    def _known(self, file: Path) -> Brought:
        """The track that a file is, if the library has it already."""
        try:
            hashes = (file_sha256(file), payload_sha256(file))
        except (OSError, LumaError):
            hashes = ("", None)
        with self._ground.store.read() as shelf:
            for sha256 in filter(None, hashes):
                track = shelf.tracks.find_by_sha(sha256)
                if track is not None:
                    return Brought(ForeignTrack(""), "known", track, file)
        trouble = LumaError(f'"{file}" is not in the library.', hint="Bring in tracks too.")
        return Brought(ForeignTrack(""), "missing", None, file, trouble=trouble)

    def _enriched(
        self, one: Brought, program: str, wanted: frozenset[str], remarks: list[str]
    ) -> Brought:
        """A track with what came along for it, as far as it had none."""
        assert one.here is not None
        assert one.file is not None
        name = one.here.id
        track = _marked(one.track, one.file, program, remarks)
        keeper = self._ground.keeper
        if TRACKS in wanted:
            keeper.save(lambda shelf: _fill(shelf, name, track), may_wait=True)
        cues = 0
        if CUES in wanted and track.cues:
            cues = keeper.save(lambda shelf: _add_cues(shelf, name, track.cues)).result()
        has_grid = GRIDS in wanted and self._use_grid(name, track.grid, track.seconds)
        return replace(one, has_grid=has_grid, cues=cues)

    def _use_grid(self, name: TrackId, anchors: Sequence[Anchor], seconds: float) -> bool:
        """Let a grid count for a track that has none of a person's own."""

        def use() -> bool:
            if self._grids.is_own(name):
                return False
            grid = grid_of(anchors, self._grids.seconds(name) or seconds)
            if grid is None:
                return False
            heard = self._grids.heard(name)
            self._grids.edit(name, UseGrid(grid, None if heard.assumed else heard))
            return True

        return bool(anchors) and self._ground.lane.call(use)

    def _lists(self, library: ForeignLibrary, here: dict[str, TrackId]) -> tuple[Filled, ...]:
        def bring(shelf: Shelf) -> tuple[Filled, ...]:
            lists = Lists(shelf)
            return tuple(lists.bring(each, here) for each in library.playlists)

        filled = self._ground.keeper.save(bring).result()
        self._ground.bus.announce(PlaylistsChanged())
        return filled


def _marked(track: ForeignTrack, file: Path, program: str, remarks: list[str]) -> ForeignTrack:
    """A track with its grid and cues, which Serato alone keeps in the file itself."""
    if program != SERATO:
        return track
    try:
        marks = marks_in(file)
    except LumaError as trouble:
        remarks.append(trouble.sentence())
        return track
    return replace(track, grid=marks.grid, cues=marks.cues, colour=marks.colour)


def _fill(shelf: Shelf, name: TrackId, track: ForeignTrack) -> None:
    """Give a track the tags and the opinion that it lacks."""
    tags = shelf.tracks.get(name).tags
    filled = Tags(
        tags.title or track.title,
        tags.artist or track.artist,
        tags.album or track.album,
        tags.bpm or track.bpm,
        tags.key or track.key,
        tags.seconds,
    )
    if filled != tags:
        shelf.tracks.tag(name, filled)
    mine = shelf.opinions.of(name)
    theirs = Opinion(track.rating, track.comment, track.genre, nearest(track.colour))
    if mine.filled_by(theirs) != mine:
        shelf.opinions.save(name, mine.filled_by(theirs))


def _add_cues(shelf: Shelf, name: TrackId, cues: Sequence[ForeignCue]) -> int:
    """Add the cues that are not there; one whose pad is taken comes without a pad."""
    kept = list(shelf.cues.of(name))
    before = len(kept)
    for cue in cues:
        if any(_is_same(one, cue) for one in kept):
            continue
        taken = {one.button for one in kept}
        button = None if cue.button in taken else cue.button
        kept.append(Cue(cue.at, cue.stop, button, cue.name, nearest(cue.colour)))
    if len(kept) > before:
        shelf.cues.save(name, kept)
    return len(kept) - before


def _is_same(one: Cue, other: ForeignCue) -> bool:
    near = abs(one.at - other.at) < SAME_SECONDS
    return near and (one.stop is None) == (other.stop is None)

"""Brings in what other programs know: tracks, playlists, beat grids and cues."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from luma.app.events import PlaylistsChanged, TracksChanged
from luma.app.foreignfiles import Finder
from luma.app.foreignlists import Filled, Lists
from luma.app.foreignmarks import CUES, GRIDS, PLAYLISTS, TRACKS, WHAT, marked, put
from luma.app.grids import Grids
from luma.app.ground import Ground
from luma.app.library import Library, Outcome
from luma.audio.identity import file_sha256, payload_sha256
from luma.crates.recognise import read_library
from luma.domain.anchors import grid_of
from luma.domain.errors import LumaError
from luma.domain.foreign import Anchor, ForeignLibrary, ForeignTrack
from luma.domain.gridedits import UseGrid
from luma.domain.ids import TrackId
from luma.domain.track import Track
from luma.store.store import Shelf

AT_ONCE = 64
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
Moved = Callable[[float], object]
Found = Path | LumaError


class Foreign:
    """Reads other programs' libraries, and shelves what is new in them; not on the lane."""

    def __init__(self, ground: Ground, library: Library, grids: Grids) -> None:
        """Bring things into this library."""
        self._ground, self._library, self._grids = ground, library, grids

    def look(self, source: Path, finder: Finder, what: Iterable[str] = WHAT) -> Report:
        """What could be brought in; nothing is."""
        wanted = frozenset(what)
        library, found = self._read(source, finder)
        remarks = list(library.remarks)
        tracks = []
        for track in library.tracks:
            one = self._seen(track, found[track.path], wanted)
            if one.file is not None and one.status != "missing":
                told = marked(track, one.file, library.program, remarks)
                grid, cues = GRIDS in wanted and bool(told.grid), len(told.cues)
                one = replace(one, has_grid=grid, cues=cues if CUES in wanted else 0)
            tracks.append(one)
        there = {one.track.path for one in tracks if one.status != "missing"}
        lists = library.playlists if PLAYLISTS in wanted else ()
        filled = (
            Filled(
                each,
                "new",
                tuple(path for path in each.entries if path in there),
                tuple(path for path in each.entries if path not in there),
            )
            for each in lists
        )
        return Report(library.program, tuple(tracks), tuple(filled), tuple(remarks))

    def bring(
        self,
        source: Path,
        finder: Finder,
        what: Iterable[str] = WHAT,
        on_track: Told = lambda _: None,
        on_file: Moved = lambda _: None,
    ) -> Report:
        """Bring it in, as far as it is not here; what a person has made here stays.

        `on_file` hears which share of the files is in, and then `on_track` what became of each.
        """
        wanted = frozenset(what)
        library, found = self._read(source, finder)
        remarks = list(library.remarks)
        shelved = self._shelved(found, wanted, on_file)
        brought: list[Brought] = []
        for some in _batches(library.tracks):
            ones = [_named(track, found[track.path], shelved) for track in some]
            begun = [self._begun(one, library.program, wanted, remarks) for one in ones]
            for finish in begun:
                one = finish()
                on_track(one)
                brought.append(one)
        here = {one.track.path: one.here.id for one in brought if one.here is not None}
        lists: tuple[Filled, ...] = ()
        if PLAYLISTS in wanted and library.playlists:
            lists = self._lists(library, here)
        changed = tuple(dict.fromkeys(here.values()))
        self._ground.bus.announce(TracksChanged(changed))
        return Report(library.program, tuple(brought), lists, tuple(remarks))

    def _seen(self, track: ForeignTrack, found: Found, wanted: frozenset[str]) -> Brought:
        """A track whose file was looked for; where none comes in, it has to be here."""
        if isinstance(found, LumaError):
            return Brought(track, "missing", trouble=found)
        if TRACKS not in wanted:
            return replace(self._known(found), track=track)
        return Brought(track, "found", None, found)

    def _read(self, source: Path, finder: Finder) -> tuple[ForeignLibrary, dict[str, Found]]:
        """What a library holds, and where each of its files lies."""
        library = read_library(source)
        found: dict[str, Found] = {}
        for track in library.tracks:
            if track.path not in found:
                try:
                    found[track.path] = finder.find(track)
                except LumaError as trouble:
                    found[track.path] = trouble
        return library, found

    def _shelved(
        self, found: Mapping[str, Found], wanted: frozenset[str], on_file: Moved
    ) -> dict[Path, Brought]:
        """The tracks of the files that were found, brought in where that is wanted."""
        files = list(dict.fromkeys(path for path in found.values() if isinstance(path, Path)))
        done: dict[Path, Brought] = {}
        if TRACKS not in wanted:
            for file in files:
                done[file] = self._known(file)
                on_file(len(done) / len(files))
            return done

        def hear(outcome: Outcome) -> None:
            status: Status = "imported" if outcome.status == "imported" else "known"
            done[outcome.path] = Brought(
                ForeignTrack(""),
                "failed" if outcome.track is None else status,
                outcome.track,
                outcome.path,
                trouble=outcome.trouble,
            )
            on_file(len(done) / len(files))

        self._library.add(files, hear).result()
        return {file: done.get(file, _untold(file)) for file in files}

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

    def _begun(
        self, one: Brought, program: str, wanted: frozenset[str], remarks: list[str]
    ) -> Callable[[], Brought]:
        """Begin to give a track what came along for it; the answer waits until it is safe."""
        if one.here is None or one.file is None:
            return lambda: one
        name, track = one.here.id, marked(one.track, one.file, program, remarks)
        saved = self._ground.keeper.save(lambda shelf: put(shelf, name, track, wanted))

        def finish() -> Brought:
            has_grid, cues = False, 0
            try:
                cues = saved.result()
                if GRIDS in wanted:
                    has_grid = self._use_grid(name, track.grid, track.seconds)
            except LumaError as trouble:
                remarks.append(f'"{track.path}": {trouble.sentence()}')
            return replace(one, has_grid=has_grid, cues=cues)

        return finish

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


def _named(track: ForeignTrack, found: Found, shelved: Mapping[Path, Brought]) -> Brought:
    if isinstance(found, LumaError):
        return Brought(track, "missing", trouble=found)
    return replace(shelved[found], track=track)


def _untold(file: Path) -> Brought:
    trouble = LumaError(f'"{file}" was not brought in.', hint="Do it again.")
    return Brought(ForeignTrack(""), "failed", None, file, trouble=trouble)


def _batches(tracks: Sequence[ForeignTrack]) -> Iterator[Sequence[ForeignTrack]]:
    for at in range(0, len(tracks), AT_ONCE):
        yield tracks[at : at + AT_ONCE]

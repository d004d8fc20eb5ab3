"""Puts files that are ready onto their shelves: the row and the place of a file in one step.

A file gets its name below `files` while the database is being written, so whoever may write
sees either both or neither; what a kill leaves between them is cleared away likewise later.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from luma.app.intake import Coming, Known, Outcome, Same, trouble_with
from luma.app.leftovers import leftovers, own_name
from luma.app.paths import Paths
from luma.audio.identity import sync_folders
from luma.domain.errors import Refused
from luma.domain.ids import TrackId, new_id
from luma.domain.track import Track
from luma.store.store import Shelf

Ready = Coming | Known
MARKER = "importing-"


def shelve(shelf: Shelf, ready: Sequence[Ready], marker: "Marker") -> tuple[Outcome, ...]:
    """Shelve some files, each for itself: trouble with one of them is that one's alone."""
    folders: set[Path] = set()
    outcomes = []
    for one in ready:
        try:
            with shelf.savepoint():
                outcomes.append(_shelve(shelf, one, marker, folders))
        except Exception as cause:
            if not shelf.stands:
                raise
            let_go([one])
            outcomes.append(Outcome(one.path, "failed", trouble=trouble_with(one.path, cause)))
    came = {outcome.path for outcome in outcomes if outcome.status != "failed"}
    fresh = [one.seen for one in ready if isinstance(one, Coming) and one.path in came]
    shelf.sources.remember(fresh)
    sync_folders(folders)
    return tuple(outcomes)


def let_go(ready: Sequence[Ready]) -> None:
    """Clear away the copies of files that did not come onto their shelves."""
    for one in ready:
        if isinstance(one, Coming) and one.copy is not None:
            one.copy.unlink(missing_ok=True)


def place_file(shelf: Shelf, coming: Coming, marker: "Marker") -> tuple[Path, ...]:
    """Let a source's file lie where its row says; the folders in which a name is new.

    Where the file that is remembered is gone, what came takes its place.
    """
    source = coming.track.source
    known = shelf.sources.place(source.file_sha256) or source.path
    if known != source.path and known.is_file():
        let_go([coming])
        return ()
    if known != source.path:
        shelf.sources.move(source.file_sha256, source.path)
    if coming.copy is None:
        return ()
    if not source.path.exists():
        marker.note(source.path.name)
    source.path.parent.mkdir(parents=True, exist_ok=True)
    coming.copy.replace(source.path)
    return source.path.parent, source.path.parent.parent


def give_file(shelf: Shelf, name: TrackId, coming: Coming, marker: "Marker") -> Track:
    """Let a track play from a file from now on; its own stays, and so does all work."""
    source = coming.track.source
    for sha256 in (source.file_sha256, source.payload_sha256):
        owner = shelf.tracks.find_owner(sha256)
        if owner is not None and owner.id != name:
            raise Refused(
                f'That file is the track "{owner.title}" already.',
                hint=f"`luma track same {name} {owner.id}` makes one track of both.",
            )
    shelf.sources.add(name, source)
    sync_folders(place_file(shelf, coming, marker))
    shelf.sources.choose(source.file_sha256)
    shelf.sources.remember([coming.seen])
    return shelf.tracks.get(name)


class Marker:
    """A sign that files are coming in, and which; it outlives a program that is killed."""

    def __init__(self, paths: Paths) -> None:
        """Put it up."""
        self._files = paths.files
        self._path = self._files / f"{own_name(MARKER)}{new_id()}"
        try:
            self._files.mkdir(parents=True, exist_ok=True)
            self._path.touch()
        except OSError as cause:
            raise Refused(
                f'Nothing can be written into "{self._files}": {cause.strerror or cause}.',
                hint="Look at its rights and its disk, then bring the files in again.",
            ) from cause

    def note(self, name: str) -> None:
        """Say that a file is about to get a name that none had."""
        with self._path.open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")

    def clear(self, shelf: Shelf) -> None:
        """Clear away what came in, but not onto a shelf; in a writing transaction."""
        _clear(shelf, self._files, self._path)

    def take_down(self) -> None:
        """Say that all that came in is on its shelf."""
        self._path.unlink(missing_ok=True)


def left_markers(paths: Paths) -> tuple[Path, ...]:
    """The signs of programs that were killed while files came in."""
    return leftovers(paths.files, f"{MARKER}*")


def clear_after(shelf: Shelf, paths: Paths, markers: Sequence[Path]) -> None:
    """Clear away what killed programs brought in without shelving it, and their signs."""
    for marker in markers:
        _clear(shelf, paths.files, marker)
        marker.unlink(missing_ok=True)


def _clear(shelf: Shelf, files: Path, marker: Path) -> None:
    """Only what a sign names can be a stray: other files may be those of an older database."""
    try:
        names = set(marker.read_text(encoding="utf-8").split("\n")) - {""}
    except FileNotFoundError:
        return
    if names:
        for name in names - {path.name for path in shelf.sources.paths()}:
            (files / name[:2] / Path(name).name).unlink(missing_ok=True)


def _shelve(shelf: Shelf, ready: Ready, marker: Marker, folders: set[Path]) -> Outcome:
    if isinstance(ready, Known):
        restored = shelf.tracks.restore(ready.track)
        track = shelf.tracks.get(ready.track)
        return Outcome(
            ready.path, "duplicate", track, ready.sha256, same="unchanged", restored=restored
        )
    shelved = shelf.tracks.shelve(ready.track)
    folders.update(place_file(shelf, ready, marker))
    is_as_told = shelved.new == "track"
    track = shelved.track if is_as_told else shelf.tracks.get(shelved.track.id)
    done = Outcome(ready.path, "imported", track, ready.track.source.file_sha256)
    if is_as_told:
        return done
    same: Same = "sound" if shelved.new == "sound" else "file"
    return replace(done, status="duplicate", same=same, restored=shelved.restored)

"""Brings files in: expand, copy and hash in one pass, look, shelve, announce."""

import datetime as dt
import logging
import os
import stat
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from luma.app.events import FileSkipped, TrackAdded, TrackAlreadyHere, TrackRefused
from luma.app.ground import Ground
from luma.app.keeper import Saved
from luma.app.leftovers import own_name, sweep
from luma.app.paths import Paths
from luma.audio.decode import Decoding
from luma.audio.identity import digest_and_copy, payload_sha256
from luma.audio.tags import read_tags
from luma.domain.errors import LumaError, NotFound, Refused, UnreadableFile
from luma.domain.ids import TrackId, new_id
from luma.domain.track import Source, Tags, Track
from luma.store.store import Shelf

SOUND_SUFFIXES = frozenset(
    {
        ".wav", ".wave", ".w64", ".rf64", ".flac", ".mp3", ".ogg", ".oga", ".opus", ".aif",
        ".aiff", ".aifc", ".m4a", ".mp4", ".aac", ".alac", ".wma",
    }
)  # fmt: skip
Status = Literal["imported", "duplicate", "skipped", "failed"]
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file."""

    path: Path
    status: Status
    track: Track | None = None
    sha256: str = ""
    trouble: LumaError | None = None


class Library:
    """Takes files in and finds tracks again."""

    def __init__(self, ground: Ground, paths: Paths) -> None:
        """Work on these, and clear away what was on its way in when a program was killed."""
        for pattern in ("incoming-*", ".incoming-*"):
            sweep(paths.files, pattern)
        self._lane, self._bus, self._chores = ground.lane, ground.bus, ground.chores
        self._keeper, self._store = ground.keeper, ground.store
        self._paths = paths
        self._closing = threading.Event()

    def add(
        self, paths: Iterable[Path], on_file: Callable[[Outcome], object] = lambda _: None
    ) -> "Future[tuple[Outcome, ...]]":
        """Bring in files and folders; each outcome is announced, and all are the answer."""
        wanted = tuple(paths)
        answer: Future[tuple[Outcome, ...]] = Future()

        def take_all() -> tuple[Outcome, ...]:
            outcomes = []
            for path, named in _expanded(wanted, self._paths.files):
                if self._closing.is_set():
                    break
                outcome = self._take(path, named=named)
                self._announce(outcome)
                on_file(outcome)
                outcomes.append(outcome)
            return tuple(outcomes)

        self._lane.post(
            lambda: self._chores.run(take_all, answer.set_result, answer.set_exception)
        )
        return answer

    def close(self) -> None:
        """Take in no file after the one that is being taken in."""
        self._closing.set()

    def tracks(self, words: str = "") -> tuple[Track, ...]:
        """The tracks that hold all these words, or every track."""
        with self._store.read() as shelf:
            return tuple(shelf.tracks.search(words) if words.strip() else shelf.tracks.list())

    def track(self, name: str) -> Track:
        """The track whose id, file hash, or unmistakable beginning of either this is."""
        found = _named(name, self.tracks())
        if found is None:
            raise NotFound(
                f'The library has no track "{name}".',
                hint="`luma tracks` lists them with their ids.",
            )
        return found

    def tag(self, track: TrackId, tags: Tags) -> Saved[Track]:
        """Give a track other tags; its file stays as it is."""
        return self._keeper.save(lambda shelf: shelf.tracks.tag(track, tags))

    def remove(self, track: TrackId) -> Saved[None]:
        """Put a track into the trash."""
        return self._keeper.save(lambda shelf: shelf.tracks.remove(track))

    def restore(self, name: str) -> Saved[Track]:
        """Take a track, named like any other, out of the trash."""
        with self._store.read() as shelf:
            found = _named(name, shelf.tracks.trash())
        if found is None:
            raise NotFound(f'No track "{name}" lies in the trash.')
        track = found

        def take_back(shelf: Shelf) -> Track:
            shelf.tracks.restore(track.id)
            return track

        return self._keeper.save(take_back)

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the database, and which files of tracks are gone."""
        with self._store.read() as shelf:
            tracks = (*shelf.tracks.list(), *shelf.tracks.trash())
        gone = (track for track in tracks if not track.source.path.is_file())
        return (
            *self._store.problems(),
            *(f'The file of "{t.title}" is gone: {t.source.path}.' for t in gone),
        )

    def _take(self, path: Path, *, named: bool) -> Outcome:
        if not named and path.suffix.lower() not in SOUND_SUFFIXES:
            return Outcome(path, "skipped")
        try:
            return self._shelve(path)
        except LumaError as trouble:
            return Outcome(path, "failed", trouble=trouble)
        except OSError as cause:
            return Outcome(path, "failed", trouble=_trouble_with(path, cause))
        except Exception as cause:
            log.exception("Luma made a mistake with a file")
            return Outcome(path, "failed", trouble=_mistake_with(path, cause))

    def _shelve(self, path: Path) -> Outcome:
        _refuse_endless(path)
        name = f"{own_name('incoming-')}{new_id()}{path.suffix.lower()}"
        incoming = self._paths.files / name
        try:
            sha256 = digest_and_copy(path, incoming)
            with self._store.read() as shelf:
                known = shelf.tracks.find_by_sha(sha256)
            if known is not None:
                _put_back(known, incoming, sha256)
                return Outcome(path, "duplicate", known, sha256)
            Decoding(incoming)
            track = self._described(path, incoming, sha256)
            track.source.path.parent.mkdir(parents=True, exist_ok=True)
            incoming.replace(track.source.path)
        except UnreadableFile as trouble:
            raise UnreadableFile(path, trouble.causes) from trouble
        finally:
            incoming.unlink(missing_ok=True)
        shelved = self._keeper.save(lambda shelf: shelf.tracks.add(track)).result()
        return Outcome(
            path, "imported" if shelved.id == track.id else "duplicate", shelved, sha256
        )

    def _described(self, path: Path, copy: Path, sha256: str) -> Track:
        source = Source(
            file_sha256=sha256,
            payload_sha256=payload_sha256(copy) or sha256,
            path=self._paths.track_file(sha256, path.suffix),
            original=str(path.absolute()),
        )
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        return Track(TrackId(new_id()), read_tags(copy), source, now)

    def _announce(self, outcome: Outcome) -> None:
        match outcome:
            case Outcome(status="imported", track=Track() as track):
                self._bus.announce(TrackAdded(track, outcome.path))
            case Outcome(status="duplicate", track=Track() as track):
                self._bus.announce(TrackAlreadyHere(track, outcome.path, outcome.sha256))
            case Outcome(trouble=LumaError() as trouble):
                self._bus.announce(TrackRefused(outcome.path, trouble))
            case _:
                self._bus.announce(FileSkipped(outcome.path))


def _expanded(paths: Iterable[Path], own: Path) -> Iterator[tuple[Path, bool]]:
    """Every file with whether it was named itself; folders in the order of their names.

    The library's own copies are left out of folders.
    """
    for path in paths:
        if os.path.isdir(path):  # noqa: PTH112  (where nobody may look: no, and no error)
            for found in _files_below(path):
                hidden = found.name.startswith(".") or found.absolute().is_relative_to(own)
                if not hidden and os.path.isfile(found):  # noqa: PTH113  (as above)
                    yield found, False
        else:
            yield path, True


def _files_below(folder: Path) -> Iterator[Path]:
    """Every file in a folder, then those in its folders; what cannot be looked into is none."""
    for where, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(where, name) for name in sorted(names))


def _named(name: str, tracks: Iterable[Track]) -> Track | None:
    close = [
        track
        for track in tracks
        if name and (track.id.startswith(name) or track.source.file_sha256.startswith(name))
    ]
    exact = [track for track in close if track.id == name]
    if len(close) > 1 and not exact:
        raise Refused(
            f'"{name}" begins the names of {len(close)} tracks.', hint="Write more of it."
        )
    return next(iter((*exact, *close)), None)


def _put_back(known: Track, incoming: Path, sha256: str) -> None:
    """Give a track the library's copy of its file again, where that copy is gone."""
    source = known.source
    if source.file_sha256 == sha256 and not source.path.exists():
        source.path.parent.mkdir(parents=True, exist_ok=True)
        incoming.replace(source.path)


def _refuse_endless(path: Path) -> None:
    """Refuse pipes and devices, which may never come to an end."""
    if not stat.S_ISREG(path.stat().st_mode):
        raise Refused(f'"{path}" is no file that can be copied.')


def _mistake_with(path: Path, cause: Exception) -> LumaError:
    return LumaError(
        f'Luma made a mistake with "{path}": {cause!r}.', hint="Its log tells the whole of it."
    )


def _trouble_with(path: Path, cause: OSError) -> Refused:
    if isinstance(cause, FileNotFoundError) and not path.exists():
        return Refused(f'There is no file "{path}".', hint="Check its name.")
    if isinstance(cause, PermissionError):
        return Refused(f'The file "{path}" may not be read by you.', hint="Check its rights.")
    return Refused(f'The file "{path}" could not be copied: {cause.strerror or cause}.')

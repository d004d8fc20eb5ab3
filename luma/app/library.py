"""Takes files in, finds tracks again, and keeps their files and them together."""

import logging
import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from luma.app.covers import cover_of
from luma.app.events import (
    FileSkipped,
    SoundReplaced,
    TrackAdded,
    TrackAlreadyHere,
    TrackRefused,
    TracksChanged,
    TracksJoined,
    TracksRemoved,
    TracksRestored,
)
from luma.app.ground import Ground
from luma.app.importing import Adding, Importing, Told
from luma.app.intake import Intake, Mode, Outcome
from luma.app.keeper import Saved
from luma.app.leftovers import sweep
from luma.app.paths import Paths
from luma.app.refinding import Found, Refinding
from luma.app.replacing import replace_sound
from luma.app.sameness import join, pairs
from luma.app.shelving import clear_after, left_markers
from luma.app.walking import SOUND_SUFFIXES
from luma.domain.errors import LumaError, NotFound, Refused
from luma.domain.ids import TrackId
from luma.domain.track import Tags, Track
from luma.store.store import Shelf

__all__ = ["SOUND_SUFFIXES", "Adding", "Library", "Outcome"]

log = logging.getLogger(__name__)


class Library:
    """Takes files in and finds tracks again."""

    def __init__(self, ground: Ground, paths: Paths, mode: Mode = "copy") -> None:
        """Work on these, and clear away what was on its way in when a program was killed."""
        self._ground, self._paths, self._mode = ground, paths, mode
        self._lane, self._bus, self._chores = ground.lane, ground.bus, ground.chores
        self._keeper, self._store = ground.keeper, ground.store
        self._adding: set[Adding] = set()
        self._closing = threading.Event()
        self._clear_leftovers()

    def add(self, paths: Iterable[Path], on_file: Told = lambda _: None) -> Adding:
        """Bring in files and folders; each outcome is announced, and all are the answer."""
        wanted, adding = tuple(paths), Adding()
        self._adding.add(adding)
        adding.add_done_callback(self._adding.discard)
        if self._closing.is_set():
            adding.stop()
        intake = Intake(self._ground, self._paths, self._mode)

        def tell(outcome: Outcome) -> None:
            self._announce(outcome)
            on_file(outcome)

        def take_all() -> tuple[Outcome, ...]:
            importing = Importing(self._ground, self._paths, intake, adding)
            return importing.run(wanted, tell)

        self._lane.post(
            lambda: self._chores.run(take_all, adding.set_result, adding.set_exception)
        )
        return adding

    def close(self) -> None:
        """Take in no file after those that are being taken in."""
        self._closing.set()
        for adding in tuple(self._adding):
            adding.stop()

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

    def cover(self, track: TrackId) -> Path | None:
        """A file with the picture that a track's file carries, if it does; not for the lane."""
        with self._store.read() as shelf:
            source = shelf.tracks.get(track).source
        return cover_of(source, self._paths.cache / "covers")

    def relocate(
        self,
        folder: Path,
        track: TrackId | None = None,
        on_track: Callable[[Found], object] = lambda _: None,
    ) -> tuple[Found, ...]:
        """Find the gone files of tracks, or of one, again in a folder; not for the lane."""
        found = Refinding(self._ground, self._paths, self._mode).run(folder, track, on_track)
        changed = tuple(one.track.id for one in found if one.path is not None)
        if changed:
            self._bus.announce(TracksChanged(changed))
        return found

    def replace(self, track: TrackId, file: Path) -> Track:
        """Give a track another file, and keep its name and all work; not for the lane."""
        replaced = replace_sound(self._ground, self._paths, self._mode, track, file)
        self._bus.announce(SoundReplaced(track))
        self._bus.announce(TracksChanged((track,)))
        return replaced

    def same(self, kept: TrackId, gone: TrackId) -> Track:
        """Make one track of two that are the same music; not for the lane."""
        track = join(self._ground, kept, gone)
        self._bus.announce(TracksJoined(kept, gone))
        self._bus.announce(TracksRemoved((gone,)))
        self._bus.announce(TracksChanged((kept,)))
        return track

    def twins(self) -> tuple[tuple[Track, Track], ...]:
        """Pairs of tracks of the same samples in other packing, the older one first."""
        return pairs(self._store)

    def _clear_leftovers(self) -> None:
        for pattern in ("incoming-*", ".incoming-*"):
            sweep(self._paths.files, pattern)
        markers = left_markers(self._paths)
        if markers:
            paths = self._paths
            try:
                self._keeper.save(lambda shelf: clear_after(shelf, paths, markers)).result()
            except LumaError as trouble:
                log.warning("what a killed import left stays: %s", trouble.sentence())

    def _announce(self, outcome: Outcome) -> None:
        match outcome:
            case Outcome(status="imported", track=Track() as track):
                self._bus.announce(TrackAdded(track, outcome.path))
            case Outcome(status="duplicate", track=Track() as track):
                self._bus.announce(TrackAlreadyHere(track, outcome.path, outcome.sha256))
                if outcome.restored:
                    self._bus.announce(TracksRestored((track.id,)))
            case Outcome(trouble=LumaError() as trouble):
                self._bus.announce(TrackRefused(outcome.path, trouble))
            case _:
                self._bus.announce(FileSkipped(outcome.path))


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

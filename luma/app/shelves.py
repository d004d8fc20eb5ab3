"""Lists of tracks for whoever shows them, and what a person does to tracks in a list."""

import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from luma.app.analyses import Analyses, Wish
from luma.app.events import ProblemRaised, TracksChanged, TracksRemoved, TracksRestored
from luma.app.ground import Ground
from luma.domain.energy import Energy, Loudness, share_of_energy
from luma.domain.errors import LumaError
from luma.domain.harmony import Key, KeyTrack
from luma.domain.ids import TrackId
from luma.domain.listing import Listed, Query
from luma.domain.rhythm import BeatGrid
from luma.domain.track import Artifact, Tags
from luma.store.store import Shelf

T = TypeVar("T")
ENERGY_KINDS: Final = ("energy", "loudness")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a track, and whether the library's file of it is gone."""

    listed: Listed
    missing: bool


class Shelves:
    """Gives the order of a list first, and later the rows of it that are seen."""

    def __init__(self, ground: Ground, analyses: Analyses) -> None:
        """Read and write here."""
        self._bus, self._lane, self._chores = ground.bus, ground.lane, ground.chores
        self._keeper, self._store = ground.keeper, ground.store
        self._analyses = analyses

    def order(self, query: Query) -> tuple[int, ...]:
        """The numbers of the tracks that a query means, in its order; from any thread."""
        with self._store.read() as shelf:
            return shelf.listing.order(query)

    def rows(self, numbers: Sequence[int]) -> tuple[Row, ...]:
        """What is shown of a few tracks, those that are gone left out; from any thread."""
        with self._store.read() as shelf:
            listed = shelf.listing.rows(numbers)
        return tuple(Row(one, not one.track.source.path.is_file()) for one in listed)

    def put_in_order(self) -> None:
        """Order what a climb of the database has left without order; called on the lane."""
        with self._store.read() as shelf:
            is_stale = shelf.listing.is_stale()
        if is_stale:
            self._save(lambda _: None, TracksChanged(()))

    def tag(self, tags: Mapping[TrackId, Tags]) -> None:
        """Give tracks other tags."""

        def change(shelf: Shelf) -> None:
            for name, others in tags.items():
                shelf.tracks.tag(name, others)

        self._save(change, TracksChanged(tuple(tags)))

    def paint(self, names: Collection[TrackId], colour: int) -> None:
        """Give tracks one of nine colours, counted from 1; 0 takes it away."""

        def change(shelf: Shelf) -> None:
            for name in names:
                shelf.tracks.paint(name, colour)

        self._save(change, TracksChanged(tuple(names)))

    def remove(self, names: Collection[TrackId]) -> None:
        """Put tracks into the trash, and hear them no further."""

        def change(shelf: Shelf) -> None:
            for name in names:
                shelf.tracks.remove(name)

        def stop() -> None:
            for name in names:
                self._analyses.cancel(name)

        self._lane.post(stop)
        self._save(change, TracksRemoved(tuple(names)))

    def restore(self, names: Collection[TrackId]) -> None:
        """Take tracks out of the trash."""

        def change(shelf: Shelf) -> None:
            for name in names:
                shelf.tracks.restore(name)

        self._save(change, TracksRestored(tuple(names)))

    def hear_again(self, wanted: Mapping[TrackId, tuple[str, ...] | None]) -> None:
        """Make some kinds of results of tracks anew, or all of them."""

        def forget() -> None:
            for name, kinds in wanted.items():
                self._analyses.forget(name, Wish(kinds))

        def begin(_: object) -> None:
            self._bus.announce(TracksChanged(tuple(wanted)))
            for name in wanted:
                self._analyses.complete(name)

        self._lane.post(lambda: self._chores.run(forget, begin, self._tell))

    def note_tempo(self, beats: Artifact) -> None:
        """Write down the tempo of beats that were heard just now; called on the lane."""
        if beats.kind == "beats":
            self._note((beats.track,), self._tempo, _put_tempo)

    def note_correction(self, name: TrackId) -> None:
        """Write down the tempo of a track whose beats were put right; called on the lane."""
        self._chores.run(
            lambda: {name: self._tempo(name)}, partial(self._write, _put_tempo), self._tell
        )

    def note_tempos(self) -> None:
        """Write down every tempo that was heard but not noted; called on the lane."""
        with self._store.read() as shelf:
            names = shelf.listing.without_tempo()
        self._note(names, self._tempo, _put_tempo)

    def note_key(self, made: Artifact) -> None:
        """Write down a key that was heard just now; called on the lane."""
        if made.kind == "key":
            self._note((made.track,), self._key, _put_key)

    def note_keys(self) -> None:
        """Write down every key that was heard but not noted; called on the lane."""
        with self._store.read() as shelf:
            names = shelf.listing.without_key()
        self._note(names, self._key, _put_key)

    def note_energy(self, made: Artifact) -> None:
        """Write down the energy of a track once all it shows by was heard; on the lane."""
        if made.kind in ENERGY_KINDS:
            self._note((made.track,), self._energy, _put_energy)

    def note_energies(self) -> None:
        """Write down every energy that was heard but not noted; called on the lane."""
        with self._store.read() as shelf:
            names = shelf.listing.without_energy(ENERGY_KINDS)
        self._note(names, self._energy, _put_energy)

    def _note(
        self,
        names: Collection[TrackId],
        heard: Callable[[TrackId], T | None],
        put: Callable[[Shelf, TrackId, T], None],
    ) -> None:
        """Write down what was heard of tracks, where anything was."""

        def read() -> dict[TrackId, T]:
            found = ((name, heard(name)) for name in names)
            return {name: value for name, value in found if value is not None}

        if names:
            self._chores.run(read, partial(self._write, put), self._tell)

    def _write(
        self, put: Callable[[Shelf, TrackId, T], None], values: Mapping[TrackId, T]
    ) -> None:
        def change(shelf: Shelf) -> None:
            for name, value in values.items():
                put(shelf, name, value)

        if values:
            self._save(change, TracksChanged(tuple(values)))

    def _key(self, name: TrackId) -> Key | None:
        keys = self._analyses.load(name, KeyTrack)
        return None if keys is None else keys.main

    def _energy(self, name: TrackId) -> float | None:
        energy = self._analyses.load(name, Energy)
        loudness = self._analyses.load(name, Loudness)
        if energy is None or loudness is None:
            return None
        return share_of_energy(energy, loudness)

    def _tempo(self, name: TrackId) -> float | None:
        """The tempo of a person's own beats, or of the heard ones; of assumed ones none."""
        with self._store.read() as shelf:
            own = shelf.corrections.grid(name).grid
        grid = own or self._analyses.load(name, BeatGrid)
        return None if grid is None or grid.assumed else grid.bpm

    def _save(self, change: Callable[[Shelf], None], fact: object) -> None:
        self._keeper.save(change).then(lambda _: self._bus.announce(fact), self._tell)

    def _tell(self, trouble: Exception) -> None:
        if not isinstance(trouble, LumaError):
            log.error("Luma made a mistake with a list of tracks", exc_info=trouble)
            trouble = LumaError(f"Luma made a mistake in the library: {trouble!r}.")
        self._bus.announce(ProblemRaised(trouble))


def _put_tempo(shelf: Shelf, name: TrackId, bpm: float | None) -> None:
    shelf.tracks.note_tempo(name, bpm)


def _put_key(shelf: Shelf, name: TrackId, key: Key) -> None:
    shelf.tracks.note_key(name, key)


def _put_energy(shelf: Shelf, name: TrackId, share: float) -> None:
    shelf.tracks.note_energy(name, share)

"""Playlists, crates and smart lists, and what a person thinks of tracks, for front doors."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from luma.app.events import PlaylistsChanged, TracksChanged
from luma.app.ground import Ground
from luma.app.keeper import Saved
from luma.domain.errors import BadValue, NotFound, Refused
from luma.domain.ids import PlaylistId, TrackId
from luma.domain.opinion import Opinion
from luma.domain.playlists import Entry, Playlist, PlaylistKind
from luma.domain.searching import read_search
from luma.store.store import Shelf

T = TypeVar("T")
COLOURS = 9


class Playlists:
    """Reads lists from any thread; each change is saved, and then announced."""

    def __init__(self, ground: Ground) -> None:
        """Read and write here."""
        self._bus, self._keeper, self._store = ground.bus, ground.keeper, ground.store

    def all(self) -> tuple[Playlist, ...]:
        """Every list, each folder followed by what lies in it."""
        with self._store.read() as shelf:
            return shelf.playlists.list()

    def entries(self, name: PlaylistId) -> tuple[Entry, ...]:
        """The tracks of a list, in its order."""
        with self._store.read() as shelf:
            return shelf.playlists.entries(name)

    def named(self, words: str) -> Playlist:
        """The list of that id or name; an unmistakable beginning of its name will do."""
        known, sought = self.all(), words.strip().casefold()
        close = [p for p in known if sought and p.name.casefold().startswith(sought)]
        exact = [p for p in known if words == p.id or p.name.casefold() == sought]
        found = exact or close
        if len(found) > 1:
            ids = ", ".join(f"{p.name} ({p.id})" for p in found)
            raise Refused(f'"{words}" means {len(found)} lists.', hint=f"Name one of {ids}.")
        if not found:
            raise NotFound(
                f'There is no list "{words}".',
                hint="`luma playlist list` tells which there are.",
            )
        return found[0]

    def add(
        self, name: str, kind: PlaylistKind, folder: PlaylistId | None = None, query: str = ""
    ) -> Saved[Playlist]:
        """Begin a list; a smart one shows what its query finds."""
        if kind is PlaylistKind.SMART:
            _check(query)
        return self._save(lambda shelf: shelf.playlists.add(name, kind, folder, query))

    def ask(self, name: PlaylistId, query: str) -> Saved[Playlist]:
        """Let a smart list show what another query finds."""
        _check(query)
        return self._save(lambda shelf: shelf.playlists.ask(name, query))

    def rename(self, name: PlaylistId, words: str) -> Saved[Playlist]:
        """Give a list another name."""
        return self._save(lambda shelf: shelf.playlists.rename(name, words))

    def move(
        self, name: PlaylistId, folder: PlaylistId | None, place: int | None = None
    ) -> Saved[Playlist]:
        """Put a list into a folder, or out of all."""
        return self._save(lambda shelf: shelf.playlists.move(name, folder, place))

    def remove(self, name: PlaylistId) -> Saved[Playlist]:
        """Take a list away; its tracks stay in the library."""
        return self._save(lambda shelf: shelf.playlists.remove(name))

    def put(
        self, name: PlaylistId, tracks: Sequence[TrackId], place: int | None = None
    ) -> Saved[Playlist]:
        """Put tracks into a list, before a place or at its end."""
        return self._save(lambda shelf: shelf.playlists.put(name, tracks, place))

    def take_out(self, name: PlaylistId, places: Collection[int]) -> Saved[Playlist]:
        """Take the tracks at some places out of a list."""
        return self._save(lambda shelf: shelf.playlists.take_out(name, places))

    def reorder(self, name: PlaylistId, places: Sequence[int], before: int) -> Saved[Playlist]:
        """Bring the tracks at some places before another."""
        return self._save(lambda shelf: shelf.playlists.reorder(name, places, before))

    def opinion(self, track: TrackId) -> Opinion:
        """What a person thinks of a track."""
        with self._store.read() as shelf:
            return shelf.opinions.of(track)

    def think(
        self,
        tracks: Collection[TrackId],
        *,
        stars: int | None = None,
        note: str | None = None,
        colour: int | None = None,
    ) -> Saved[None]:
        """Change what a person thinks of tracks, in what is given."""
        if colour is not None and not 0 <= colour <= COLOURS:
            raise BadValue(f"Colours are numbered from 1 to {COLOURS}; 0 takes one away.")
        Opinion(stars or 0, note or "")  # refuses what no opinion can be

        def change(shelf: Shelf) -> None:
            for name in tracks:
                before = shelf.opinions.of(name)
                shelf.opinions.save(
                    name,
                    replace(
                        before,
                        stars=before.stars if stars is None else stars,
                        note=before.note if note is None else note,
                        colour=before.colour if colour is None else colour,
                    ),
                )

        fact = TracksChanged(tuple(tracks))
        return self._keeper.save(change).then(
            lambda _: self._bus.announce(fact), lambda _: None
        )

    def _save(self, change: Callable[[Shelf], T]) -> Saved[T]:
        return self._keeper.save(change).then(
            lambda _: self._bus.announce(PlaylistsChanged()), lambda _: None
        )


def _check(query: str) -> None:
    """Refuse a query that is not wholly read, for nobody sees later what it lacks."""
    search = read_search(query)
    if search.faults:
        raise BadValue(
            f'The query does not read at "{search.faults[0]}".',
            hint="Write for example bpm:120-128, key:~8A, added:<7d or artist:name.",
        )
    if not search.terms:
        raise BadValue("A smart list needs a query.", hint="For example: bpm:120-128 stars:>3")

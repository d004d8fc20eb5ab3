"""The shelf of playlists: lists, crates, lists by a query, and the folders they lie in."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from luma.domain.errors import BadValue, NotFound, Refused
from luma.domain.ids import PlaylistId, TrackId, new_id
from luma.domain.playlists import (
    Entry,
    Playlist,
    PlaylistKind,
    checked_name,
    in_order,
    refuse_circle,
)
from luma.store._now import now
from luma.store._tables import PlaylistRow, PlaylistTrackRow, TrashRow
from luma.store._writable import writable


class Playlists:
    """The library's playlists; tracks in the trash keep their places and are not shown."""

    def __init__(self, session: Session) -> None:
        """Look at them in a transaction."""
        self._session = session

    def list(self) -> tuple[Playlist, ...]:
        """Every list, each folder followed by what lies in it."""
        rows = self._session.scalars(select(PlaylistRow))
        return in_order(_playlist(row) for row in rows)

    def find(self, name: PlaylistId) -> Playlist | None:
        """The list of that id."""
        row = self._session.get(PlaylistRow, name)
        return None if row is None else _playlist(row)

    def get(self, name: PlaylistId) -> Playlist:
        """The list of that id, which is there."""
        return _playlist(self._row(name))

    def add(
        self,
        name: str,
        kind: PlaylistKind = PlaylistKind.LIST,
        folder: PlaylistId | None = None,
        query: str = "",
    ) -> Playlist:
        """Begin a list, after those that lie in its folder."""
        self._refuse_no_folder(folder)
        made = Playlist(
            PlaylistId(new_id()),
            checked_name(writable(name)),
            kind,
            folder,
            len(self._siblings(folder)),
            writable(query) if kind is PlaylistKind.SMART else "",
            now(),
        )
        self._session.add(
            PlaylistRow(
                id=made.id,
                name=made.name,
                made=made.made,
                folder=made.folder,
                place=made.place,
                kind=made.kind.value,
                query=made.query,
            )
        )
        self._session.flush()
        return made

    def rename(self, name: PlaylistId, words: str) -> Playlist:
        """Give a list another name."""
        row = self._row(name)
        row.name = checked_name(writable(words))
        self._session.flush()
        return _playlist(row)

    def ask(self, name: PlaylistId, query: str) -> Playlist:
        """Let a smart list be made by another query."""
        row = self._row(name)
        if row.kind != PlaylistKind.SMART.value:
            raise Refused(f'"{row.name}" holds its own tracks, so it has no query.')
        row.query = writable(query)
        self._session.flush()
        return _playlist(row)

    def move(
        self, name: PlaylistId, folder: PlaylistId | None, place: int | None = None
    ) -> Playlist:
        """Put a list into a folder or out of all, before a place there or at the end."""
        row = self._row(name)
        self._refuse_no_folder(folder)
        refuse_circle(name, folder, {each.id: each for each in self.list()})
        old = row.folder
        order = [each for each in self._siblings(folder) if each.id != name]
        at = len(order) if place is None else max(0, min(place, len(order)))
        row.folder = folder
        _number([*order[:at], row, *order[at:]])
        if old != folder:
            _number([each for each in self._siblings(old) if each.id != name])
        self._session.flush()
        return _playlist(row)

    def remove(self, name: PlaylistId) -> Playlist:
        """Take a list away, a folder with all that lies in it; tracks stay in the library."""
        row = self._row(name)
        gone, folder = _playlist(row), row.folder
        self._session.execute(delete(PlaylistRow).where(PlaylistRow.id == name))
        self._session.expire_all()
        _number(self._siblings(folder))
        self._session.flush()
        return gone

    def entries(self, name: PlaylistId) -> tuple[Entry, ...]:
        """The tracks of a list in its order, without those in the trash."""
        thrown = set(self._session.scalars(select(TrashRow.track)))
        return tuple(entry for entry in self._all(name) if entry.track not in thrown)

    def put(
        self, name: PlaylistId, tracks: Sequence[TrackId], place: int | None = None
    ) -> Playlist:
        """Put tracks into a list before a place, or at its end; a crate takes each once."""
        playlist = self._holding(name)
        held = [entry.track for entry in self._all(name)]
        new = list(tracks)
        if playlist.kind is PlaylistKind.CRATE:
            new = [track for track in dict.fromkeys(tracks) if track not in set(held)]
        at = len(held) if place is None else max(0, min(place, len(held)))
        self._write(name, [*held[:at], *new, *held[at:]])
        return playlist

    def take_out(self, name: PlaylistId, places: Collection[int]) -> Playlist:
        """Take the tracks at some places out of a list."""
        playlist, gone = self._holding(name), set(places)
        held = self._all(name)
        self._write(name, [entry.track for entry in held if entry.place not in gone])
        return playlist

    def reorder(self, name: PlaylistId, places: Sequence[int], before: int) -> Playlist:
        """Bring the tracks at some places, in that order, before another place."""
        playlist, held = self._holding(name), self._all(name)
        if any(not 0 <= place < len(held) for place in places):
            raise BadValue(f'"{playlist.name}" has no such place.')
        moved = tuple(dict.fromkeys(places))
        rest = [entry for entry in held if entry.place not in set(moved)]
        at = sum(entry.place < before for entry in rest)
        order = [entry.track for entry in rest]
        self._write(name, [*order[:at], *(held[p].track for p in moved), *order[at:]])
        return playlist

    def holding(self, track: TrackId) -> tuple[PlaylistId, ...]:
        """The lists that a track stands in."""
        wanted = select(PlaylistTrackRow.playlist).where(PlaylistTrackRow.track == track)
        return tuple(PlaylistId(name) for name in self._session.scalars(wanted.distinct()))

    def _all(self, name: PlaylistId) -> tuple[Entry, ...]:
        self._row(name)
        wanted = select(PlaylistTrackRow.track)
        rows = self._session.execute(
            wanted.where(PlaylistTrackRow.playlist == name).order_by(PlaylistTrackRow.place)
        )
        return tuple(Entry(place, TrackId(row.track)) for place, row in enumerate(rows))

    def _write(self, name: PlaylistId, tracks: Sequence[TrackId]) -> None:
        held = delete(PlaylistTrackRow).where(PlaylistTrackRow.playlist == name)
        self._session.execute(held)
        rows = [
            {"playlist": name, "place": place, "track": track}
            for place, track in enumerate(tracks)
        ]
        if rows:
            self._session.execute(insert(PlaylistTrackRow), rows)

    def _row(self, name: PlaylistId) -> PlaylistRow:
        row = self._session.get(PlaylistRow, name)
        if row is None:
            raise NotFound(f"The library has no playlist {name}.")
        return row

    def _holding(self, name: PlaylistId) -> Playlist:
        playlist = self.get(name)
        if not playlist.kind.holds_tracks:
            what = "a folder" if playlist.kind is PlaylistKind.FOLDER else "made by its query"
            raise Refused(f'"{playlist.name}" is {what}, so no tracks are put into it.')
        return playlist

    def _siblings(self, folder: PlaylistId | str | None) -> Sequence[PlaylistRow]:
        wanted = select(PlaylistRow).where(
            PlaylistRow.folder.is_(None) if folder is None else PlaylistRow.folder == folder
        )
        found = self._session.scalars(wanted.order_by(PlaylistRow.place, PlaylistRow.id))
        return found.all()

    def _refuse_no_folder(self, folder: PlaylistId | None) -> None:
        if folder is not None and self.get(folder).kind is not PlaylistKind.FOLDER:
            raise Refused(f'"{self.get(folder).name}" is no folder, so no list lies in it.')


def _number(rows: Sequence[PlaylistRow]) -> None:
    for place, row in enumerate(rows):
        row.place = place


def _playlist(row: PlaylistRow) -> Playlist:
    folder = None if row.folder is None else PlaylistId(row.folder)
    plain = Playlist(PlaylistId(row.id), row.name, PlaylistKind(row.kind), folder)
    return replace(plain, place=row.place, query=row.query, made=row.made)

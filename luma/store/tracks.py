"""The track shelf: add once, find, search, throw away and take back."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import ColumnElement, column, select, table, text
from sqlalchemy.orm import Session

from luma.domain.errors import NotFound
from luma.domain.harmony import Key
from luma.domain.ids import TrackId
from luma.domain.track import Source, Tags, Track
from luma.domain.units import Seconds
from luma.store._now import now
from luma.store._tables import SourceRow, TrackRow, TrashRow
from luma.store._writable import writable
from luma.store.sources import FIRST, Sources

WORDS = table("track_words", column("rowid"), column("rank"), column("track_words"))

_INSERT = text(
    "INSERT INTO tracks"
    " (id, added, colour, title, artist, album, musical_key, genre, bpm, seconds) VALUES"
    " (:id, :added, 0, :title, :artist, :album, :musical_key, :genre, :bpm, :seconds)"
)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A track on its shelf: whether it, its sound or its file was new; was it in the trash."""

    track: Track
    new: Literal["track", "sound", "nothing"]
    restored: bool = False


class Tracks:
    """The tracks of the library; those in the trash are only met where it is said."""

    def __init__(self, session: Session, root: Path, sources: Sources) -> None:
        """Look at them in a transaction; files below the root are kept relative to it."""
        self._session = session
        self._root = root
        self._sources = sources

    def add(self, track: Track) -> Track:
        """Shelve a track; the one that has the same file or sound already, where there is one.

        A new file of a known sound becomes one more source of it, and what lay in the trash
        comes back.
        """
        return self.shelve(track).track

    def shelve(self, track: Track) -> Shelved:
        """Do what `add` does, and tell what of it was new: the sound means one more file."""
        source = track.source
        owner = self._sources.owner(source.file_sha256, source.payload_sha256)
        if owner is None:
            columns = _columns(track.tags)
            self._session.execute(_INSERT, {"id": track.id, "added": track.added, **columns})
            self._sources.add(track.id, source)
            return Shelved(_as_kept(track, columns), "track")
        is_known = self._sources.is_known(source.file_sha256)
        restored = self.restore(owner)
        self._sources.add(owner, source)
        return Shelved(self.get(owner), "nothing" if is_known else "sound", restored)

    def find(self, name: TrackId) -> Track | None:
        """The track of that id, in the trash or not."""
        wanted = select(*TrackRow.__table__.columns).where(TrackRow.id == name)
        row = self._session.execute(wanted).first()
        return None if row is None else self._tracks([row])[0]

    def get(self, name: TrackId) -> Track:
        """The track of that id, in the trash or not."""
        found = self.find(name)
        if found is None:
            raise NotFound(f"The library has no track {name}.")
        return found

    def some(self, names: Collection[TrackId]) -> dict[TrackId, Track]:
        """A few tracks by their ids, in the trash or not; those that are gone are left out."""
        wanted = select(*TrackRow.__table__.columns).where(TrackRow.id.in_(names))
        return {track.id: track for track in self._tracks(self._session.execute(wanted))}

    def find_by_sha(self, sha256: str) -> Track | None:
        """The track whose file or sound has that hash; none where it lies in the trash."""
        found = self.find_owner(sha256)
        thrown = found is not None and self._session.get(TrashRow, found.id) is not None
        return None if thrown else found

    def find_owner(self, sha256: str) -> Track | None:
        """The track whose file or sound has that hash, in the trash or not."""
        owner = self._sources.owner(sha256)
        return None if owner is None else self.get(owner)

    def list(self) -> tuple[Track, ...]:
        """Every track, the oldest in the library first."""
        return self._select(TrackRow.id.not_in(select(TrashRow.track)))

    def search(self, words: str) -> tuple[Track, ...]:
        """The tracks in which every word begins some word; the best match first."""
        query = match_of(words)
        if not query:
            return self.list()
        found = self._session.scalars(
            select(TrackRow)
            .join(WORDS, WORDS.c.rowid == TrackRow.number)
            .where(WORDS.c.track_words.op("MATCH")(query))
            .where(TrackRow.id.not_in(select(TrashRow.track)))
            .order_by(WORDS.c.rank, TrackRow.number)
        )
        return self._tracks(found)

    def tag(self, name: TrackId, tags: Tags) -> Track:
        """Give a track other tags; its file stays as it is."""
        row = self._get_row(name)
        for name_, value in _columns(tags).items():
            setattr(row, name_, value)
        self._session.flush()
        return self._tracks([row])[0]

    def paint(self, name: TrackId, colour: int) -> None:
        """Give a track one of nine colours by its number; 0 takes it away."""
        self._get_row(name).colour = colour
        self._session.flush()

    def note_tempo(self, name: TrackId, bpm: float | None) -> None:
        """Remember the tempo that was heard in a track, or that a person put right."""
        self._get_row(name).heard_bpm = bpm
        self._session.flush()

    def note_key(self, name: TrackId, key: Key) -> None:
        """Remember the key that was heard in a track."""
        self._get_row(name).heard_key = key.camelot
        self._session.flush()

    def note_energy(self, name: TrackId, share: float) -> None:
        """Remember how energetic a track was heard to be, from 0 to 1."""
        self._get_row(name).heard_energy = share
        self._session.flush()

    def energy(self, name: TrackId) -> float | None:
        """How energetic a track was heard to be, from 0 to 1, once that was noted."""
        return self._get_row(name).heard_energy

    def remove(self, name: TrackId) -> None:
        """Put a track into the trash, with everything that belongs to it."""
        self._get_row(name)
        if self._session.get(TrashRow, name) is None:
            self._session.add(TrashRow(track=name, at=now()))
            self._session.flush()

    def restore(self, name: TrackId) -> bool:
        """Take a track out of the trash; no, and nothing happens, where it is not there."""
        thrown = self._session.get(TrashRow, name)
        if thrown is not None:
            self._session.delete(thrown)
            self._session.flush()
        return thrown is not None

    def trash(self) -> tuple[Track, ...]:
        """The tracks in the trash."""
        return self._select(TrackRow.id.in_(select(TrashRow.track)))

    def numbered(self, numbers: Collection[int]) -> dict[int, Track]:
        """Some tracks by their places in the database; those that are gone are left out."""
        wanted = select(*TrackRow.__table__.columns).where(TrackRow.number.in_(numbers))
        rows = self._session.execute(wanted).all()
        return dict(zip((row.number for row in rows), self._tracks(rows), strict=True))

    def _select(self, where: ColumnElement[bool]) -> tuple[Track, ...]:
        rows = self._session.scalars(select(TrackRow).where(where).order_by(TrackRow.number))
        return self._tracks(rows.all())

    def _row(self, name: str) -> TrackRow | None:
        return self._session.scalar(select(TrackRow).where(TrackRow.id == name))

    def _get_row(self, name: TrackId) -> TrackRow:
        row = self._row(name)
        if row is None:
            raise NotFound(f"The library has no track {name}.")
        return row

    def _tracks(self, rows: Iterable[Any]) -> tuple[Track, ...]:
        rows = tuple(rows)
        names = {row.id for row in rows} if len(rows) < 500 else set()
        wanted = select(*SourceRow.__table__.columns).order_by(*FIRST)
        if names:
            wanted = wanted.where(SourceRow.track.in_(names))
        first: dict[str, Any] = {}
        for source in self._session.execute(wanted):
            first.setdefault(source.track, source)
        return tuple(self._track(row, first[row.id]) for row in rows)

    def _track(self, row: Any, source: Any) -> Track:
        tags = Tags(
            title=row.title,
            artist=row.artist,
            album=row.album,
            bpm=row.bpm,
            key=row.musical_key,
            seconds=Seconds(row.seconds),
            genre=row.genre,
        )
        came = Source(
            source.file_sha256, source.payload_sha256, self._root / source.path, source.original
        )
        return Track(TrackId(row.id), tags, came, row.added)


def _as_kept(track: Track, columns: Mapping[str, Any]) -> Track:
    """A track as it is read again, with what the database made of its words."""
    more = {name: value for name, value in columns.items() if name not in {"musical_key"}}
    tags = Tags(**{**more, "key": columns["musical_key"]})
    original = writable(track.source.original)
    return replace(track, tags=tags, source=replace(track.source, original=original))


def _columns(tags: Tags) -> dict[str, Any]:
    return {
        "title": writable(tags.title),
        "artist": writable(tags.artist),
        "album": writable(tags.album),
        "musical_key": writable(tags.key),
        "genre": writable(tags.genre),
        "bpm": tags.bpm if tags.bpm and tags.bpm > 0 else None,
        "seconds": max(0.0, tags.seconds),
    }


def match_of(words: str) -> str:
    """What to ask the words of the tracks for; nothing where there is nothing to search."""
    return " AND ".join('"' + word.replace('"', '""') + '"*' for word in _words(words))


def _words(text_: str) -> list[str]:
    """The words in which there is something to search for."""
    words = writable(text_).replace("\0", " ").split()
    return [word for word in words if any(letter.isalnum() for letter in word)]

"""Lists of tracks: in which order they stand, and what is shown of some of them."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import chain
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from luma.domain.harmony import Key
from luma.domain.ids import TrackId
from luma.domain.listing import Listed, Order, Query, find_key
from luma.domain.similarity import Traits, distance
from luma.domain.track import Track
from luma.store._tables import ArtifactRow, FailureRow, TrackRow
from luma.store.finding import TEMPO, Question, Values, read_question
from luma.store.tracks import Tracks

RANKED = 500
"""As many matches are put in the order of their ranks; more than that nobody reads."""
ALIKE = 100
"""As many tracks as are thought to go with another."""
_HELD = """
WITH RECURSIVE lists (id) AS (
    VALUES (?) UNION SELECT playlists.id FROM playlists JOIN lists ON folder = lists.id
)
SELECT number FROM playlist_tracks JOIN tracks ON tracks.id = track
WHERE playlist IN lists GROUP BY number ORDER BY playlist, min(place)
"""
_TRAITS = f"""
SELECT tracks.number, {TEMPO}, wheel, heard_energy
FROM tracks LEFT JOIN track_order ON track_order.number = tracks.number
ORDER BY tracks.number DESC
"""  # noqa: S608
_BPM = func.coalesce(TrackRow.heard_bpm, TrackRow.bpm)
_TRACKS, _ORDERED = "tracks", "track_order"
_SORTS: dict[Order, tuple[str, str, str]] = {
    Order.TITLE: (_ORDERED, "title", "title IS NOT NULL"),
    Order.ARTIST: (_ORDERED, "artist", "artist IS NOT NULL"),
    Order.ALBUM: (_ORDERED, "album", "album IS NOT NULL"),
    Order.KEY: (_ORDERED, "wheel", "wheel IS NOT NULL"),
    Order.BPM: (_TRACKS, TEMPO, f"{TEMPO} IS NOT NULL"),
    Order.LENGTH: (_TRACKS, "seconds", "seconds > 0"),
    Order.STARS: (_TRACKS, "stars", "stars > 0"),
}
"""Where what an order sorts by lies, and which rows have it."""


class Listing:
    """What lists of tracks ask for: first the order alone, then the rows that are seen."""

    def __init__(self, session: Session, tracks: Tracks) -> None:
        """Look at the tracks in a transaction."""
        self._session = session
        self._tracks = tracks

    def order(self, query: Query) -> tuple[int, ...]:
        """The numbers of the tracks that a query means, in its order."""
        question = self._asked(query)
        if query.like is not None or query.playlist is not None:
            chosen = self._among(query)
            if chosen is not None:
                return self._narrowed(chosen, question, query)
        if query.order is Order.ADDED:
            return self._by_arrival(question, query)
        return self._by_column(question, query)

    def _by_column(self, question: Question, query: Query) -> tuple[int, ...]:
        source, column, known = _SORTS[query.order]
        down, back = ("DESC", "") if query.falling else ("", "DESC")
        there = self._numbers(
            source, (known,), question, f"ORDER BY {column} {down}, number {back}"
        )
        lacking = f"({known}) IS NOT TRUE"
        return there + self._numbers(source, (lacking,), question, "ORDER BY number DESC")

    def is_stale(self) -> bool:
        """Whether tracks have changed whose order was not yet found again."""
        return bool(self._fetch("SELECT EXISTS (SELECT 1 FROM track_stale)", ())[0])

    def rows(self, numbers: Collection[int]) -> tuple[Listed, ...]:
        """What is shown of some tracks, in the order that they are asked for."""
        if not numbers:
            return ()
        tracks = self._tracks.numbered(numbers)
        more = select(
            TrackRow.number, _BPM, TrackRow.musical_key, TrackRow.heard_key, TrackRow.colour,
            TrackRow.stars, TrackRow.note,
        )  # fmt: skip
        found = {
            number: (bpm, _key(tagged, heard), colour, stars, note)
            for number, bpm, tagged, heard, colour, stars, note in self._session.execute(
                more.where(TrackRow.number.in_(numbers))
            )
        }
        names = [track.id for track in tracks.values()]
        kinds, failures = self._kinds(names), self._failures(names)

        def listed(number: int, track: Track) -> Listed:
            bpm, key, colour, stars, note = found[number]
            heard, failed = tuple(kinds[track.id]), tuple(failures[track.id])
            return Listed(number, track, bpm, key, colour, heard, failed, stars, note)

        return tuple(listed(n, tracks[n]) for n in numbers if n in tracks)

    def numbers_of(self, names: Collection[TrackId]) -> dict[TrackId, int]:
        """Where some tracks stand in the database."""
        wanted = select(TrackRow.id, TrackRow.number).where(TrackRow.id.in_(names))
        return {TrackId(name): number for name, number in self._session.execute(wanted)}

    def without_tempo(self) -> tuple[TrackId, ...]:
        """The tracks whose beats were heard, but whose tempo has not been noted."""
        return self._unnoted(TrackRow.heard_bpm.is_(None), ("beats",))

    def without_key(self) -> tuple[TrackId, ...]:
        """The tracks whose key was heard, but has not been noted."""
        return self._unnoted(TrackRow.heard_key.is_(None), ("key",))

    def without_energy(self, kinds: Sequence[str]) -> tuple[TrackId, ...]:
        """The tracks of which all of some kinds were heard, but no energy has been noted."""
        return self._unnoted(TrackRow.heard_energy.is_(None), kinds)

    def _unnoted(self, lacks: ColumnElement[bool], kinds: Sequence[str]) -> tuple[TrackId, ...]:
        heard = (select(ArtifactRow.track).where(ArtifactRow.kind == kind) for kind in kinds)
        wanted = select(TrackRow.id).where(lacks, *(TrackRow.id.in_(each) for each in heard))
        return tuple(TrackId(name) for name in self._session.scalars(wanted))

    def _kinds(self, names: Sequence[TrackId]) -> defaultdict[str, list[str]]:
        pairs = select(ArtifactRow.track, ArtifactRow.kind).distinct()
        made: defaultdict[str, list[str]] = defaultdict(list)
        for track, kind in self._session.execute(
            pairs.where(ArtifactRow.track.in_(names)).order_by(ArtifactRow.kind)
        ):
            made[track].append(kind)
        return made

    def _failures(self, names: Sequence[TrackId]) -> defaultdict[str, list[tuple[str, str]]]:
        wanted = select(FailureRow.track, FailureRow.kind, FailureRow.words)
        failed: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for track, kind, words in self._session.execute(
            wanted.where(FailureRow.track.in_(names)).order_by(FailureRow.kind)
        ):
            failed[track].append((kind.partition("/")[0], words))
        return failed

    def _asked(self, query: Query) -> Question:
        """What a query asks, all of it."""
        words = query.words
        if query.playlist is not None:
            kind, more = self._playlist(query)
            words = f"{more} {words}" if kind == "smart" else words
        asked = read_question(words)
        parts, values = [asked.where] if asked.where else [], list(asked.values)
        has_trash = bool(self._fetch("SELECT EXISTS (SELECT 1 FROM trash)", ())[0])
        if query.in_trash or has_trash:
            parts.append(f"(id IN (SELECT track FROM trash)) = {int(query.in_trash)}")  # noqa: S608
        return Question(" AND ".join(parts), tuple(values), asked.match)

    def _among(self, query: Query) -> tuple[int, ...] | None:
        """The tracks of a list or around a track in their own order; none for a smart list."""
        if query.like is not None:
            return self._alike(query.like)
        kind, _ = self._playlist(query)
        return None if kind == "smart" else self._fetch(_HELD, (query.playlist,))

    def _narrowed(
        self, chosen: tuple[int, ...], question: Question, query: Query
    ) -> tuple[int, ...]:
        if query.order is not Order.ADDED:
            held = set(chosen)
            return tuple(n for n in self._by_column(question, query) if n in held)
        if question.where or question.match:
            kept = set(self._numbers(_TRACKS, (), question, ""))
            chosen = tuple(number for number in chosen if number in kept)
        return chosen[::-1] if query.falling else chosen

    def _playlist(self, query: Query) -> tuple[str, str]:
        """The kind and the query of the playlist that is asked for."""
        found = self._raw.execute(
            "SELECT kind, query FROM playlists WHERE id = ?", (query.playlist,)
        ).fetchone()
        return ("list", "") if found is None else (str(found[0]), str(found[1]))

    def _alike(self, name: TrackId) -> tuple[int, ...]:
        """The tracks that go best with one, the nearest first."""
        rows = self._raw.execute(_TRAITS).fetchall()
        table = np.array(rows, np.float64).reshape(-1, 4)
        own = self.numbers_of((name,)).get(name)
        at = np.flatnonzero(table[:, 0] == own)
        if own is None or not at.size:
            return ()
        apart = distance(tuple(table[at[0], 1:]), Traits(*table[:, 1:].T))
        order = np.argsort(apart, kind="stable")
        near = [int(table[row, 0]) for row in order[: ALIKE + 1] if row != at[0]]
        return tuple(near[:ALIKE])

    def _by_arrival(self, question: Question, query: Query) -> tuple[int, ...]:
        """What came last first; a few matches of words by how well they match."""
        if question.match:
            found = self._ranked(question)
            if found is not None:
                return found[::-1] if query.falling else found
        way = "" if query.falling else "DESC"
        return self._numbers(_TRACKS, (), question, f"ORDER BY number {way}")

    def _ranked(self, question: Question) -> tuple[int, ...] | None:
        matches = "FROM track_words WHERE track_words MATCH ?"
        few = f"SELECT count(*) FROM (SELECT 1 {matches} LIMIT {RANKED + 1})"  # noqa: S608
        if self._fetch(few, (question.match,))[0] > RANKED:
            return None
        best = f"SELECT rowid {matches} ORDER BY rank, rowid DESC"
        numbers = self._fetch(best, (question.match,))
        if not question.where:
            return numbers
        kept = set(self._numbers(_TRACKS, (), question, ""))
        return tuple(number for number in numbers if number in kept)

    def _numbers(
        self, source: str, parts: Sequence[str], question: Question, order: str
    ) -> tuple[int, ...]:
        where, values = question.whole
        if where and source != _TRACKS:
            where = f"number IN (SELECT number FROM tracks WHERE {where})"  # noqa: S608
        conditions = " AND ".join((*parts, *([where] if where else ())))
        chosen = f"WHERE {conditions}" if conditions else ""
        return self._fetch(f"SELECT number FROM {source} {chosen} {order}", values)  # noqa: S608

    def _fetch(self, wanted: str, values: Values) -> tuple[int, ...]:
        """Numbers straight from the database, for there may be a hundred thousand."""
        return tuple(chain.from_iterable(self._raw.execute(wanted, values)))

    @property
    def _raw(self) -> Any:
        return self._session.connection().connection.dbapi_connection


def _key(tagged: str, heard: str | None) -> Key | None:
    """The key that a track's tags name, or else the one that was heard."""
    return find_key(tagged) or find_key(heard or "")

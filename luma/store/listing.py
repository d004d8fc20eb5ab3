"""Lists of tracks: in which order they stand, and what is shown of some of them."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from luma.domain.harmony import Key
from luma.domain.ids import TrackId
from luma.domain.listing import Listed, Order, Query, find_key
from luma.domain.track import Track
from luma.store._tables import ArtifactRow, FailureRow, SourceRow, TrackRow, TrashRow
from luma.store.tracks import WORDS, Tracks, match_of

Found = tuple[Any, ...]
_RANGE = re.compile(r"(?<!\w)(\d{2,3})[-–](\d{2,3})(?!\w)")
_BPM = func.coalesce(TrackRow.heard_bpm, TrackRow.bpm)
_COLUMNS: dict[Order, ColumnElement[Any]] = {
    Order.TITLE: TrackRow.title.expression,
    Order.ARTIST: TrackRow.artist.expression,
    Order.ALBUM: TrackRow.album.expression,
    Order.BPM: _BPM,
    Order.LENGTH: TrackRow.seconds.expression,
}


class Listing:
    """What lists of tracks ask for: first the order alone, then the rows that are seen."""

    def __init__(self, session: Session, tracks: Tracks) -> None:
        """Look at the tracks in a transaction."""
        self._session = session
        self._tracks = tracks

    def order(self, query: Query) -> tuple[int, ...]:
        """The numbers of the tracks that a query means, in its order."""
        by_rank = query.order is Order.ADDED
        wanted = _meant(query, by_rank=by_rank)
        if by_rank:
            numbers = tuple(self._session.scalars(wanted))
            return numbers[::-1] if query.falling else numbers
        if query.order is Order.TITLE:
            wanted = wanted.add_columns(TrackRow.title, self._original())
        elif query.order is Order.KEY:
            wanted = wanted.add_columns(TrackRow.musical_key, TrackRow.heard_key)
        else:
            wanted = wanted.add_columns(_COLUMNS[query.order])
        return _sorted([tuple(row) for row in self._session.execute(wanted)], query)

    def rows(self, numbers: Collection[int]) -> tuple[Listed, ...]:
        """What is shown of some tracks, in the order that they are asked for."""
        tracks = self._tracks.numbered(numbers)
        more = select(
            TrackRow.number, _BPM, TrackRow.musical_key, TrackRow.heard_key, TrackRow.colour
        )
        found = {
            number: (bpm, _key(tagged, heard), colour)
            for number, bpm, tagged, heard, colour in self._session.execute(
                more.where(TrackRow.number.in_(numbers))
            )
        }
        names = [track.id for track in tracks.values()]
        kinds, failures = self._kinds(names), self._failures(names)

        def listed(number: int, track: Track) -> Listed:
            bpm, key, colour = found[number]
            heard, failed = kinds[track.id], failures[track.id]
            return Listed(number, track, bpm, key, colour, tuple(heard), tuple(failed))

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

    def _original(self) -> ColumnElement[str | None]:
        newest = select(SourceRow.original).where(SourceRow.track == TrackRow.id)
        return newest.order_by(SourceRow.seen.desc()).limit(1).scalar_subquery()


def _meant(query: Query, *, by_rank: bool) -> Select[int]:
    words, low, high = _split(query.words)
    match = match_of(words)
    thrown = select(TrashRow.track)
    lies = TrackRow.id.in_(thrown) if query.in_trash else TrackRow.id.not_in(thrown)
    wanted = select(TrackRow.number).where(lies)
    if low is not None:
        wanted = wanted.where(_BPM.between(low - 0.5, high + 0.5))
    if not match:
        return wanted.order_by(TrackRow.number.desc())
    wanted = wanted.join(WORDS, WORDS.c.rowid == TrackRow.number)
    wanted = wanted.where(WORDS.c.track_words.op("MATCH")(match))
    first = (WORDS.c.rank,) if by_rank else ()
    return wanted.order_by(*first, TrackRow.number.desc())


def _split(words: str) -> tuple[str, float | None, float]:
    """The words without a range of tempos, and that range."""
    found = _RANGE.search(words)
    if found is None:
        return words, None, 0.0
    low, high = sorted(float(number) for number in found.groups())
    return words[: found.start()] + words[found.end() :], low, high


def _sorted(rows: Sequence[Found], query: Query) -> tuple[int, ...]:
    value = _VALUES.get(query.order, _plain)
    pairs = [(value(row), row[0]) for row in rows]
    known = [pair for pair in pairs if pair[0] is not None]
    unknown = (number for got, number in pairs if got is None)
    known.sort(key=lambda pair: pair[0], reverse=query.falling)
    return (*(number for _, number in known), *unknown)


def _plain(row: Found) -> float | None:
    return row[1] or None


def _title(row: Found) -> str | None:
    return _folded(row[1] or PurePosixPath(row[2] or "").stem)


def _place(row: Found) -> tuple[int, bool] | None:
    key = _key(row[1], row[2])
    return None if key is None else (int(key.camelot[:-1]), not key.minor)


def _key(tagged: str, heard: str | None) -> Key | None:
    """The key that a track's tags name, or else the one that was heard."""
    return find_key(tagged) or find_key(heard or "")


def _folded(words: str) -> str | None:
    """Words as they are compared: without case and marks."""
    plain = unicodedata.normalize("NFKD", words.casefold().strip())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)) or None


_VALUES: dict[Order, Callable[[Found], Any]] = {
    Order.TITLE: _title,
    Order.ARTIST: lambda row: _folded(row[1]),
    Order.ALBUM: lambda row: _folded(row[1]),
    Order.KEY: _place,
}

"""Searches as questions to the database."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from luma.domain.searching import (
    ENDLESS,
    Condition,
    Having,
    InKey,
    InList,
    Search,
    Term,
    Within,
    Words,
    read_search,
)
from luma.store._writable import writable
from luma.store.ordering import place_of

Values = tuple[object, ...]
TEMPO = "coalesce(heard_bpm, bpm)"
_NUMBERS = {
    "bpm": TEMPO,
    "stars": "stars",
    "length": "seconds",
    "colour": "colour",
    "energy": "heard_energy",
    "plays": "(SELECT count(*) FROM plays WHERE plays.track = tracks.id)",
}
_MOMENTS = {
    "added": "added",
    "played": "(SELECT max(at) FROM plays WHERE plays.track = tracks.id)",
}
_THINGS = {
    "note": "note <> ''",
    "cues": "id IN (SELECT track FROM cues)",
    "score": "id IN (SELECT track FROM scores)",
    "plays": "id IN (SELECT track FROM plays)",
}
_COLUMNS = {"file": "original"}
_LISTED = """
id IN (SELECT playlist_tracks.track FROM playlist_tracks
    JOIN playlists ON playlists.id = playlist_tracks.playlist WHERE playlists.name = ?)
"""


@dataclass(frozen=True, slots=True)
class Question:
    """What rows of `tracks` must be, and what their words must match, if anything."""

    where: str = ""
    values: Values = ()
    match: str = ""

    @property
    def whole(self) -> tuple[str, Values]:
        """All of it as one condition on rows of `tracks`; empty where any row will do."""
        if not self.match:
            return self.where, self.values
        met = "number IN (SELECT rowid FROM track_words WHERE track_words MATCH ?)"
        return f"{met} AND {self.where}" if self.where else met, (self.match, *self.values)


def question_of(search: Search) -> Question:
    """What a search asks of the database."""
    matches: list[str] = []
    parts: list[str] = []
    values: list[object] = []
    for term in search.terms:
        match = _match(term.condition) if isinstance(term.condition, Words) else None
        if match is not None and not term.turned:
            if match:
                matches.append(match)
            continue
        part, more = _part(term)
        if part:
            parts.append(part)
            values += more
    return Question(" AND ".join(parts), tuple(values), " AND ".join(matches))


def read_question(words: str) -> Question:
    """What typed words ask of the database."""
    return question_of(read_search(words))


def _part(term: Term) -> tuple[str, Values]:
    condition, values = _condition(term.condition)
    if not condition:
        return "", ()
    return (f"({condition}) IS NOT TRUE" if term.turned else f"({condition})"), values


def _condition(condition: Condition) -> tuple[str, Values]:
    match condition:
        case Words():
            words = _match(condition)
            inside = "number IN (SELECT rowid FROM track_words WHERE track_words MATCH ?)"
            return (inside, (words,)) if words else ("", ())
        case Within():
            return _within(condition)
        case InKey(keys=keys):
            marks = ", ".join("?" * len(keys))
            inside = f"number IN (SELECT number FROM track_order WHERE wheel IN ({marks}))"  # noqa: S608
            return inside, tuple(sorted(place_of(key) for key in keys))
        case Having(kind=kind):
            thing = _THINGS.get(kind)
            made = "id IN (SELECT track FROM artifacts WHERE kind = ?)"
            return (made, (kind,)) if thing is None else (thing, ())
        case InList(name=name):
            return _LISTED, (writable(name),)


def _within(span: Within) -> tuple[str, Values]:
    is_moment = span.field in _MOMENTS
    column = (_MOMENTS if is_moment else _NUMBERS)[span.field]
    bounds = ((">=", span.low), ("<=", span.high))
    known = [(sign, bound) for sign, bound in bounds if abs(bound) < ENDLESS]
    parts = [f"{column} {sign} ?" for sign, _ in known]
    return " AND ".join(parts), tuple(
        _written(bound) if is_moment else bound for _, bound in known
    )


def _written(seconds: float) -> str:
    """A moment as the database writes it, so that earlier sorts earlier."""
    least, most = dt.datetime(1, 1, 2, tzinfo=dt.UTC), dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
    bounded = min(max(seconds, least.timestamp()), most.timestamp())
    return dt.datetime.fromtimestamp(bounded, dt.UTC).isoformat(timespec="microseconds")


def _match(words: Words) -> str:
    """What to match for some words; nothing where there is nothing to look for."""
    column = f"{_COLUMNS.get(words.field, words.field)} : " if words.field else ""
    found = [word for word in _known(words) if any(letter.isalnum() for letter in word)]
    end = "" if words.exact else "*"
    return " AND ".join(f'({column}"{word}"{end})' for word in found)


def _known(words: Words) -> Iterator[str]:
    plain = writable(words.words).replace('"', '""')
    if words.exact:
        yield plain
    else:
        yield from plain.split()

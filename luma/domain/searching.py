"""What a person types to find tracks, read into conditions.

Words are looked for everywhere; `artist:kite` only in one field, `"night drive"` as they stand,
`-word` not at all. `bpm:120-128`, `key:8A` and `key:~8A` (with its neighbours on the wheel),
`stars:>=4`, `length:<4:00`, `added:<7d`, `played:never`, `colour:3` and `has:stems` are
conditions; each can be turned round by a minus. What is not yet finished is let be.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from luma.domain.harmony import Key
from luma.domain.listing import find_key

TEXTS: Final = ("title", "artist", "album", "genre", "note", "file")
NUMBERS: Final = ("bpm", "stars", "length", "colour", "plays", "energy")
MOMENTS: Final = ("added", "played")
ENDLESS = float("inf")
_TERM = re.compile(r'(-?)(?:([a-zA-Z]+):)?(?:"([^"]*)"?|(\S*))')
_PLAIN_RANGE = re.compile(r"(\d{2,3})[-–](\d{2,3})")
_BOUND = re.compile(r"(>=|<=|>|<|=)?(.+)")
_AGE = re.compile(r"(\d+(?:\.\d+)?)([hdwmy])")
_DAYS = {"h": 1 / 24, "d": 1.0, "w": 7.0, "m": 30.0, "y": 365.0}
_NEAR = {"bpm": 0.5, "length": 0.5}


@dataclass(frozen=True, slots=True)
class Words:
    """Words to be found in a field, or in any; as they stand together where `exact`."""

    words: str
    field: str = ""
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """A number, or a moment in seconds since 1970, from `low` to `high`, both met."""

    field: str
    low: float = -ENDLESS
    high: float = ENDLESS


@dataclass(frozen=True, slots=True)
class InKey:
    """A key that is one of these."""

    keys: frozenset[Key]


@dataclass(frozen=True, slots=True)
class Having:
    """A kind of result that was made, or `plays` or `note` where there are any."""

    kind: str


@dataclass(frozen=True, slots=True)
class InList:
    """Standing in a playlist that is so called."""

    name: str


Condition = Words | Within | InKey | Having | InList


@dataclass(frozen=True, slots=True)
class Term:
    """A condition, or its opposite."""

    condition: Condition
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Search:
    """All that must hold, and what could not be read."""

    terms: tuple[Term, ...] = ()
    faults: tuple[str, ...] = ()


def read_search(text: str, now: dt.datetime | None = None) -> Search:
    """The conditions that some words mean; `now` is when ages are counted from."""
    moment = now or dt.datetime.now(dt.UTC)
    terms, faults = [], []
    for minus, field, quoted, plain in _TERM.findall(text.replace("\0", " ")):
        value = quoted or plain
        if not (field or value):
            continue
        found = _condition(field.lower(), value, exact=bool(quoted), now=moment)
        if isinstance(found, str):
            faults.append(found)
        elif found is not None:
            terms.append(Term(found, turned=bool(minus)))
    return Search(tuple(terms), tuple(faults))


def neighbours(key: Key) -> frozenset[Key]:
    """The keys that mix well with one: itself, its relative, and a step either way."""
    wheel = int(key.camelot[:-1])
    side = key.camelot[-1]
    near = [f"{wheel}{other}" for other in "AB"]
    near += [f"{(wheel - 1 + step) % 12 + 1}{side}" for step in (-1, 1)]
    return frozenset(found for name in near if (found := find_key(name)))


def _condition(
    field: str, value: str, *, exact: bool, now: dt.datetime
) -> Condition | str | None:
    """What a term asks for; a text where it cannot be read, nothing where it is unfinished."""
    if not field:
        span = None if exact else _PLAIN_RANGE.fullmatch(value)
        if span is None:
            return Words(value, exact=exact)
        low, high = sorted(float(number) for number in span.groups())
        return Within("bpm", low - 0.5, high + 0.5)
    read = _READERS.get(field)
    if not value and (field in TEXTS or read is not None):
        return None
    if read is not None:
        return read(value, now)
    return (
        Words(value, field, exact) if field in TEXTS else Words(f"{field}:{value}", "", exact)
    )


def _number_reader(field: str) -> Callable[[str, dt.datetime], Within | str]:
    read = _seconds if field == "length" else _plain

    def reader(value: str, _now: dt.datetime) -> Within | str:
        low, dash, high = value.partition("-" if "-" in value[1:] else "–")
        if dash and low:
            ends = (read(low), read(high)) if high else (read(low), None)
            if ends[0] is None or (high and ends[1] is None):
                return f"{field}:{value}"
            near = _NEAR.get(field, 0.0)
            return Within(
                field, ends[0] - near, (ENDLESS if ends[1] is None else ends[1]) + near
            )
        bound = _BOUND.fullmatch(value)
        number = read(bound[2]) if bound else None
        if bound is None or number is None:
            return f"{field}:{value}"
        return _bounded(field, bound[1] or "", number)

    return reader


def _bounded(field: str, sign: str, number: float) -> Within:
    near = _NEAR.get(field, 0.0)
    over, under = _just_over(number), _just_under(number)
    spans = {
        "<": (-ENDLESS, under),
        "<=": (-ENDLESS, number),
        ">": (over, ENDLESS),
        ">=": (number, ENDLESS),
    }
    low, high = spans.get(sign, (number - near, number + near))
    return Within(field, low, high)


def _moment_reader(field: str) -> Callable[[str, dt.datetime], Within | str]:
    def reader(value: str, now: dt.datetime) -> Within | str:
        if field == "played" and value == "never":
            return Within("plays", high=0.0)
        bound = _BOUND.fullmatch(value)
        assert bound is not None  # a value is never empty
        sign, age, day = bound[1] or "", _AGE.fullmatch(bound[2]), _day(bound[2])
        if age is not None:
            then = now.timestamp() - float(age[1]) * _DAYS[age[2]] * 86400.0
            return Within(field, high=then) if sign.startswith(">") else Within(field, low=then)
        return f"{field}:{value}" if day is None else _around(field, sign, *day)

    return reader


def _around(field: str, sign: str, begin: float, end: float) -> Within:
    """Before, after or within a stretch of time."""
    spans = {
        "<": (-ENDLESS, _just_under(begin)),
        "<=": (-ENDLESS, _just_under(end)),
        ">": (end, ENDLESS),
        ">=": (begin, ENDLESS),
    }
    return Within(field, *spans.get(sign, (begin, _just_under(end))))


def _read_key(value: str, _now: dt.datetime) -> InKey | str:
    key = find_key(value.lstrip("~"))
    if key is None:
        return f"key:{value}"
    return InKey(neighbours(key) if value.startswith("~") else frozenset({key}))


def _plain(words: str) -> float | None:
    try:
        number = float(words.replace(",", "."))
    except ValueError:
        return None
    return number if abs(number) < ENDLESS else None


def _seconds(words: str) -> float | None:
    minutes, colon, seconds = words.rpartition(":")
    if not colon:
        return _plain(words)
    whole, rest = _plain(minutes), _plain(seconds)
    return None if whole is None or rest is None else whole * 60.0 + rest


def _day(words: str) -> tuple[float, float] | None:
    """The seconds at which a year, a month or a day begins and ends."""
    parts = words.split("-")
    if not (1 <= len(parts) <= 3 and all(part.isdecimal() for part in parts)):
        return None
    year, month, day = (*(int(part) for part in parts), *(0,) * (3 - len(parts)))
    try:
        begin = dt.datetime(year, month or 1, day or 1, tzinfo=dt.UTC)
        if day:
            end = begin + dt.timedelta(days=1)
        else:
            end = dt.datetime(
                year + (not month or month == 12), (month % 12 + 1) if month else 1, 1,
                tzinfo=dt.UTC,
            )  # fmt: skip
    except (ValueError, OverflowError):
        return None
    return begin.timestamp(), end.timestamp()


def _just_over(number: float) -> float:
    return number + 1e-6


def _just_under(number: float) -> float:
    return number - 1e-6


_READERS: dict[str, Callable[[str, dt.datetime], Condition | str]] = {
    **{field: _number_reader(field) for field in NUMBERS},
    **{field: _moment_reader(field) for field in MOMENTS},
    "key": _read_key,
    "has": lambda value, _: Having(value.lower()),
    "list": lambda value, _: InList(value),
}
FIELDS: Final = (*TEXTS, *_READERS)
"""What can stand before a colon."""

"""A track as a list shows it, and how a list is asked for."""

import enum
import functools
import re
from dataclasses import dataclass

from luma.domain.harmony import Key, tone_number
from luma.domain.ids import PlaylistId, TrackId
from luma.domain.track import Track

_CAMELOT = re.compile(r"(1[0-2]|[1-9])([AB])", re.IGNORECASE)
_KEY = re.compile(r"([A-G])([b#♭♯]?)[\s:\-]*(m|min|minor|moll|maj|major|dur)?", re.IGNORECASE)
_MINOR = frozenset({"m", "min", "minor", "moll"})
_BENDS = {"♭": "b", "♯": "#"}


class Order(enum.Enum):
    """What a list of tracks is ordered by; `ADDED` shows what came last first."""

    ADDED = "added"
    TITLE = "title"
    ARTIST = "artist"
    ALBUM = "album"
    BPM = "bpm"
    KEY = "key"
    LENGTH = "length"
    STARS = "stars"


@dataclass(frozen=True, slots=True)
class Query:
    """Which tracks a list shows, and in which order; what is not known comes last.

    Of a playlist, and of the tracks that go well with one, `ADDED` keeps their own order.
    """

    words: str = ""
    order: Order = Order.ADDED
    falling: bool = False
    in_trash: bool = False
    playlist: PlaylistId | None = None
    like: TrackId | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows of a track; `number` is its place in the database."""

    number: int
    track: Track
    bpm: float | None = None
    key: Key | None = None
    colour: int = 0
    kinds: tuple[str, ...] = ()
    failures: tuple[tuple[str, str], ...] = ()
    stars: int = 0
    note: str = ""


@functools.lru_cache(maxsize=2048)
def find_key(words: str) -> Key | None:
    """The key that a tag means, written as on Camelot's wheel or as a name."""
    wheel = _CAMELOT.fullmatch(words.strip())
    if wheel is not None:
        return _on_wheel(int(wheel[1]), minor=wheel[2].upper() == "A")
    name = _KEY.fullmatch(words.strip())
    if name is None:
        return None
    tonic = tone_number(name[1].upper() + _BENDS.get(name[2], name[2].lower()))
    mode = name[3] or ""
    return Key(tonic, mode.lower() in _MINOR and mode != "M")


def _on_wheel(place: int, *, minor: bool) -> Key:
    major = (place - 8) * 7 % 12
    return Key((major - 3) % 12 if minor else major, minor)

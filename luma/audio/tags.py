"""What a sound file says of itself."""

import contextlib
import math
from pathlib import Path

import tinytag

from luma.domain.track import Tags
from luma.domain.units import Seconds

_SLOWEST, _FASTEST = 20.0, 400.0


def read_tags(path: Path) -> Tags:
    """Title, artist, album, genre, tempo and key as far as told; odd files tell nothing."""
    try:
        found = tinytag.TinyTag.get(path, image=False)
    except (tinytag.TinyTagException, OSError, ValueError, ArithmeticError, LookupError):
        return Tags()
    return Tags(
        title=_text(found.title),
        artist=_text(found.artist or found.albumartist),
        album=_text(found.album),
        bpm=_tempo(found.other.get("bpm")),
        key=_text(_first(found.other.get("initial_key"))),
        seconds=Seconds(_number(found.duration)),
        genre=_text(found.genre),
    )


def read_cover(path: Path) -> bytes | None:
    """The picture that a file carries of itself, a front cover before others."""
    try:
        pictures = tinytag.TinyTag.get(path, tags=True, duration=False, image=True).images
    except (tinytag.TinyTagException, OSError, ValueError, ArithmeticError, LookupError):
        return None
    found = pictures.front_cover or pictures.any
    return found.data if found is not None and found.data else None


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _text(value: object) -> str:
    words = value if isinstance(value, str) else ""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def _number(value: object) -> float:
    number = 0.0
    with contextlib.suppress(ValueError):
        number = float(str(value).replace(",", ".")) if value is not None else 0.0
    return number if math.isfinite(number) and number > 0 else 0.0


def _tempo(value: object) -> float | None:
    number = _number(_first(value))
    return number if _SLOWEST <= number <= _FASTEST else None

"""Plain values of what strangers wrote: words, numbers, colours and paths, or none."""

import math
import re

LONGEST = 4096
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_MOST_SECONDS = 1e7


def words(value: object, most: int = LONGEST) -> str:
    """A value as one line of text; what is no text is none."""
    if not isinstance(value, str):
        return ""
    short = value[:most]
    if not short.isprintable():
        short = "".join(letter if letter.isprintable() else " " for letter in short)
    return " ".join(short.split())


def number(value: object) -> float | None:
    """A value as a finite number of a sensible size, or none."""
    if isinstance(value, str):
        value = value.strip()[:64].replace(",", ".")
    elif not isinstance(value, int | float):
        return None
    try:
        found = float(value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and abs(found) < 1e15 else None


def whole(value: object) -> int | None:
    """A value as a whole number, or none."""
    found = number(value)
    return None if found is None else int(found)


def seconds(value: object) -> float:
    """A value as a length in seconds; 0 where it is none."""
    found = number(value)
    return found if found is not None and 0.0 <= found < _MOST_SECONDS else 0.0


def tempo(value: object) -> float | None:
    """A value as beats a minute, or none."""
    found = number(value)
    return found if found is not None and 0.0 < found <= 1000.0 else None


def stars(value: object, most: float) -> int:
    """A rating on a scale up to that as stars from 0 to 5."""
    found = number(value)
    return 0 if found is None else round(min(max(found / most, 0.0), 1.0) * 5)


def colour_of(value: object) -> int | None:
    """A value as 0xRRGGBB, with what may stand above it cut off; none where it is none."""
    found = whole(value)
    return None if found is None or found < 0 else found & 0xFFFFFF


def slashed(path: str) -> str:
    """A path with slashes, where Windows wrote it with its own."""
    if _DRIVE.match(path) or path.startswith("\\\\") or ("\\" in path and "/" not in path):
        return path.replace("\\", "/")
    return path


def is_absolute(path: str) -> bool:
    """Whether a path with slashes names a place by itself, here or on Windows."""
    return path.startswith("/") or _DRIVE.match(path) is not None

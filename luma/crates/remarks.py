"""What readers of strangers' files have in common: remarks, bounds, and plain values."""

import math
import os
import re
import stat
from pathlib import Path

from luma.domain.errors import BadDocument, Unavailable

LARGEST = 1 << 30
MOST_TRACKS = 1_000_000
MOST_ENTRIES = 4_000_000
LONGEST = 4096
_MOST_TOLD = 200
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_MOST_SECONDS = 1e7


class Remarks:
    """A line for each thing that could not be taken; past many of them only their number."""

    def __init__(self) -> None:
        """Have nothing to say."""
        self._told: list[str] = []
        self._more = 0

    def add(self, where: str, what: str) -> None:
        """Say of something that it was left out, and why."""
        if len(self._told) < _MOST_TOLD:
            self._told.append(f"{where}: {what}.")
        else:
            self._more += 1

    def all(self) -> tuple[str, ...]:
        """Every line."""
        more = f"{self._more} more entries were left out for such reasons."
        return (*self._told, more) if self._more else tuple(self._told)


def bytes_of(path: Path, most: int = LARGEST) -> bytes:
    """What a file holds, if it is a file and no larger than that."""
    try:
        with path.open("rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise Unavailable(f'"{path}" is no file that can be read.', hint="Name a file.")
            data = file.read(most + 1)
    except (OSError, ValueError) as cause:
        raise unreadable(path, cause) from cause
    if len(data) > most:
        raise BadDocument(f'"{path}" is larger than {most >> 20} MB, which no honest one is.')
    return data


def unreadable(path: Path, cause: Exception) -> Unavailable:
    """The sentence for a file that the system does not give."""
    why = getattr(cause, "strerror", None) or cause
    return Unavailable(f'"{path}" cannot be read: {why}.', hint="Check its name and rights.")


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

"""Files of other programs, and how large an honest one may be."""

import os
import stat
from pathlib import Path

from luma.domain.errors import BadDocument, Unavailable

LARGEST = 1 << 30
MOST_TRACKS = 1_000_000
MOST_ENTRIES = 4_000_000


def refuse_more(count: int, file: Path) -> None:
    """Refuse a library with more tracks than anybody has."""
    if count >= MOST_TRACKS:
        raise BadDocument(f'"{file}" has more than {MOST_TRACKS} tracks.')


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

"""What lists sort tracks by: words without case and marks, and places on Camelot's wheel.

The database marks the tracks whose words or keys have changed; each write ends by ordering
those anew.
"""

import unicodedata
from pathlib import PurePosixPath
from typing import Any

from sqlalchemy.orm import Session

from luma.domain.harmony import Key
from luma.domain.listing import find_key

_STALE = """
SELECT tracks.number, title, artist, album, musical_key, heard_key,
    (SELECT original FROM track_sources WHERE track = tracks.id
     ORDER BY chosen DESC, rowid LIMIT 1)
FROM track_stale JOIN tracks ON tracks.number = track_stale.number LIMIT 5000
"""
_PUT = """
INSERT OR REPLACE INTO track_order (number, title, artist, album, wheel) VALUES (?, ?, ?, ?, ?)
"""


def order_anew(session: Session) -> None:
    """Order the tracks that have changed in this transaction, or by another program."""
    raw: Any = session.connection().connection.dbapi_connection
    while rows := raw.execute(_STALE).fetchall():
        raw.executemany(_PUT, [_placed(row) for row in rows])
        raw.executemany("DELETE FROM track_stale WHERE number = ?", [row[:1] for row in rows])
    raw.execute("DELETE FROM track_stale")


def place_of(key: Key) -> int:
    """Where a key stands on the wheel, the minor one of each pair first."""
    return int(key.camelot[:-1]) * 2 + (not key.minor)


def folded(words: str | None) -> str | None:
    """Words as they are compared: without case and marks; nothing where there are none."""
    plain = unicodedata.normalize("NFKD", (words or "").casefold().strip())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)) or None


def _placed(row: tuple[Any, ...]) -> tuple[object, ...]:
    number, title, artist, album, tagged, heard, original = row
    key = find_key(tagged) or find_key(heard or "")
    named = title or PurePosixPath(original or "").stem
    wheel = None if key is None else place_of(key)
    return number, folded(named), folded(artist), folded(album), wheel

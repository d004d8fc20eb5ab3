"""The library's database on its way to another place: a copy that names its files by hash."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from luma.store._engine import BUSY_SECONDS, explained


@dataclass(frozen=True, slots=True)
class Carried:
    """A file that the copy names: where it lies now, and where it will lie."""

    file_sha256: str
    here: Path
    there: str


def copy_portable(database: Path, target: Path) -> tuple[Carried, ...]:
    """Copy a database, every file named below `files`, and give what has to go with it."""
    with (
        explained(database),
        closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE")
        rows = new.execute("SELECT file_sha256, path FROM track_sources").fetchall()
        carried = tuple(_carried(database.parent, sha256, path) for sha256, path in rows)
        for each in carried:
            new.execute(
                "UPDATE track_sources SET path = ? WHERE file_sha256 = ?",
                (each.there, each.file_sha256),
            )
        new.execute("DELETE FROM artifacts")
        new.commit()
        new.execute("VACUUM")
    return carried


def count_tracks(database: Path) -> int:
    """How many tracks a database holds, those in its trash too."""
    with explained(database), closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as raw:
        return int(raw.execute("SELECT count(*) FROM tracks").fetchone()[0])


def _carried(root: Path, sha256: str, path: str) -> Carried:
    here = root / path
    return Carried(sha256, here, f"files/{sha256[:2]}/{sha256}{here.suffix.lower()}")

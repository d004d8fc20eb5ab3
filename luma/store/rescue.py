"""What can still be read of a damaged database, carried over row by row into a new one."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

_SHADOWS = ("track_words", "alembic_version", "sqlite_")
"""Tables that the database fills itself."""
_BLIND = 64
"""How many rows are stepped over at once where one cannot be read, at most."""


def salvage(damaged: Path, target: Path) -> dict[str, int]:
    """Copy what can be read into a whole and empty database; gives the rows of each table.

    Rows that would refer to nothing are left behind.
    """
    with closing(_opened(damaged)) as old, closing(sqlite3.connect(target)) as new:
        new.execute("PRAGMA foreign_keys = OFF")
        for table in _tables(new):
            _carry_over(old, new, table)
        _drop_what_hangs(new)
        new.commit()
        return {table: _count(new, table) for table in _tables(new)}


def version_of(damaged: Path) -> int | None:
    """The number of the schema that a damaged file says it has."""
    try:
        with closing(_opened(damaged)) as old:
            number = int(old.execute("PRAGMA user_version").fetchone()[0])
            old.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite3.DatabaseError:
        return None
    return number or None


def _opened(damaged: Path) -> sqlite3.Connection:
    """A connection that only reads, and leaves no file beside a database that has no log."""
    has_log = damaged.with_name(damaged.name + "-wal").exists()
    how = "mode=ro" if has_log else "immutable=1"
    return sqlite3.connect(f"{damaged.absolute().as_uri()}?{how}", uri=True)


def _tables(connection: sqlite3.Connection) -> list[str]:
    names = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
    return [name for (name,) in names if not name.startswith(_SHADOWS)]


def _carry_over(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in new.execute(f'PRAGMA table_info("{table}")')]
    try:
        known = {row[1] for row in old.execute(f'PRAGMA table_info("{table}")')}
    except sqlite3.DatabaseError:
        return
    shared = [name for name in columns if name in known]
    if not shared:
        return
    names = ", ".join(f'"{name}"' for name in shared)
    marks = ", ".join("?" * len(shared))
    put = f'INSERT OR IGNORE INTO "{table}" (rowid, {names}) VALUES (?, {marks})'  # noqa: S608
    for row in _rows(old, table, names):
        try:
            new.execute(put, row)
        except (sqlite3.DatabaseError, OverflowError):
            continue


def _rows(old: sqlite3.Connection, table: str, names: str) -> Iterator[tuple[object, ...]]:
    """Every row that can be read, stepping over what cannot."""
    at, step, last = 0, 1, _last(old, table)
    wanted = f'SELECT rowid, {names} FROM "{table}" WHERE rowid >= ? ORDER BY rowid'  # noqa: S608
    while last is None or at <= last:
        try:
            for row in old.execute(wanted, (at,)):
                at, step = int(row[0]) + 1, 1
                yield row
        except sqlite3.DatabaseError:
            if last is None:
                return
            at, step = at + step, min(step * 2, _BLIND)
        else:
            return


def _last(old: sqlite3.Connection, table: str) -> int | None:
    try:
        found = old.execute(f'SELECT max(rowid) FROM "{table}"').fetchone()  # noqa: S608
    except sqlite3.DatabaseError:
        return None
    return None if found[0] is None else int(found[0])


def _drop_what_hangs(new: sqlite3.Connection) -> None:
    """Take rows away that refer to nothing, until none is left."""
    while hanging := new.execute("PRAGMA foreign_key_check").fetchall():
        for table, row, *_ in hanging:
            new.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (row,))  # noqa: S608


def _count(new: sqlite3.Connection, table: str) -> int:
    return int(new.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])  # noqa: S608

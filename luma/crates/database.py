"""SQLite files of other programs: looked into, never written, whoever else has them open."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from luma.crates.files import unreadable
from luma.domain.errors import BadDocument, Unavailable

MAGIC = b"SQLite format 3\0"
LARGEST_VALUE = 64 << 20
Row = dict[str, Any]
_WAITS_SECONDS = 2.0
_STEPS, _MOST_CALLS = 100_000, 40_000
_HEADER = 20
_WAL = 2
_BESIDE = ("-wal", "-journal")
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def is_database(file: Path) -> bool:
    """Whether a file begins as SQLite's do."""
    try:
        with file.open("rb") as stream:
            return stream.read(len(MAGIC)) == MAGIC
    except OSError as cause:
        raise unreadable(file, cause) from cause


class Database:
    """A file that is open for reading."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Ask this connection."""
        self._connection = connection
        self._columns: dict[str, tuple[str, ...]] = {}

    def columns(self, table: str) -> tuple[str, ...]:
        """The columns of a table or view; none where it is not there."""
        if table not in self._columns:
            asked = "SELECT name FROM pragma_table_info(?)"
            rows = self._connection.execute(asked, (table,))
            self._columns[table] = tuple(str(row[0]) for row in rows)
        return self._columns[table]

    def rows(self, table: str, columns: Sequence[str], order: str = "") -> Iterator[Row]:
        """Some columns of every row; one that this version does not have is empty."""
        by = f' ORDER BY "{order}"' if order in self.columns(table) else ""
        yield from self._found(table, columns, by)

    def one(self, table: str, columns: Sequence[str], key: str, value: object) -> Row:
        """Some columns of the first row with a value under a key; empty without one."""
        if key not in self.columns(table):
            return dict.fromkeys(columns)
        found = self._found(table, columns, f' WHERE "{key}" = ? LIMIT 1', value)
        return next(found, dict.fromkeys(columns))

    def _found(
        self, table: str, columns: Sequence[str], which: str, *values: object
    ) -> Iterator[Row]:
        there = self.columns(table)
        if not there:
            return
        wanted = [name for name in columns if name in there]
        listed = ", ".join(f'"{name}"' for name in wanted) or "1"
        asked = f'SELECT {listed} FROM "{table}"{which}'  # noqa: S608  (names of our own)
        for row in self._connection.execute(asked, values):
            yield {**dict.fromkeys(columns), **dict(zip(wanted, row, strict=False))}


@contextmanager
def opened(file: Path) -> Iterator[Database]:
    """A database to look into, in its own file or, where it is in use, in a copy of it."""
    if not is_database(file):
        raise BadDocument(
            f'"{file}" is no SQLite database, or one that is encrypted.',
            hint="rekordbox keeps its own encrypted: export it as XML there.",
        )
    try:
        with tempfile.TemporaryDirectory(prefix="luma-") as folder:
            copy = _copied(file, Path(folder)) if _is_in_use(file) else None
            try:
                with _connected(file, copy) as connection:
                    yield Database(connection)
            except (sqlite3.Error, UnicodeDecodeError, MemoryError) as cause:
                raise _explained(file, cause) from cause
    except OSError as cause:
        raise unreadable(file, cause) from cause


@contextmanager
def _connected(file: Path, copy: Path | None) -> Iterator[sqlite3.Connection]:
    name = quote(str((copy or file).absolute()))
    uri = f"file:{name}?mode={'ro' if copy is None else 'rw'}"
    calls = 0

    def count() -> int:
        nonlocal calls
        calls += 1
        return int(calls > _MOST_CALLS)

    with closing(sqlite3.connect(uri, uri=True, timeout=_WAITS_SECONDS)) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_VALUE)
        connection.set_progress_handler(count, _STEPS)
        for rule in ("query_only = 1", "trusted_schema = 0", "cell_size_check = 1"):
            connection.execute(f"PRAGMA {rule}")
        connection.execute("BEGIN")
        yield connection


def _is_in_use(file: Path) -> bool:
    """Whether a reader would write beside the file, or has to wait for its writer."""
    with file.open("rb") as stream:
        header = stream.read(_HEADER)
    if _WAL in header[18:20] or any(_beside(file, end).exists() for end in _BESIDE):
        return True
    try:
        with _connected(file, None) as connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (sqlite3.Error, UnicodeDecodeError) as cause:  # SQLite quotes what it cannot read
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _BUSY
    return False


def _copied(file: Path, folder: Path) -> Path:
    copy = folder / "copy.db"
    shutil.copyfile(file, copy)
    for end in _BESIDE:
        if _beside(file, end).is_file():
            shutil.copyfile(_beside(file, end), _beside(copy, end))
    return copy


def _beside(file: Path, end: str) -> Path:
    return file.with_name(file.name + end)


def _explained(file: Path, cause: Exception) -> BadDocument | Unavailable:
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return Unavailable(
            f'Another program keeps "{file}" locked.', hint="Close it and try again."
        )
    if code == sqlite3.SQLITE_INTERRUPT:
        return BadDocument(f'"{file}" takes longer to read than any honest library.')
    return BadDocument(
        f'The database "{file}" cannot be read as one: {cause}.',
        hint="Close the program that it belongs to, or take an older copy of the file.",
    )

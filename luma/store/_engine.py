"""One engine per library file, and the sentences for what SQLite may answer."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError

from luma.domain.errors import Refused, StoreError

BUSY_SECONDS = 5
WRITES = "luma_writes"

_UNREADABLE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_SENTENCES = (
    (
        {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED},
        f'Another program has kept "{{path}}" busy for {BUSY_SECONDS} seconds; nothing was '
        "written.",
        "Try again, or close the other program.",
    ),
    (
        {sqlite3.SQLITE_FULL},
        'The disk that holds "{path}" is full; nothing was written.',
        "Make room, then do it again.",
    ),
    (
        {sqlite3.SQLITE_IOERR},
        'The disk did not take or give what belongs to "{path}" ({cause}).',
        "Look whether it is full or failing, then do it again.",
    ),
    (
        _UNREADABLE,
        'The library "{path}" is damaged ({cause}).',
        "Close Luma and start it again: the file is then set aside, and what can be read of it "
        "is rescued.",
    ),
    (
        {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM},
        'The library "{path}" cannot be written ({cause}).',
        "Look at the rights of the file and of its folder.",
    ),
)


def open_engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    """An engine whose connections keep a library's rules."""
    engine = create_engine(URL.create("sqlite", database=str(path)))
    event.listen(engine, "connect", _rules(foreign_keys=foreign_keys))
    event.listen(engine, "begin", _begin)
    return engine


def _rules(*, foreign_keys: bool) -> Callable[[sqlite3.Connection, object], None]:
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions are begun by `_begin` alone
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA foreign_keys = {int(foreign_keys)}")

    return prepare


def _begin(connection: Connection) -> None:
    writes = bool(connection.get_execution_options().get(WRITES, False))
    connection.exec_driver_sql(f"PRAGMA query_only = {int(not writes)}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def sqlite_code(error: BaseException | None) -> int:
    """SQLite's primary result code behind an error, or 0."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_damage(error: BaseException | None) -> bool:
    """Whether an error says that a file is no whole database."""
    return sqlite_code(error) in _UNREADABLE


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite answers into sentences about the library."""
    try:
        yield
    except IntegrityError as cause:
        raise Refused(
            f"The library does not take a change that contradicts it ({cause.orig}).",
            hint="Look at what it refers to; it may have been removed meanwhile.",
        ) from cause
    except DBAPIError as cause:
        raise explain(path, _telling(cause)) from cause
    except sqlite3.Error as cause:
        raise explain(path, cause) from cause


def _telling(error: BaseException) -> BaseException:
    """The first answer of SQLite behind an error that says why; later ones only follow it.

    A full disk takes the whole transaction away, and what SQLAlchemy then tries is refused.
    """
    found, here = error, error
    while here := here.__cause__ or here.__context__:  # type: ignore[assignment]
        if isinstance(here, sqlite3.Error) and sqlite_code(here) != sqlite3.SQLITE_ERROR:
            found = here
    return found if found is not error else getattr(error, "orig", error)


def suspicion(path: Path) -> Path:
    """The mark beside a library in which damage was met."""
    return path.with_name(f"{path.name}.suspect")


def explain(path: Path, cause: BaseException | None) -> StoreError:
    """The sentence for an answer of SQLite; damage leaves a mark for the next start."""
    code = sqlite_code(cause)
    if code in _UNREADABLE:
        with suppress(OSError):
            suspicion(path).touch()
    for codes, words, hint in _SENTENCES:
        if code in codes:
            return StoreError(words.format(path=path, cause=cause), hint=hint)
    return StoreError(f'The library "{path}" answered: {cause}.', hint="Run luma doctor.")

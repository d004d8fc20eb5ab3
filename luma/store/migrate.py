"""From nothing, or from an older schema, to today's; a copy is kept before each climb.

Alembic is only imported when there is something to climb.
"""

import contextlib
import datetime as dt
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from luma.domain.errors import MigrationError, StoreError
from luma.store._engine import (
    BUSY_SECONDS,
    WRITES,
    explained,
    is_damage,
    open_engine,
    suspicion,
)
from luma.store.rescue import salvage, version_of

APPLICATION_ID = 0x4C554D41
BACKUPS = "backups"
_RUNG = re.compile(r"schema_(\d+)\.py")


def make_ready(path: Path, migrations: Path) -> None:
    """Bring a library file to the newest schema, making it where there is none."""
    top = _top(migrations)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with explained(path), _damage_set_aside(path, migrations):
            _look_closer(path)
            here = _schema_of(path)
            _refuse_strangers(path, here, top)
            if here < top:
                _climb(path, migrations, top)
    except OSError as cause:
        raise StoreError(
            f'The folder "{path.parent}" cannot hold a library ({cause.strerror}).',
            hint="Look at its rights, or choose another with --library.",
        ) from cause


def _top(migrations: Path) -> int:
    """The number of the newest schema among the steps."""
    files = (_RUNG.fullmatch(step.name) for step in (migrations / "versions").glob("*.py"))
    numbers = [int(found[1]) for found in files if found]
    if not numbers:
        raise MigrationError(
            f'The steps of the database are not in "{migrations}".', hint="Install Luma again."
        )
    return max(numbers)


def _schema_of(path: Path) -> int:
    """The number of a file's schema: 0 where there is none yet, -1 where it is not Luma's."""
    if not path.exists() or path.stat().st_size == 0:
        return 0
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        number = int(connection.execute("PRAGMA user_version").fetchone()[0])
        owner = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    return -1 if owner != APPLICATION_ID and (tables or number) else number


def _refuse_strangers(path: Path, here: int, top: int) -> None:
    if here < 0:
        raise StoreError(
            f'"{path}" is a database, but no library of Luma.',
            hint="Choose another library, or move that file away.",
        )
    if here > top:
        raise MigrationError(
            f'The library "{path}" was written by a newer Luma (schema {here}; this one knows '
            f"up to {top}).",
            hint="Update Luma, or choose another library.",
        )


def _climb(path: Path, migrations: Path, top: int) -> None:
    """Climb in one transaction, so that a library stands on one rung or on the other."""
    engine = open_engine(path, foreign_keys=False)
    try:
        with engine.connect().execution_options(**{WRITES: True}) as connection:
            _use_write_ahead_log(path, connection)
            with connection.begin():
                here = _number(connection)
                if here < top:
                    kept = copy_whole(path, f"schema-{here}") if here else None
                    with _told(path, here, top, kept):
                        _run_steps(connection, migrations, top)
    finally:
        engine.dispose()


def _use_write_ahead_log(path: Path, connection: Connection) -> None:
    raw: Any = connection.connection.dbapi_connection
    (mode,) = raw.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise StoreError(
            f'"{path}" lies on a disk on which programs cannot share a database.',
            hint="Keep the library on a local disk.",
        )


def _number(connection: Connection) -> int:
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _run_steps(connection: Connection, migrations: Path, top: int) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, f"schema_{top}")
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise MigrationError(f"{len(broken)} rows would refer to nothing, as {broken[0][0]}.")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {top}")


@contextlib.contextmanager
def _told(path: Path, here: int, top: int, kept: Path | None) -> Iterator[None]:
    """Say of a climb that broke off what was to be, and that nothing has changed."""
    from alembic.util import CommandError

    try:
        yield
    except (SQLAlchemyError, CommandError, MigrationError) as cause:
        copy = f' A copy is "{kept}".' if kept else ""
        raise MigrationError(
            f'The library "{path}" did not reach schema {top} from {here} and stays as it was: '
            f"{getattr(cause, 'orig', None) or cause}",
            hint=f"Use the Luma that wrote it, and report this.{copy}",
        ) from cause


def copy_whole(path: Path, why: str) -> Path:
    """A whole copy of the library as it is, beside it."""
    folder = path.parent / BACKUPS
    folder.mkdir(exist_ok=True)
    copy = _unused(folder / f"{path.stem}-{why}-{_stamp()}", path.suffix)
    aside = copy.with_name(f".{copy.name}")
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(aside)) as new:
        old.backup(new)
    with aside.open("rb") as written:
        os.fsync(written.fileno())
    return aside.replace(copy)


@contextlib.contextmanager
def _damage_set_aside(path: Path, migrations: Path) -> Iterator[None]:
    """Move a file that is no whole database out of the way, under a name that says so.

    What can be read of it takes its place.
    """
    try:
        yield
    except (sqlite3.DatabaseError, SQLAlchemyError) as cause:
        if not is_damage(getattr(cause, "orig", cause)):
            raise
        kept = _unused(path.with_name(f"{path.name}.damaged-{_stamp()}"))
        for ending in ("", "-wal", "-shm"):
            with contextlib.suppress(FileNotFoundError):
                path.with_name(path.name + ending).rename(kept.with_name(kept.name + ending))
        rescued = _rescue(kept, path, migrations)
        raise StoreError(
            f'The library "{path}" is damaged ({getattr(cause, "orig", cause)}). It was set '
            f'aside as "{kept.name}"; nothing in it was changed.',
            hint=_way_on(path, rescued),
        ) from cause


def _look_closer(path: Path) -> None:
    """Read all of a library in which damage was met before."""
    mark = suspicion(path)
    if not mark.exists() or not path.exists():
        return
    with closing(sqlite3.connect(path, timeout=BUSY_SECONDS)) as connection:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    mark.unlink(missing_ok=True)
    if said != "ok":
        raise _Damage(said)


class _Damage(sqlite3.DatabaseError):
    """What SQLite tells as an answer, and not as an error."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def _rescue(kept: Path, path: Path, migrations: Path) -> int:
    """Put what can be read of a damaged library into its place; gives the number of tracks."""
    top = _top(migrations)
    number = version_of(kept)
    if number is None or not 0 < number <= top:
        return 0
    aside = path.with_name(f".{path.name}.rescued-{_stamp()}")
    try:
        _climb(aside, migrations, number)
        tracks = salvage(kept, aside).get("tracks", 0)
        if number < top:
            _climb(aside, migrations, top)
        if tracks:
            with closing(sqlite3.connect(aside)) as whole:
                whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            aside.replace(path)
    except (sqlite3.DatabaseError, SQLAlchemyError, MigrationError, StoreError, OSError):
        return 0
    finally:
        for ending in ("", "-wal", "-shm"):
            aside.with_name(aside.name + ending).unlink(missing_ok=True)
    return tracks


def _way_on(path: Path, rescued: int) -> str:
    """What to do where a library is lost."""
    copies = (path.parent / BACKUPS).glob(f"{path.stem}-*{path.suffix}")
    newest = max(copies, key=lambda copy: copy.stat().st_mtime, default=None)
    if rescued:
        other = f", or put back a copy: `luma library restore {newest.stem}`" if newest else ""
        many = f"{rescued} track{'s' * (rescued != 1)}"
        return f"What can be read of it, {many}, is in its place: open Luma again{other}."
    if newest is None:
        return (
            "There is no copy of it: start again with an empty library, and import the music."
        )
    return f'Copy "{newest}" to its place, or start again with an empty library.'


def _stamp() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")


def _unused(path: Path, ending: str = "") -> Path:
    """A path with that ending, numbered where its name is taken."""
    number, free = 1, path.with_name(path.name + ending)
    while free.exists():
        number += 1
        free = path.with_name(f"{path.name}-{number}{ending}")
    return free

"""Copies of the library's database beside it: made now and then, kept by age, put back."""

import datetime as dt
import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from luma.domain.errors import NotFound, StoreError
from luma.store._engine import BUSY_SECONDS, explained
from luma.store.migrate import BACKUPS, copy_whole, make_ready

EVERY = dt.timedelta(days=1)
NEWEST, DAYS, WEEKS = 3, 14, 8
_NAME = re.compile(r"(?P<stem>.+)-(?P<why>copy|schema-\d+)-(?P<at>\d{8}-\d{6})(?:-\d+)?")


@dataclass(frozen=True, slots=True)
class Copy:
    """A whole database as it was at a moment."""

    path: Path
    at: dt.datetime
    bytes: int

    @property
    def name(self) -> str:
        """What it is called by."""
        return self.path.stem


class Copies:
    """The copies of one library's database."""

    def __init__(self, database: Path, migrations: Path) -> None:
        """Keep them in a folder beside the database."""
        self._database, self._migrations = database, migrations
        self._folder = database.parent / BACKUPS

    def all(self) -> tuple[Copy, ...]:
        """Every copy, the newest first."""
        found = [_copy(path) for path in self._folder.glob(f"*{self._database.suffix}")]
        return tuple(sorted((c for c in found if c), key=lambda copy: copy.at, reverse=True))

    def find(self, name: str) -> Copy:
        """The copy whose name has this in it; the newest of several."""
        for copy in self.all():
            if name in copy.name:
                return copy
        raise NotFound(
            f'There is no copy "{name}" of the library.',
            hint="`luma library backups` lists them.",
        )

    def take(self) -> Copy:
        """Make a copy now, and let older ones go by their age."""
        with explained(self._database):
            made = _copy(copy_whole(self._database, "copy"))
        assert made is not None
        self.thin()
        return made

    def take_in_time(self, now: dt.datetime | None = None) -> Copy | None:
        """Make a copy where the newest is a day old; nothing where nothing was changed."""
        moment = now or dt.datetime.now(dt.UTC)
        newest = next(iter(self.all()), None)
        if newest is not None:
            aged = abs(moment - newest.at) >= EVERY
            if not aged or not self._has_changed_since(newest):
                return None
        return self.take()

    def thin(self) -> None:
        """Let go of the copies that nobody will miss."""
        kept = worth_keeping(copy.at for copy in self.all())
        for copy in self.all():
            if copy.at not in kept:
                copy.path.unlink(missing_ok=True)

    def restore(self, copy: Copy) -> Copy:
        """Put a copy in the place of the database, in one step; gives a copy of what was there.

        Whoever has the library open sees the other content with the next look.
        """
        return self.replace_by(copy.path)

    def replace_by(self, file: Path) -> Copy:
        """Put what a file holds in the place of the database, as a copy is put back."""
        room = self._folder / f".restoring-{secrets.token_hex(4)}"
        try:
            room.mkdir(parents=True)
            ready = room / self._database.name
            shutil.copyfile(file, ready)
            make_ready(ready, self._migrations)
            before = self.take()
            with explained(self._database):
                _pour(ready, self._database)
        except OSError as cause:
            raise StoreError(
                f'"{file}" could not take the place of the database '
                f"({cause.strerror or cause}).",
                hint="The library stays as it was.",
            ) from cause
        finally:
            shutil.rmtree(room, ignore_errors=True)
        return before

    def _has_changed_since(self, copy: Copy) -> bool:
        log = self._database.with_name(self._database.name + "-wal")
        changed = max(f.stat().st_mtime for f in (self._database, log) if f.exists())
        return changed > copy.at.timestamp()


def worth_keeping(moments: Iterable[dt.datetime]) -> frozenset[dt.datetime]:
    """Which copies stay: the newest few, and for a while one of each day and each week."""
    falling = sorted(moments, reverse=True)
    kept = set(falling[:NEWEST])
    for period, most in ((_day, DAYS), (_week, WEEKS)):
        first = {period(moment): moment for moment in reversed(falling)}
        kept.update(first[name] for name in sorted(first, reverse=True)[:most])
    return frozenset(kept)


def _day(moment: dt.datetime) -> tuple[int, ...]:
    return moment.year, moment.month, moment.day


def _week(moment: dt.datetime) -> tuple[int, ...]:
    return tuple(moment.isocalendar())[:2]


def _copy(path: Path) -> Copy | None:
    found = _NAME.fullmatch(path.stem)
    if found is None or path.name.startswith("."):
        return None
    try:
        at = dt.datetime.strptime(found["at"], "%Y%m%d-%H%M%S").replace(tzinfo=dt.UTC)
        return Copy(path, at, path.stat().st_size)
    except (ValueError, FileNotFoundError):
        return None


def _pour(ready: Path, database: Path) -> None:
    """Replace all of a database by another in one transaction of SQLite."""
    with (
        closing(sqlite3.connect(ready)) as new,
        closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as old,
    ):
        new.execute("PRAGMA journal_mode = DELETE")
        old.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        new.backup(old)
    with database.open("rb") as written:
        os.fsync(written.fileno())

"""Copies of the database: whole, kept by age, and put back in one step."""

import datetime as dt
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import MigrationError, NotFound, StoreError
from luma.store.copies import NEWEST, Copies, worth_keeping
from luma.store.store import Store
from tests.library import MIGRATIONS, a_track, furnish

NOW = dt.datetime(2026, 11, 21, 12, tzinfo=dt.UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "luma.db"
    store = Store.open(made, MIGRATIONS)
    with store.begin() as shelf:
        furnish(shelf)
    store.close()
    return made


def titles(path: Path) -> list[str]:
    store = Store.open(path, MIGRATIONS)
    with store.read() as shelf:
        found = [str(track.id) for track in shelf.tracks.list()]
    store.close()
    return found


def test_a_copy_is_put_back_under_a_library_that_is_open(path: Path) -> None:
    copies = Copies(path, MIGRATIONS)
    taken = copies.take()
    store = Store.open(path, MIGRATIONS)
    with store.begin() as shelf:
        shelf.tracks.add(a_track("two"))
    before = copies.restore(taken)
    with store.read() as shelf:
        assert [str(track.id) for track in shelf.tracks.list()] == ["one"]
        assert [str(track.id) for track in shelf.tracks.search("")] == ["one"]
    with store.begin() as shelf:
        shelf.tracks.add(a_track("three"))
    assert store.problems() == ()
    store.close()
    assert titles(path) == ["one", "three"]
    copies.restore(before)
    assert titles(path) == ["one", "two"]
    assert not list(path.parent.glob("backups/.*"))


def test_a_copy_of_an_older_schema_climbs_before_it_is_put_back(path: Path) -> None:
    copies = Copies(path, MIGRATIONS)
    old = copies.take()
    with closing(sqlite3.connect(old.path)) as raw:
        raw.execute("PRAGMA user_version = 99")
    with pytest.raises(MigrationError, match="newer Luma"):
        copies.restore(old)
    assert titles(path) == ["one"]


def test_a_damaged_copy_changes_nothing(path: Path) -> None:
    copies = Copies(path, MIGRATIONS)
    old = copies.take()
    old.path.write_bytes(b"no database at all " * 400)
    with pytest.raises(StoreError):
        copies.restore(old)
    assert titles(path) == ["one"]
    assert not list(path.parent.glob("backups/.*"))


def test_readers_see_one_library_or_the_other(path: Path) -> None:
    copies, store = Copies(path, MIGRATIONS), Store.open(path, MIGRATIONS)
    with store.begin() as shelf:
        for number in range(200):
            shelf.tracks.add(a_track(f"more {number}"))
    many = copies.take()
    with store.begin() as shelf:
        for track in shelf.tracks.list()[1:]:
            shelf.tracks.remove(track.id)
    seen, stop = set(), threading.Event()

    def look() -> None:
        while not stop.is_set():
            with store.read() as shelf:
                seen.add(len(shelf.tracks.list()))

    reader = threading.Thread(target=look)
    reader.start()
    copies.restore(many)
    stop.set()
    reader.join()
    assert seen <= {1, 201}
    store.close()


def test_a_name_that_no_copy_has_is_told(path: Path) -> None:
    with pytest.raises(NotFound, match="no copy"):
        Copies(path, MIGRATIONS).find("yesterday")


def test_a_copy_comes_once_a_day_and_only_after_a_change(path: Path) -> None:
    copies = Copies(path, MIGRATIONS)
    first = copies.take_in_time()
    assert first is not None
    assert copies.take_in_time(first.at + dt.timedelta(hours=23)) is None
    tomorrow = first.at + dt.timedelta(hours=25)
    os.utime(path, (first.at.timestamp() - 9, first.at.timestamp() - 9))
    for log in path.parent.glob("luma.db-wal"):
        log.unlink()
    assert copies.take_in_time(tomorrow) is None
    os.utime(path)
    assert copies.take_in_time(tomorrow) is not None


@given(st.lists(st.integers(0, 400 * 24), min_size=1, max_size=80))
def test_of_the_newest_days_and_weeks_one_stays(hours: list[int]) -> None:
    moments = {NOW - dt.timedelta(hours=back) for back in hours}
    kept = worth_keeping(moments)
    assert kept <= moments
    assert set(sorted(moments, reverse=True)[:NEWEST]) <= kept
    last_two_weeks = {m for m in moments if NOW - m < dt.timedelta(days=13)}
    assert {m.date() for m in last_two_weeks} == {m.date() for m in kept & last_two_weeks}
    assert len(kept) <= NEWEST + 14 + 8

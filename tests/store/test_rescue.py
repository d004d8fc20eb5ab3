"""What is rescued of a damaged library, and how the next start goes on from it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from luma.domain.errors import StoreError
from luma.domain.ids import TrackId
from luma.store.store import Store
from tests.library import MIGRATIONS, a_track, furnish

TRACKS = 400


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "luma.db"
    store = Store.open(made, MIGRATIONS)
    with store.begin() as shelf:
        furnish(shelf)
        for number in range(TRACKS):
            shelf.tracks.add(a_track(f"song {number}", title=f"Song number {number}" * 8))
    store.close()
    with closing(sqlite3.connect(made)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


def spoil(path: Path, *tables: str) -> None:
    """Overwrite a leaf of each table, as a bad sector does."""
    with closing(sqlite3.connect(path)) as raw:
        size = raw.execute("PRAGMA page_size").fetchone()[0]
        pages = [
            raw.execute(
                "SELECT pageno FROM dbstat WHERE name = ? AND pagetype = 'leaf'"
                " ORDER BY pageno DESC LIMIT 1 OFFSET 1",
                (table,),
            ).fetchone()[0]
            for table in tables
        ]
    with path.open("r+b") as file:
        for page in pages:
            file.seek((page - 1) * size)
            file.write(b"\xa5" * size)


def has_dbstat() -> bool:
    with closing(sqlite3.connect(":memory:")) as raw:
        return bool(
            raw.execute("SELECT sqlite_compileoption_used('ENABLE_DBSTAT_VTAB')").fetchone()[0]
        )


@pytest.mark.skipif(not has_dbstat(), reason="this SQLite cannot tell where its pages lie")
def test_all_but_a_bad_page_is_rescued(path: Path) -> None:
    spoil(path, "tracks")
    store = Store.open(path, MIGRATIONS)
    with pytest.raises(StoreError, match="damaged") as met, store.read() as shelf:
        shelf.tracks.list()
    assert "rescued" in met.value.hint
    store.close()
    with pytest.raises(StoreError, match="set aside as") as told:
        Store.open(path, MIGRATIONS)
    assert "open Luma again" in told.value.hint
    store = Store.open(path, MIGRATIONS)
    with store.read() as shelf:
        found = {str(track.id) for track in shelf.tracks.list()}
        assert TRACKS * 0.8 < len(found) < TRACKS + 1
        one = next(name for name in found if name.startswith("song"))
        assert shelf.tracks.get(TrackId(one)).tags.title.startswith("Song number")
        assert len(shelf.tracks.search("number")) == len(found - {"one"})
        assert len(shelf.patterns.list()) == 2
    assert store.problems() == ()
    store.close()
    (kept,) = path.parent.glob("luma.db.damaged-*")
    assert kept.stat().st_size > 0
    assert not list(path.parent.glob(".luma*"))


def test_a_whole_library_that_was_suspected_opens(path: Path) -> None:
    path.with_name("luma.db.suspect").touch()
    Store.open(path, MIGRATIONS).close()
    assert not path.with_name("luma.db.suspect").exists()
    assert not list(path.parent.glob("luma.db.damaged-*"))

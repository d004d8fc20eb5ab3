"""How a library comes to be, climbs, and is kept from harm on the way."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from luma.domain.errors import MigrationError, StoreError
from luma.domain.ids import ScoreId, TrackId
from luma.store.store import Store
from tests.library import MIGRATIONS, ROOT, a_track, furnish

RUNG = """
from alembic import op

revision = "schema_{new}"
down_revision = "schema_{old}"


def upgrade() -> None:
    op.execute("CREATE TABLE moods (track TEXT REFERENCES tracks (id))")
    op.execute("UPDATE tracks SET artist = 'climbed'")
    {more}
"""


TODAY = max(
    int(step.stem.partition("_")[2]) for step in (MIGRATIONS / "versions").glob("schema_*.py")
)


def with_rung(tmp_path: Path, more: str = "") -> Path:
    steps = tmp_path / "steps of 100 %"
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    (steps / "versions" / f"schema_{TODAY + 1}.py").write_text(
        RUNG.format(more=more, old=TODAY, new=TODAY + 1)
    )
    return steps


def write_one(path: Path) -> None:
    store = Store.open(path, MIGRATIONS)
    with store.begin() as shelf:
        furnish(shelf)
    store.close()


def asked(path: Path, question: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as raw:
        return raw.execute(question).fetchall()


def test_an_old_library_climbs_and_a_copy_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "luma.db"
    write_one(path)
    store = Store.open(path, with_rung(tmp_path))
    with store.read() as shelf:
        assert shelf.tracks.get(TrackId("one")).tags.artist == "climbed"
    store.close()
    assert asked(path, "SELECT version_num FROM alembic_version") == [(f"schema_{TODAY + 1}",)]
    assert asked(path, "PRAGMA user_version") == [(TODAY + 1,)]
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name.startswith(f"luma-schema-{TODAY}-")
    assert asked(copy, "PRAGMA user_version") == [(TODAY,)]
    assert asked(copy, "SELECT id, artist FROM tracks") == [("one", "")]


def test_scores_of_an_older_library_have_none_that_is_chosen(tmp_path: Path) -> None:
    steps, path = tmp_path / "steps", tmp_path / "luma.db"
    shutil.copytree(MIGRATIONS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    for number in range(7, TODAY + 1):
        (steps / "versions" / f"schema_{number}.py").unlink()
    Store.open(path, steps).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("INSERT INTO tracks (id, added) VALUES ('song', 'now')")
        raw.execute("INSERT INTO scores VALUES ('b', 'song', 'B', 1), ('a', 'song', 'A', 1)")
        raw.commit()
    store, song = Store.open(path, MIGRATIONS), TrackId("song")
    with store.begin() as shelf:
        assert shelf.scores.names(song) == ("b", "a")
        shelf.scores.choose_default(ScoreId("a"))
    with store.read() as shelf:
        assert shelf.scores.names(song) == ("a", "b")
    store.close()
    with closing(sqlite3.connect(path)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("UPDATE scores SET chosen = 1")


@pytest.mark.parametrize(
    "more",
    [
        "op.execute('SELECT nothing FROM nowhere')",
        "op.execute(\"INSERT INTO moods VALUES ('no such track')\")",
    ],
)
def test_a_climb_that_breaks_off_changes_nothing(tmp_path: Path, more: str) -> None:
    path = tmp_path / "luma.db"
    write_one(path)
    before = asked(path, "SELECT * FROM sqlite_schema")
    with pytest.raises(MigrationError, match="stays as it was") as told:
        Store.open(path, with_rung(tmp_path, more))
    assert "backups" in told.value.hint
    assert asked(path, "SELECT * FROM sqlite_schema") == before
    assert asked(path, "SELECT artist FROM tracks") == [("",)]
    Store.open(path, MIGRATIONS).close()


def test_a_library_of_a_newer_luma_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "luma.db"
    write_one(path)
    Store.open(path, with_rung(tmp_path)).close()
    before = path.read_bytes()
    with pytest.raises(MigrationError, match="newer Luma") as told:
        Store.open(path, MIGRATIONS)
    assert "Update Luma" in told.value.hint
    assert path.read_bytes() == before


def test_a_damaged_file_is_set_aside_and_named(tmp_path: Path) -> None:
    path = tmp_path / "luma.db"
    path.write_bytes(b"this is no database " * 100)
    with pytest.raises(StoreError, match="set aside as") as told:
        Store.open(path, MIGRATIONS)
    (kept,) = tmp_path.glob("luma.db.damaged-*")
    assert kept.name in told.value.message
    assert kept.read_bytes() == b"this is no database " * 100
    assert "There is no copy of it" in told.value.hint
    Store.open(path, MIGRATIONS).close()


def test_the_newest_copy_of_a_damaged_file_is_named(tmp_path: Path) -> None:
    path, copies = tmp_path / "luma.db", tmp_path / "backups"
    copies.mkdir()
    for number, name in enumerate(("luma-schema-2-b.db", "luma-schema-1-c.db", ".luma-a.db")):
        (copies / name).touch()
        os.utime(copies / name, (number, number))
    path.write_bytes(b"this is no database " * 100)
    with pytest.raises(StoreError) as told:
        Store.open(path, MIGRATIONS)
    assert str(copies / "luma-schema-1-c.db") in told.value.hint


def test_a_cut_off_file_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "luma.db"
    write_one(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreError, match="set aside as"):
        Store.open(path, MIGRATIONS)
    path.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(StoreError, match="set aside as"):
        Store.open(path, MIGRATIONS)
    assert len(list(tmp_path.glob("luma.db.damaged-*"))) == 2


def test_somebody_elses_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "luma.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE recipes (name)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no library of Luma"):
        Store.open(path, MIGRATIONS)
    assert path.read_bytes() == before


def test_a_file_of_nothing_becomes_a_library(tmp_path: Path) -> None:
    (tmp_path / "luma.db").touch()
    store = Store.open(tmp_path / "luma.db", MIGRATIONS)
    with store.begin() as shelf:
        shelf.tracks.add(a_track())
    store.close()


def test_missing_steps_and_folders_are_told(tmp_path: Path) -> None:
    with pytest.raises(MigrationError, match="steps of the database"):
        Store.open(tmp_path / "luma.db", tmp_path / "nowhere")
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot hold a library"):
        Store.open(tmp_path / "file" / "luma.db", MIGRATIONS)


def test_a_library_that_needs_no_climb_opens_without_alembic(tmp_path: Path) -> None:
    path = tmp_path / "luma.db"
    script = f"""
import sys
from pathlib import Path
from luma.store.store import Store
Store.open(Path({str(path)!r}), Path({str(MIGRATIONS)!r})).close()
print("alembic" in sys.modules)
"""
    for expected in ("True", "False"):
        said = subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert said.stdout.strip() == expected

"""A library with content climbs from every schema there was, and loses nothing on the way."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from luma.store.store import Store
from tests.library import MIGRATIONS, ROOT

TODAY = max(
    int(step.stem.partition("_")[2]) for step in (MIGRATIONS / "versions").glob("schema_*.py")
)
CONTENT = """
INSERT INTO tracks (id, title, artist, album, bpm, musical_key, seconds, added)
    VALUES ('t1', 'Ärger', 'Ants', 'A', 124.5, '8A', 200, '2026'),
    ('t2', '', '', '', NULL, '', 0, '');
INSERT INTO track_sources VALUES_SOURCES;
INSERT INTO trash VALUES ('t2', 'then');
INSERT INTO artifacts VALUES ('ab', 't1', 'beats', 'luma', 1, '{}', 'ab/ab.json', 9, 'then');
INSERT INTO corrections VALUES ('t1', 'beats', '{"x": 1}', 3);
INSERT INTO failures VALUES ('t1', 'stems', 1, 'work_failed', 'no room', 'then');
INSERT INTO playlists (id, name, made) VALUES ('p', 'Friday', 'then');
INSERT INTO playlist_tracks VALUES ('p', 0, 't1'), ('p', 1, 't1');
INSERT INTO plays (track, at, seconds) VALUES ('t1', 'then', 12.5);
INSERT INTO patterns (id, name, description) VALUES ('glow', 'Glow', 'Glows.');
INSERT INTO implementations (id, pattern, graph, revision) VALUES ('g', 'glow', '{}', 2);
UPDATE patterns SET default_implementation_id = 'g';
INSERT INTO scores (id, track, name, revision) VALUES ('s', 't1', 'Score', 4);
INSERT INTO track_scores (score, id, pattern, implementation, start_beat, stop_beat, anchor,
    start_s, stop_s, z_index, blend, opacity, fade_in, fade_out, arguments, seed)
    VALUES ('s', 'c', 'glow', 'g', 0, 4, 'beats', 0, 2, 0, 'add', 0.5, 0, 0, '{}', 7);
INSERT INTO venues VALUES ('v', 'Club', 1);
INSERT INTO fixtures (venue, id, place, name, profile, mode, universe, address, x, y, z,
    turn_x, turn_y, turn_z) VALUES ('v', 'f', 0, 'Par', 'par', 'm', 0, 1, 1, 2, 3, 0, 0, 0);
INSERT INTO groups VALUES ('v', 'front', 0);
INSERT INTO group_fixtures VALUES ('v', 'front', 0, 'f');
INSERT INTO audio_graphs VALUES ('master', 'Master', '{}', 1);
INSERT INTO journal VALUES ('score', 's', 1, 1, '{}', 'then', 'hand');
INSERT INTO snapshots VALUES ('score', 's', 0, '{}');
"""
SOURCES = """INSERT INTO track_sources
    (file_sha256, track, payload_sha256, path, original, seen) VALUES
    ('f1', 't1', 'p1', 'files/f1.mp3', '/m/Ärger.mp3', 'then'),
    ('f2', 't2', 'p2', 'files/f2.mp3', '/m/two.mp3', 'then')"""
HELD = """
from alembic import op
from pathlib import Path
import time

revision, down_revision = "schema_{new}", "schema_{old}"


def upgrade() -> None:
    op.execute("UPDATE tracks SET title = 'half done'")
    op.execute("CREATE TABLE half (done TEXT)")
    Path({mark!r}).touch()
    time.sleep(60)
"""
CLIMB = """
import sys
from pathlib import Path
from luma.store.store import Store
Store.open(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def steps_to(folder: Path, number: int) -> Path:
    """The steps of the database up to a schema."""
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for later in range(number + 1, TODAY + 1):
        (folder / "versions" / f"schema_{later}.py").unlink()
    return folder


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table but those that are kept by the database itself."""
    with closing(sqlite3.connect(path)) as raw:
        raw.row_factory = sqlite3.Row
        names = raw.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        kept = [n for (n,) in names if not n.startswith(("track_words", "alembic", "sqlite"))]
        return {
            name: [dict(row) for row in raw.execute(f"SELECT * FROM {name} ORDER BY rowid")]
            for name in kept
        }


def a_library(path: Path, steps: Path) -> dict[str, list[dict[str, object]]]:
    """A library at the end of some steps, with something in every table of the first."""
    Store.open(path, steps).close()
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(CONTENT.replace("INSERT INTO track_sources VALUES_SOURCES", SOURCES))
        raw.commit()
    return rows(path)


def assert_all_there(
    before: dict[str, list[dict[str, object]]], after: dict[str, list[dict[str, object]]]
) -> None:
    for table, old in before.items():
        new = after[table]
        assert len(new) == len(old), table
        for was, now in zip(old, new, strict=True):
            assert {name: now[name] for name in was} == was, table


@pytest.mark.parametrize("number", range(1, TODAY + 1))
def test_from_every_schema_all_content_arrives(tmp_path: Path, number: int) -> None:
    path = tmp_path / "luma.db"
    before = a_library(path, steps_to(tmp_path / "steps", number))
    store = Store.open(path, MIGRATIONS)
    assert store.problems() == ()
    with store.begin() as shelf:
        assert [track.title for track in shelf.tracks.search("arger")] == ["Ärger"]
    store.close()
    before = {t: r for t, r in before.items() if t not in {"track_stale", "track_order"}}
    assert_all_there(before, rows(path))


def test_a_climb_that_is_killed_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    path, mark = tmp_path / "luma.db", tmp_path / "mark"
    before = a_library(path, MIGRATIONS)
    steps = steps_to(tmp_path / "steps", TODAY)
    held = HELD.format(new=TODAY + 1, old=TODAY, mark=str(mark))
    (steps / "versions" / f"schema_{TODAY + 1}.py").write_text(held)
    climbing = subprocess.Popen([sys.executable, "-c", CLIMB, path, steps], cwd=ROOT)
    while not mark.exists():
        assert climbing.poll() is None
        time.sleep(0.02)
    os.kill(climbing.pid, signal.SIGKILL)
    climbing.wait()
    store = Store.open(path, MIGRATIONS)
    assert store.problems() == ()
    store.close()
    after = rows(path)
    assert "half" not in after
    assert_all_there(before, after)

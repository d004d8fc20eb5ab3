"""What a library promises to programs that share it, die in it, or run out of disk."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from luma.domain.errors import Refused, StoreError
from luma.domain.ids import PatternId, ScoreId, TrackId
from luma.domain.pattern import Pattern
from luma.store.store import Store
from tests.library import MIGRATIONS, ROOT, a_clip, a_score, a_track, an_artifact, furnish

PRELUDE = """
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from luma.store.store import Store
from tests.library import MIGRATIONS, a_clip, a_score, a_track, furnish
path = Path(sys.argv[1])
"""


def child(script: str, path: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + script, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )


def finished(process: "subprocess.Popen[str]") -> str:
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return said


def test_a_block_that_raises_leaves_nothing(store: Store) -> None:
    with suppress(ZeroDivisionError), store.begin() as shelf:
        shelf.tracks.add(a_track())
        raise ZeroDivisionError
    with store.read() as shelf:
        assert shelf.tracks.list() == ()


def test_a_reader_sees_one_moment(store: Store) -> None:
    with store.read() as reader:
        assert reader.tracks.list() == ()
        with store.begin() as writer:
            writer.tracks.add(a_track())
        assert reader.tracks.list() == ()
    with store.read() as reader:
        assert len(reader.tracks.list()) == 1


def test_a_reader_cannot_write(store: Store) -> None:
    with pytest.raises(StoreError), store.read() as shelf:
        shelf.tracks.add(a_track())
    with store.begin() as shelf:
        shelf.tracks.add(a_track())


def test_a_savepoint_takes_back_its_own_part(store: Store) -> None:
    with store.begin() as shelf:
        shelf.tracks.add(a_track("one"))
        with suppress(ZeroDivisionError), shelf.savepoint():
            shelf.tracks.add(a_track("two"))
            raise ZeroDivisionError
        with shelf.savepoint():
            shelf.tracks.add(a_track("three"))
    with store.read() as shelf:
        assert [track.id for track in shelf.tracks.list()] == ["one", "three"]


def test_a_contradiction_is_refused_in_words(store: Store) -> None:
    with pytest.raises(Refused, match="contradicts"), store.begin() as shelf:
        shelf.patterns.save(Pattern(PatternId(""), "no id"))


def test_the_library_is_safe_against_a_power_cut(store: Store) -> None:
    with store.begin() as shelf:
        run = shelf._session.connection().exec_driver_sql
        assert run("PRAGMA journal_mode").scalar() == "wal"
        assert run("PRAGMA synchronous").scalar() == 2  # FULL
        assert run("PRAGMA foreign_keys").scalar() == 1


def test_many_processes_make_one_library_and_all_write_to_it(tmp_path: Path) -> None:
    script = """
store = Store.open(path, MIGRATIONS)
for number in range(20):
    with store.begin() as shelf:
        shelf.tracks.add(a_track(f"{sys.stdin.fileno()}-{__import__('os').getpid()}-{number}"))
store.close()
"""
    processes = [child(script, tmp_path / "new" / "luma.db") for _ in range(3)]
    for process in processes:
        finished(process)
    store = Store.open(tmp_path / "new" / "luma.db", MIGRATIONS)
    with store.read() as shelf:
        assert len(shelf.tracks.list()) == 60
    assert store.problems() == ()
    store.close()


def test_a_writer_waits_for_another_program(store: Store) -> None:
    holder = child(
        """
store = Store.open(path, MIGRATIONS)
with store.begin() as shelf:
    shelf.tracks.add(a_track("theirs"))
    print("held", flush=True)
    __import__("time").sleep(1.0)
store.close()
""",
        store.path,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with store.begin() as shelf:
        shelf.tracks.add(a_track("ours"))
    finished(holder)
    with store.read() as shelf:
        assert [track.id for track in shelf.tracks.list()] == ["theirs", "ours"]


def test_a_program_that_never_lets_go_is_told_of(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luma.store._engine.BUSY_SECONDS", 0.05)
    hasty = Store.open(store.path, MIGRATIONS)
    with store.begin(), pytest.raises(StoreError, match="busy"), hasty.begin():
        pass
    hasty.close()


def test_nothing_is_half_done_after_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "luma.db"
    script = """
store = Store.open(path, MIGRATIONS)
with store.begin() as shelf:
    furnish(shelf)
number = 0
while True:
    number += 1
    clips = [a_clip(f"{number}-{place}", place, place + number) for place in range(100)]
    with store.begin() as shelf:
        revision = shelf.scores.save(a_score(*clips))
    print(revision, flush=True)
"""
    for round_ in range(3):
        path = tmp_path / str(round_) / "luma.db"
        writer = child(script, path)
        assert writer.stdout is not None
        said = [writer.stdout.readline() for _ in range(3 + round_)]
        writer.send_signal(signal.SIGKILL)
        said += writer.communicate(timeout=60)[0].splitlines()
        promised = max(int(line) for line in said)
        store = Store.open(path, MIGRATIONS)
        assert store.problems() == ()
        with store.read() as shelf:
            score, revision = (
                shelf.scores.load(ScoreId("score")),
                shelf.scores.revision(ScoreId("score")),
            )
        store.close()
        assert revision in {promised, promised + 1}
        clips = [a_clip(f"{revision}-{place}", place, place + revision) for place in range(100)]
        assert score == a_score(*clips)


def test_a_disk_that_takes_no_more_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "luma.db"
    script = """
import resource, signal
from luma.domain.errors import StoreError
store = Store.open(path, MIGRATIONS)
with store.begin() as shelf:
    furnish(shelf)
    shelf.scores.save(a_score(a_clip("kept")))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, resource.RLIM_INFINITY))
try:
    with store.begin() as shelf:
        shelf.scores.save(a_score(*(a_clip("x" * 1000 + str(n)) for n in range(2000))))
except StoreError as told:
    print(told.sentence())
with store.read() as shelf:
    print(len(shelf.scores.of_track("one")[0].clips), "clip")
store.close()
"""
    said = finished(child(script, path))
    assert "The disk did not take" in said
    assert str(path) in said
    assert "1 clip\n" in said
    store = Store.open(path, MIGRATIONS)
    assert store.problems() == ()
    with store.read() as shelf:
        assert shelf.scores.load(ScoreId("score")) == a_score(a_clip("kept"))
    store.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)],
            check=False,
            capture_output=True,
        ).returncode
    )
    if not mounted:
        pytest.skip("a small disk can only be mounted by root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_is_told_and_nothing_is_lost(small_disk: Path) -> None:
    store = Store.open(small_disk / "luma.db", MIGRATIONS)
    with store.begin() as shelf:
        furnish(shelf)
        shelf.scores.save(a_score(a_clip("kept")))
    many = a_score(*(a_clip("x" * 1000 + str(number)) for number in range(2000)))
    with pytest.raises(StoreError, match="is full"), store.begin() as shelf:
        shelf.scores.save(many)
    with store.read() as shelf:
        assert shelf.scores.load(ScoreId("score")) == a_score(a_clip("kept"))
    with store.begin() as shelf:
        assert shelf.scores.save(a_score()) == 2
    assert store.problems() == ()
    store.close()


def test_problems_inside_the_file_are_listed(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
    store.close()
    with sqlite3.connect(store.path) as raw:
        raw.execute("INSERT INTO scores VALUES ('lost', 'no such track', 'Lost', 1, 0)")
    raw.close()
    assert store.problems() == ("a row of scores refers to nothing in tracks",)
    store.close()


def test_readers_of_the_database_find_what_was_made_in_views(store: Store) -> None:
    made = {"track_beats": "beats", "track_roots": "chords", "track_stems": "stems"}
    made["track_waveforms"] = "peaks"
    with store.begin() as shelf:
        shelf.tracks.add(a_track())
        for view, kind in made.items():
            shelf.artifacts.add(an_artifact(view, kind))
    with sqlite3.connect(store.path) as raw:
        for view in made:
            assert raw.execute(f"SELECT track_id, recipe FROM {view}").fetchall() == [
                ("one", view)
            ]
    raw.close()


def test_what_belongs_to_a_track_leaves_with_it(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        shelf.scores.save(a_score(a_clip("a")))
    with sqlite3.connect(store.path) as raw:
        raw.execute("PRAGMA foreign_keys = ON")
        raw.execute("DELETE FROM tracks")
    raw.close()
    with store.read() as shelf:
        assert shelf.scores.of_track(TrackId("one")) == ()
        assert shelf.tracks.search("one") == ()
    assert store.problems() == ()

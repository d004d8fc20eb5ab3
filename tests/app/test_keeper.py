import queue
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from luma.app.keeper import Keeper
from luma.domain.errors import NotFound, Refused, StoreError
from luma.domain.ids import PatternId, TrackId
from luma.domain.pattern import Pattern
from luma.store.store import Shelf, Store
from tests.library import MIGRATIONS, ROOT, a_track

Act = Callable[[], object]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / "luma.db", MIGRATIONS)
    yield store
    store.close()


@pytest.fixture
def lane() -> "queue.SimpleQueue[Act]":
    return queue.SimpleQueue()


@pytest.fixture
def keeper(store: Store, lane: "queue.SimpleQueue[Act]") -> Iterator[Keeper]:
    keeper = Keeper(store, lane.put)
    yield keeper
    keeper.close()


def add(name: str) -> Callable[[Shelf], str]:
    return lambda shelf: shelf.tracks.add(a_track(name)).id


def lose(shelf: Shelf) -> None:
    shelf.tracks.add(a_track("half"))
    shelf.tracks.get(TrackId("lost"))


def names(store: Store) -> list[str]:
    with store.read() as shelf:
        return [track.id for track in shelf.tracks.list()]


class Gate:
    """A change that holds the keeper until it is let go."""

    def __init__(self) -> None:
        self.reached = threading.Event()
        self.opened = threading.Event()

    def __call__(self, shelf: Shelf) -> None:
        self.reached.set()
        assert self.opened.wait(10)


def test_an_answer_means_that_it_is_in_the_file(keeper: Keeper, store: Store) -> None:
    assert keeper.save(add("one")).result(10) == "one"
    assert names(store) == ["one"]


def test_answers_come_on_the_lane_in_order(
    keeper: Keeper, store: Store, lane: "queue.SimpleQueue[Act]"
) -> None:
    told: list[object] = []
    for name in ("one", "two"):
        keeper.save(add(name)).then(told.append)
    keeper.save(lose).then(told.append, lambda trouble: told.append(type(trouble)))
    keeper.flush()
    assert told == []
    for _ in range(3):
        lane.get(timeout=10)()
    assert told == ["one", "two", NotFound]


def test_trouble_that_nobody_takes_is_raised_on_the_lane(
    keeper: Keeper, lane: "queue.SimpleQueue[Act]"
) -> None:
    keeper.save(lose).then(lambda _: None)
    with pytest.raises(NotFound):
        lane.get(timeout=10)()


def test_waiting_changes_share_one_transaction(keeper: Keeper, store: Store) -> None:
    gate = Gate()
    held = keeper.save(gate)
    assert gate.reached.wait(10)
    waiting = [keeper.save(add(str(number))) for number in range(20)]
    with closing(sqlite3.connect(store.path)) as raw:
        raw.execute("SELECT count(*) FROM tracks").fetchall()
        before = raw.execute("PRAGMA data_version").fetchone()
        gate.opened.set()
        held.result(10)
        seen = set()
        while not all(saved.done() for saved in waiting):
            seen.add(raw.execute("SELECT count(*) FROM tracks").fetchone()[0])
        assert raw.execute("PRAGMA data_version").fetchone() != before
    assert seen <= {0, 20}
    assert len(names(store)) == 20


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (lose, NotFound),
        (lambda shelf: shelf.patterns.save(Pattern(PatternId(""), "")), Refused),
        (lambda shelf: 1 / 0, ZeroDivisionError),
    ],
)
def test_one_broken_change_takes_back_itself_alone(
    keeper: Keeper, store: Store, broken: Callable[[Shelf], object], told: type[Exception]
) -> None:
    gate = Gate()
    keeper.save(gate)
    assert gate.reached.wait(10)
    before, middle, after = (
        keeper.save(add("one")),
        keeper.save(broken),
        keeper.save(add("two")),
    )
    gate.opened.set()
    assert before.result(10) == "one"
    with pytest.raises(told):
        middle.result(10)
    assert after.result(10) == "two"
    assert names(store) == ["one", "two"]


def test_a_bug_is_logged_whole_even_when_nobody_asks(
    keeper: Keeper, caplog: pytest.LogCaptureFixture
) -> None:
    keeper.save(lambda _: 1 / 0)
    keeper.flush()
    assert "ZeroDivisionError" in caplog.text


def test_a_library_that_is_kept_busy_refuses_the_batch_and_goes_on(
    store: Store, lane: "queue.SimpleQueue[Act]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luma.store._engine.BUSY_SECONDS", 0.05)
    hasty = Store.open(store.path, MIGRATIONS)
    keeper = Keeper(hasty, lane.put)
    with store.begin():
        refused = keeper.save(add("one"))
        with pytest.raises(StoreError, match="busy"):
            refused.result(10)
    assert keeper.save(add("two")).result(10) == "two"
    keeper.close()
    hasty.close()
    assert names(store) == ["two"]


def test_closing_writes_what_was_asked_for_and_takes_no_more(
    store: Store, lane: "queue.SimpleQueue[Act]"
) -> None:
    keeper = Keeper(store, lane.put)
    answers = [keeper.save(add(str(number))) for number in range(200)]
    keeper.close()
    keeper.close()
    assert all(answer.done() for answer in answers)
    assert len(names(store)) == 200
    with pytest.raises(Refused, match="closed"):
        keeper.save(add("late"))


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("luma.app.keeper.GRACE_SECONDS", 1000.0)


@pytest.mark.usefixtures("patient")
def test_what_may_wait_lies_until_something_may_not(keeper: Keeper, store: Store) -> None:
    waiting = [keeper.save(add(name), may_wait=True) for name in ("one", "two")]
    assert names(store) == []
    assert not any(saved.done() for saved in waiting)
    assert keeper.save(add("three")).result(10) == "three"
    assert [saved.result(10) for saved in waiting] == ["one", "two"]
    assert names(store) == ["one", "two", "three"]


@pytest.mark.usefixtures("patient")
def test_what_may_wait_is_written_at_the_end(
    store: Store, lane: "queue.SimpleQueue[Act]"
) -> None:
    keeper = Keeper(store, lane.put)
    keeper.save(add("one"), may_wait=True)
    keeper.close()
    assert names(store) == ["one"]


def test_what_may_wait_does_not_wait_for_ever(keeper: Keeper, store: Store) -> None:
    assert keeper.save(add("one"), may_wait=True).result(10) == "one"


def test_every_answer_outlives_a_kill(tmp_path: Path) -> None:
    script = """
import sys
from pathlib import Path
from luma.app.keeper import Keeper
from luma.store.store import Store
from tests.library import MIGRATIONS, a_track
keeper = Keeper(Store.open(Path(sys.argv[1]), MIGRATIONS), lambda act: act())
def tell(track):
    print(track.id, flush=True)
for number in range(10**9):
    saved = keeper.save(lambda shelf, n=number: shelf.tracks.add(a_track(f"{n}"))).then(tell)
    if number % 7 == 0:
        saved.result()
"""
    path = tmp_path / "luma.db"
    writer = subprocess.Popen(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert writer.stdout is not None
    said = [writer.stdout.readline().strip() for _ in range(40)]
    writer.send_signal(signal.SIGKILL)
    said += writer.communicate(timeout=60)[0].split()
    store = Store.open(path, MIGRATIONS)
    assert store.problems() == ()
    kept = names(store)
    store.close()
    assert set(said) <= set(kept)
    assert kept == [str(number) for number in range(len(kept))]


def test_a_full_disk_is_told_and_the_keeper_goes_on(
    tmp_path: Path,
) -> None:
    script = """
import resource, signal, sys, threading
from pathlib import Path
from luma.app.keeper import Keeper
from luma.domain.errors import StoreError
from luma.store.store import Store
from tests.library import MIGRATIONS, a_clip, a_score, a_track, furnish
store = Store.open(Path(sys.argv[1]), MIGRATIONS)
keeper = Keeper(store, lambda act: act())
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
before = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, before[1]))

def flood(shelf):
    furnish(shelf)
    shelf.scores.save(a_score(*(a_clip("x" * 1000 + str(number)) for number in range(3000))))

gate = threading.Event()
keeper.save(lambda shelf: gate.wait(10))
batch = [keeper.save(lambda shelf: shelf.tracks.add(a_track("before"))), keeper.save(flood)]
gate.set()
for saved in batch:
    try:
        saved.result()
    except StoreError as told:
        print(told.sentence())
resource.setrlimit(resource.RLIMIT_FSIZE, before)
print(keeper.save(lambda shelf: shelf.tracks.add(a_track("after"))).result().id)
keeper.close()
store.close()
"""
    path = tmp_path / "luma.db"
    said = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    assert said.count("The disk did not take") == 2
    assert said.endswith("after\n")
    store = Store.open(path, MIGRATIONS)
    assert names(store) == ["after"]
    assert store.problems() == ()
    store.close()

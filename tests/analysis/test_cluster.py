"""Jobs on a real scheduler and real workers: done, told, called off, and lost."""

import queue
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from luma.analysis import formats
from luma.analysis.child import Folders
from luma.analysis.contract import (
    OUT_OF_REACH,
    Cancelled,
    Failure,
    Job,
    Moved,
    Receipt,
    Report,
    Started,
)
from luma.domain.errors import Unavailable
from luma.domain.ids import Recipe
from luma.domain.rhythm import BeatGrid
from tests.analysis.dasks import PATIENCE, Site, end, site

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
cluster = pytest.importorskip("luma.analysis.cluster")
pytestmark = pytest.mark.slow

T = TypeVar("T", bound=Report)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A scheduler with two workers that last for all tests."""
    with site(tmp_path_factory.mktemp("dask")) as made:
        made.hire()
        made.hire()
        made.wait_for(2)
        yield made


class Told:
    """What a cluster told, in its order."""

    def __init__(self) -> None:
        self.reports: queue.SimpleQueue[Report] = queue.SimpleQueue()

    def wait(self, kind: type[T]) -> T:
        while True:
            report = self.reports.get(timeout=PATIENCE)
            if isinstance(report, kind):
                return report

    def outcomes(self, count: int) -> list[Receipt | Failure]:
        ends: list[Receipt | Failure] = []
        while len(ends) < count:
            report = self.reports.get(timeout=PATIENCE)
            if isinstance(report, Receipt | Failure):
                ends.append(report)
        return ends


def a_job(song: Path, name: str, mood: str = "calm", **more: Any) -> Job:
    recipe = Recipe(f"{name:0<8}".encode().hex())
    return Job(name, recipe, "beats", "luma", song, settings={"mood": mood}, **more)


def pid_in(song: Path) -> str:
    """The number of the one process that noted itself beside the sound."""
    log, until = song.with_suffix(".log"), time.monotonic() + PATIENCE
    while not (log.exists() and log.read_text().endswith("\n")):
        assert time.monotonic() < until
        time.sleep(0.02)
    return log.read_text().split()[1]


def open_cluster(made: Site, workshop: Path, folders: Folders, told: Told) -> Any:
    return cluster.Cluster(made.address, workshop, folders, told.reports.put)


def test_jobs_are_done_and_told_of(
    two: Site, workshop: Path, folders: Folders, song: Path
) -> None:
    told = Told()
    with open_cluster(two, workshop, folders, told) as runner:
        for number in range(6):
            runner.submit(a_job(song, f"j{number}"))
        receipts = told.outcomes(6)
        assert runner.processes == ()
    for receipt in receipts:
        assert isinstance(receipt, Receipt), receipt
        grid = formats.load(BeatGrid, folders.blobs / receipt.file)
        assert len(grid.beats) == 8
    assert {receipt.job for receipt in receipts} == {f"j{n}" for n in range(6)}
    lines = song.with_suffix(".log").read_text().split()
    assert len(set(lines[1::2])) == 2, "both machines worked"
    assert [p.name for p in folders.blobs.glob("*.token")] == []
    assert not list((folders.blobs / "claims").glob("*"))


def test_progress_and_mishaps_come_home(
    two: Site, workshop: Path, folders: Folders, song: Path
) -> None:
    told = Told()
    with open_cluster(two, workshop, folders, told) as runner:
        runner.submit(a_job(song, "slow", "sleep"))
        assert told.wait(Started).job == "slow"
        moved = told.wait(Moved)
        assert (moved.share, moved.stage) == (0.5, "sleep")
        runner.cancel("slow")
        runner.submit(a_job(song, "bad", "raise"))
        runner.submit(a_job(song, "dies", "die"))
        runner.submit(a_job(song, "once", "die once"))
        runner.submit(a_job(song, "late", "sleep", limit_s=1.0))
        ends = {outcome.job: outcome for outcome in told.outcomes(4)}
    assert isinstance(ends["once"], Receipt)
    said = {name: end.said for name, end in ends.items() if isinstance(end, Failure)}
    assert "odd numbers" in said["bad"]
    assert "the last thing I saw was memory" in said["dies"]
    assert "longer than 1 seconds" in said["late"]


def test_a_running_job_is_called_off_within_a_second(
    two: Site, workshop: Path, folders: Folders, song: Path
) -> None:
    told = Told()
    with open_cluster(two, workshop, folders, told) as runner:
        runner.submit(a_job(song, "gone", "sleep"))
        told.wait(Moved)
        pid = pid_in(song)
        runner.cancel("gone")
        assert told.wait(Cancelled).job == "gone"
        until = time.monotonic() + PATIENCE
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        runner.submit(a_job(song, "next"))
        assert told.wait(Receipt).job == "next"


def test_closing_stops_what_runs_on_other_machines(
    two: Site, workshop: Path, folders: Folders, song: Path
) -> None:
    told = Told()
    runner = open_cluster(two, workshop, folders, told)
    runner.submit(a_job(song, "runs", "sleep"))
    told.wait(Moved)
    pid = pid_in(song)
    runner.close()
    until = time.monotonic() + PATIENCE
    while Path(f"/proc/{pid}").exists() or list((folders.blobs / "tmp").glob("*")):
        assert time.monotonic() < until
        time.sleep(0.05)


def test_what_is_looked_at_goes_first(
    two: Site, workshop: Path, folders: Folders, song: Path
) -> None:
    told = Told()
    with open_cluster(two, workshop, folders, told) as runner:
        for number in range(12):
            runner.submit(a_job(song, f"j{number:02}"))
        runner.rank({"j11": 5})
        order = [outcome.job for outcome in told.outcomes(12)]
    assert order.index("j11") < 9


def test_a_folder_that_is_not_shared_is_refused_in_words(
    workshop: Path, folders: Folders, tmp_path: Path
) -> None:
    apart = elsewhere(folders)
    with site(tmp_path / "dask") as made:
        made.hire(prefix=apart)
        made.wait_for(1)
        with pytest.raises(Unavailable) as caught:
            open_cluster(made, workshop, folders, Told())
    assert "does not share the folder" in caught.value.sentence()
    assert str(folders.blobs) in caught.value.sentence()
    assert not list(folders.blobs.glob("*.token"))


def test_a_stranger_that_comes_later_gets_no_work(
    workshop: Path, folders: Folders, song: Path, tmp_path: Path
) -> None:
    apart, told = elsewhere(folders), Told()
    with site(tmp_path / "dask") as made:
        made.hire()
        made.wait_for(1)
        with open_cluster(made, workshop, folders, told) as runner:
            made.hire(prefix=apart)
            until = time.monotonic() + PATIENCE
            while not runner.strangers:
                assert time.monotonic() < until
                time.sleep(0.05)
            for number in range(4):
                runner.submit(a_job(song, f"j{number}"))
            assert all(isinstance(end, Receipt) for end in told.outcomes(4))
            assert len(runner.machines) == 1


def elsewhere(folders: Folders) -> list[str]:
    """How a worker is started where another, empty folder lies over the library's."""
    folders.blobs.mkdir()
    apart = [
        "unshare",
        "-rm",
        "sh",
        "-c",
        f'mount -t tmpfs none "{folders.blobs}" && exec "$@"',
    ]
    apart.append("sh")
    if subprocess.run([*apart, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this machine gives no folders of their own to processes (unshare)")
    return apart


def test_a_machine_with_another_luma_is_refused() -> None:
    said = cluster._against("tcp://10.0.0.7:1", ("token", "0.0.1"), "token")
    assert said.startswith("The machine tcp://10.0.0.7:1 has Luma 0.0.1")
    said = cluster._against("tcp://10.0.0.7:1", ModuleNotFoundError("No luma"), "token")
    assert "cannot work for Luma: No luma" in said


def test_without_a_scheduler_or_a_machine_the_words_say_what_to_start(
    workshop: Path, folders: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_ANSWER_S", 1.0)
    monkeypatch.setattr(cluster, "_FIRST_WORKER_S", 0.5)
    with pytest.raises(Unavailable, match="no scheduler") as caught:
        cluster.Cluster("tcp://127.0.0.1:9", workshop, folders, print)
    assert "dask scheduler" in caught.value.sentence()
    with pytest.raises(Unavailable, match="no scheduler"):
        cluster.Cluster("nonsense", workshop, folders, print)
    monkeypatch.setattr(cluster, "_ANSWER_S", 20.0)
    with site(tmp_path / "empty") as made:
        with pytest.raises(Unavailable, match="No machine works") as caught:
            cluster.Cluster(made.address, workshop, folders, print)
        assert f"dask worker {made.address}" in caught.value.sentence()


def test_a_scheduler_that_goes_away_ends_all_jobs_in_words(
    workshop: Path,
    folders: Folders,
    song: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cluster, "_GONE_AFTER_S", 2.0)
    told = Told()
    with site(tmp_path / "dask") as made:
        made.hire()
        with open_cluster(made, workshop, folders, told) as runner:
            for number in range(4):
                runner.submit(a_job(song, f"j{number}", "sleep"))
            told.wait(Moved)
            end(made.scheduler)
            ends = told.outcomes(4)
            runner.submit(a_job(song, "after"))
            ends += told.outcomes(1)
    for failure in ends:
        assert isinstance(failure, Failure)
        assert failure.code == OUT_OF_REACH
        assert failure.is_passing
        assert f"the scheduler {made.address} went away" in failure.said


def test_workers_come_and_go(
    workshop: Path, folders: Folders, song: Path, tmp_path: Path
) -> None:
    told = Told()
    with site(tmp_path / "dask") as made:
        first = made.hire()
        with open_cluster(made, workshop, folders, told) as runner:
            (there,) = runner.machines
            runner.submit(a_job(song, "sleeps", "sleep"))
            told.wait(Moved)
            made.hire()
            until = time.monotonic() + PATIENCE
            while len(runner.machines) < 2:
                assert time.monotonic() < until
                time.sleep(0.05)
            end(first)
            assert told.wait(Started).job == "sleeps", "it begins again elsewhere"
            assert there not in runner.machines
            runner.cancel("sleeps")
            runner.submit(a_job(song, "calm"))
            assert told.wait(Receipt).job == "calm"

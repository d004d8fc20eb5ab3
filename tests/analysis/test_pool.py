"""Slots: work is done in other processes, and a bad job hurts only itself."""

import os
import queue
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from luma.analysis import formats, order
from luma.analysis.catalogue import catalogue
from luma.analysis.child import Folders
from luma.analysis.contract import Cancelled, Failure, Job, Moved, Receipt, Report, Started
from luma.analysis.pool import Pool
from luma.domain.nodetype import Json
from luma.domain.rhythm import BeatGrid

PATIENCE = 60.0
ROOT = Path(__file__).parents[2]


class Desk:
    """A pool with two slots, and what it reported."""

    def __init__(self, workshop: Path, folders: Folders, song: Path, slots: int = 2) -> None:
        self.reports: queue.SimpleQueue[Report] = queue.SimpleQueue()
        self.ends: dict[str, Receipt | Failure | Cancelled] = {}
        self.folders, self.song = folders, song
        self.catalogue = catalogue(workshop)
        self.pool = Pool(slots, workshop, folders, self.reports.put)

    def job(self, **settings: Json) -> Job:
        choices = {"beats": order.Choice(settings=settings)}
        return order.plan(self.catalogue, "sound", ["beats"], choices)["beats"].job(
            self.song, "Song"
        )

    def submit(self, priority: int = 0, **settings: Json) -> Job:
        job = self.job(**settings)
        self.pool.submit(job, priority)
        return job

    def wait(self, wanted: Callable[[Report], bool]) -> Report:
        while not wanted(report := self.reports.get(timeout=PATIENCE)):
            pass
        return report

    def end_of(self, job: Job) -> Receipt | Failure | Cancelled:
        while job.id not in self.ends:
            report = self.reports.get(timeout=PATIENCE)
            if isinstance(report, Receipt | Failure | Cancelled):
                self.ends[report.job] = report
        return self.ends[job.id]

    def begun(self, job: Job) -> None:
        self.wait(lambda report: isinstance(report, Moved) and report.job == job.id)

    @property
    def log(self) -> list[str]:
        return self.song.with_suffix(".log").read_text().splitlines()


@pytest.fixture
def desk(workshop: Path, folders: Folders, song: Path) -> Iterator[Desk]:
    made = Desk(workshop, folders, song)
    yield made
    made.pool.close()
    assert not list((folders.blobs / "tmp").glob("*"))
    assert not list(folders.claims.glob("*"))


def test_a_result_is_written_by_the_slot_and_a_receipt_comes_back(desk: Desk) -> None:
    job = desk.submit(bpm=100.0)
    receipt = desk.end_of(job)
    assert isinstance(receipt, Receipt)
    assert receipt.file == f"{job.recipe[:2]}/{job.recipe}.json"
    path = desk.folders.blobs / receipt.file
    assert receipt.bytes == path.stat().st_size
    assert receipt.seconds > 0
    assert formats.load(BeatGrid, path).bpm == pytest.approx(100)
    assert str(os.getpid()) not in desk.log[0]


def test_a_slot_stays_warm_and_finished_work_is_not_done_again(desk: Desk) -> None:
    first = desk.submit()
    desk.end_of(first)
    other = desk.submit(bpm=90.0)
    desk.end_of(other)
    pids = [line.split()[-1] for line in desk.log]
    assert pids[0] == pids[1]
    again = desk.submit()
    receipt = desk.end_of(again)
    assert isinstance(receipt, Receipt)
    assert receipt.seconds == 0
    assert len(desk.log) == 2


def test_what_a_library_prints_does_not_disturb(desk: Desk) -> None:
    receipt = desk.end_of(desk.submit(mood="loud"))
    assert isinstance(receipt, Receipt)
    assert receipt.remark == "it was loud"


def test_of_a_killed_slot_only_its_own_job_fails_after_a_second_try(desk: Desk) -> None:
    bad = desk.submit(mood="die")
    good = [desk.submit(bpm=60.0 + n) for n in range(4)]
    failure = desk.end_of(bad)
    assert isinstance(failure, Failure)
    assert "SIGKILL" in failure.said
    assert "the last thing I saw was memory" in failure.said
    assert failure.trouble.sentence().startswith('"beats" did not finish for "Song"')
    assert all(isinstance(desk.end_of(job), Receipt) for job in good)
    assert sum(line.startswith("die") for line in desk.log) == 2


def test_a_job_whose_slot_dies_once_is_done_by_the_next(desk: Desk) -> None:
    assert isinstance(desk.end_of(desk.submit(mood="die once")), Receipt)


def test_a_slot_killed_from_outside_is_replaced(desk: Desk) -> None:
    job = desk.submit(mood="sleep")
    desk.begun(job)
    os.kill(desk.pool.processes[0], signal.SIGKILL)
    desk.begun(job)
    desk.pool.cancel(job.id)
    assert isinstance(desk.end_of(job), Cancelled)
    assert isinstance(desk.end_of(desk.submit()), Receipt)


def test_a_mistake_of_an_analyzer_is_told_and_not_tried_again(desk: Desk) -> None:
    failure = desk.end_of(desk.submit(mood="raise"))
    assert isinstance(failure, Failure)
    assert (failure.code, failure.said) == ("work_failed", "ValueError: odd numbers")
    refused = desk.end_of(desk.submit(mood="refuse"))
    assert isinstance(refused, Failure)
    assert (refused.code, refused.hint) == ("unavailable", "Run luma models install.")
    assert len(desk.log) == 2


@pytest.mark.parametrize(
    ("mood", "code", "words"),
    [
        ("hungry", "out_of_memory", "too little memory"),
        ("full", "out_of_room", "no room in"),
    ],
)
def test_a_machine_that_is_full_is_told_in_words_and_the_rest_goes_on(
    desk: Desk, mood: str, code: str, words: str
) -> None:
    bad, good = desk.submit(mood=mood), desk.submit()
    failure = desk.end_of(bad)
    assert isinstance(failure, Failure)
    assert failure.code == code
    assert failure.is_passing
    assert words in failure.trouble.sentence()
    assert "tried again" in failure.hint
    assert isinstance(desk.end_of(good), Receipt)
    assert sum(line.startswith(mood) for line in desk.log) == 1


def test_a_running_job_stops_when_cancelled(desk: Desk) -> None:
    job = desk.submit(mood="sleep")
    desk.begun(job)
    pid = desk.pool.processes[0]
    desk.pool.cancel(job.id)
    assert isinstance(desk.end_of(job), Cancelled)
    assert not Path(f"/proc/{pid}").exists()
    assert isinstance(desk.end_of(desk.submit()), Receipt)


def test_a_waiting_job_never_starts_when_cancelled(desk: Desk) -> None:
    for bpm in (100.0, 101.0):
        desk.begun(desk.submit(mood="sleep", bpm=bpm))
    waiting = desk.submit(mood="calm")
    desk.pool.cancel(waiting.id)
    assert isinstance(desk.end_of(waiting), Cancelled)
    desk.pool.cancel("never heard of")
    assert not any(line.startswith("calm") for line in desk.log)


def test_a_job_that_takes_too_long_is_stopped(desk: Desk) -> None:
    patient = desk.job(mood="sleep")
    job = replace(patient, limit_s=0.5)
    desk.pool.submit(job)
    failure = desk.end_of(job)
    assert isinstance(failure, Failure)
    assert "longer than 0.5 seconds" in failure.said


def test_what_a_person_looks_at_goes_first(
    workshop: Path, folders: Folders, song: Path
) -> None:
    desk = Desk(workshop, folders, song, slots=1)
    with desk.pool:
        blocker = desk.submit(mood="sleep")
        desk.begun(blocker)
        later, sooner = desk.submit(bpm=80.0), desk.submit(priority=5, bpm=81.0)
        desk.pool.cancel(blocker.id)
        started = desk.wait(lambda r: isinstance(r, Started) and r.job != blocker.id)
        assert isinstance(started, Started)
        assert started.job == sooner.id
        desk.end_of(later)


def test_what_waits_can_be_ranked_anew(workshop: Path, folders: Folders, song: Path) -> None:
    desk = Desk(workshop, folders, song, slots=1)
    with desk.pool:
        blocker = desk.submit(mood="sleep")
        desk.begun(blocker)
        jobs = [desk.submit(priority=1, bpm=80.0 + n) for n in range(3)]
        desk.pool.rank({jobs[0].id: 0, jobs[2].id: 3, "never heard of": 9})
        desk.pool.cancel(blocker.id)
        order: list[str] = []
        while len(order) < len(jobs):
            report = desk.wait(lambda r: isinstance(r, Started) and r.job != blocker.id)
            assert isinstance(report, Started)
            order.append(report.job)
    assert order == [jobs[2].id, jobs[1].id, jobs[0].id]


def test_a_twin_waits_without_holding_a_slot(desk: Desk) -> None:
    first = desk.submit(mood="sleep")
    desk.begun(first)
    twin, other = desk.submit(mood="sleep"), desk.submit()
    assert isinstance(desk.end_of(other), Receipt)
    assert len(desk.log) == 2
    desk.pool.cancel(first.id)
    desk.begun(twin)


def test_of_jobs_that_fill_the_machine_one_runs_at_a_time(desk: Desk) -> None:
    heavy = [replace(desk.job(mood="sleep", bpm=90.0 + n), cost="gpu") for n in range(2)]
    for job in heavy:
        desk.pool.submit(job)
    desk.begun(heavy[0])
    assert isinstance(desk.end_of(desk.submit()), Receipt)
    assert sum(line.startswith("sleep") for line in desk.log) == 1
    desk.pool.cancel(heavy[0].id)
    desk.begun(heavy[1])


def test_closing_leaves_no_process(workshop: Path, folders: Folders, song: Path) -> None:
    desk = Desk(workshop, folders, song)
    desk.begun(desk.submit(mood="sleep"))
    desk.end_of(desk.submit())
    pids = desk.pool.processes
    assert len(pids) == 2
    desk.pool.close()
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
    desk.pool.close()
    desk.submit()


def test_what_the_killed_left_half_done_is_cleared_away_a_day_later(
    workshop: Path, folders: Folders
) -> None:
    old, young = folders.scratch("old"), folders.scratch("young")
    for scratch in (old, young):
        scratch.mkdir(parents=True)
        (scratch / "draft.npy").write_bytes(b"half")
    two_days_ago = old.stat().st_mtime - 2 * 86_400
    os.utime(old, (two_days_ago, two_days_ago))
    Pool(1, workshop, folders, lambda _: None).close()
    assert not old.exists()
    assert (young / "draft.npy").exists()


def test_two_programs_do_not_make_the_same_thing(
    workshop: Path, folders: Folders, song: Path
) -> None:
    one, two = (Desk(workshop, folders, song) for _ in range(2))
    with one.pool, two.pool:
        jobs = [(desk, desk.submit(bpm=70.0 + n)) for n in range(6) for desk in (one, two)]
        ends = [desk.end_of(job) for desk, job in jobs]
    assert all(isinstance(end, Receipt) for end in ends)
    assert len(one.log) == 6


def test_a_decoy_workshop_on_the_way_is_never_taken(
    tmp_path: Path,
    workshop: Path,
    folders: Folders,
    song: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decoy = tmp_path / "decoy"
    for name in ("workers", "luma"):
        (decoy / name).mkdir(parents=True)
        (decoy / name / "__init__.py").write_text("raise SystemExit('a decoy was taken')\n")
    monkeypatch.chdir(decoy)
    monkeypatch.setenv("PYTHONPATH", str(decoy))
    desk = Desk(workshop, folders, song)
    with desk.pool:
        assert isinstance(desk.end_of(desk.submit()), Receipt)


def test_a_slot_does_not_outlive_its_desk(workshop: Path, folders: Folders, song: Path) -> None:
    script = f"""
import os, sys
from dataclasses import replace
from pathlib import Path
from luma.analysis import order
from luma.analysis.catalogue import catalogue
from luma.analysis.child import Folders
from luma.analysis.contract import Moved
from luma.analysis.pool import Pool
shop = Path({str(workshop)!r})
home = Path({str(folders.blobs.parent)!r})
folders = Folders(home / "blobs", home / "claims", home / "models")
def heard(report):
    if isinstance(report, Moved):
        print(pool.processes[0], flush=True)
        os._exit(1)
pool = Pool(1, shop, folders, heard)
choices = {{"beats": order.Choice(settings={{"mood": "sleep"}})}}
work = order.plan(catalogue(shop), "s", ["beats"], choices)["beats"]
pool.submit(work.job(Path({str(song)!r})))
pool._thread.join()
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    pid = int(done.stdout)
    for _ in range(200):
        if not Path(f"/proc/{pid}").exists():
            break
        os.sched_yield()
        signal.sigtimedwait([], 0.05)
    assert not Path(f"/proc/{pid}").exists()
    assert not list((folders.blobs / "tmp").glob("*"))

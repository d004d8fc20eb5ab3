"""Slots: one process and one pipe each, kept by one thread that sends, cancels and replaces.

Reports are given from the pool's own thread; whoever owns the pool posts them on.
"""

import contextlib
import heapq
import os
import queue
import selectors
import shutil
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from luma.analysis import claims
from luma.analysis.child import Folders
from luma.analysis.contract import Cancelled, Failure, Job, Receipt, Report, Started
from luma.analysis.slot import Slot

_TRIES = 2


@dataclass(order=True, slots=True)
class _Waiting:
    """A job in the queue; what a person looks at comes first, then what came first."""

    rank: tuple[int, int]
    job: Job = field(compare=False)
    tries: int = field(default=0, compare=False)


@dataclass(slots=True)
class _Running:
    """A job on a slot, and until when it may take."""

    slot: Slot
    waiting: _Waiting
    until: float

    @property
    def job(self) -> Job:
        """The job itself."""
        return self.waiting.job


class Pool:
    """Runs jobs on a few processes; one that dies fails only its own job, after two tries."""

    def __init__(
        self, slots: int, workers: Path, folders: Folders, on_report: Callable[[Report], None]
    ) -> None:
        """Start the thread; processes start when there is work, and then stay warm."""
        self._slots = slots
        self._workers = workers
        self._folders = folders
        self._on_report = on_report
        self._queue: list[_Waiting] = []
        self._running: dict[str, _Running] = {}
        self._idle: list[Slot] = []
        self._count = 0
        self._closing = False
        self._closed = False
        self._gate = threading.Lock()
        self._orders: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._selector = selectors.DefaultSelector()
        self._wake_end, self._wake = os.pipe()
        self._selector.register(self._wake_end, selectors.EVENT_READ, self._take_orders)
        claims.sweep(folders.claims)
        folders.sweep()
        self._thread = threading.Thread(target=self._keep, name="pool keeper", daemon=True)
        self._thread.start()

    def submit(self, job: Job, priority: int = 0) -> None:
        """Queue a job; a higher priority goes first; twins never run at once."""
        self._order(lambda: self._enqueue(job, priority))

    def rank(self, priorities: Mapping[str, int]) -> None:
        """Give jobs other priorities; one that runs goes on."""
        self._order(lambda: self._rank(priorities))

    def cancel(self, job_id: str) -> None:
        """Call a job off, running or not; it is gone within a second."""
        self._order(lambda: self._call_off(job_id))

    def close(self) -> None:
        """Drop what waits, stop what runs, and leave no process behind."""
        if self._thread.is_alive():
            self._order(self._begin_to_close)
            self._thread.join()

    def __enter__(self) -> "Pool":
        """The pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def processes(self) -> tuple[int, ...]:
        """The numbers of the processes that stand now."""
        busy = [running.slot for running in list(self._running.values())]
        return tuple(slot.pid for slot in [*busy, *list(self._idle)])

    def _order(self, act: Callable[[], None]) -> None:
        with self._gate:
            if not self._closed:
                self._orders.put(act)
                os.write(self._wake, b"!")

    def _take_orders(self) -> None:
        os.read(self._wake_end, 1 << 10)
        with contextlib.suppress(queue.Empty):
            while True:
                self._orders.get_nowait()()

    def _begin_to_close(self) -> None:
        self._closing = True

    def _enqueue(self, job: Job, priority: int) -> None:
        self._count += 1
        heapq.heappush(self._queue, _Waiting((-priority, self._count), job))

    def _rank(self, priorities: Mapping[str, int]) -> None:
        for waiting in (*self._queue, *(running.waiting for running in self._running.values())):
            if waiting.job.id in priorities:
                waiting.rank = (-priorities[waiting.job.id], waiting.rank[1])
        heapq.heapify(self._queue)

    def _call_off(self, job_id: str) -> None:
        waiting = [entry for entry in self._queue if entry.job.id == job_id]
        if waiting:
            self._queue.remove(waiting[0])
            heapq.heapify(self._queue)
        elif job_id in self._running:
            self._end(self._running[job_id])
        else:
            return
        self._on_report(Cancelled(job_id))

    def _keep(self) -> None:
        try:
            while not self._closing:
                self._dispatch()
                for key, _ in self._selector.select(self._patience()):
                    key.data()
                self._stop_the_late()
        finally:
            for running in list(self._running.values()):
                self._end(running)
            for slot in list(self._idle):
                self._dismiss(slot)
            self._selector.close()
            with self._gate:
                self._closed = True
                os.close(self._wake)
                os.close(self._wake_end)

    def _patience(self) -> float | None:
        ends = [running.until for running in self._running.values()]
        return max(0.0, min(ends) - time.monotonic()) if ends else None

    def _dispatch(self) -> None:
        later: list[_Waiting] = []
        while self._queue and len(self._running) < self._slots:
            waiting = heapq.heappop(self._queue)
            if self._must_wait(waiting.job):
                later.append(waiting)
            else:
                self._start(waiting)
        for waiting in later:
            heapq.heappush(self._queue, waiting)

    def _must_wait(self, job: Job) -> bool:
        """Whether its twin runs, or another that fills the machine alone."""
        busy = [running.job for running in self._running.values()]
        return any(
            other.recipe == job.recipe or other.cost == job.cost == "gpu" for other in busy
        )

    def _start(self, waiting: _Waiting) -> None:
        slot = self._idle.pop() if self._idle else self._hire()
        waiting.tries += 1
        job = waiting.job
        self._running[job.id] = _Running(slot, waiting, time.monotonic() + job.limit_s)
        slot.send(job)
        self._on_report(Started(job.id))

    def _hire(self) -> Slot:
        slot = Slot(self._workers, self._folders)
        self._selector.register(
            slot.reports, selectors.EVENT_READ, lambda: self._hear_reports(slot)
        )
        self._selector.register(
            slot.words, selectors.EVENT_READ, lambda: self._hear_words(slot)
        )
        return slot

    def _dismiss(self, slot: Slot) -> str:
        for pipe in (slot.reports, slot.words):
            with contextlib.suppress(KeyError):
                self._selector.unregister(pipe)
        if slot in self._idle:
            self._idle.remove(slot)
        return slot.end()

    def _hear_words(self, slot: Slot) -> None:
        if not slot.reports.closed and not slot.hear():
            self._selector.unregister(slot.words)

    def _hear_reports(self, slot: Slot) -> None:
        if slot.reports.closed:
            return
        try:
            for report in slot.read():
                if isinstance(report, Receipt | Failure):
                    del self._running[report.job]
                    self._idle.append(slot)
                self._on_report(report)
        except EOFError:
            self._bury(slot)

    def _bury(self, slot: Slot) -> None:
        """A process has ended unasked: try its job once more, then give up on the job."""
        of_slot = [running for running in self._running.values() if running.slot is slot]
        said = self._dismiss(slot)
        for running in of_slot:
            self._clear(running.job)
            if running.waiting.tries < _TRIES:
                heapq.heappush(self._queue, running.waiting)
            else:
                self._fail(running.job, said)

    def _stop_the_late(self) -> None:
        now = time.monotonic()
        for running in [r for r in self._running.values() if r.until <= now]:
            self._end(running)
            self._fail(running.job, f"it took longer than {running.job.limit_s:g} seconds")

    def _end(self, running: _Running) -> None:
        self._dismiss(running.slot)
        self._clear(running.job)

    def _clear(self, job: Job) -> None:
        """Take a job off the books, with what its process may have left on disk."""
        self._running.pop(job.id, None)
        claims.forget(self._folders.claims, job.recipe)
        shutil.rmtree(self._folders.scratch(job.id), ignore_errors=True)

    def _fail(self, job: Job, said: str) -> None:
        self._on_report(Failure(job.id, job.kind, job.title, "work_failed", said))

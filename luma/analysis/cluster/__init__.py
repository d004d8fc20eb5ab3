"""The same runner on many machines: jobs go to the workers of a `dask.distributed` scheduler.

Only small records travel; sound and results stay in the library's folder, which all machines
must share. On each machine a job runs in a slot, as it does at home.
"""

import contextlib
import heapq
import json
import logging
import queue
import socket
import threading
import time
import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from distributed import Client, Future

import luma
from luma.analysis import claims
from luma.analysis.child import Folders
from luma.analysis.cluster import machine
from luma.analysis.contract import (
    OUT_OF_REACH,
    Cancelled,
    Failure,
    Job,
    Report,
)
from luma.analysis.outpost import Outcome
from luma.domain import codec
from luma.domain.errors import Unavailable

_ANSWER_S = 10.0
_FIRST_WORKER_S = 10.0
_LOOK_EVERY_S, _COLLECT_EVERY_S = 1.0, 0.05
_GONE_AFTER_S = 8.0
_AHEAD = 2
_PATIENT = "Start it again, and then the same command; what is made stays made."
_TROUBLES = (OSError, TimeoutError, ValueError, RuntimeError)


@dataclass(order=True, slots=True)
class _Waiting:
    """A job that no machine has yet; what a person looks at comes first."""

    rank: tuple[int, int]
    job: Job = field(compare=False)


@dataclass(slots=True)
class _Sent:
    """A job that the scheduler has, and the machines that may do it."""

    waiting: _Waiting
    future: Any
    machines: frozenset[str]


class Cluster:
    """Runs jobs on the workers of a scheduler; those may come and go."""

    def __init__(
        self, address: str, workers: Path, folders: Folders, on_report: Callable[[Report], None]
    ) -> None:
        """Reach the scheduler, and make sure that its workers share the library's folder."""
        self._address, self._workers, self._on_report = address, workers, on_report
        self._folders = replace(folders, claims=folders.blobs / "claims", code=None)
        self._token = uuid.uuid4().hex
        self._mark = folders.blobs / f"cluster-{self._token}.token"
        self._queue: list[_Waiting] = []
        self._sent: dict[str, _Sent] = {}
        self._count, self._width = 0, 0
        self._trusted: frozenset[str] = frozenset()
        self._strangers: set[str] = set()
        self._heard = time.monotonic()
        self._lost, self._closing, self._closed = False, False, False
        self._orders: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        folders.blobs.mkdir(parents=True, exist_ok=True)
        self._client = _reach(address)
        try:
            self._mark.write_text(self._token, encoding="utf-8")
            self._meet()
            self._client.subscribe_topic(self._topic, self._on_event)
        except BaseException:
            self._let_go()
            raise
        claims.sweep(self._folders.claims)
        folders.sweep()
        self._thread = threading.Thread(target=self._keep, name="cluster keeper", daemon=True)
        self._thread.start()

    def submit(self, job: Job, priority: int = 0) -> None:
        """Queue a job; a higher priority goes first; twins never run at once."""
        self._orders.put(lambda: self._enqueue(job, priority))

    def rank(self, priorities: Mapping[str, int]) -> None:
        """Give jobs other priorities; one that a machine has goes on."""
        self._orders.put(lambda: self._rank(priorities))

    def cancel(self, job_id: str) -> None:
        """Call a job off, running or not; it is gone within a second."""
        self._orders.put(lambda: self._call_off(job_id))

    def close(self) -> None:
        """Drop what waits, stop what runs, and leave no process of ours on any machine."""
        if not self._closed:
            self._closed = True
            self._orders.put(self._begin_to_close)
            self._thread.join()

    def __enter__(self) -> "Cluster":
        """The cluster itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def processes(self) -> tuple[int, ...]:
        """The numbers of its processes on this machine: none."""
        return ()

    @property
    def machines(self) -> frozenset[str]:
        """The addresses of the workers that may do our jobs now."""
        return self._trusted

    @property
    def strangers(self) -> frozenset[str]:
        """The addresses of workers that get no work, for the library's folder is not theirs."""
        return frozenset(self._strangers)

    @property
    def _topic(self) -> str:
        return f"luma-{self._token}"

    def _meet(self) -> None:
        """Wait for the first worker, and refuse a cluster that holds a stranger."""
        until = time.monotonic() + _FIRST_WORKER_S
        while not (there := self._client.nthreads()):
            if time.monotonic() > until:
                raise Unavailable(
                    f'No machine works for the scheduler "{self._address}".',
                    hint=f"Start one with: dask worker {self._address} --nworkers 1",
                )
            time.sleep(0.1)
        self._greet(there)
        self._width = _AHEAD * sum(there[machine] for machine in self._trusted)

    def _greet(self, there: Collection[str]) -> None:
        """Ask machines to read what lies in the library's folder; the first no is raised."""
        answers = self._client.run(
            machine.greeting, str(self._mark), workers=list(there), on_error="return"
        )
        refusals = {m: _against(m, answer, self._token) for m, answer in answers.items()}
        self._trusted |= {m for m, said in refusals.items() if not said}
        self._strangers |= {m for m, said in refusals.items() if said}
        if said := next(filter(None, refusals.values()), ""):
            raise Unavailable(
                said,
                hint=f"All machines need {self._mark.parent} under this very path, "
                f"and Luma {luma.__version__}.",
            )

    def _keep(self) -> None:
        try:
            while not self._closing:
                with contextlib.suppress(queue.Empty):
                    self._orders.get(
                        timeout=_COLLECT_EVERY_S if self._sent else _LOOK_EVERY_S
                    )()
                    while True:
                        self._orders.get_nowait()()
                self._collect()
                self._look()
                self._dispatch()
        finally:
            self._end_all()
            self._let_go()

    def _begin_to_close(self) -> None:
        self._closing = True

    def _enqueue(self, job: Job, priority: int) -> None:
        if self._lost:
            self._out_of_reach(job)
            return
        self._count += 1
        heapq.heappush(self._queue, _Waiting((-priority, self._count), job))

    def _rank(self, priorities: Mapping[str, int]) -> None:
        for waiting in self._queue:
            if waiting.job.id in priorities:
                waiting.rank = (-priorities[waiting.job.id], waiting.rank[1])
        heapq.heapify(self._queue)

    def _call_off(self, job_id: str) -> None:
        waiting = [entry for entry in self._queue if entry.job.id == job_id]
        if waiting:
            self._queue.remove(waiting[0])
            heapq.heapify(self._queue)
        elif job_id in self._sent:
            self._stop(job_id)
        else:
            return
        self._on_report(Cancelled(job_id))

    def _stop(self, job_id: str) -> None:
        sent = self._sent.pop(job_id)
        with contextlib.suppress(*_TROUBLES):
            self._client.run(machine.stop, job_id, wait=False, on_error="ignore")
            sent.future.cancel()

    def _look(self) -> None:
        """Which machines are there now; the scheduler itself may not be."""
        now = time.monotonic()
        if self._lost or now - self._heard < _LOOK_EVERY_S:
            return
        try:
            if self._client.status != "running":
                raise OSError(self._client.status)
            there = self._client.nthreads()
            self._trusted &= frozenset(there)
            if new := set(there) - self._trusted - self._strangers:
                with contextlib.suppress(Unavailable):  # it gets no work
                    self._greet(new)
        except _TROUBLES:
            if now - self._heard > _GONE_AFTER_S:
                self._lose()
            return
        self._heard = time.monotonic()
        self._width = _AHEAD * sum(there.get(machine, 0) for machine in self._trusted)
        for sent in [s for s in self._sent.values() if not s.machines & self._trusted]:
            if self._trusted:
                self._stop(sent.waiting.job.id)
                heapq.heappush(self._queue, sent.waiting)

    def _dispatch(self) -> None:
        later: list[_Waiting] = []
        while self._queue and len(self._sent) < self._width and not self._lost:
            waiting = heapq.heappop(self._queue)
            if any(s.waiting.job.recipe == waiting.job.recipe for s in self._sent.values()):
                later.append(waiting)
            else:
                self._send(waiting)
        for waiting in later:
            heapq.heappush(self._queue, waiting)

    def _send(self, waiting: _Waiting) -> None:
        job, machines = waiting.job, self._trusted
        order = json.dumps(codec.encode(job))
        folders = (str(self._folders.blobs), str(self._folders.models))
        try:
            future = self._client.submit(
                machine.perform,
                order,
                str(self._workers),
                folders,
                self._topic,
                str(job.source) if job.source.exists() else "",
                key=f"luma-{job.id}-{uuid.uuid4().hex[:8]}",
                workers=list(machines),
                pure=False,
                priority=-waiting.rank[0],
            )
        except _TROUBLES:
            heapq.heappush(self._queue, waiting)
            self._width = 0
            return
        self._sent[job.id] = _Sent(waiting, future, machines)

    def _collect(self) -> None:
        """Take home what has ended; a job whose future is void is sent anew."""
        for sent in [s for s in self._sent.values() if s.future.done()]:
            job, future = sent.waiting.job, sent.future
            if future.status in {"cancelled", "lost"}:
                if self._client.status == "running":
                    del self._sent[job.id]
                    heapq.heappush(self._queue, sent.waiting)
                continue
            with contextlib.suppress(*_TROUBLES):  # its machine has just gone: it runs again
                outcome = self._outcome_of(job, future)
                del self._sent[job.id]
                self._on_report(outcome)

    def _outcome_of(self, job: Job, future: "Future[str]") -> Outcome:
        if future.status == "error":
            said = f"{self._address} gave it up: {_why(future)}"
            return Failure(job.id, job.kind, job.title, OUT_OF_REACH, said, _PATIENT)
        outcome: Outcome = codec.decode_tagged(Outcome, json.loads(future.result(_ANSWER_S)))
        return outcome

    def _on_event(self, event: tuple[float, str]) -> None:
        report: Report = codec.decode_tagged(Report, json.loads(event[1]))
        self._orders.put(lambda: self._pass_on(report))

    def _pass_on(self, report: Report) -> None:
        if report.job in self._sent:
            self._on_report(report)

    def _lose(self) -> None:
        """The scheduler does not come back: everything that was left is out of reach."""
        self._lost = True
        jobs = [sent.waiting.job for sent in self._sent.values()]
        jobs += [waiting.job for waiting in sorted(self._queue)]
        self._sent.clear()
        self._queue.clear()
        for job in jobs:
            self._out_of_reach(job)

    def _out_of_reach(self, job: Job) -> None:
        said = f"the scheduler {self._address} went away"
        self._on_report(Failure(job.id, job.kind, job.title, OUT_OF_REACH, said, _PATIENT))

    def _end_all(self) -> None:
        """Let every machine stop what it does for us; nobody listens any more."""
        if self._lost:
            return
        jobs, folders = list(self._sent), (self._folders.blobs, self._folders.models)
        with contextlib.suppress(*_TROUBLES):
            self._client.cancel([sent.future for sent in self._sent.values()])
            self._client.run(machine.leave, jobs, tuple(map(str, folders)), on_error="ignore")

    def _let_go(self) -> None:
        self._mark.unlink(missing_ok=True)
        with contextlib.suppress(*_TROUBLES):
            self._client.close(timeout=2)


def _reach(address: str) -> Any:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it in our own words
    place = urlsplit(address)
    connect: Any = Client  # it is untyped
    try:
        socket.create_connection((place.hostname or "", place.port or 0), _ANSWER_S).close()
        return connect(address, timeout=_ANSWER_S, set_as_default=False, name="luma")
    except _TROUBLES as error:
        raise Unavailable(
            f'There is no scheduler at "{address}".',
            hint="Start one with `dask scheduler`, and name it as tcp://host:8786.",
        ) from error


def _against(machine: str, answer: object, token: str) -> str:
    """What speaks against a machine, going by what it answered; nothing if all is well."""
    if isinstance(answer, tuple) and len(answer) == 2:
        said, version = answer
        if version != luma.__version__:
            return f"The machine {machine} has Luma {version}, not {luma.__version__}."
        if said == token:
            return ""
        return f"The machine {machine} does not share the folder of the library."
    return f"The machine {machine} cannot work for Luma: {answer}"


def _why(future: Any) -> object:
    return future.exception(timeout=_ANSWER_S)

"""What a machine of a cluster does for Luma: jobs in slots of its own, warm and killable."""

import contextlib
import os
import selectors
import shutil
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import luma
from luma.analysis import claims
from luma.analysis.child import Folders
from luma.analysis.contract import Cancelled, Failure, Job, Receipt, Report
from luma.analysis.slot import Slot

_TRIES = 2
_STOPPED_KEPT = 10_000
_PACKAGE = Path(luma.__file__).resolve().parent

Told = Callable[[Report], None]
Outcome = Receipt | Failure | Cancelled


@dataclass(frozen=True, slots=True)
class _Died:
    """A slot that is no more, and why; its job may be tried again."""

    said: str


class _Late(_Died):
    """A slot that was ended because its job took too long."""


@dataclass(slots=True)
class Outpost:
    """The slots of one process that works for others; every job has a thread of its own."""

    _gate: threading.Lock = field(default_factory=threading.Lock)
    _alone: threading.Lock = field(default_factory=threading.Lock)
    _idle: dict[Folders, list[Slot]] = field(default_factory=dict)
    _busy: dict[str, int] = field(default_factory=dict)
    _stopped: dict[str, None] = field(default_factory=dict)

    def perform(self, job: Job, workers: Path, folders: Folders, tell: Told) -> Outcome:
        """Do a job here; one that fills a machine waits for others of its kind."""
        with self._alone if job.cost == "gpu" else contextlib.nullcontext():
            said = ""
            for _ in range(_TRIES):
                if job.id in self._stopped:
                    break
                slot = self._hire(job, workers, folders)
                outcome = _wait(slot, job, tell)
                with self._gate:
                    del self._busy[job.id]
                    if not isinstance(outcome, _Died):
                        self._idle.setdefault(folders, []).append(slot)
                        return outcome
                said = outcome.said
                claims.forget(folders.claims, job.recipe)
                shutil.rmtree(folders.scratch(job.id), ignore_errors=True)
                if isinstance(outcome, _Late):
                    break
        if job.id in self._stopped:
            return Cancelled(job.id)
        return Failure(job.id, job.kind, job.title, "work_failed", said)

    def stop(self, job: str) -> None:
        """Call a job off, whether it runs here, will run here, or neither."""
        with self._gate:
            self._stopped[job] = None
            while len(self._stopped) > _STOPPED_KEPT:
                del self._stopped[next(iter(self._stopped))]
            if job in self._busy:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._busy[job], signal.SIGKILL)

    def leave(self, folders: Folders) -> None:
        """End the slots that wait for work on these folders."""
        with self._gate:
            slots = self._idle.pop(folders, [])
        for slot in slots:
            slot.end()

    def _hire(self, job: Job, workers: Path, folders: Folders) -> Slot:
        with self._gate:
            waiting = self._idle.get(folders, [])
            slot = waiting.pop() if waiting else Slot(workshop(workers), folders)
            self._busy[job.id] = slot.pid
        return slot


def workshop(workers: Path) -> Path:
    """The workshop that was asked for, or the one of the Luma that is installed here."""
    wheel = _PACKAGE / "_bundled"
    own = (wheel if wheel.is_dir() else _PACKAGE.parent) / "workers"
    return workers if workers.is_dir() else own


def _wait(slot: Slot, job: Job, tell: Told) -> "Receipt | Failure | _Died":
    """How a job ended on a slot, or how the slot itself did."""
    until = time.monotonic() + job.limit_s
    slot.send(job)
    with selectors.DefaultSelector() as selector:
        selector.register(slot.reports, selectors.EVENT_READ, slot.reports)
        selector.register(slot.words, selectors.EVENT_READ, slot.words)
        while (left := until - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                if key.data is slot.words:
                    if not slot.hear():
                        selector.unregister(slot.words)
                    continue
                try:
                    for report in slot.read():
                        if isinstance(report, Receipt | Failure):
                            return report
                        tell(report)
                except EOFError:
                    return _Died(slot.end())
    slot.end()
    return _Late(f"it took longer than {job.limit_s:g} seconds")

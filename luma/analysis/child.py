"""A slot's main: find the analyzer, load its inputs, run, write aside, answer.

It speaks in lines of JSON on the pipe that was its standard output; whatever a library prints
goes to standard error. When the desk is gone, so is the slot.
"""

import argparse
import contextlib
import datetime as dt
import errno
import json
import os
import queue
import shutil
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from luma.analysis import claims, formats
from luma.analysis.catalogue import AnalyzerType, Catalogue, open_workshop
from luma.analysis.contract import (
    OUT_OF_MEMORY,
    OUT_OF_ROOM,
    Failure,
    Job,
    Models,
    Moved,
    Progress,
    Receipt,
    Report,
    Scratch,
    Source,
)
from luma.domain import codec
from luma.domain.errors import ArtifactError, LumaError, WorkFailed

_TELL_EVERY_S = 0.1
_LOWER_PRIORITY = 10
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_MORE_MEMORY = "Close other programs; it is tried again at the next start."
_LEFT_BEHIND_S = 86_400.0  # far longer than any job may take


@dataclass(frozen=True, slots=True)
class Folders:
    """Where results, claims, weights and, for each slot apart, compiled code lie."""

    blobs: Path
    claims: Path
    models: Path
    code: Path | None = None

    def scratch(self, job: str) -> Path:
        """The folder of one job, on the disk of the results."""
        return self._drafts / job

    def sweep(self) -> None:
        """Clear away what programs that were killed a day ago or longer have left half done."""
        before = dt.datetime.now(dt.UTC).timestamp() - _LEFT_BEHIND_S
        for folder in self._drafts.glob("*"):
            with contextlib.suppress(FileNotFoundError):
                if folder.stat().st_mtime < before:
                    shutil.rmtree(folder, ignore_errors=True)

    @property
    def _drafts(self) -> Path:
        return self.blobs / "tmp"


def perform(
    job: Job, workshop: Catalogue, folders: Folders, tell: Callable[[Report], None]
) -> Receipt | Failure:
    """Do a job in this very process and say how it ended."""
    try:
        return _perform(job, workshop, folders, tell)
    except WorkFailed as error:
        return _failure(job, error.code, error.said, error.hint)
    except LumaError as error:
        return _failure(job, error.code, error.message, error.hint)
    except Exception as error:  # noqa: BLE001  (a slot outlives the mistakes of an analyzer)
        return _mishap(job, error, folders)


def _mishap(job: Job, error: Exception, folders: Folders) -> Failure:
    """What nobody foresaw: a machine that is full, or a mistake."""
    if isinstance(error, MemoryError):
        return _failure(job, OUT_OF_MEMORY, "there was too little memory", _MORE_MEMORY)
    if isinstance(error, OSError) and error.errno in _FULL:
        said = f"there was no room in {folders.blobs}"
        return _failure(job, OUT_OF_ROOM, said, formats.MORE_ROOM)
    import traceback

    traceback.print_exception(error)
    return _failure(job, "work_failed", f"{type(error).__name__}: {error}", "")


def _failure(job: Job, code: str, said: str, hint: str) -> Failure:
    return Failure(job.id, job.kind, job.title, code, said, hint)


def _perform(
    job: Job, workshop: Catalogue, folders: Folders, tell: Callable[[Report], None]
) -> Receipt:
    entry = workshop.pick(job.kind, job.engine)
    target = folders.blobs / formats.file_of(job.recipe, entry.gives)
    began = time.monotonic()
    seconds, remark = 0.0, ""

    def waiting() -> None:
        tell(Moved(job.id, 0.0, "another program is making this"))

    with claims.claimed(folders.claims, job.recipe, waiting):
        if not target.exists():
            remark = _make(job, entry, folders, tell)
            seconds = time.monotonic() - began
    file = target.relative_to(folders.blobs).as_posix()
    size = formats.size_of(target)
    return Receipt(job.id, job.recipe, job.kind, file, size, seconds, remark)


def _make(
    job: Job,
    entry: AnalyzerType,
    folders: Folders,
    tell: Callable[[Report], None],
) -> str:
    scratch = folders.scratch(job.id)
    scratch.mkdir(parents=True, exist_ok=True)
    try:
        progress = Progress(_every_so_often(job.id, tell))
        provided: dict[type, object] = {
            Source: Source(job.source),
            Scratch: Scratch(scratch),
            Models: Models(folders.models),
            Progress: progress,
        }
        arguments = {
            name: provided[wanted] if wanted in provided else _input(job, name, wanted, folders)
            for name, wanted in entry.takes.items()
            if name not in entry.optional or name in job.inputs
        }
        result = entry.function(**arguments, **entry.filled(job.settings))
        if not isinstance(result, entry.gives):
            raise TypeError(f"{entry.key} gave a {type(result).__name__}")
        formats.shelve(result, folders.blobs, job.recipe, scratch)
        return progress.remark
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _input(job: Job, name: str, wanted: type, folders: Folders) -> object:
    path = folders.blobs / formats.file_of(job.inputs[name], wanted)
    if not path.exists():
        raise ArtifactError(
            f'"{job.kind}" needs a result that is gone ({path.name}).',
            hint="Analyse the track again.",
        )
    return formats.load(wanted, path)


def _every_so_often(job: str, tell: Callable[[Report], None]) -> Callable[[float, str], None]:
    """Progress with the time that is left, at most ten times a second."""
    began = time.monotonic()
    last, said = -1.0, ""

    def move(share: float, stage: str) -> None:
        nonlocal last, said
        now = time.monotonic()
        if now - last < _TELL_EVERY_S and stage == said:
            return
        last, said = now, stage
        left = (now - began) * (1 - share) / share if share > 0.02 else None
        tell(Moved(job, share, stage, left))

    return move


def _listen(pipe: BinaryIO, jobs: "queue.SimpleQueue[Job]", folders: Folders) -> None:
    """Take jobs from the pipe; its end is the end of the desk, and of us."""
    last = None
    for line in pipe:
        last = codec.decode(Job, json.loads(line))
        jobs.put(last)
    if last is not None:
        shutil.rmtree(folders.scratch(last.id), ignore_errors=True)
    os._exit(0)


def _own_pipe() -> BinaryIO:
    """The pipe to the desk, out of the reach of whoever prints."""
    pipe = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return pipe


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="luma-slot")
    for name in ("workers", "blobs", "claims", "models"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    return parser.parse_args()


def main() -> None:
    """Serve jobs until the desk closes the pipe."""
    given = _arguments()
    out = _own_pipe()
    if hasattr(os, "nice"):
        os.nice(_LOWER_PRIORITY)
    workshop = open_workshop(given.workers, name="workers")
    folders = Folders(given.blobs, given.claims, given.models)
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    listener = threading.Thread(  # noqa: TID251  (notices that the desk is gone while a job runs)
        target=_listen, args=(sys.stdin.buffer, jobs, folders), name="listener", daemon=True
    )
    listener.start()

    def tell(report: Report) -> None:
        out.write(json.dumps(codec.encode_tagged(report)).encode() + b"\n")

    while True:
        tell(perform(jobs.get(), workshop, folders, tell))


if __name__ == "__main__":
    main()

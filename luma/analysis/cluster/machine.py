"""What runs on a machine of the cluster, in the process of its worker."""

import json
import os
import tempfile
import time
from pathlib import Path

from distributed import get_worker

import luma
from luma.analysis.child import Folders
from luma.analysis.contract import OUT_OF_REACH, Failure, Job, Moved, Report, Started
from luma.analysis.outpost import Outcome, Outpost
from luma.domain import codec

_TELL_EVERY_S = 0.3
_OUTPOST = Outpost()


def greeting(mark: str) -> tuple[str, str]:
    """What this machine finds in the library's folder, and which Luma it has."""
    try:
        return Path(mark).read_text(encoding="utf-8"), luma.__version__
    except OSError:
        return "", luma.__version__


def _folders_here(folders: tuple[str, str]) -> Folders:
    """Where things lie, seen from this machine; compiled code stays its own."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    code = Path(tempfile.gettempdir()) / f"luma-{user}" / "compiled"
    blobs, models = map(Path, folders)
    return Folders(blobs, blobs / "claims", models, code)


def perform(order: str, workers: str, folders: tuple[str, str], topic: str, sound: str) -> str:
    """Do a job on this machine; runs in a thread of its worker."""
    job = codec.decode(Job, json.loads(order))
    if sound and not Path(sound).exists():
        return json.dumps(codec.encode_tagged(_unseen(job)))
    worker, last, said = get_worker(), 0.0, ""

    def tell(report: Report) -> None:
        nonlocal last, said
        if isinstance(report, Moved):
            now = time.monotonic()
            if now - last < _TELL_EVERY_S and report.stage == said:
                return
            last, said = now, report.stage
        worker.log_event(topic, json.dumps(codec.encode_tagged(report)))

    tell(Started(job.id))
    here = _folders_here(folders)
    outcome: Outcome = _OUTPOST.perform(job, Path(workers), here, tell)
    return json.dumps(codec.encode_tagged(outcome))


def _unseen(job: Job) -> Failure:
    said = f'the machine {get_worker().address} does not see "{job.source}"'
    hint = "Share the folder of the sound under the same path, or import copies of the files."
    return Failure(job.id, job.kind, job.title, OUT_OF_REACH, said, hint)


async def stop(job: str) -> None:
    """Call a job off on this machine; a coroutine, so that nobody needs to wait for it."""
    _OUTPOST.stop(job)


def leave(jobs: list[str], folders: tuple[str, str]) -> None:
    """Stop jobs on this machine, and end the slots that waited for more."""
    for job in jobs:
        _OUTPOST.stop(job)
    _OUTPOST.leave(_folders_here(folders))

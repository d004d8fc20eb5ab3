"""A real scheduler and real workers on this machine, each a process of its own."""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE = 60.0
_RUN = (sys.executable, "-m", "dask")


@dataclass
class Site:
    """A scheduler, and the workers that were started for it."""

    folder: Path
    scheduler: subprocess.Popen[bytes]
    address: str
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def hire(self, threads: int = 1, prefix: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start one more worker, perhaps by means of another command."""
        name = f"w{len(self.workers)}"
        command = [
            *prefix,
            *_RUN,
            "worker",
            self.address,
            "--host",
            "127.0.0.1",
            "--no-dashboard",
        ]
        command += ["--no-nanny", "--nthreads", str(threads), "--name", name]
        command += ["--local-directory", str(self.folder / name), "--death-timeout", "30"]
        worker = _start(command, self.folder / f"{name}.log")
        self.workers.append(worker)
        return worker

    def wait_for(self, count: int) -> None:
        """Wait until so many workers have said that they are there."""
        until = time.monotonic() + PATIENCE
        log = self.folder / "scheduler.log"
        while log.read_text().count("Register worker") < count:
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)

    def end(self) -> None:
        """End everything."""
        for process in (*self.workers, self.scheduler):
            end(process)


def end(process: subprocess.Popen[bytes]) -> None:
    """End a process for sure."""
    process.kill()
    process.wait()


@contextlib.contextmanager
def site(folder: Path) -> Iterator[Site]:
    """A scheduler without workers."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "scheduler.json"
    command = [*_RUN, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    command += ["--scheduler-file", str(file), "--no-jupyter"]
    scheduler = _start(command, folder / "scheduler.log")
    made = Site(folder, scheduler, "")
    try:
        until = time.monotonic() + PATIENCE
        while not made.address:
            assert time.monotonic() < until, (folder / "scheduler.log").read_text()
            time.sleep(0.05)
            with contextlib.suppress(OSError, json.JSONDecodeError):
                made.address = json.loads(file.read_text())["address"]
        yield made
    finally:
        made.end()


def _start(command: list[str], log: Path) -> subprocess.Popen[bytes]:
    quiet = {"DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH": "0", "PYTHONWARNINGS": "ignore"}
    with log.open("wb") as file:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env={**os.environ, **quiet},
        )

"""One process that does one job at a time, and the pipes to it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import luma
from luma.analysis.child import Folders
from luma.analysis.codefolder import CodeFolder
from luma.analysis.contract import Job, Report
from luma.domain import codec

_ROOT = Path(luma.__file__).resolve().parent.parent
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMBA_NUM_THREADS",
    "ORT_NUM_THREADS",
)
_CRASHES = {signal.SIGSEGV, signal.SIGBUS, signal.SIGILL, signal.SIGFPE, signal.SIGABRT}
_LAST_WORDS = 4000
_SHOWN_WORDS = 300


class Slot:
    """A warm process of the workshop; only the pool's own thread touches it."""

    def __init__(self, workers: Path, folders: Folders) -> None:
        """Start the process with this Luma on its path, and no other folder."""
        arguments = {
            "workers": workers,
            "blobs": folders.blobs,
            "claims": folders.claims,
            "models": folders.models,
        }
        command = [sys.executable, "-P", "-m", "luma.analysis.child"]
        command += [f"--{name}={path.absolute()}" for name, path in arguments.items()]
        self._code = CodeFolder(folders.code) if folders.code is not None else None
        code = {} if self._code is None else {"NUMBA_CACHE_DIR": str(self._code.path)}
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={
                **os.environ,
                **code,
                "PYTHONPATH": str(_ROOT),
                **dict.fromkeys(_ONE_THREAD, "1"),
            },
            start_new_session=True,
        )
        self._half = b""
        self._words: deque[bytes] = deque(maxlen=16)
        for pipe in (self.reports, self.words):
            os.set_blocking(pipe.fileno(), False)

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    @property
    def reports(self) -> IO[bytes]:
        """The pipe on which reports come."""
        assert self._process.stdout is not None  # it was asked for
        return self._process.stdout

    @property
    def words(self) -> IO[bytes]:
        """The pipe on which its warnings and last words come."""
        assert self._process.stderr is not None  # it was asked for
        return self._process.stderr

    def send(self, job: Job) -> None:
        """Hand over a job; a slot that has just died says so by the end of its pipe."""
        pipe = self._process.stdin
        assert pipe is not None  # it was asked for
        with contextlib.suppress(BrokenPipeError):
            pipe.write(json.dumps(codec.encode(job)).encode() + b"\n")
            pipe.flush()

    def read(self) -> Iterator[Report]:
        """The reports that have come; `EOFError` when the process has ended."""
        data = _read(self.reports)
        if data is None:
            return
        if not data:
            raise EOFError
        *lines, self._half = (self._half + data).split(b"\n")
        for line in lines:
            report: Report = codec.decode_tagged(Report, json.loads(line))
            yield report

    def hear(self) -> bool:
        """Keep the end of what it says on standard error; false when it will say no more."""
        data = _read(self.words)
        if data:
            self._words.append(data[-_LAST_WORDS:])
        return data != b""

    def end(self) -> str:
        """Stop the process at once, with whatever it started, and give its last words."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        code = self._process.wait()
        self._let_go_of_code(crashed=-code in _CRASHES)
        self.hear()
        for pipe in (self._process.stdin, self.reports, self.words):
            with contextlib.suppress(BrokenPipeError):
                assert pipe is not None  # all three were asked for
                pipe.close()
        lines = b"".join(self._words).decode(errors="replace").strip().splitlines()
        said = " / ".join(line.strip() for line in lines[-3:])[-_SHOWN_WORDS:]
        return f"{_ending(code)}{f', saying: {said}' if said else ''}"

    def _let_go_of_code(self, *, crashed: bool) -> None:
        if self._code is not None:
            if crashed:
                self._code.clear()
            self._code.release()


def _read(pipe: IO[bytes]) -> bytes | None:
    try:
        return os.read(pipe.fileno(), 1 << 16)
    except BlockingIOError:
        return None


def _ending(code: int) -> str:
    if code < 0:
        name = signal.Signals(-code).name
        memory = " (perhaps for want of memory)" if code == -signal.SIGKILL else ""
        return f"its process was stopped by {name}{memory}"
    return f"its process ended by itself with code {code}"

"""What every test stands on: a home of its own, and nothing left behind when it ends."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.golden import FOLDER, Golden

ROOT = Path(__file__).resolve().parent.parent

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT / ".compiled"))

# Laws are checked on values, never on time: two cores may be busy with something else. The same
# examples every day, so a red test means a change; `make soak` looks further and elsewhere.
slowly = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("luma", slowly, derandomize=True)
settings.register_profile("soak", slowly, max_examples=2000)
settings.load_profile("luma")

GRACE_SECONDS = 3.0
PROC = Path("/proc")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take `--golden`."""
    parser.addoption("--golden", action="store_true", help="write the golden answers anew")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """The golden answers, compared or (with `--golden`) written anew."""
    return Golden(FOLDER, rewrite=request.config.getoption("--golden"))


@pytest.fixture(autouse=True)
def luma_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The test's own `LUMA_HOME`; threads, processes and runtime files that stay fail it."""
    home = tmp_path_factory.mktemp("home")
    with alone(home):
        yield home


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """A stretch of testing with a home of its own, which fails for what it leaves behind."""
    threads, children = set(threading.enumerate()), _processes(home)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LUMA_HOME", str(home))
        patch.delenv("LUMA_LIBRARY", raising=False)
        yield
    if left := _left_behind(home, threads, children):
        pytest.fail("left behind: " + "; ".join(left))


def _left_behind(home: Path, threads: set[threading.Thread], children: set[int]) -> list[str]:
    """Whatever still stands after a short grace, in words."""
    until = time.monotonic() + GRACE_SECONDS
    while left := _leftovers(home, threads, children):
        if time.monotonic() > until:
            break
        time.sleep(0.02)
    return left


def _leftovers(home: Path, threads: set[threading.Thread], children: set[int]) -> list[str]:
    """Each thread, process and runtime file that was not there before."""
    found = [f"thread {t.name}" for t in threading.enumerate() if t not in threads]
    found += [f"process {pid} ({_words(pid)})" for pid in _processes(home) - children]
    files = (path for path in (home / "runtime").rglob("*") if not path.is_dir())
    return found + [f"file {path.relative_to(home)}" for path in files]


def _processes(home: Path) -> set[int]:
    """Our children, and whoever was started with this home in its environment."""
    if not PROC.is_dir():
        return set()
    ours, marker = os.getpid(), f"LUMA_HOME={home}".encode()
    numbers = (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())
    return {pid for pid in numbers if pid != ours and _belongs(pid, ours, marker)}


def _belongs(pid: int, parent: int, marker: bytes) -> bool:
    """Whether a process is a child of `parent`, or carries the marker in its environment."""
    try:
        stat = (PROC / str(pid) / "stat").read_text(errors="replace")
        if int(stat.rpartition(")")[2].split()[1]) == parent:
            return True
        return marker in (PROC / str(pid) / "environ").read_bytes().split(b"\0")
    except OSError:
        return False


def _words(pid: int) -> str:
    """The command line of a process, or nothing when it is gone."""
    try:
        return (PROC / str(pid) / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    except OSError:
        return "gone"

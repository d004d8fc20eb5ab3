"""One program at a time for one recipe: a locked file that dies with its owner."""

import contextlib
import fcntl
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from luma.domain.ids import Recipe


@contextlib.contextmanager
def claimed(folder: Path, recipe: Recipe, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the claim on a recipe; while another program does, say so and wait for its end."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{recipe}.claim"
    handle = _take(path, waiting)
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        os.close(handle)


def forget(folder: Path, recipe: Recipe) -> None:
    """Clear away the file of a claim whose owner has died; a held one stays."""
    path = folder / f"{recipe}.claim"
    with contextlib.suppress(OSError):
        handle = os.open(path, os.O_RDWR)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_still(handle, path):
                path.unlink()
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Clear away the files of all claims whose owners have died, with their whole program."""
    for path in folder.glob("*.claim"):
        forget(folder, Recipe(path.stem))


def _take(path: Path, waiting: Callable[[], None]) -> int:
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        if _is_still(handle, path):
            return handle
        os.close(handle)


def _is_still(handle: int, path: Path) -> bool:
    """Whether the path still means the file we hold: its last owner unlinks it when done."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    return os.fstat(handle).st_ino == there.st_ino

"""A folder of compiled code for one slot at a time.

A folder that several slots had filled from cold at once held code that crashed at every try.
So no two slots share one, in this program or another, and one whose slot crashed begins anew.
"""

import contextlib
import fcntl
import itertools
import os
import shutil
from pathlib import Path


class CodeFolder:
    """The first folder below a root that nobody holds, held until it is let go."""

    def __init__(self, root: Path) -> None:
        """Take a folder; its lock dies with this process."""
        root.mkdir(parents=True, exist_ok=True)
        for number in itertools.count():
            self.path = root / f"slot-{number}"
            self._lock = os.open(
                root / f"slot-{number}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
            )
            with contextlib.suppress(BlockingIOError):
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            os.close(self._lock)
        self.path.mkdir(exist_ok=True)

    def clear(self) -> None:
        """Throw away what was compiled; it is made again."""
        shutil.rmtree(self.path, ignore_errors=True)

    def release(self) -> None:
        """Let another slot have the folder."""
        os.close(self._lock)

"""Sound stretched for a rate with its pitch kept: made beside the desk once, then at hand."""

import contextlib
import hashlib
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from luma.app.chores import Chores
from luma.audio.pcm import Pcm
from luma.domain.errors import LumaError, StageError
from luma.domain.units import HOUSE_RATE

MOST_KEPT = 6
LONGEST_SECONDS = 20 * 60
KEY = "stretch"
DRAFT_SECONDS = 3600.0
"""What nobody has written to for so long is left half made."""


class Stretching:
    """Makes one stretched sound at a time in a process of its own; used on the lane."""

    def __init__(self, chores: Chores, folder: Path) -> None:
        """Keep what is made in a folder, the newest few."""
        self._chores, self._folder = chores, folder
        self._process: subprocess.Popen[bytes] | None = None
        self._turn, self._is_closed = 0, False

    def find(
        self,
        file: Path,
        rate: float,
        then: Callable[[Path], object],
        otherwise: Callable[[Exception], object],
    ) -> None:
        """Hand over a file's sound at a rate: at once where it was made before, else later.

        What was asked for before and is not made yet is called off.
        """
        self.call_off()
        goal = self._folder / f"{_name(file, rate)}{Pcm.suffix}"
        if goal.exists():
            goal.touch()
            then(goal)
            return
        turn = self._turn
        self._chores.run(lambda: self._make(file, goal, rate, turn), then, otherwise, key=KEY)

    def call_off(self) -> None:
        """Make nothing more of what was asked for."""
        self._turn += 1
        process = self._process
        if process is not None:
            process.kill()

    def close(self) -> None:
        """Call off what is being made, for good."""
        self._is_closed = True
        self.call_off()

    def _make(self, file: Path, goal: Path, rate: float, turn: int) -> Path:
        if Pcm.open(file).frames > LONGEST_SECONDS * HOUSE_RATE:
            raise StageError(
                "A track of over 20 minutes is not stretched.",
                hint="It is heard higher or lower at another rate.",
            )
        goal.parent.mkdir(parents=True, exist_ok=True)
        work = [sys.executable, "-P", "-m", "luma.audio.stretch"]
        if self._is_closed or turn != self._turn:
            raise CalledOff
        process = subprocess.Popen(
            [*work, str(file), str(goal), repr(rate)], stderr=subprocess.PIPE
        )
        self._process = process
        if turn != self._turn:
            process.kill()
        _, said = process.communicate()
        if self._process is process:
            self._process = None
        if process.returncode < 0:
            raise CalledOff
        if process.returncode:
            why = said.decode(errors="replace").strip().rpartition("\n")[2]
            raise StageError(f"The sound cannot be stretched: {why}")
        self._sweep(goal)
        return goal

    def _sweep(self, newest: Path) -> None:
        """Keep the few that were used last, and nothing that was left half made."""
        made = sorted(self._folder.glob(f"[!.]*{Pcm.suffix}"), key=_when)
        for path in [path for path in made if path != newest][: -MOST_KEPT + 1]:
            path.unlink(missing_ok=True)
        for path in self._folder.glob(".*"):
            with contextlib.suppress(OSError):
                if _when(newest) - path.stat().st_mtime > DRAFT_SECONDS:
                    path.unlink()


class CalledOff(LumaError):
    """What was being made is not wished any more."""

    def __init__(self) -> None:
        """Say so."""
        super().__init__("What was being stretched is not wished any more.")


def _when(path: Path) -> float:
    """When a file was used last; one that another program took away counts as the oldest."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _name(file: Path, rate: float) -> str:
    seen = file.stat()
    told = f"{file.resolve()}|{seen.st_size}|{seen.st_mtime_ns}|{rate!r}|1"
    return hashlib.sha256(told.encode()).hexdigest()[:24]

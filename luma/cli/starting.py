"""Says why the first sound is late: the stage is starting, or its code is being compiled."""

import time
from pathlib import Path

from luma.cli.answers import say

PATIENCE = 2.0
STARTING = "Starting the sound engine …"
COMPILING = "The sound engine is being compiled; this happens once."


class Starting:
    """Looks at the folder of the machine code while something waits for sound."""

    def __init__(self, compiled: Path) -> None:
        """Begin to wait."""
        self._folder, self._began = compiled, time.monotonic()
        self._before = self._code()
        self._said = ""

    def tell(self) -> None:
        """Say what is being waited for, once it is late, and once each."""
        if self._said == COMPILING or time.monotonic() - self._began <= PATIENCE:
            return
        is_new = not self._before or bool(self._code() - self._before)
        words = COMPILING if is_new else STARTING
        if words != self._said:
            self._said = words
            say(words)

    def _code(self) -> set[Path]:
        """The files of machine code that there are."""
        return set(self._folder.glob("kernel-*/**/*.nbc"))

"""A line on the terminal that tells how far something has come."""

import shutil
import sys

from luma.cli.answers import clock, on_one_line

_CLEAR = "\r\x1b[K"


class Meter:
    """Writes over one line of standard error, where that is a terminal and nowhere else."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self._shows = False

    def show(self, words: str) -> None:
        """Put these words in the place of the last ones."""
        if sys.stderr.isatty():
            self._shows = True
            room = shutil.get_terminal_size().columns - 1
            print(_CLEAR + on_one_line(words)[:room], end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the line away, so that something else can be written."""
        if self._shows:
            self._shows = False
            print(_CLEAR, end="", file=sys.stderr, flush=True)


def so_far(what: str, share: float, seconds_left: float | None = None) -> str:
    """How far something has come, in words."""
    left = "" if seconds_left is None else f", {clock(seconds_left)} left"
    return f"{what}  {share * 100:.0f} %{left}"

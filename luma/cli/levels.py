"""A meter on the terminal: bars of level with peak hold and clip, redrawn in their place."""

import math
import shutil
import sys
from collections.abc import Sequence

from luma.cli.answers import on_one_line

BAR = 24
FLOOR_DB = -60.0
HOLD_SECONDS = 1.5
FALL_DB = 20.0
_PARTS = " ▏▎▍▌▋▊▉█"
_HIDE_WRAP, _SHOW_WRAP, _REST = "\x1b[?7l", "\x1b[?7h", "\x1b[J"


class LevelMeter:
    """Writes some lines over the last ones, on standard error where that is a terminal."""

    def __init__(self) -> None:
        """Show nothing yet."""
        self._widths: list[int] = []

    @property
    def is_shown(self) -> bool:
        """Whether anybody can see it."""
        return sys.stderr.isatty()

    def show(self, lines: Sequence[str]) -> None:
        """Put these lines in the place of the last ones, no wider than the terminal is now."""
        if not self.is_shown:
            return
        columns = shutil.get_terminal_size().columns
        shown = [on_one_line(line)[: max(1, columns - 1)] for line in lines]
        text = self._home(columns) + _HIDE_WRAP + "\n".join(shown) + _SHOW_WRAP
        self._widths = [len(line) for line in shown]
        print(text, end="", file=sys.stderr, flush=True)

    def clear(self) -> None:
        """Take the lines away, so that something else can be written."""
        if self._widths:
            columns = shutil.get_terminal_size().columns
            print(self._home(columns), end="", file=sys.stderr, flush=True)
            self._widths = []

    def _home(self, columns: int) -> str:
        """Back to where the first line began; a narrower terminal has broken them into more."""
        rows = sum(max(1, math.ceil(width / max(1, columns))) for width in self._widths)
        up = f"\x1b[{rows - 1}A" if rows > 1 else ""
        return f"\r{up}{_REST}"


class Bars:
    """The levels of some channels as bars: the peak holds for a while, a clip for good."""

    def __init__(self, channels: int) -> None:
        """Show silence."""
        self._levels = [FLOOR_DB] * channels
        self._holds = [(FLOOR_DB, -HOLD_SECONDS)] * channels
        self._clips = [False] * channels
        self._at = 0.0

    def feed(self, peaks: Sequence[float], now: float) -> None:
        """Take in how loud each channel was since the last look."""
        fall = FALL_DB * max(0.0, now - self._at) if self._at else 0.0
        self._at = now
        for n, peak in enumerate(peaks):
            level = decibels(peak)
            self._levels[n] = max(level, self._levels[n] - fall, FLOOR_DB)
            held, since = self._holds[n]
            if level >= held or now - since > HOLD_SECONDS:
                self._holds[n] = (max(level, FLOOR_DB), now)
            self._clips[n] = self._clips[n] or peak >= 1.0

    @property
    def words(self) -> str:
        """One line for all channels."""
        names = (
            "LR" if len(self._levels) == 2 else [str(n + 1) for n in range(len(self._levels))]
        )
        return "  ".join(
            f"{name} {bar(level, held)} {held:6.1f}{' CLIP' if clipped else ' dB  '}"
            for name, level, (held, _), clipped in zip(
                names, self._levels, self._holds, self._clips, strict=True
            )
        )


def bar(level: float, held: float, width: int = BAR) -> str:
    """A level in decibels as a bar, with a mark where the peak is held."""
    filled = _share(level) * width * 8
    whole, part = divmod(int(filled), 8)
    cells = list("█" * whole + (_PARTS[part] if part else ""))
    cells = (cells + [" "] * width)[:width]
    mark = min(int(_share(held) * width), width - 1)
    if held > FLOOR_DB and cells[mark] == " ":
        cells[mark] = "│"
    return "".join(cells)


def _share(level: float) -> float:
    return min(1.0, max(0.0, 1.0 - level / FLOOR_DB))


def decibels(level: float) -> float:
    """An amplitude in decibels; silence is the floor."""
    return 20.0 * math.log10(level) if level > 10.0 ** (FLOOR_DB / 20.0) else FLOOR_DB

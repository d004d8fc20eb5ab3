"""The two lines that tell on a terminal what is playing: levels, place, load and gaps."""

import time
from typing import TYPE_CHECKING

from luma.cli.levels import Bars, LevelMeter
from luma.domain.units import HOUSE_RATE

if TYPE_CHECKING:
    from luma.app.services import Desk
    from luma.domain.rhythm import BeatGrid
    from luma.stage.snapshot import Snapshot


class PlayingMeter:
    """Redraws itself from what is heard; shows nothing where there is no terminal."""

    def __init__(self, desk: "Desk") -> None:
        """Show nothing yet."""
        self._desk = desk
        self._meter, self._bars = LevelMeter(), Bars(2)
        self._grid: BeatGrid | None = None
        self._has_looked = False

    @property
    def is_shown(self) -> bool:
        """Whether anybody can see it."""
        return self._meter.is_shown

    def show(self, heard: "Snapshot") -> None:
        """Tell what is heard now."""
        if not self.is_shown:
            return
        self._bars.feed(heard.peak, time.monotonic())
        self._meter.show([self._bars.words, self._place(heard)])

    def clear(self) -> None:
        """Make room for other words."""
        self._meter.clear()

    def _place(self, heard: "Snapshot") -> str:
        where = "▶" if heard.playing else "‖"
        length = heard.frames / HOUSE_RATE
        load = heard.load
        return (
            f"{where} {moment(heard.seconds)} of {moment(length)}  {self._bar(heard)}"
            f"sound {load.median:.1%}, worst {load.worst:.1%} of a block  "
            f"gaps {heard.underruns}"
        )

    def _bar(self, heard: "Snapshot") -> str:
        """The bar and the beat in it, where the beats are known."""
        if not self._has_looked:
            self._has_looked, track = True, self._desk.player.wanted.track
            if track is not None and self._desk.analyses.find_file(track, "beats"):
                self._grid = self._desk.lane.call(lambda: self._desk.grids.of(track))
        if self._grid is None:
            return ""
        bar, beat = bar_and_beat(self._grid, heard.seconds)
        return f"bar {bar}.{beat}  "


def bar_and_beat(grid: "BeatGrid", seconds: float) -> tuple[int, int]:
    """The bar, from 1 on at the first downbeat, and the beat in it."""
    bars = float(grid.bar_position(seconds))
    bar = int(bars // 1)
    return bar + 1, int((bars - bar) * grid.metre + 1e-9) + 1


def moment(seconds: float) -> str:
    """A time to a tenth of a second."""
    tenths = int(max(0.0, seconds) * 10)
    return f"{tenths // 600}:{tenths // 10 % 60:02d}.{tenths % 10}"

"""Where bars and beats lie, which of them a zoom shows, and what a beat is called; no Qt."""

import functools
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.domain.rhythm import BeatGrid
from luma.ui.timeline.viewport import Viewport

Floats = npt.NDArray[np.float64]
LABEL_WIDTH = 72.0
STRIDES = (1, 4, 16, 64, 256, 1024)
BAR_FROM, BEAT_FROM, QUARTER_FROM = 2.5, 5.0, 48.0
STRENGTHS = (
    ("phrase", 0.24),
    ("four", 0.20),
    ("bar", 0.095),
    ("beat", 0.05),
    ("quarter", 0.035),
)


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """The beats of a whole track, with those that begin a bar; bar 1 begins at beat 0."""

    grid: BeatGrid
    bars: Floats
    numbers: npt.NDArray[np.int64]
    last_beat: float

    @classmethod
    def of(cls, grid: BeatGrid, seconds: float) -> "Marks":
        """The marks of a track that lasts so long."""
        first, last = (float(beat) for beat in grid.position([0.0, seconds]))
        heard = (grid.downbeats - grid.downbeats[0]).astype(np.float64)
        metre = grid.metre
        before = np.arange(math.floor(-first / metre) + 1, 0, -1) * -float(metre)
        after = np.arange(heard[-1] + metre, last + metre, metre)
        bars = np.concatenate([before, heard, after])
        numbers = np.arange(len(bars)) - len(before) + 1
        return cls(grid, bars, numbers, last)

    def pixels_per_beat(self, view: Viewport) -> float:
        """How wide a beat is on screen, near the middle of the view."""
        middle = (view.start + view.stop) / 2
        beat = float(self.grid.position(middle))
        one, other = self.grid.seconds([beat - 0.5, beat + 0.5])
        return float(other - one) * view.scale

    def x(self, view: Viewport, beats: npt.ArrayLike) -> Floats:
        """Where beats lie."""
        return np.asarray((self.grid.seconds(beats) - view.start) * view.scale)

    def beat(self, view: Viewport, x: float) -> float:
        """The beat at a place."""
        return float(self.grid.position(view.seconds(x)))

    def lines(self, view: Viewport) -> tuple[tuple[Floats, float], ...]:
        """Vertical lines in view with their strengths, the strongest first, each place once."""
        wide = self.pixels_per_beat(view)
        bars, numbers = self._visible_bars(view)
        phrase, four = (numbers - 1) % 16 == 0, (numbers - 1) % 4 == 0
        groups = [bars[phrase], bars[four & ~phrase]]
        groups.append(bars[~four] if wide >= BAR_FROM else bars[:0])
        beats = self._steps(view, 1.0, bars) if wide >= BEAT_FROM else bars[:0]
        groups.append(beats)
        quarters = self._steps(view, 0.25, bars) if wide >= QUARTER_FROM else bars[:0]
        groups.append(quarters[~np.isin(quarters, beats)])
        strengths = (strength for _, strength in STRENGTHS)
        return tuple(
            (self.x(view, group), strength)
            for group, strength in zip(groups, strengths, strict=True)
            if group.size
        )

    def labels(self, view: Viewport) -> tuple[tuple[float, int, float], ...]:
        """Bars to name in view: place, number, second; far enough apart to be read."""
        bars, numbers = self._visible_bars(view, beside=LABEL_WIDTH)
        per_bar = self.pixels_per_beat(view) * self.grid.metre
        stride = next((s for s in STRIDES if s * per_bar >= LABEL_WIDTH), STRIDES[-1])
        chosen = (numbers - 1) % stride == 0
        seconds = self.grid.seconds(bars[chosen])
        places = (seconds - view.start) * view.scale
        rows = zip(places, numbers[chosen], seconds, strict=True)
        named = [(float(x), int(number), float(at)) for x, number, at in rows]
        if not named or named[0][0] > LABEL_WIDTH:
            named.insert(0, self._bar_at_edge(view))
        return tuple(named)

    def name(self, beat: float) -> str:
        """Bar and beat of a place, such as 57.2, with a third part off the beat."""
        index = max(0, int(np.searchsorted(self.bars, beat + 1e-6, "right")) - 1)
        within = beat - float(self.bars[index])
        whole = math.floor(within + 1e-6)
        text = f"{int(self.numbers[index])}.{whole + 1}"
        sixteenth = math.floor((within - whole) * 4 + 1e-6)
        return f"{text}.{sixteenth + 1}" if within - whole > 1e-6 else text

    def _bar_at_edge(self, view: Viewport) -> tuple[float, int, float]:
        """The bar that the view begins in, named at its edge."""
        beat = float(self.grid.position(view.start))
        index = max(0, int(np.searchsorted(self.bars, beat + 1e-6, "right")) - 1)
        return 0.0, int(self.numbers[index]), view.start

    def _visible_bars(
        self, view: Viewport, beside: float = 1.0
    ) -> tuple[Floats, npt.NDArray[np.int64]]:
        low, high = self.grid.position([view.seconds(-beside), view.stop])
        inside = slice(*np.searchsorted(self.bars, [low, high]))
        return self.bars[inside], self.numbers[inside]

    def _steps(self, view: Viewport, step: float, bars: Floats) -> Floats:
        """The steps in view that no bar begins at."""
        low, high = (float(beat) for beat in self.grid.position([view.start, view.stop]))
        steps = np.arange(math.ceil(low / step), math.floor(high / step) + 1) * step
        return np.asarray(steps[~np.isin(steps, bars)], np.float64)


@functools.lru_cache(maxsize=4)
def lines_of(marks: Marks, view: Viewport) -> tuple[tuple[Floats, float], ...]:
    """The lines of a view, which several lanes draw."""
    return marks.lines(view)


@functools.lru_cache(maxsize=4)
def labels_of(marks: Marks, view: Viewport) -> tuple[tuple[float, int, float], ...]:
    """The labels of a view."""
    return marks.labels(view)

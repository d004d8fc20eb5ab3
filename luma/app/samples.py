"""What leaves the outputs of nodes, as a screen shows it: words, shades and rows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Colour, Curve, Number, Trigger
from luma.domain.harmony import TONES, Chord, ChordTrack
from luma.domain.light import COLOUR, INTENSITY, LightBuffer
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS

Floats = npt.NDArray[np.float32]
Shade = tuple[float, float, float]
_QUALITIES = {"maj": "", "min": "m", "min7": "m7", "hdim7": "m7b5"}


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """What left one output over some light frames."""

    value: object
    first: int
    count: int

    def index_of(self, frame: int) -> int:
        """The place of a global frame in the sample, or the nearest one that it has."""
        return min(max(frame - self.first, 0), max(self.count - 1, 0))

    def text_at(self, frame: int) -> str:
        """The value at a frame in a few characters; nothing where a picture says more."""
        seconds = frame / LIGHT_FPS
        match self.value:
            case Number():
                return f"{self._mean_at(frame)[0]:.2f}".replace("-", "−")
            case ChordTrack() as chords:
                return chord_name(chords.at(seconds))
            case BeatGrid() as grid:
                return _bar_beat(grid, seconds)
            case Trigger() as moments:
                return "on" if frame in moments.frames else "–"
            case _:
                return ""

    def shade_at(self, frame: int) -> Shade | None:
        """The colour at a frame, where the value is one."""
        if not isinstance(self.value, Colour | LightBuffer):
            return None
        red, green, blue = (
            float(part) for part in self.rows[:, self.index_of(frame), :3].mean(0)
        )
        return red, green, blue

    @property
    def rows(self) -> Floats:
        """Heads × frames × channels with every frame written out; light is lit colour."""
        match self.value:
            case LightBuffer() as light:
                shown = light.values[:, :, COLOUR] * light.values[:, :, [INTENSITY]]
            case Curve() as curve:
                shown = curve.values
            case _:
                shown = np.zeros((1, 1, 1), np.float32)
        return np.broadcast_to(shown, (shown.shape[0], self.count, shown.shape[2]))

    @property
    def facts(self) -> str:
        """Its shape and range in words."""
        if not isinstance(self.value, Curve | LightBuffer):
            return ""
        rows = self.rows
        heads = "the same for all heads" if rows.shape[0] == 1 else f"{rows.shape[0]} heads"
        words = f"{heads}, {self.count} frames"
        if isinstance(self.value, Number):
            words += f", {rows.min():.2f} to {rows.max():.2f}".replace("-", "−")
        return words

    def _mean_at(self, frame: int) -> Floats:
        mean: Floats = self.rows[:, self.index_of(frame)].mean(0)
        return mean


def chord_name(chord: Chord) -> str:
    """A chord as musicians write it."""
    if chord.root is None:
        return "–"
    return TONES[chord.root] + _QUALITIES.get(chord.quality, chord.quality)


def _bar_beat(grid: BeatGrid, seconds: float) -> str:
    bar = float(grid.bar_position(seconds))
    beat = int((bar % 1.0) * grid.metre + 1e-6)
    return f"{int(np.floor(bar)) + 1}.{beat + 1}"

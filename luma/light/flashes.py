"""How often light flashes: watched on every frame, and held where it should be safe.

A flash is a rise and a fall of relative luminance by a tenth of the most there is, where the
darker side is below eight tenths; or of saturated red by the same measure as WCAG 2.3.1.
"""

import numpy as np
import numpy.typing as npt

from luma.domain.light import COLOUR, INTENSITY, STROBE, Floats

Reals = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MOST = 3
"""So many flashes may begin within any second."""
WINDOW = 1.0
QUARTER = 0.25
_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_CHANGE = np.array([0.1, 20.0 / 320.0])
_DARKER_THAN = np.array([0.8, np.inf])
_RED_SHARE = 0.8
_A_LITTLE_LESS = 0.999


def signals(levels: Floats) -> Reals:
    """Luminance and red of every head of a plain frame, and of the room as their mean."""
    colour = levels[:, COLOUR].astype(np.float64)
    red = np.maximum(0.0, colour[:, 0] - colour[:, 1] - colour[:, 2])
    red[colour[:, 0] < _RED_SHARE * (colour @ np.ones(3))] = 0.0
    heads = np.stack([colour @ _LUMINANCE, red], axis=1) * levels[:, INTENSITY, None]
    room = heads.mean(axis=0) if len(heads) else np.zeros(2)
    return np.vstack([heads, room])


class FlashWatch:
    """Follows one frame after another; rows are heads and then the room."""

    def __init__(self, heads: int) -> None:
        """Begin in the dark."""
        shape = (heads + 1, 2)
        self._last: Reals = np.zeros(shape)
        self._low, self._high = np.zeros(shape), np.zeros(shape)
        self._is_up: Flags = np.zeros(shape, bool)
        self._rises: Reals = np.full((MOST, *shape), -np.inf)
        self._excess: Reals = np.full(shape, -np.inf)
        self._strobed = False

    @property
    def heads(self) -> int:
        """How many heads it follows."""
        return len(self._last) - 1

    def is_too_much(self, seconds: float) -> bool:
        """Whether the room, or a quarter of its heads, flashed too often within a second."""
        light, red = (seconds - self._excess < WINDOW).T
        recent: Flags = light | red
        return self._strobed or bool(recent[-1] or recent[:-1].sum() >= self._many())

    def _many(self) -> float:
        return max(1.0, QUARTER * self.heads)

    def see(self, levels: Floats, seconds: float) -> None:
        """Take note of a plain frame that is shown at a moment."""
        now = signals(levels)
        rising = self._rising(now)
        self._excess[rising & self._is_spent(seconds)] = seconds
        self._rises[:, rising] = np.roll(self._rises, -1, axis=0)[:, rising]
        self._rises[-1][rising] = seconds
        falling = self._is_up & (np.maximum(self._high, now) - now >= _CHANGE)
        up = (self._is_up | rising) & ~falling
        self._high = np.where(rising, now, np.maximum(self._high, now))
        self._low = np.where(falling, now, np.minimum(self._low, now))
        self._is_up, self._last = up, now
        strobed = (levels[:, STROBE] > MOST) & (now[:-1, 0] >= _CHANGE[0])
        self._strobed = bool(strobed.sum() >= self._many())

    def held(self, levels: Floats, seconds: float) -> Floats:
        """A plain frame in which nothing begins a flash too many; never brighter than it was.

        What would, stays as it was before, down to the whole room. Shutters stand open.
        """
        now = signals(levels)
        stopped = self._rising(now) & self._is_spent(seconds)
        before = self._last[:-1]
        kept = (stopped[:-1] | stopped[-1]) & (now[:-1] > before)
        shares = np.divide(before, now[:-1], out=np.ones_like(before), where=kept)
        shares[kept] *= _A_LITTLE_LESS
        safe = levels.copy()
        safe[:, INTENSITY] *= shares.min(axis=1, initial=1.0).astype(np.float32)
        safe[:, STROBE] = 0.0
        return safe

    def _rising(self, now: Reals) -> Flags:
        low = np.minimum(self._low, now)
        rising: Flags = ~self._is_up & (now - low >= _CHANGE) & (low < _DARKER_THAN)
        return rising

    def _is_spent(self, seconds: float) -> Flags:
        spent: Flags = seconds - self._rises[0] <= WINDOW
        return spent

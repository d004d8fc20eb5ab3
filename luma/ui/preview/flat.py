"""The room from straight above, from the front or from the side, as a plan has it."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from luma.domain.venue import Vector
from luma.ui.preview.camera import Floats, Room

FAR = 100.0
NEAREST, FARTHEST = 1.0, 400.0
WHEEL = 1.12
SPARE = 1.2
AXES: Final = {"Plan": (0, 1), "Front": (0, 2), "Side": (1, 2)}
"""Which axes of the room run to the right and upwards."""


@dataclass(frozen=True, slots=True)
class Flat:
    """A sight without perspective: what lies in its middle, and how much it shows.

    `right` and `up` are the numbers of the room's axes; `metres` is how much of the room the
    picture's height shows.
    """

    middle: Vector
    right: int
    up: int
    metres: float

    @classmethod
    def of(cls, room: Room, way: str, aspect: float) -> "Flat":
        """All of a room, in a picture of that shape, along one of its axes."""
        right, up = AXES[way]
        low = (-room.half, 0.0, 0.0)
        high = (room.half, room.depth, room.height)
        x, y, z = ((a + b) / 2 for a, b in zip(low, high, strict=True))
        wide, tall = high[right] - low[right], high[up] - low[up]
        return cls((x, y, z), right, up, max(tall, wide / max(aspect, 0.1)) * SPARE)

    def project(self, points: npt.ArrayLike, width: int, height: int) -> Floats:
        """Pixels (x, y) of each point, all at the distance of a metre."""
        away = np.asarray(points, dtype=np.float64).reshape(-1, 3) - np.array(self.middle)
        scale = height / self.metres
        x = width / 2.0 + away[:, self.right] * scale
        y = height / 2.0 - away[:, self.up] * scale
        return np.stack([x, y, np.ones(len(away))], axis=1)

    def pixels_per_metre(self, depth: float, height: int) -> float:
        """How large a metre is, which no distance changes."""
        return height / self.metres / max(depth, 1e-9) if depth != 1.0 else height / self.metres

    def ray(self, x: float, y: float, width: int, height: int) -> tuple[Floats, Floats]:
        """Where the sight through a pixel starts, and the way that it goes."""
        scale = height / self.metres
        start = np.array(self.middle, dtype=np.float64)
        start[self.right] += (x - width / 2.0) / scale
        start[self.up] -= (y - height / 2.0) / scale
        way = np.zeros(3)
        deep = 3 - self.right - self.up
        way[deep] = 1.0 if deep == 1 else -1.0
        start[deep] -= way[deep] * FAR
        return start, way

    def zoomed(self, steps: float) -> "Flat":
        """The same sight nearer by so many steps of a wheel."""
        return replace(self, metres=min(FARTHEST, max(NEAREST, self.metres * WHEEL**-steps)))

    def panned(self, across: float, down: float, height: int) -> "Flat":
        """The same sight after a drag of so many pixels."""
        middle = list(self.middle)
        middle[self.right] -= across * self.metres / max(1, height)
        middle[self.up] += down * self.metres / max(1, height)
        return replace(self, middle=(middle[0], middle[1], middle[2]))

"""Where a point of the room lies on the picture."""

import functools
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from luma.domain.venue import Vector

Floats = npt.NDArray[np.float64]
NEAREST = 0.1


class Eye(Protocol):
    """Whatever a room is looked at with."""

    def project(self, points: npt.ArrayLike, width: int, height: int) -> Floats:
        """Pixels (x, y) and distance of each point."""

    def pixels_per_metre(self, depth: float, height: int) -> float:
        """How large a metre is at a distance."""

    def ray(self, x: float, y: float, width: int, height: int) -> tuple[Floats, Floats]:
        """Where the sight through a pixel starts, and the way that it goes."""


@dataclass(frozen=True, slots=True)
class Camera:
    """An eye in the room (x right, y upstage, z up, metres) that looks at a point."""

    eye: Vector
    target: Vector
    degrees: float = 42.0

    def project(self, points: npt.ArrayLike, width: int, height: int) -> Floats:
        """Pixels (x, y) and distance of each point; none is nearer than just before the eye."""
        across, up, ahead = _axes(self.eye, self.target)
        away = np.asarray(points, dtype=np.float64).reshape(-1, 3) - np.array(self.eye)
        depth = np.maximum(away @ ahead, NEAREST)
        scale = height / 2.0 / np.tan(np.radians(self.degrees) / 2.0)
        x = width / 2.0 + away @ across / depth * scale
        y = height / 2.0 - away @ up / depth * scale
        return np.stack([x, y, depth], axis=1)

    def ray(self, x: float, y: float, width: int, height: int) -> tuple[Floats, Floats]:
        """Where the sight through a pixel starts, and the way that it goes."""
        across, up, ahead = _axes(self.eye, self.target)
        scale = self.pixels_per_metre(1.0, height)
        way = ahead + across * ((x - width / 2.0) / scale) - up * ((y - height / 2.0) / scale)
        return np.array(self.eye, dtype=np.float64), way

    def pixels_per_metre(self, depth: float, height: int) -> float:
        """How large a metre is at a distance."""
        return float(
            height / 2.0 / np.tan(np.radians(self.degrees) / 2.0) / max(depth, NEAREST)
        )


@functools.lru_cache(maxsize=64)
def _axes(eye: Vector, target: Vector) -> tuple[Floats, Floats, Floats]:
    """Right, up and ahead of an eye, each a metre long."""
    ahead = np.subtract(target, eye).astype(np.float64)
    ahead /= np.linalg.norm(ahead)
    across = np.cross(ahead, (0.0, 0.0, 1.0))
    across /= np.linalg.norm(across)
    return across, np.cross(across, ahead), ahead


@dataclass(frozen=True, slots=True)
class Room:
    """A box: from −half to +half across, from the front edge to its depth, up to its height."""

    half: float
    depth: float
    height: float

    @classmethod
    def around(cls, positions: npt.ArrayLike) -> "Room":
        """The room that holds lamps with space to walk."""
        places = np.asarray(positions, dtype=np.float64).reshape(-1, 3)
        if places.size == 0:
            return cls(6.0, 8.0, 4.5)
        return cls(
            max(4.0, float(np.abs(places[:, 0]).max()) + 1.5),
            max(5.0, float(places[:, 1].max()) + 1.5),
            max(3.5, float(places[:, 2].max()) + 0.5),
        )

    def camera(self) -> Camera:
        """The eye of somebody in the middle of the crowd."""
        back = max(self.half * 1.45, self.height * 1.8)
        return Camera(
            (0.0, -back, 1.7 + self.height * 0.2), (0.0, self.depth * 0.45, self.height * 0.46)
        )

    def hit(self, start: Floats, aim: Floats, reach: float) -> tuple[float, bool]:
        """How far light goes before the room or its reach ends it, and whether on the floor."""
        ways = [reach]
        floor = -start[2] / aim[2] if aim[2] < -1e-6 else np.inf
        if aim[1] > 1e-6:
            ways.append((self.depth - start[1]) / aim[1])
        if abs(aim[0]) > 1e-6:
            ways.append((np.sign(aim[0]) * self.half - start[0]) / aim[0])
        nearest = min(way for way in ways if way > 0)
        return (float(floor), True) if 0 < floor <= nearest else (float(nearest), False)

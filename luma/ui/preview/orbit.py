"""A camera that turns about a point of the room: by drag, by wheel, or to a named place."""

import math
from dataclasses import dataclass, replace

from luma.domain.venue import Vector
from luma.ui.preview.camera import Camera, Room

NEAREST, FARTHEST = 2.0, 60.0
LOWEST, HIGHEST = -5.0, 89.0
DEGREES_PER_PIXEL = 0.35
WHEEL = 1.12
WIDE = 1.5


@dataclass(frozen=True, slots=True)
class Orbit:
    """Where the eye is: turned about the point, lifted above it, away from it."""

    target: Vector
    turn: float = 0.0
    lift: float = 10.0
    distance: float = 12.0

    @classmethod
    def room(cls, room: Room) -> "Orbit":
        """Somebody in the middle of the crowd."""
        camera = room.camera()
        x, y, z = (e - t for e, t in zip(camera.eye, camera.target, strict=True))
        away = math.hypot(x, y, z)
        return cls(camera.target, 0.0, math.degrees(math.asin(z / away)), away)

    @classmethod
    def front(cls, room: Room) -> "Orbit":
        """Straight from the front, at the height of the middle."""
        return cls((0.0, room.depth * 0.45, room.height * 0.5), 0.0, 0.0, _reach(room))

    @classmethod
    def top(cls, room: Room) -> "Orbit":
        """From above, upstage at the top."""
        return cls((0.0, room.depth * 0.4, 0.0), 0.0, HIGHEST, _reach(room) + room.height)

    def camera(self, aspect: float) -> Camera:
        """The camera there; in a narrow picture it steps back until the room fits."""
        away = self.distance * max(1.0, WIDE / max(aspect, 0.1))
        turn, lift = math.radians(self.turn), math.radians(self.lift)
        x, y, z = self.target
        eye = (
            x + away * math.cos(lift) * math.sin(turn),
            y - away * math.cos(lift) * math.cos(turn),
            z + away * math.sin(lift),
        )
        return Camera(eye, self.target)

    def dragged(self, across: float, down: float) -> "Orbit":
        """The same camera after a drag of so many pixels."""
        lift = self.lift + down * DEGREES_PER_PIXEL
        return replace(
            self,
            turn=(self.turn - across * DEGREES_PER_PIXEL) % 360.0,
            lift=min(HIGHEST, max(LOWEST, lift)),
        )

    def zoomed(self, steps: float) -> "Orbit":
        """The same camera nearer by so many steps of a wheel."""
        away = self.distance * WHEEL**-steps
        return replace(self, distance=min(FARTHEST, max(NEAREST, away)))


def _reach(room: Room) -> float:
    return max(room.half * 2.0, room.height * 2.2)

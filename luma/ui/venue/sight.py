"""From where the room of the venue page is seen: in perspective, or along one of its axes."""

from dataclasses import dataclass, replace

from luma.ui.preview.camera import Eye, Room
from luma.ui.preview.flat import AXES, Flat
from luma.ui.preview.orbit import Orbit

WAYS = ("Room", *AXES)


@dataclass(frozen=True, slots=True)
class Sight:
    """A way to look, and how each of them was turned, moved and zoomed."""

    way: str
    orbit: Orbit
    flats: dict[str, Flat]

    @classmethod
    def of(cls, room: Room, aspect: float, way: str = "Room") -> "Sight":
        """All of a room, whichever way it is seen."""
        flats = {name: Flat.of(room, name, aspect) for name in AXES}
        return cls(way, Orbit.room(room), flats)

    @property
    def is_flat(self) -> bool:
        """Whether it is one without perspective."""
        return self.way in self.flats

    def eye(self, aspect: float) -> Eye:
        """What the room is seen with, in a picture of a shape."""
        return self.flats[self.way] if self.is_flat else self.orbit.camera(aspect)

    def looking(self, way: str) -> "Sight":
        """The same, another way."""
        return replace(self, way=way)

    def zoomed(self, steps: float) -> "Sight":
        """Nearer by so many steps of a wheel."""
        if self.is_flat:
            return self._with(self.flats[self.way].zoomed(steps))
        return replace(self, orbit=self.orbit.zoomed(steps))

    def dragged(self, across: float, down: float, height: int) -> "Sight":
        """Turned by a drag of so many pixels, or moved where there is nothing to turn."""
        if self.is_flat:
            return self._with(self.flats[self.way].panned(across, down, height))
        return replace(self, orbit=self.orbit.dragged(across, down))

    def _with(self, flat: Flat) -> "Sight":
        return replace(self, flats={**self.flats, self.way: flat})

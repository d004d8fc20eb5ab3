"""What the room looks like now: the frame last sent to the lamps, or else the plan's."""

from dataclasses import dataclass

from luma.app.lights import Lights
from luma.app.pictures import seen_at
from luma.domain.errors import Refused
from luma.domain.light import Floats, Mask
from luma.domain.units import LIGHT_FPS


@dataclass(frozen=True, slots=True, eq=False)
class RoomFrame:
    """What every head does now; the number tells two frames apart."""

    number: int
    levels: Floats
    set: Mask


def sent_now(lights: Lights) -> RoomFrame | None:
    """The frame that the lamps were last sent, if any was; for polling."""
    sent = lights.frame()
    return None if sent is None else RoomFrame(sent.count, sent.levels, sent.set)


def planned(lights: Lights, seconds: float) -> RoomFrame | None:
    """What the plan says at a place in the song, if a show is open; used on the lane."""
    number = max(0, round(seconds * LIGHT_FPS))
    try:
        seen = seen_at(lights.plan, lights.overlay, number)
    except Refused:
        return None
    return RoomFrame(-1 - number, *seen)

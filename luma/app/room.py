"""What the room looks like now: the frame last sent to the lamps, or else the plan's."""

from dataclasses import dataclass

from luma.app.lights import Lights
from luma.domain.errors import Refused
from luma.domain.light import Floats, Mask
from luma.domain.units import LIGHT_FPS
from luma.light.overlay import laid_over


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
        levels, mask = lights.plan.frame(number)
    except Refused:
        return None
    return RoomFrame(-1 - number, laid_over(levels, lights.overlay), mask)

"""`motion/`: directions from places, from other directions, and no faster than lamps turn."""

from typing import Annotated, Literal

import numpy as np

from luma.domain.curve import Aim, Number, Point
from luma.domain.units import LIGHT_FPS
from luma.domain.venue import Head
from luma.graph.nodes._aims import about, centre_of, directed, looks_at
from luma.graph.nodes._loops_motion import follow
from luma.graph.nodes._phase import among_movers
from luma.graph.nodes.motion import Degrees, place_of
from luma.graph.ports import levels
from luma.graph.register import Range, node

Metres = Annotated[Number | float, Range(-100, 100, "m")]
_AXES = {"left_right": 1, "front_back": 0, "around": 2}


@node("motion/fan")
def fan(
    heads: tuple[Head, ...],
    centre: Aim | None = None,
    point: Point | None = None,
    position: Number | None = None,
    *,
    spread: Annotated[Number | float, Range(-360, 360, "degrees")] = 60.0,
    axis: Literal["left_right", "front_back", "around"] = "left_right",
    pan: Degrees = 0.0,
    tilt: Degrees = 30.0,
) -> Aim:
    """Beams opened like a fan.

    The spread is the angle between the first and the last head that moves; the others lie
    evenly between them, in order or by a wired position from 0 to 1. A negative spread crosses
    the beams. The fan opens from left to right, from front to back, or around the vertical. Its
    middle is a wired direction, a wired place in the room, or pan and tilt.
    """
    if position is None:
        number, count = among_movers(heads)
        order = number.astype(np.float32) / np.float32(max(count - 1, 1))
        share = (order if count > 1 else order + np.float32(0.5))[:, None]
    else:
        share = np.clip(position.values[:, :, 0], 0.0, 1.0)
    angle = np.radians((share - np.float32(0.5)) * levels(spread)[:, :, 0])
    # The first beam of a fan that hangs from above points left: about y that is a turn back.
    turn = -angle if axis == "left_right" else angle
    return Aim(about(centre_of(heads, centre, point, pan, tilt), _AXES[axis], turn))


@node("motion/look_at")
def look_at(
    heads: tuple[Head, ...],
    point: Point | None = None,
    *,
    x: Metres = 0.0,
    y: Metres = 2.0,
    z: Metres = 0.0,
) -> Aim:
    """Beams that all meet in one place of the room.

    The place is wired, or x (right), y (upstage) and z (up) in metres from the middle of the
    stage's front edge. Each head looks there from where it hangs.
    """
    return Aim(looks_at(heads, place_of(point, x, y, z)))


@node("motion/limit_speed", memory="all")
def limit_speed(
    aim: Aim,
    *,
    speed: Annotated[Number | float, Range(0, 3600, "degrees/s")] = 180.0,
) -> Aim:
    """The same directions, but never faster than lamps can turn.

    A beam that is told to jump goes the shortest way at this speed, in degrees a second, and
    follows exactly as soon as it has caught up. It begins where it is told to be.
    """
    wanted = directed(aim.values)
    if aim.frames == 1:
        return Aim(wanted)
    most = np.clip(levels(speed)[:, :, 0], 0.0, 3600.0)
    steps = np.ascontiguousarray(np.radians(most / np.float32(LIGHT_FPS)), np.float32)
    if steps.shape[0] > wanted.shape[0]:
        wanted = np.broadcast_to(wanted, (steps.shape[0], *wanted.shape[1:])).copy()
    found = np.empty_like(wanted)
    follow(wanted, steps, found)
    return Aim(found)

"""`motion/`: figures that beams draw, with the beat or by a wired phase."""

from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import Aim, Floats, FrameTimes, Number, Point
from luma.domain.rhythm import BeatGrid
from luma.domain.venue import Head
from luma.graph.chance import Chance
from luma.graph.nodes._aims import beside, between, centre_of, turned
from luma.graph.nodes._phase import Every, angles, beats_long, rounds, spread_out
from luma.graph.ports import levels
from luma.graph.register import Range, node

Doubles = npt.NDArray[np.float64]
Degrees = Annotated[Number | float, Range(-360, 360, "degrees")]
Size = Annotated[Number | float, Range(0, 180, "degrees")]
Turns = Annotated[Number | float, Range(-8, 8, "turns")]
Way = Literal["smooth", "even", "one_way"]
_INNER = 0.6


@node("motion/circle")
def circle(
    beats: BeatGrid,
    at: FrameTimes,
    heads: tuple[Head, ...],
    centre: Aim | None = None,
    point: Point | None = None,
    phase: Number | None = None,
    *,
    every: Every = "4",
    size: Size = 40.0,
    height: Annotated[Number | float, Range(0, 1)] = 1.0,
    spread: Turns = 0.0,
    offset: Turns = 0.0,
    pan: Degrees = 0.0,
    tilt: Degrees = 30.0,
) -> Aim:
    """Beams that draw circles.

    Once round in every so many beats, or as a wired phase says, where 1 is once round. Size is
    how wide the circle is and height its other side as a share of that: 0 is a line. The
    spread lays the heads that move over so many turns one behind the other, and the offset
    moves each along; negative turns go before. The middle is a wired direction, a wired place
    in the room, or pan and tilt: tilt lifts from straight down towards the audience, pan turns
    that anticlockwise as seen from above.
    """
    angle = angles(_round_of(beats, at, heads, every, phase, spread, offset))[:, :, 0]
    wide = _radius(size)
    high = wide * np.clip(levels(height)[:, :, 0], 0.0, 1.0)
    middle = centre_of(heads, centre, point, pan, tilt)
    return Aim(beside(middle, np.cos(angle) * wide, np.sin(angle) * high))


@node("motion/figure_eight")
def figure_eight(
    beats: BeatGrid,
    at: FrameTimes,
    heads: tuple[Head, ...],
    centre: Aim | None = None,
    point: Point | None = None,
    phase: Number | None = None,
    *,
    every: Every = "8",
    size: Size = 60.0,
    height: Annotated[Number | float, Range(0, 1)] = 0.5,
    spread: Turns = 0.0,
    offset: Turns = 0.0,
    pan: Degrees = 0.0,
    tilt: Degrees = 30.0,
) -> Aim:
    """Beams that draw eights lying on their side.

    Once through in every so many beats, or as a wired phase says, where 1 is once through.
    Size is how wide the eight is and height its other side as a share of that. The spread lays
    the heads that move over so many turns one behind the other, and the offset moves each
    along. The middle is a wired direction, a wired place in the room, or pan and tilt.
    """
    angle = angles(_round_of(beats, at, heads, every, phase, spread, offset))[:, :, 0]
    wide = _radius(size)
    high = wide * np.clip(levels(height)[:, :, 0], 0.0, 1.0)
    middle = centre_of(heads, centre, point, pan, tilt)
    return Aim(beside(middle, np.sin(angle) * wide, np.sin(2.0 * angle) * high))


@node("motion/sweep")
def sweep(
    beats: BeatGrid,
    at: FrameTimes,
    heads: tuple[Head, ...],
    start: Aim | None = None,
    stop: Aim | None = None,
    phase: Number | None = None,
    *,
    every: Every = "4",
    way: Way = "smooth",
    spread: Turns = 0.0,
    offset: Turns = 0.0,
    start_pan: Degrees = -45.0,
    start_tilt: Degrees = 45.0,
    stop_pan: Degrees = 45.0,
    stop_tilt: Degrees = 45.0,
) -> Aim:
    """Beams that swing from one direction to another.

    There and back in every so many beats, or as a wired phase says: smooth rests at the ends,
    even has one speed, and one way goes there only and begins anew. Each end is a wired
    direction, or pan and tilt. Between two ends of pan and tilt both angles are swept, as a
    lamp turns; with a wired end the beam goes the shortest way.
    """
    turn = np.mod(_round_of(beats, at, heads, every, phase, spread, offset), 1.0)
    share = _swung(turn, way).astype(np.float32)
    if start is None and stop is None:
        ends = ((start_pan, stop_pan), (start_tilt, stop_tilt))
        swept = (levels(a) + (levels(b) - levels(a)) * share for a, b in ends)
        pan, tilt = (Number(angle) for angle in swept)
        return Aim(turned(pan, tilt))
    first = centre_of(heads, start, None, start_pan, start_tilt)
    second = centre_of(heads, stop, None, stop_pan, stop_tilt)
    return Aim(between(first, second, share[:, :, 0]))


def _swung(turn: Doubles, way: Way) -> Doubles:
    if way == "smooth":
        return np.asarray((1.0 - np.cos(turn * (2.0 * np.pi))) / 2.0)
    return turn if way == "one_way" else np.asarray(1.0 - np.abs(2.0 * turn - 1.0))


@node("motion/wander")
def wander(
    beats: BeatGrid,
    at: FrameTimes,
    heads: tuple[Head, ...],
    chance: Chance,
    centre: Aim | None = None,
    point: Point | None = None,
    *,
    every: Every = "4",
    size: Size = 60.0,
    together: bool = False,
    pan: Degrees = 0.0,
    tilt: Degrees = 30.0,
) -> Aim:
    """Beams that wander about without a plan, always smoothly and always the same way.

    Every so many beats they make for another place in a circle of that size. Each head goes
    its own way, or all of them one way together. The middle of the circle is a wired
    direction, a wired place in the room, or pan and tilt.
    """
    position = beats.position(at.seconds) / beats_long(every)
    step = np.floor(position).astype(np.int64)
    known = np.arange(int(step.min()) - 1, int(step.max()) + 3)
    if together:
        turn, far = (chance.stream(known * 2 + part)[None] for part in (0, 1))
    else:
        turn, far = (chance.table(heads, known * 2 + part) for part in (0, 1))
    reach = _INNER + (1.0 - _INNER) * far
    index, share = step - known[0], position - step
    across, along = (
        _smoothly((way(turn * (2.0 * np.pi)) * reach).astype(np.float32), index, share)
        for way in (np.cos, np.sin)
    )
    wide = _radius(size)
    return Aim(beside(centre_of(heads, centre, point, pan, tilt), across * wide, along * wide))


def _smoothly(places: Floats, index: npt.NDArray[np.int64], share: Doubles) -> Floats:
    """A cubic B-spline over rows of places, which never leaves what they enclose."""
    rest = 1.0 - share
    weights = (
        rest**3,
        3.0 * share**3 - 6.0 * share**2 + 4.0,
        3.0 * rest**3 - 6.0 * rest**2 + 4.0,
        share**3,
    )
    parts = (
        places[:, index - 1 + at] * (weight / 6.0).astype(np.float32)
        for at, weight in enumerate(weights)
    )
    return np.asarray(sum(parts), np.float32)


@node("motion/orbit")
def orbit(
    beats: BeatGrid,
    at: FrameTimes,
    heads: tuple[Head, ...],
    centre: Point | None = None,
    phase: Number | None = None,
    *,
    every: Every = "8",
    radius: Annotated[Number | float, Range(0, 100, "m")] = 2.0,
    plane: Literal["floor", "wall", "side"] = "floor",
    spread: Turns = 0.0,
    offset: Turns = 0.0,
    x: Annotated[Number | float, Range(-100, 100, "m")] = 0.0,
    y: Annotated[Number | float, Range(-100, 100, "m")] = 2.0,
    z: Annotated[Number | float, Range(-100, 100, "m")] = 0.0,
) -> Point:
    """A place that circles through the room, in metres.

    Once round in every so many beats, or as a wired phase says, where 1 is once round. Its
    middle is a wired place, or x (right), y (upstage) and z (up) from the middle of the stage's
    front edge. It circles flat above the floor, upright as on the back wall, or upright as on
    a side wall. With a spread each head that moves has a place of its own.
    """
    angle = angles(_round_of(beats, at, heads, every, phase, spread, offset))
    middle = place_of(centre, x, y, z)
    far = np.clip(levels(radius), 0.0, 100.0)
    shape = np.broadcast_shapes(middle.shape[:2], angle.shape[:2], far.shape[:2])
    found = np.broadcast_to(middle, (*shape, 3)).copy()
    first, second = {"floor": (0, 1), "wall": (0, 2), "side": (1, 2)}[plane]
    found[:, :, first] += (np.cos(angle) * far)[:, :, 0]
    found[:, :, second] += (np.sin(angle) * far)[:, :, 0]
    return Point(found)


def place_of(
    point: Point | None, x: Number | float, y: Number | float, z: Number | float
) -> Floats:
    """The place that is wired, or that of three numbers."""
    if point is not None:
        return point.values
    return np.stack(
        np.broadcast_arrays(*(levels(part)[:, :, 0] for part in (x, y, z))), axis=-1
    )


def _round_of(
    beats: BeatGrid,
    at: FrameTimes,
    heads: tuple[Head, ...],
    every: str,
    phase: Number | None,
    spread: Number | float,
    offset: Number | float,
) -> Doubles:
    """How many rounds each head has gone; the spread is over those that move."""
    gone = rounds(beats, at, every, phase)
    return spread_out(gone, heads, spread, offset, by_movers=True)


def _radius(size: Number | float) -> Floats:
    return np.asarray(np.radians(np.clip(levels(size)[:, :, 0], 0.0, 180.0) / 2.0), np.float32)

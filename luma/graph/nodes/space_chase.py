"""`space/chase`: a light that runs over the heads."""

from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from luma.domain.curve import FrameTimes, Number
from luma.domain.rhythm import BeatGrid
from luma.domain.selection import Selection
from luma.domain.venue import Head
from luma.graph.chance import Chance
from luma.graph.nodes._places import Floats, Indices, chosen, scattered, slots
from luma.graph.ports import levels
from luma.graph.register import Range, node

Over = Literal["order", "x", "y", "z", "along", "angle", "group"]
Direction = Literal["forward", "back", "bounce", "from_centre", "to_centre", "random"]
SHUFFLES = 256
"""After so many passes a random chase begins its orders again."""

_HAIR = 1e-9
_MANY_PASSES = 1e15


@node("space/chase")
def chase(
    heads: tuple[Head, ...],
    beats: BeatGrid,
    at: FrameTimes,
    chance: Chance,
    position: Number | None = None,
    among: Selection | None = None,
    *,
    over: Over = "order",
    direction: Direction = "forward",
    length: Annotated[float, Range(0.125, 64, "beats")] = 4.0,
    width: Annotated[Number | float, Range(0, 1)] = 0.25,
    softness: Annotated[Number | float, Range(0, 1)] = 0.5,
    wrap: bool = True,
) -> Number:
    """A light that runs over the heads, pass after pass.

    A pass lasts the length in beats; a wired position drives it instead, 1 for each pass. Over
    is the line that it runs along: the order of the heads, an axis of the room, the angle about
    their centre, or one group after the other. Bounce runs there and back, and random takes the
    places in a new order on every pass. Width is how much of the line is lit, softness how much
    of that is fading edge. With wrap it enters at the beginning while it leaves at the end;
    without, it has left before it comes again.
    """
    meant = chosen(heads, among)
    if not meant.size:
        return Number(np.zeros((len(heads), 1, 1), np.float32))
    some = tuple(heads[i] for i in meant)
    if position is None:
        passes = beats.position(at.seconds)[None, :, None] / length
    else:
        passes = position.values.astype(np.float64)
        passes = passes[meant] if passes.shape[0] > 1 else passes
    passes = np.clip(passes, -_MANY_PASSES, _MANY_PASSES) + _HAIR
    place = _directed(slots(some, over)[:, None, None], direction)
    if direction == "random":
        place = _shuffled(passes, place, some, chance)
    wide = _of_heads(levels(width), meant)
    if direction == "bounce":
        front = _between_ends(passes, place) + wide / 2.0
    elif wrap:
        front = (passes if direction != "random" else np.mod(passes, 1.0)) + wide / 2.0
    else:
        front = np.mod(passes, 1.0) * (1.0 + wide)
    behind = front - place
    if wrap and direction not in {"bounce", "random"}:
        behind = np.mod(behind, 1.0)
    lit = _profile(behind, wide, _of_heads(levels(softness), meant))
    return Number(scattered(lit, meant, len(heads)))


def _of_heads(values: npt.NDArray[np.float32], meant: Indices) -> Floats:
    return (values[meant] if values.shape[0] > 1 else values).astype(np.float64)


def _directed(place: Floats, direction: Direction) -> Floats:
    """How far along its way the light meets each place."""
    match direction:
        case "back":
            return 1.0 - place
        case "from_centre":
            return np.abs(2.0 * place - 1.0)
        case "to_centre":
            return 1.0 - np.abs(2.0 * place - 1.0)
        case _:
            return place


def _shuffled(passes: Floats, place: Floats, heads: tuple[Head, ...], chance: Chance) -> Floats:
    """The places in an order that is drawn for every pass; heads of one place stay together."""
    distinct, first, slot = np.unique(place, return_index=True, return_inverse=True)
    turn = np.mod(np.floor(passes[:, :, 0]), SHUFFLES).astype(np.int64)
    steps, at_step = np.unique(turn, return_inverse=True)
    throws = chance.table(tuple(heads[i] for i in first), steps)
    ranks = np.argsort(np.argsort(throws, axis=0, kind="stable"), axis=0, kind="stable")
    drawn = distinct[ranks]
    found = drawn[slot.reshape(-1, 1), at_step.reshape(turn.shape)]
    return np.asarray(found[:, :, None], np.float64)


def _between_ends(passes: Floats, place: Floats) -> Floats:
    turn = np.mod(passes, 2.0)
    way = np.minimum(turn, 2.0 - turn)
    return np.asarray(place.min() + way * np.ptp(place), np.float64)


def _profile(behind: Floats, wide: Floats, softness: Floats) -> npt.NDArray[np.float32]:
    """The level at so much behind the front: edges that fade, and between them full."""
    edge = np.clip(softness, 0.0, 1.0) * wide / 2.0
    near = np.minimum(behind, wide - behind) / np.maximum(edge, _HAIR)
    level = np.where(edge > _HAIR, np.clip(near, 0.0, 1.0), 1.0)
    return np.where((behind >= 0.0) & (behind < wide), level, 0.0).astype(np.float32)

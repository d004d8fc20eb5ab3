"""`space/`: where heads stand, as numbers."""

from typing import Literal, NamedTuple

import numpy as np

from luma.domain.curve import Number
from luma.domain.selection import Selection
from luma.domain.venue import Head
from luma.graph.nodes._places import LINES, PLACES, Floats, Indices, chosen, scattered
from luma.graph.register import node

Which = Literal[
    "index", "share", "x", "y", "z", "relative_x", "relative_y", "relative_z", "along", "angle",
    "rank", "distance", "group",
]  # fmt: skip
Line = Literal["order", "x", "y", "z", "along"]
_NEAR = 1e-6


class Folded(NamedTuple):
    """How near each head is to the middle, and on which side of it."""

    folded: Number
    side: Number


class ByGroup(NamedTuple):
    """What tells the groups of heads from one another."""

    number: Number
    phase: Number
    alternate: Number
    level: Number


@node("space/attribute")
def attribute(
    heads: tuple[Head, ...], among: Selection | None = None, *, which: Which = "share"
) -> Number:
    """A number for every head, from its place in the selection or in the room.

    Index counts from 0 and share runs from 0 to 1 in the selection's order; x, y and z are
    metres, relative is 0 to 1 on that axis, along is the same on the longest axis. Angle is the
    share of a turn about the centre, rank the same evenly spread, distance 0 at the centre and
    1 at the farthest head, group the number of the head's first group. Among reckons all that
    for some heads alone; the others get 0.
    """
    meant = chosen(heads, among)
    if not meant.size:
        return Number(np.zeros((len(heads), 1, 1), np.float32))
    return _curve(PLACES[which](tuple(heads[i] for i in meant)), meant, len(heads))


@node("space/mirror")
def mirror(
    heads: tuple[Head, ...], among: Selection | None = None, *, over: Line = "order"
) -> Folded:
    """Two halves that do the same: folded runs from 0 at one end over 1 in the middle to 0.

    Side is -1 for heads before the middle and +1 for those from the middle on; multiply a pan
    by it and both halves move towards one another. Over says along which line: the order of the
    heads, an axis of the room, or the axis on which they are spread the most. Heads that are
    not among those selected get 0.
    """
    meant = chosen(heads, among)
    if not meant.size:
        nothing = Number(np.zeros((len(heads), 1, 1), np.float32))
        return Folded(nothing, nothing)
    some = tuple(heads[i] for i in meant)
    place = PLACES["share" if over == "order" else LINES[over]](some)
    if len(some) == 1:
        place = np.array([0.5])
    side = np.where(place < 0.5 - _NEAR, -1.0, 1.0)
    return Folded(
        _curve(1.0 - np.abs(2.0 * place - 1.0), meant, len(heads)),
        _curve(side, meant, len(heads)),
    )


@node("space/by_group")
def by_group(
    heads: tuple[Head, ...],
    among: Selection | None = None,
    *,
    levels: tuple[float, ...] = (1.0, 0.5),
) -> ByGroup:
    """A value of its own for every group, the same for all heads in it.

    Number counts the groups from 0 in the order in which their heads come; phase spreads them
    from 0 to below 1, as an offset that sends them one after the other; alternate is 0 and 1 in
    turn; level takes the drawn levels one by one, and begins again after the last. A head
    belongs to the first of its groups; heads that are not selected get 0.
    """
    meant = chosen(heads, among)
    if not meant.size:
        return ByGroup(*[Number(np.zeros((len(heads), 1, 1), np.float32))] * 4)
    index = PLACES["group"](tuple(heads[i] for i in meant))
    found = (
        index,
        index / (index.max() + 1.0),
        index % 2.0,
        np.array(levels)[index.astype(np.int64) % len(levels)],
    )
    return ByGroup(*(_curve(values, meant, len(heads)) for values in found))


def _curve(values: Floats, meant: Indices, heads: int) -> Number:
    return Number(scattered(values[:, None, None], meant, heads))

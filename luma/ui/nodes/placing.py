"""Where nodes lie on the canvas: snapping, and places for those that have none."""

from collections.abc import Iterable, Mapping

from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import NodeId

SNAP = 20
COLUMN, LINE = 240, 280
Place = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width and height."""
STEPS = sorted(
    ((across, down) for across in range(-60, 61, 2) for down in range(-60, 61, 2)),
    key=lambda step: (abs(step[0]) + abs(step[1]), -step[0], -step[1]),
)
"""The ways to the places around one, the nearest first."""


def snapped(x: float, y: float) -> Place:
    """The nearest place on the grid."""
    return float(round(x / SNAP) * SNAP), float(round(y / SNAP) * SNAP)


def places_of(doc: GraphDoc) -> Mapping[NodeId, Place]:
    """A place for every node: its own, or one in the column of what feeds it."""
    lost = [name for name in doc.nodes if name not in doc.layout]
    if not lost:
        return doc.layout
    depths = _depths(doc)
    below = max((y for _, y in doc.layout.values()), default=-LINE) + LINE
    heights: dict[int, float] = {}
    found = dict(doc.layout)
    for name in lost:
        depth = depths[name]
        y = heights.get(depth, below)
        found[name] = (float(depth * COLUMN), y)
        heights[depth] = y + LINE
    return found


def _depths(doc: GraphDoc) -> dict[NodeId, int]:
    """How many wires lie before each node; a graph that bites itself ends the counting."""
    depths = dict.fromkeys(doc.nodes, 0)
    for _ in range(len(doc.nodes)):
        changed = False
        for wire in doc.wires:
            if wire.source in depths and wire.target in depths:
                wanted = min(depths[wire.source] + 1, len(doc.nodes))
                if depths[wire.target] < wanted:
                    depths[wire.target], changed = wanted, True
        if not changed:
            break
    return depths


def curve_of(start: Place, stop: Place) -> tuple[Place, Place]:
    """The two handles of a wire."""
    reach = max(36.0, abs(stop[0] - start[0]) / 2)
    return (start[0] + reach, start[1]), (stop[0] - reach, stop[1])


def free_place(at: Place, size: tuple[float, float], taken: Iterable[Box]) -> Place:
    """The place nearest to another where a box lies on none that are there."""
    boxes = list(taken)
    width, height = size

    def is_free(x: float, y: float) -> bool:
        return not any(
            x < left + across + SNAP
            and left < x + width + SNAP
            and y < top + down + SNAP
            and top < y + height + SNAP
            for left, top, across, down in boxes
        )

    for across, down in STEPS:
        x, y = at[0] + across * SNAP, at[1] + down * SNAP
        if is_free(x, y):
            return (x, y)
    return at

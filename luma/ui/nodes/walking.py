"""Going from node to node: along wires, to what lies beside, and to all before or after."""

from collections.abc import Collection, Mapping

from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import NodeId

Box = tuple[float, float, float, float]
Boxes = Mapping[NodeId, Box]
ASIDE = 2.5
"""How much farther something seems that does not lie straight ahead."""


def next_node(
    doc: GraphDoc, boxes: Boxes, here: NodeId | None, way: tuple[int, int]
) -> NodeId | None:
    """The node that an arrow leads to: along a wire sideways, else what lies nearest."""
    if not boxes:
        return None
    if here is None or here not in boxes:
        return min(boxes, key=lambda name: (boxes[name][0], boxes[name][1], name))
    if way[0]:
        ends = doc.wires
        wired = (
            {w.target for w in ends if w.source == here}
            if way[0] > 0
            else {w.source for w in ends if w.target == here}
        )
        if near := _nearest(boxes, here, wired & boxes.keys()):
            return near
    ahead = {name for name in boxes if name != here and _is_ahead(boxes, here, name, way)}
    return _nearest(boxes, here, ahead, way)


def reached(doc: GraphDoc, names: Collection[NodeId], *, upstream: bool) -> set[NodeId]:
    """Nodes, and all that feed them or are fed by them."""
    beside: dict[NodeId, list[NodeId]] = {}
    for wire in doc.wires:
        here, there = (wire.target, wire.source) if upstream else (wire.source, wire.target)
        beside.setdefault(here, []).append(there)
    seen, waiting = set(names), list(names)
    while waiting:
        fresh = [name for name in beside.get(waiting.pop(), ()) if name not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return seen & doc.nodes.keys()


def _is_ahead(boxes: Boxes, here: NodeId, there: NodeId, way: tuple[int, int]) -> bool:
    (x, y), (to_x, to_y) = _middle(boxes[here]), _middle(boxes[there])
    along = (to_x - x) * way[0] + (to_y - y) * way[1]
    aside = abs((to_x - x) * way[1]) + abs((to_y - y) * way[0])
    return along > 1.0 and aside <= 2 * along + 60


def _nearest(
    boxes: Boxes, here: NodeId, among: Collection[NodeId], way: tuple[int, int] = (1, 0)
) -> NodeId | None:
    x, y = _middle(boxes[here])

    def far(name: NodeId) -> tuple[float, NodeId]:
        to_x, to_y = _middle(boxes[name])
        across, down = abs(to_x - x), abs(to_y - y)
        if way[0]:
            return across + ASIDE * down, name
        return down + ASIDE * across, name

    return min(among, key=far, default=None)


def _middle(box: Box) -> tuple[float, float]:
    return box[0] + box[2] / 2, box[1] + box[3] / 2

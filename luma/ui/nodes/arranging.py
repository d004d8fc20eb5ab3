"""Putting nodes in order by their sizes: in line, evenly spread, or all along their wires."""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from luma.domain.ids import NodeId
from luma.ui.nodes.layering import Flow, Link, layered
from luma.ui.nodes.placing import Place, snapped

Box = tuple[float, float, float, float]
"""Left, top, width and height."""
Boxes = Mapping[NodeId, Box]
Side = Literal["left", "right", "top", "bottom", "centre", "middle"]
BETWEEN, RATIO = 60.0, 1.6


def aligned(boxes: Boxes, side: Side) -> dict[NodeId, Place]:
    """Boxes with one of their edges, or their middles, on one line."""
    if not boxes:
        return {}
    left, top, right, bottom = _around(boxes)
    across, down = (left + right) / 2, (top + bottom) / 2
    lines: dict[Side, Callable[[Box], Place]] = {
        "left": lambda b: (left, b[1]),
        "right": lambda b: (right - b[2], b[1]),
        "centre": lambda b: (across - b[2] / 2, b[1]),
        "top": lambda b: (b[0], top),
        "bottom": lambda b: (b[0], bottom - b[3]),
        "middle": lambda b: (b[0], down - b[3] / 2),
    }
    return {name: lines[side](box) for name, box in boxes.items()}


def distributed(boxes: Boxes, *, across: bool) -> dict[NodeId, Place]:
    """Boxes with the same gap between all of them; the outermost stay."""
    axis = 0 if across else 1
    row = sorted(boxes, key=lambda name: (boxes[name][axis], name))
    places = {name: (boxes[name][0], boxes[name][1]) for name in row}
    if len(row) < 3:
        return places
    first, last = boxes[row[0]], boxes[row[-1]]
    room = last[axis] + last[axis + 2] - first[axis]
    gap = (room - sum(boxes[name][axis + 2] for name in row)) / (len(row) - 1)
    at = first[axis]
    for name in row:
        x, y = places[name]
        places[name] = (at, y) if across else (x, at)
        at += boxes[name][axis + 2] + gap
    return places


def arranged(boxes: Boxes, links: Iterable[Link]) -> dict[NodeId, Place]:
    """Boxes from left to right along their wires, none over another, with few crossings.

    What hangs together is laid out by itself; the parts then stand in rows, in the order in
    which they stood, from the corner where the whole began.
    """
    if not boxes:
        return {}
    inside = [link for link in links if link.source in boxes and link.target in boxes]
    left, top, _, _ = _around(boxes)
    left, top = snapped(left, top)
    parts = [layered(flow) for flow in _flows(boxes, inside)]
    sizes = [_size(part, boxes) for part in parts]
    area = sum((w + BETWEEN) * (h + BETWEEN) for w, h in sizes)
    widest = max(*(w for w, _ in sizes), (area * RATIO) ** 0.5)
    found: dict[NodeId, Place] = {}
    x, y, row = 0.0, 0.0, 0.0
    for part, (width, height) in zip(parts, sizes, strict=True):
        if x and x + width > widest:
            x, y, row = 0.0, y + row + BETWEEN, 0.0
        for name, (px, py) in part.items():
            found[name] = snapped(left + x + px, top + y + py)
        x, row = x + width + BETWEEN, max(row, height)
    return found


def _flows(boxes: Boxes, links: list[Link]) -> list[Flow]:
    """The parts that hang together, those that began further up first."""
    roots = {name: name for name in boxes}

    def root(name: NodeId) -> NodeId:
        while roots[name] != name:
            roots[name] = name = roots[roots[name]]
        return name

    for link in links:
        roots[root(link.source)] = root(link.target)
    members: dict[NodeId, list[NodeId]] = {}
    for name in boxes:
        members.setdefault(root(name), []).append(name)
    inner: dict[NodeId, list[Link]] = {}
    for link in links:
        inner.setdefault(root(link.source), []).append(link)
    order = sorted(
        members,
        key=lambda one: min((boxes[n][1] // 200, boxes[n][0]) for n in members[one]),
    )
    return [
        Flow({n: boxes[n] for n in members[one]}, tuple(inner.get(one, ()))) for one in order
    ]


def _size(places: Mapping[NodeId, Place], boxes: Boxes) -> tuple[float, float]:
    right = max(x + boxes[name][2] for name, (x, _) in places.items())
    bottom = max(y + boxes[name][3] for name, (_, y) in places.items())
    return right, bottom


def _around(boxes: Boxes) -> Box:
    """The left, top, right and bottom of all boxes."""
    every = boxes.values()
    return (
        min(b[0] for b in every),
        min(b[1] for b in every),
        max(b[0] + b[2] for b in every),
        max(b[1] + b[3] for b in every),
    )

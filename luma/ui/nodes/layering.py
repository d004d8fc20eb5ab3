"""Nodes in columns from left to right: each right of all that feed it, with few crossings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from luma.domain.ids import NodeId

GAP_ACROSS, GAP_DOWN, LANE = 80.0, 40.0, 20.0
SWEEPS, SETTLINGS = 6, 6
MOST_LANES = 5000
Box = tuple[float, float, float, float]
Key = NodeId | tuple[int, int]
"""A node, or the place where a long wire passes a column."""


@dataclass(frozen=True, slots=True)
class Link:
    """A wire, and how far below their nodes' tops its ends lie."""

    source: NodeId
    target: NodeId
    leaves: float = 0.0
    enters: float = 0.0


@dataclass(frozen=True, slots=True)
class Flow:
    """Nodes that hang together, as they stand, and the wires between them."""

    boxes: Mapping[NodeId, Box]
    links: tuple[Link, ...]


@dataclass(slots=True)
class _Grid:
    """The columns, and what is beside each cell in the columns before and after it."""

    columns: list[list[Key]]
    heights: dict[Key, float]
    before: dict[Key, list[tuple[Key, float, float]]] = field(default_factory=dict)
    after: dict[Key, list[tuple[Key, float, float]]] = field(default_factory=dict)

    def tie(self, source: Key, target: Key, leaves: float, enters: float) -> None:
        """Let a wire lead from a cell to one in the next column."""
        self.after.setdefault(source, []).append((target, leaves, enters))
        self.before.setdefault(target, []).append((source, enters, leaves))


def layered(flow: Flow) -> dict[NodeId, tuple[float, float]]:
    """A place for every node, the first column at the left edge and the highest at the top."""
    columns = columns_of(flow)
    grid = _grid(flow, columns)
    for sweep in range(SWEEPS):
        _sort(grid, forward=sweep % 2 == 0)
    tops = _settle(grid)
    highest = min(tops[name] for name in flow.boxes)
    places: dict[NodeId, tuple[float, float]] = {}
    x = 0.0
    for number in range(len(grid.columns)):
        names = [name for name in flow.boxes if columns[name] == number]
        for name in names:
            places[name] = (x, tops[name] - highest)
        x += max((flow.boxes[name][2] for name in names), default=0.0) + GAP_ACROSS
    return places


def columns_of(flow: Flow) -> dict[NodeId, int]:
    """The column of every node: after the longest way to it, and close before what it feeds."""
    feeds: dict[NodeId, list[NodeId]] = {name: [] for name in flow.boxes}
    open_ends = dict.fromkeys(flow.boxes, 0)
    for link in flow.links:
        feeds[link.source].append(link.target)
        open_ends[link.target] += 1
    columns = dict.fromkeys(flow.boxes, 0)
    ready = [name for name, count in open_ends.items() if count == 0]
    order: list[NodeId] = []
    while ready:
        here = ready.pop()
        order.append(here)
        for target in feeds[here]:
            columns[target] = max(columns[target], columns[here] + 1)
            open_ends[target] -= 1
            if open_ends[target] == 0:
                ready.append(target)
    fed = {link.target for link in flow.links}
    for name in reversed(order):
        if feeds[name] and name not in fed:
            columns[name] = max(min(columns[t] for t in feeds[name]) - 1, columns[name])
    return columns


def _grid(flow: Flow, columns: Mapping[NodeId, int]) -> _Grid:
    made: list[list[Key]] = [[] for _ in range(max(columns.values()) + 1)]
    for name in sorted(flow.boxes, key=lambda n: (flow.boxes[n][1], flow.boxes[n][0], n)):
        made[columns[name]].append(name)
    grid = _Grid(made, {name: box[3] for name, box in flow.boxes.items()})
    passing = sum(abs(columns[k.target] - columns[k.source]) - 1 for k in flow.links)
    for number, link in enumerate(flow.links):
        first, last = columns[link.source], columns[link.target]
        if last <= first or (last > first + 1 and passing > MOST_LANES):
            continue
        here, leaves = link.source, link.leaves
        step: Key = here
        for column in range(first + 1, last):
            lane = (number, column)
            grid.columns[column].append(lane)
            grid.heights[lane] = LANE
            grid.tie(step, lane, leaves, LANE / 2)
            step, leaves = lane, LANE / 2
        grid.tie(step, link.target, leaves, link.enters)
    return grid


def _sort(grid: _Grid, *, forward: bool) -> None:
    """Sort each column by where the wires from its neighbour come from."""
    beside = grid.before if forward else grid.after
    numbers = range(len(grid.columns)) if forward else reversed(range(len(grid.columns)))
    ranks: dict[Key, float] = {}
    for number in numbers:
        column = grid.columns[number]
        wanted: dict[Key, float] = {}
        for place, cell in enumerate(column):
            ends = [ranks[far] + here / 10_000 for far, _, here in beside.get(cell, ())]
            wanted[cell] = sum(ends) / len(ends) if ends else float(place)
        column.sort(key=wanted.__getitem__)
        ranks.update((cell, float(place)) for place, cell in enumerate(column))


def _settle(grid: _Grid) -> dict[Key, float]:
    """The top of every cell: as straight before its wires as its neighbours let it."""
    tops: dict[Key, float] = {}
    for column in grid.columns:
        y = 0.0
        for cell in column:
            tops[cell] = y
            y += grid.heights[cell] + _gap(cell)
    for turn in range(SETTLINGS):
        forward = turn % 2 == 0
        both = turn < SETTLINGS - 1
        for column in grid.columns if forward else reversed(grid.columns):
            wanted = [_wanted(grid, tops, cell, both=both) for cell in column]
            steps = [grid.heights[cell] + _gap(cell) for cell in column]
            tops.update(zip(column, spread(wanted, steps), strict=True))
    return tops


def _wanted(grid: _Grid, tops: Mapping[Key, float], cell: Key, *, both: bool) -> float:
    ends = [*grid.before.get(cell, ())]
    if both or not ends:
        ends += grid.after.get(cell, ())
    if not ends:
        return tops[cell]
    total: float = sum(tops[far] + there - here for far, here, there in ends)
    return total / len(ends)


def _gap(cell: Key) -> float:
    return 0.0 if isinstance(cell, tuple) else GAP_DOWN


def spread(wanted: Sequence[float], steps: Sequence[float]) -> list[float]:
    """The places nearest to those wanted that keep their order and each its step from the next.

    What pushes against one another moves together, to where it is off by least.
    """
    starts: list[float] = []
    at = 0.0
    for step in steps:
        starts.append(at)
        at += step
    pools: list[tuple[float, int]] = []
    for place, start in zip(wanted, starts, strict=True):
        total, count = place - start, 1
        while pools and pools[-1][0] / pools[-1][1] >= total / count:
            before, many = pools.pop()
            total, count = total + before, count + many
        pools.append((total, count))
    flat = [total / count for total, count in pools for _ in range(count)]
    return [place + start for place, start in zip(flat, starts, strict=True)]

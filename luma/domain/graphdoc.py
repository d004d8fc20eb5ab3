"""The pattern graph as a document."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from luma.domain.errors import NotFound
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json


@dataclass(frozen=True, slots=True)
class NodeDoc:
    """A node as it is written down; `extra` keeps what this version does not know."""

    type: str
    version: int = 1
    settings: Mapping[str, Json] = field(default_factory=dict)
    extra: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Wire:
    """The way from one node's output to another's input."""

    source: NodeId
    output: str
    target: NodeId
    input: str

    def __str__(self) -> str:
        """Both of its ends."""
        return f"{self.source}.{self.output} → {self.target}.{self.input}"


@dataclass(frozen=True, slots=True)
class Argument:
    """A value that a pattern leaves open until it is placed."""

    name: str
    kind: str
    default: Json
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class GraphDoc:
    """Nodes by name and the wires between them, each stored once; layout may be ignored."""

    nodes: Mapping[NodeId, NodeDoc] = field(default_factory=dict)
    wires: tuple[Wire, ...] = ()
    arguments: tuple[Argument, ...] = ()
    layout: Mapping[NodeId, tuple[float, float]] = field(default_factory=dict)
    extra: Mapping[str, Json] = field(default_factory=dict)

    def node(self, name: NodeId) -> NodeDoc:
        """The node of that name."""
        try:
            return self.nodes[name]
        except KeyError:
            raise NotFound(f'The graph has no node called "{name}".') from None

    def feeds(self, target: NodeId) -> tuple[Wire, ...]:
        """The wires that end at a node."""
        return tuple(wire for wire in self.wires if wire.target == target)

    def path(self, start: NodeId, goal: NodeId) -> tuple[NodeId, ...] | None:
        """The nodes on a way along wires from one node to another, if there is a way."""
        came_from: dict[NodeId, NodeId | None] = {start: None}
        waiting = [start]
        while waiting:
            here = waiting.pop()
            if here == goal:
                return _traced(came_from, goal)
            for wire in self.wires:
                if wire.source == here and wire.target not in came_from:
                    came_from[wire.target] = here
                    waiting.append(wire.target)
        return None

    def with_nodes(self, nodes: Mapping[NodeId, NodeDoc]) -> "GraphDoc":
        """The same graph with other nodes."""
        return replace(self, nodes=nodes)

    def with_wires(self, wires: tuple[Wire, ...]) -> "GraphDoc":
        """The same graph with other wires, in their one order."""
        return replace(self, wires=tuple(sorted(set(wires))))


def _traced(came_from: Mapping[NodeId, NodeId | None], goal: NodeId) -> tuple[NodeId, ...]:
    way: list[NodeId] = []
    step: NodeId | None = goal
    while step is not None:
        way.append(step)
        step = came_from[step]
    return tuple(reversed(way))

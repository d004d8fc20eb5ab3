"""The pattern graph as a document."""

from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from luma.domain.errors import NotFound
from luma.domain.frozen import freeze_fields
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json

Use = Literal["on", "muted", "bypassed"]
Place = tuple[float, float]
ARGUMENTS_NODE: Final = "in/arguments"
"""The type of the node whose outputs are the pattern's arguments."""


@dataclass(frozen=True, slots=True)
class NodeDoc:
    """A node as it is written down; `extra` keeps what this version does not know.

    A muted node gives nothing; a bypassed one passes on what it is fed.
    """

    type: str
    version: int = 1
    settings: Mapping[str, Json] = field(default_factory=dict)
    extra: Mapping[str, Json] = field(default_factory=dict)
    use: Use = "on"

    def __post_init__(self) -> None:
        """Keep copies that nobody can change."""
        freeze_fields(self, "settings", "extra")


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
class Bend:
    """The points by which a wire is led around, from its source on."""

    wire: Wire
    by: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Words on the canvas; a frame also lies around nodes, and carries them along."""

    text: str
    at: Place
    size: tuple[float, float] = (200.0, 80.0)
    frames: bool = False
    tint: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """An output of a node that the pattern gives away by a name, where it is used as a node."""

    name: str
    node: NodeId
    output: str


@dataclass(frozen=True, slots=True)
class Argument:
    """A value that a pattern leaves open until it is placed.

    Its kind is that of a setting, a selection, or that of a wire which has no plain value.
    """

    name: str
    kind: str
    default: Json = None
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    help: str = ""


@dataclass(frozen=True, slots=True)
class GraphDoc:
    """Nodes by name and the wires between them, each stored once.

    Layout, bends and remarks are for the eye and change nothing.
    """

    nodes: Mapping[NodeId, NodeDoc] = field(default_factory=dict)
    wires: tuple[Wire, ...] = ()
    arguments: tuple[Argument, ...] = ()
    layout: Mapping[NodeId, Place] = field(default_factory=dict)
    extra: Mapping[str, Json] = field(default_factory=dict)
    offers: tuple[Offer, ...] = ()
    bends: tuple[Bend, ...] = ()
    remarks: Mapping[str, Remark] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep each wire once and in order, and copies that nobody can change."""
        freeze_fields(self, "nodes", "layout", "remarks", "extra")
        object.__setattr__(self, "wires", tuple(sorted(set(self.wires))))

    def node(self, name: NodeId) -> NodeDoc:
        """The node of that name."""
        try:
            return self.nodes[name]
        except KeyError:
            raise NotFound(f'The graph has no node called "{name}".') from None

    def find_argument(self, name: str) -> Argument | None:
        """The argument of that name, if there is one."""
        return next((argument for argument in self.arguments if argument.name == name), None)

    def argument_nodes(self) -> frozenset[NodeId]:
        """The nodes whose outputs are the arguments."""
        return frozenset(n for n, node in self.nodes.items() if node.type == ARGUMENTS_NODE)

    def feeds(self, target: NodeId) -> tuple[Wire, ...]:
        """The wires that end at a node."""
        return tuple(wire for wire in self.wires if wire.target == target)

    def path(self, start: NodeId, goal: NodeId) -> tuple[NodeId, ...] | None:
        """The nodes on a shortest way along wires from one node to another, if there is one."""
        following: defaultdict[NodeId, list[NodeId]] = defaultdict(list)
        for wire in self.wires:
            following[wire.source].append(wire.target)
        came_from: dict[NodeId, NodeId | None] = {start: None}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            if here == goal:
                return _traced(came_from, goal)
            for target in following[here]:
                if target not in came_from:
                    came_from[target] = here
                    waiting.append(target)
        return None

    def with_nodes(self, nodes: Mapping[NodeId, NodeDoc]) -> "GraphDoc":
        """The same graph with other nodes."""
        return replace(self, nodes=nodes)

    def with_wires(self, wires: tuple[Wire, ...]) -> "GraphDoc":
        """The same graph with other wires; bends go with their wires."""
        if not self.bends:
            return replace(self, wires=wires)
        kept = set(wires)
        return replace(
            self, wires=wires, bends=tuple(bend for bend in self.bends if bend.wire in kept)
        )


def _traced(came_from: Mapping[NodeId, NodeId | None], goal: NodeId) -> tuple[NodeId, ...]:
    way: list[NodeId] = []
    step: NodeId | None = goal
    while step is not None:
        way.append(step)
        step = came_from[step]
    return tuple(reversed(way))

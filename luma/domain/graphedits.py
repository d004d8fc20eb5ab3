"""Edits of a graph, each a value that gives a new document."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from luma.domain.errors import CycleError, Refused
from luma.domain.frozen import freeze_fields
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json


@dataclass(frozen=True, slots=True)
class AddNode:
    """Put a node into the graph."""

    id: NodeId
    node: NodeDoc
    at: tuple[float, float] = (0.0, 0.0)

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the node."""
        if self.id in doc.nodes:
            raise Refused(f'The graph already has a node called "{self.id}".')
        placed = doc.with_nodes({**doc.nodes, self.id: self.node})
        return replace(placed, layout={**doc.layout, self.id: self.at})


@dataclass(frozen=True, slots=True)
class RemoveNode:
    """Take a node and all its wires out of the graph."""

    id: NodeId

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph without the node."""
        doc.node(self.id)
        kept = doc.with_nodes({name: n for name, n in doc.nodes.items() if name != self.id})
        kept = replace(kept, layout={n: at for n, at in doc.layout.items() if n != self.id})
        return kept.with_wires(
            tuple(wire for wire in doc.wires if self.id not in (wire.source, wire.target))
        )


@dataclass(frozen=True, slots=True)
class Connect:
    """Lead one node's output to another's input, which gives up its old wire unless told."""

    wire: Wire
    keep_others: bool = False

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the wire."""
        doc.node(self.wire.source)
        doc.node(self.wire.target)
        loop = doc.path(self.wire.target, self.wire.source)
        if loop is not None:
            names = " → ".join([*loop, self.wire.target])
            raise CycleError(
                f"The wire {self.wire} would lead the graph back into itself ({names}).",
                hint="Take away one of the wires on that way first.",
            )
        ends = (self.wire.target, self.wire.input)
        others = tuple(
            wire for wire in doc.wires if self.keep_others or (wire.target, wire.input) != ends
        )
        return doc.with_wires((*others, self.wire))


@dataclass(frozen=True, slots=True)
class Disconnect:
    """Take a wire away."""

    wire: Wire

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph without the wire."""
        return doc.with_wires(tuple(wire for wire in doc.wires if wire != self.wire))


@dataclass(frozen=True, slots=True)
class SetParam:
    """Choose a setting of a node; `None` goes back to its default."""

    id: NodeId
    name: str
    value: Json

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the setting."""
        node = doc.node(self.id)
        settings: Mapping[str, Json] = {
            name: value
            for name, value in {**node.settings, self.name: self.value}.items()
            if value is not None
        }
        return doc.with_nodes({**doc.nodes, self.id: replace(node, settings=settings)})


@dataclass(frozen=True, slots=True)
class MoveNodes:
    """Put nodes elsewhere on the canvas."""

    to: Mapping[NodeId, tuple[float, float]]

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "to")

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with its nodes moved."""
        known = {name: at for name, at in self.to.items() if name in doc.nodes}
        return replace(doc, layout={**doc.layout, **known})


GraphEdit = AddNode | RemoveNode | Connect | Disconnect | SetParam | MoveNodes

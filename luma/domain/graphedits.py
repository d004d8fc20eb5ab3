"""Edits of a graph, each a value that gives a new document."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from luma.domain.argumentedits import (
    MoveArgument,
    RemoveArgument,
    RemoveOffer,
    RenameArgument,
    SetArgument,
    SetOffer,
)
from luma.domain.canvasedits import BendWire, MoveNodes, PutRemark, RemoveRemark
from luma.domain.errors import CycleError, Refused
from luma.domain.frozen import freeze_fields
from luma.domain.graphdoc import GraphDoc, NodeDoc, Use, Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json

__all__ = [
    "AddNode", "BendWire", "Connect", "Disconnect", "GraphEdit", "MoveArgument", "MoveNodes",
    "PutNodes", "PutRemark", "RemoveArgument", "RemoveNode", "RemoveOffer", "RemoveRemark",
    "RenameArgument", "RenameNode", "ReplaceNode", "SetArgument", "SetOffer", "SetParam",
    "UseNodes",
]  # fmt: skip


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
    """Take a node, all its wires and its offers out of the graph."""

    id: NodeId

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph without the node."""
        doc.node(self.id)
        kept = doc.with_nodes({name: n for name, n in doc.nodes.items() if name != self.id})
        kept = replace(
            kept,
            layout={name: at for name, at in doc.layout.items() if name != self.id},
            offers=tuple(offer for offer in doc.offers if offer.node != self.id),
        )
        return kept.with_wires(_without(doc, self.id))


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
        settings = {
            name: value
            for name, value in {**node.settings, self.name: self.value}.items()
            if value is not None
        }
        return doc.with_nodes({**doc.nodes, self.id: replace(node, settings=settings)})


@dataclass(frozen=True, slots=True)
class UseNodes:
    """Let nodes play, mute them or pass them by."""

    ids: tuple[NodeId, ...]
    use: Use

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the nodes used so."""
        used = {name: replace(doc.node(name), use=self.use) for name in self.ids}
        return doc.with_nodes({**doc.nodes, **used})


@dataclass(frozen=True, slots=True)
class RenameNode:
    """Give a node another name, which its wires follow; its dice fall anew."""

    id: NodeId
    new: NodeId

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the node renamed."""
        doc.node(self.id)
        if self.new == self.id:
            return doc
        if not self.new or self.new in doc.nodes:
            raise Refused(f'A node cannot be called "{self.new}": the name is empty or taken.')
        return replace(
            doc,
            nodes={self._told(name): node for name, node in doc.nodes.items()},
            layout={self._told(name): at for name, at in doc.layout.items()},
            wires=tuple(self._followed(wire) for wire in doc.wires),
            bends=tuple(replace(b, wire=self._followed(b.wire)) for b in doc.bends),
            offers=tuple(replace(o, node=self._told(o.node)) for o in doc.offers),
        )

    def _told(self, name: NodeId) -> NodeId:
        return self.new if name == self.id else name

    def _followed(self, wire: Wire) -> Wire:
        return replace(wire, source=self._told(wire.source), target=self._told(wire.target))


@dataclass(frozen=True, slots=True)
class ReplaceNode:
    """Put another node in the place of one, with these wires of its own and no others."""

    id: NodeId
    node: NodeDoc
    wires: tuple[Wire, ...] = ()

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the other node."""
        doc.node(self.id)
        for wire in self.wires:
            if self.id not in (wire.source, wire.target):
                raise Refused(f'The wire {wire} is none of "{self.id}".')
        bare = doc.with_nodes({**doc.nodes, self.id: self.node})
        wired = replace(bare, bends=(), wires=_without(doc, self.id))
        for wire in self.wires:
            wired = Connect(wire, keep_others=True).apply(wired)
        return replace(wired, bends=doc.bends).with_wires(wired.wires)


@dataclass(frozen=True, slots=True)
class PutNodes:
    """Write nodes anew in the place of those of their names; wires and places stay."""

    nodes: Mapping[NodeId, NodeDoc]

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "nodes")

    def apply(self, doc: GraphDoc) -> GraphDoc:
        """Give the graph with the nodes written so."""
        for name in self.nodes:
            doc.node(name)
        return doc.with_nodes({**doc.nodes, **self.nodes})


def _without(doc: GraphDoc, name: NodeId) -> tuple[Wire, ...]:
    return tuple(wire for wire in doc.wires if name not in (wire.source, wire.target))


GraphEdit = (
    AddNode
    | RemoveNode
    | RenameNode
    | ReplaceNode
    | PutNodes
    | UseNodes
    | Connect
    | Disconnect
    | SetParam
    | SetArgument
    | RemoveArgument
    | RenameArgument
    | MoveArgument
    | SetOffer
    | RemoveOffer
    | MoveNodes
    | BendWire
    | PutRemark
    | RemoveRemark
)

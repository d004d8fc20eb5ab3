"""Rewiring around nodes: put into a wire, taken out of the flow, and joined again."""

from collections.abc import Collection, Iterable, Mapping

from luma.domain.graphdoc import GraphDoc, Wire
from luma.domain.graphedits import Connect, Disconnect, GraphEdit
from luma.domain.ids import NodeId
from luma.domain.nodetype import NodeType, Port, PortKind
from luma.graph.ports import may_connect

Kinds = Mapping[NodeId, NodeType | None]
"""The kind of every node of a graph, where it is known."""


def find_splice(wire: Wire, kinds: Kinds, kind: NodeType) -> tuple[str, str] | None:
    """The input and the output by which a kind of node fits into a wire, if it does."""
    gives, takes = _output(kinds.get(wire.source), wire.output), _input(kinds, wire)
    if gives is None or takes is None:
        return None
    wirable = [p for s in kind.settings if s.wirable and (p := kind.find_input(s.name))]
    ways_in = [p for p in kind.inputs if may_connect(gives.kind, p.kind)]
    ways_in = ways_in or [p for p in wirable if p.kind == gives.kind]
    ways_out = [p for p in kind.outputs if may_connect(p.kind, takes.kind)]
    if not ways_in or not ways_out:
        return None
    return _nearest(ways_in, gives.kind).name, _nearest(ways_out, takes.kind).name


def spliced(wire: Wire, kinds: Kinds, node: NodeId, ends: tuple[str, str]) -> list[GraphEdit]:
    """The edits that lead a wire through a node instead."""
    through, out = ends
    port = _input(kinds, wire)
    many = port is not None and port.many
    return [
        Disconnect(wire),
        Connect(Wire(wire.source, wire.output, node, through)),
        Connect(Wire(node, out, wire.target, wire.input), keep_others=many),
    ]


def joined(doc: GraphDoc, kinds: Kinds, names: Collection[NodeId]) -> list[GraphEdit]:
    """The edits that take nodes out of the flow and join the ends that they leave."""
    leaving = [w for w in doc.wires if w.source in names and w.target not in names]
    edits: list[GraphEdit] = [
        Disconnect(w) for w in doc.wires if (w.source in names) != (w.target in names)
    ]
    for wire in leaving:
        port = _input(kinds, wire)
        source = None if port is None else _find_source(doc, kinds, names, (wire, port.kind))
        if port is not None and source is not None:
            led = Wire(*source, wire.target, wire.input)
            edits.append(Connect(led, keep_others=port.many))
    return edits


def _find_source(
    doc: GraphDoc, kinds: Kinds, names: Collection[NodeId], end: tuple[Wire, PortKind]
) -> tuple[NodeId, str] | None:
    """The nearest output before some nodes that may feed what they fed."""
    wire, takes = end
    waiting, seen = [wire.source], {wire.source}
    while waiting:
        here = waiting.pop(0)
        for feed in _in_order(doc.feeds(here), kinds.get(here)):
            gives = _output(kinds.get(feed.source), feed.output)
            if feed.source in names:
                if feed.source not in seen:
                    seen.add(feed.source)
                    waiting.append(feed.source)
            elif gives is not None and may_connect(gives.kind, takes):
                return feed.source, feed.output
    return None


def _in_order(wires: Iterable[Wire], kind: NodeType | None) -> list[Wire]:
    """Wires in the order of the inputs where they end."""
    if kind is None:
        return list(wires)
    names = [port.name for port in kind.inputs] + [s.name for s in kind.settings]
    places = {name: place for place, name in enumerate(names)}
    return sorted(wires, key=lambda wire: places.get(wire.input, len(places)))


def _nearest(ports: list[Port], kind: PortKind) -> Port:
    """The first port of exactly a kind, or the first of all."""
    return next((port for port in ports if port.kind == kind), ports[0])


def _output(kind: NodeType | None, name: str) -> Port | None:
    return None if kind is None else kind.find_output(name)


def _input(kinds: Kinds, wire: Wire) -> Port | None:
    kind = kinds.get(wire.target)
    return None if kind is None else kind.find_input(wire.input)

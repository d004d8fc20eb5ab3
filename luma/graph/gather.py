"""Nodes of a graph gathered into a pattern of their own, which is played in their place."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Final

from luma.domain.argumentkinds import SELECTION, WIRE_KINDS
from luma.domain.errors import Refused
from luma.domain.graphdoc import ARGUMENTS_NODE, Argument, GraphDoc, NodeDoc, Offer, Wire
from luma.domain.graphedits import (
    AddNode,
    BendWire,
    Connect,
    GraphEdit,
    RemoveNode,
    RemoveRemark,
    SetOffer,
)
from luma.domain.ids import NodeId, PatternId
from luma.domain.nodetype import Json, PortKind
from luma.domain.pattern import NODE_FAMILY
from luma.domain.settingvalue import argument_name, left_to
from luma.graph.catalogue import Catalogue
from luma.graph.playable import DICE, RESERVED

ASIDE: Final = 240.0
"""How far to the left of the others the arguments stand."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The graph of the new pattern, the node that plays it, and the edits that put it there."""

    inner: GraphDoc
    node: NodeId
    edits: tuple[GraphEdit, ...]


def gathered(
    doc: GraphDoc,
    nodes: Collection[NodeId],
    pattern: PatternId,
    catalogue: Catalogue | None = None,
) -> Gathered:
    """Some nodes as a pattern: what leads in becomes arguments, and what leads out offers.

    `in/arguments` stays outside, and dice fall inside as they did before.
    """
    chosen = {name for name in nodes if doc.node(name).type != ARGUMENTS_NODE}
    if not chosen:
        raise Refused("There is nothing to gather.", hint="Choose some nodes first.")
    _refuse_gaps(doc, chosen)
    return _Gathering(doc, chosen, catalogue or Catalogue()).gathered(pattern)


def fresh(wanted: str, taken: Collection[str]) -> str:
    """A name that is not taken, as near as may be to one that is wanted."""
    name, count = wanted, 1
    while name in taken:
        count += 1
        name = f"{wanted} {count}"
    return name


def corner(doc: GraphDoc, nodes: Iterable[NodeId]) -> tuple[float, float]:
    """The upper left corner of some nodes on the canvas."""
    places = [doc.layout.get(name, (0.0, 0.0)) for name in nodes]
    return min((x for x, _ in places), default=0.0), min((y for _, y in places), default=0.0)


def _refuse_gaps(doc: GraphDoc, chosen: set[NodeId]) -> None:
    """Refuse nodes that hang on each other by way of nodes that are not among them."""
    bare = doc.with_wires(tuple(w for w in doc.wires if w.target not in chosen))
    leaving = {w.target for w in doc.wires if w.source in chosen and w.target not in chosen}
    entering = {w.source for w in doc.wires if w.target in chosen and w.source not in chosen}
    for start in sorted(leaving):
        for goal in sorted(entering):
            if way := bare.path(start, goal):
                raise Refused(
                    f'These nodes cannot go together without "{way[0]}", which lies between.',
                    hint="Choose it as well.",
                )


class _Gathering:
    def __init__(self, doc: GraphDoc, chosen: set[NodeId], catalogue: Catalogue) -> None:
        self._doc, self._chosen, self._catalogue = doc, chosen, catalogue
        wires = [w for w in doc.wires if {w.source, w.target} <= doc.nodes.keys()]
        self._inside = tuple(w for w in wires if {w.source, w.target} <= chosen)
        self._into = [w for w in wires if w.target in chosen and w.source not in chosen]
        self._outof = [w for w in wires if w.source in chosen and w.target not in chosen]
        self._at = NodeId(fresh("arguments", doc.nodes))
        self._arguments: dict[str, Argument] = {}
        self._settings: dict[str, Json] = {DICE: "shared"}
        self._offers: dict[tuple[NodeId, str], Offer] = {}

    def gathered(self, pattern: PatternId) -> Gathered:
        doc, node = self._doc, NodeId(fresh(pattern, self._doc.nodes))
        nodes = {name: self._settled(doc.nodes[name]) for name in sorted(self._chosen)}
        names = self._named_ways_in()
        bends = {bend.wire: bend.by for bend in doc.bends}
        edits: list[GraphEdit] = []
        for wire in self._into:
            led = Wire(wire.source, wire.output, node, names[wire.source, wire.output])
            edits.append(Connect(led))
            edits += [BendWire(led, bends[wire])] if wire in bends else []
        for wire in self._outof:
            led = replace(wire, source=node, output=self._offer(wire.source, wire.output))
            edits.append(Connect(led, keep_others=True))
            edits += [BendWire(led, bends[wire])] if wire in bends else []
        edits += [
            SetOffer(Offer(offer.name, node, self._offer(offer.node, offer.output)))
            for offer in doc.offers
            if offer.node in self._chosen
        ]
        frames = self._frames()
        edits += [RemoveRemark(name) for name in frames]
        x, y = corner(doc, self._chosen)
        layout = {name: doc.layout[name] for name in nodes if name in doc.layout}
        if names:
            nodes[self._at] = NodeDoc(ARGUMENTS_NODE)
            layout[self._at] = (x - ASIDE, y)
        wires = [
            Wire(self._at, names[w.source, w.output], w.target, w.input) for w in self._into
        ]
        inner = GraphDoc(
            nodes,
            (*self._inside, *wires),
            tuple(self._arguments.values()),
            layout,
            offers=tuple(self._offers.values()),
            bends=tuple(bend for bend in doc.bends if bend.wire in set(self._inside)),
            remarks={name: doc.remarks[name] for name in frames},
        )
        played = NodeDoc(f"{NODE_FAMILY}{pattern}", settings=self._settings)
        put = [RemoveNode(name) for name in sorted(self._chosen)]
        return Gathered(inner, node, (*put, AddNode(node, played, (x, y)), *edits))

    def _settled(self, node: NodeDoc) -> NodeDoc:
        """A node whose settings are left to the arguments of the new pattern."""
        changed: dict[str, Json] = {}
        for key, value in node.settings.items():
            left = argument_name(value)
            argument = None if left is None else self._doc.find_argument(left)
            if argument is not None:
                changed[key] = left_to(self._left(argument))
        return replace(node, settings={**node.settings, **changed}) if changed else node

    def _left(self, argument: Argument) -> str:
        """The name under which an argument of the graph is one of the new pattern too."""
        for name, value in self._settings.items():
            if argument_name(value) == argument.name:
                return name
        name = fresh(argument.name, {*self._arguments, *RESERVED})
        self._arguments[name] = replace(argument, name=name)
        self._settings[name] = left_to(argument.name)
        return name

    def _named_ways_in(self) -> dict[tuple[NodeId, str], str]:
        """The names of the arguments that bring in what nodes outside give."""
        names: dict[tuple[NodeId, str], str] = {}
        for wire in self._into:
            if (wire.source, wire.output) in names:
                continue
            name = fresh(wire.input, {*self._arguments, *RESERVED})
            names[wire.source, wire.output] = name
            kind = self._kind(wire)
            plain = SELECTION if kind == "Selection" else kind
            self._arguments[name] = Argument(name, plain, None if kind in WIRE_KINDS else "all")
        return names

    def _kind(self, wire: Wire) -> PortKind:
        ends = (self._doc.nodes[wire.source], self._doc.nodes[wire.target])
        gives, takes = (self._catalogue.kind_of(self._doc, end) for end in ends)
        port = gives.find_output(wire.output) if gives else None
        port = port or (takes.find_input(wire.input) if takes else None)
        return port.kind if port else "Number"

    def _offer(self, node: NodeId, output: str) -> str:
        """The name by which the new pattern gives an output away."""
        if (node, output) not in self._offers:
            taken = {offer.name for offer in self._offers.values()}
            name = fresh(node if output == "out" else output, taken)
            self._offers[node, output] = Offer(name, node, output)
        return self._offers[node, output].name

    def _frames(self) -> list[str]:
        """The frames that lie around chosen nodes and around no others."""
        found = []
        for name, remark in self._doc.remarks.items():
            (x, y), (width, height) = remark.at, remark.size
            held = {
                node
                for node, (left, top) in self._doc.layout.items()
                if x <= left <= x + width and y <= top <= y + height
            }
            if remark.frames and held and held <= self._chosen:
                found.append(name)
        return found

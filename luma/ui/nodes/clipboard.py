"""Nodes as text: a part of a graph on the system's clipboard is a small graph document."""

import json
from collections.abc import Collection, Mapping

from luma.app.nodes import Catalogue, find_wire_refusal
from luma.domain.documents import GRAPH
from luma.domain.errors import BadDocument, Refused
from luma.domain.graphdoc import Bend, GraphDoc, Place, Wire
from luma.domain.graphedits import AddNode, BendWire, Connect, GraphEdit
from luma.domain.ids import NodeId
from luma.ui.nodes.placing import places_of


def part_of(doc: GraphDoc, names: Collection[NodeId]) -> GraphDoc:
    """Some nodes of a graph with all wires that lead to them."""
    places = places_of(doc)
    return GraphDoc(
        {name: node for name, node in doc.nodes.items() if name in names},
        tuple(w for w in doc.wires if w.target in names),
        layout={name: places[name] for name in names if name in doc.nodes},
        bends=tuple(bend for bend in doc.bends if _is_inside(bend.wire, names)),
    )


def copied(doc: GraphDoc, names: Collection[NodeId]) -> str:
    """Some nodes of a graph as text that people can read too."""
    plain = json.loads(GRAPH.write(part_of(doc, names)))
    return json.dumps(plain, ensure_ascii=False, indent=2)


def read_part(text: str) -> GraphDoc:
    """The nodes that a text holds, or a sentence about why it holds none."""
    if not text.strip():
        raise Refused(
            "There is no text on the clipboard.", hint="Choose some nodes and copy them first."
        )
    if not text.lstrip().startswith("{"):
        raise Refused(
            "The text on the clipboard holds no nodes.",
            hint="Luma pastes graphs as JSON, as it copies them.",
        )
    try:
        part = GRAPH.read(text)
    except BadDocument as told:
        raise BadDocument(
            f"The text on the clipboard cannot be pasted. {told.sentence()}",
            hint="Copy the whole text, from the first brace to the last.",
        ) from told
    if not part.nodes:
        raise Refused("The graph on the clipboard has no nodes.")
    return part


def fresh_name(doc: GraphDoc, kind: str, taken: Collection[NodeId] = ()) -> NodeId:
    """A name for a new node of a kind that is not in the graph yet."""
    plain = kind.rpartition("/")[2]
    number = 1
    while True:
        name = NodeId(plain if number == 1 else f"{plain}_{number}")
        if name not in doc.nodes and name not in taken:
            return name
        number += 1


def pasted(
    doc: GraphDoc, part: GraphDoc, shift: Place, among: Catalogue | None = None
) -> tuple[tuple[GraphEdit, ...], tuple[NodeId, ...]]:
    """The edits that put a part into a graph under new names, and those names.

    Wires from outside of the part come along, as far as what they came from is still there and
    fits by the kinds of nodes; without any kinds they do not.
    """
    names: dict[NodeId, NodeId] = {}
    for old, node in part.nodes.items():
        names[old] = fresh_name(doc, node.type, names.values())
    places = places_of(part)
    added = [
        AddNode(names[old], node, (places[old][0] + shift[0], places[old][1] + shift[1]))
        for old, node in part.nodes.items()
    ]
    wires = [_renamed(w, names) for w in part.wires if _is_inside(w, names)]
    bends = [b for b in part.bends if _is_inside(b.wire, names)]
    edits: list[GraphEdit] = [*added]
    edits += [Connect(wire, keep_others=True) for wire in wires]
    edits += [BendWire(_renamed(b.wire, names), _shifted(b, shift)) for b in bends]
    if among is not None:
        grown = doc.with_nodes({**doc.nodes, **{a.id: a.node for a in added}})
        outside = [w for w in part.wires if w.target in names and w.source not in names]
        led = [_renamed(w, names) for w in outside if w.source in doc.nodes]
        edits += [
            Connect(wire, keep_others=True)
            for wire in led
            if not find_wire_refusal(grown, wire, among)
        ]
    return tuple(edits), tuple(names.values())


def _is_inside(wire: Wire, names: Collection[NodeId]) -> bool:
    return wire.source in names and wire.target in names


def _renamed(wire: Wire, names: Mapping[NodeId, NodeId]) -> Wire:
    source = names.get(wire.source, wire.source)
    return Wire(source, wire.output, names.get(wire.target, wire.target), wire.input)


def _shifted(bend: Bend, shift: Place) -> tuple[Place, ...]:
    return tuple((x + shift[0], y + shift[1]) for x, y in bend.by)

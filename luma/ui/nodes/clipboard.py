"""Nodes as text: a part of a graph on the system's clipboard is a small graph document."""

from collections.abc import Collection

from luma.domain.documents import GRAPH
from luma.domain.errors import BadDocument
from luma.domain.graphdoc import GraphDoc, Wire
from luma.domain.graphedits import AddNode, Connect, GraphEdit
from luma.domain.ids import NodeId
from luma.ui.nodes.placing import places_of


def part_of(doc: GraphDoc, names: Collection[NodeId]) -> GraphDoc:
    """Some nodes of a graph with the wires between them."""
    places = places_of(doc)
    return GraphDoc(
        {name: node for name, node in doc.nodes.items() if name in names},
        tuple(w for w in doc.wires if w.source in names and w.target in names),
        layout={name: places[name] for name in names if name in doc.nodes},
    )


def copied(doc: GraphDoc, names: Collection[NodeId]) -> str:
    """Some nodes of a graph as text."""
    return GRAPH.write(part_of(doc, names))


def find_part(text: str) -> GraphDoc | None:
    """The nodes that a text holds, if it holds any."""
    try:
        part = GRAPH.read(text)
    except BadDocument:
        return None
    return part if part.nodes else None


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
    doc: GraphDoc, part: GraphDoc, shift: tuple[float, float]
) -> tuple[tuple[GraphEdit, ...], tuple[NodeId, ...]]:
    """The edits that put a part into a graph under new names, and those names."""
    names: dict[NodeId, NodeId] = {}
    for old, node in part.nodes.items():
        names[old] = fresh_name(doc, node.type, names.values())
    places = places_of(part)
    edits: list[GraphEdit] = [
        AddNode(names[old], node, (places[old][0] + shift[0], places[old][1] + shift[1]))
        for old, node in part.nodes.items()
    ]
    edits += [
        Connect(Wire(names[w.source], w.output, names[w.target], w.input), keep_others=True)
        for w in part.wires
        if w.source in names and w.target in names
    ]
    return tuple(edits), tuple(names.values())

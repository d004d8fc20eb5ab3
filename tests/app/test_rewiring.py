"""Nodes put into a wire, and taken out of the flow."""

from luma.app.nodes import find_type
from luma.app.rewiring import Kinds, find_splice, joined, spliced
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import AddNode, GraphEdit
from luma.domain.ids import NodeId

BEATS, PULSE, SUM, LIGHT = (NodeId(n) for n in ("beats", "pulse", "sum", "light"))
FED, LED = Wire(BEATS, "out", PULSE, "beats"), Wire(PULSE, "out", SUM, "a")
LIT = Wire(SUM, "out", LIGHT, "intensity")
DOC = GraphDoc(
    {
        BEATS: NodeDoc("in/beats"),
        PULSE: NodeDoc("time/beat_envelope"),
        SUM: NodeDoc("math/arithmetic"),
        LIGHT: NodeDoc("out/light"),
    },
    (FED, LED, LIT),
)


def kinds(doc: GraphDoc) -> Kinds:
    return {name: find_type(node.type) for name, node in doc.nodes.items()}


def done(doc: GraphDoc, edits: list[GraphEdit]) -> GraphDoc:
    for edit in edits:
        doc = edit.apply(doc)
    return doc


def fits(wire: Wire, key: str) -> tuple[str, str] | None:
    kind = find_type(key)
    assert kind is not None
    return find_splice(wire, kinds(DOC), kind)


def test_a_node_fits_where_it_takes_what_flows_and_gives_what_is_wanted() -> None:
    assert fits(LED, "math/arithmetic") == ("a", "out")
    assert fits(FED, "math/arithmetic") is None
    assert fits(FED, "time/beat_envelope") is None, "it takes beats and gives a number"
    assert fits(LED, "in/beats") is None
    assert fits(LED, "out/light") is None
    assert fits(Wire(NodeId("gone"), "out", SUM, "a"), "math/arithmetic") is None


def test_a_spliced_node_lies_between_the_two_ends() -> None:
    new = NodeId("new")
    grown = AddNode(new, NodeDoc("math/arithmetic")).apply(DOC)
    made = done(grown, spliced(LED, kinds(grown), new, ("a", "out")))
    wires = {FED, LIT, Wire(PULSE, "out", new, "a"), Wire(new, "out", SUM, "a")}
    assert set(made.wires) == wires


def test_what_leaves_the_flow_joins_the_ends_that_it_leaves() -> None:
    made = done(DOC, joined(DOC, kinds(DOC), {SUM}))
    assert set(made.wires) == {FED, Wire(PULSE, "out", LIGHT, "intensity")}
    assert set(made.nodes) == set(DOC.nodes)


def test_kinds_that_do_not_fit_are_not_joined() -> None:
    made = done(DOC, joined(DOC, kinds(DOC), {PULSE}))
    assert set(made.wires) == {LIT}, "beats cannot feed a number"


def test_several_nodes_leave_together_and_keep_their_own_wires() -> None:
    other, then = NodeId("other"), Wire(SUM, "out", NodeId("other"), "a")
    doc = AddNode(other, NodeDoc("math/arithmetic")).apply(DOC)
    doc = doc.with_wires((FED, LED, then, Wire(other, "out", LIGHT, "intensity")))
    made = done(doc, joined(doc, kinds(doc), {SUM, other}))
    assert set(made.wires) == {FED, then, Wire(PULSE, "out", LIGHT, "intensity")}

"""Edits keep a graph whole: acyclic, each wire once, nothing pointing at nothing."""

from graphlib import TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import CycleError, NotFound, Refused
from luma.domain.graphdoc import (
    ARGUMENTS_NODE,
    Argument,
    Bend,
    GraphDoc,
    NodeDoc,
    Offer,
    Remark,
    Wire,
)
from luma.domain.graphedits import (
    AddNode,
    BendWire,
    Connect,
    Disconnect,
    GraphEdit,
    MoveArgument,
    MoveNodes,
    PutRemark,
    RemoveArgument,
    RemoveNode,
    RemoveOffer,
    RemoveRemark,
    RenameArgument,
    RenameNode,
    ReplaceNode,
    SetArgument,
    SetOffer,
    SetParam,
    UseNodes,
)
from luma.domain.ids import NodeId
from luma.domain.settingvalue import left_to
from tests.domain import drawn

A, B, C = NodeId("a"), NodeId("b"), NodeId("c")


def _wire(source: NodeId, target: NodeId, into: str = "in") -> Wire:
    return Wire(source, "out", target, into)


def _graph(*edits: GraphEdit) -> GraphDoc:
    document = GraphDoc()
    for edit in (*(AddNode(name, NodeDoc("math/arithmetic")) for name in (A, B, C)), *edits):
        document = edit.apply(document)
    return document


@given(st.lists(st.one_of(*drawn.graph_edits.values()), max_size=40))
def test_any_sequence_of_edits_keeps_a_graph_whole(edits: list[GraphEdit]) -> None:
    document = _graph()
    for edit in edits:
        before, text = document, repr(document)
        document = drawn.tried(edit, document)
        assert repr(before) == text
        sorter: TopologicalSorter[NodeId] = TopologicalSorter()
        for wire in document.wires:
            assert {wire.source, wire.target} <= document.nodes.keys()
            sorter.add(wire.target, wire.source)
        sorter.prepare()  # raises on a cycle
        assert list(document.wires) == sorted(set(document.wires))
        assert document.layout.keys() == document.nodes.keys()
        assert {bend.wire for bend in document.bends} <= set(document.wires)
        assert len({bend.wire for bend in document.bends}) == len(document.bends)
        assert all(bend.by for bend in document.bends)
        assert {offer.node for offer in document.offers} <= document.nodes.keys()
        for names in (document.arguments, document.offers):
            assert len({it.name for it in names}) == len(names)


@given(
    st.lists(st.tuples(drawn.node_ids, drawn.node_ids), max_size=12),
    drawn.node_ids,
    drawn.node_ids,
)
def test_a_way_is_found_exactly_if_there_is_one(
    pairs: list[tuple[NodeId, NodeId]], start: NodeId, goal: NodeId
) -> None:
    document = GraphDoc(wires=tuple(_wire(source, target) for source, target in pairs))
    reached = {start}
    for _ in pairs:
        reached |= {target for source, target in pairs if source in reached}
    way = document.path(start, goal)
    assert (way is not None) == (goal in reached)
    if way is not None:
        assert (way[0], way[-1]) == (start, goal)
        assert set(pairwise(way)) <= set(pairs)
        assert len(set(way)) == len(way)


def test_a_wire_that_leads_back_is_refused_and_the_loop_is_named() -> None:
    document = _graph(Connect(_wire(A, B)), Connect(_wire(B, C)))
    with pytest.raises(CycleError) as refused:
        Connect(_wire(C, A)).apply(document)
    assert "c.out → a.in" in refused.value.message
    assert "a → b → c → a" in refused.value.message
    with pytest.raises(CycleError, match="a → a"):
        Connect(_wire(A, A)).apply(document)


def test_the_shortest_way_is_told() -> None:
    d, e = NodeId("d"), NodeId("e")
    pairs = ((A, B), (B, d), (A, C), (C, e), (e, d))
    document = GraphDoc(wires=tuple(_wire(source, target) for source, target in pairs))
    assert document.path(A, d) == ("a", "b", "d")


def test_an_input_gives_up_its_old_wire_unless_it_takes_many() -> None:
    document = _graph(Connect(_wire(A, C)), Connect(_wire(B, C)))
    assert document.wires == (_wire(B, C),)
    assert document.feeds(C) == (_wire(B, C),)
    many = Connect(_wire(A, C), keep_others=True).apply(document)
    assert many.wires == (_wire(A, C), _wire(B, C))
    assert Connect(_wire(A, C), keep_others=True).apply(many) == many
    other_port = Connect(_wire(A, C, "other")).apply(document)
    assert len(other_port.wires) == 2


def test_wires_need_both_ends() -> None:
    with pytest.raises(NotFound, match='"z"'):
        Connect(_wire(A, NodeId("z"))).apply(_graph())
    with pytest.raises(NotFound, match='"z"'):
        Connect(_wire(NodeId("z"), A)).apply(_graph())


def test_a_removed_node_takes_its_wires_and_place_along() -> None:
    document = _graph(Connect(_wire(A, B)), Connect(_wire(B, C)), RemoveNode(B))
    assert document.wires == ()
    assert B not in document.nodes
    assert B not in document.layout
    with pytest.raises(NotFound):
        RemoveNode(B).apply(document)


def test_a_name_is_given_once() -> None:
    with pytest.raises(Refused, match="already"):
        AddNode(A, NodeDoc("out/light")).apply(_graph())


def test_settings_are_chosen_and_go_back_to_their_default() -> None:
    document = _graph(SetParam(A, "x", 2.0), SetParam(A, "y", [1, 2]), SetParam(A, "x", None))
    assert document.node(A).settings == {"y": [1, 2]}
    assert document.node(B).settings == {}


def test_moves_reach_the_nodes_that_are_there() -> None:
    document = _graph(
        MoveNodes({A: (1.0, 2.0), NodeId("z"): (3.0, 4.0)}), Disconnect(_wire(A, B))
    )
    assert document.layout[A] == (1.0, 2.0)
    assert NodeId("z") not in document.layout


def test_nobody_changes_a_document_behind_its_back() -> None:
    settings = {"x": 1.0}
    document = _graph(AddNode(NodeId("d"), NodeDoc("out/light", settings=settings)))
    settings["x"] = 2.0
    assert document.node(NodeId("d")).settings == {"x": 1.0}
    for mapping in (document.nodes, document.layout, document.extra, document.node(A).settings):
        with pytest.raises(TypeError):
            mapping["x"] = 1  # type: ignore[index]


SPEED, TINT = Argument("speed", "number", 2.0), Argument("tint", "colour", [1.0, 0.0, 0.0])
OPEN = NodeId("open")


def _open_graph() -> GraphDoc:
    """Two arguments, one led to a node by a wire and to another by a setting."""
    return _graph(
        SetArgument(SPEED),
        SetArgument(TINT),
        AddNode(OPEN, NodeDoc(ARGUMENTS_NODE)),
        SetParam(A, "b", left_to("speed")),
        Connect(Wire(OPEN, "speed", B, "a")),
        BendWire(Wire(OPEN, "speed", B, "a"), ((1.0, 2.0),)),
        SetOffer(Offer("pace", OPEN, "speed")),
        SetOffer(Offer("sum", B, "out")),
    )


def test_arguments_are_added_replaced_and_put_in_order() -> None:
    document = _open_graph()
    assert document.arguments == (SPEED, TINT)
    slow = Argument("speed", "number", 0.5)
    assert SetArgument(slow).apply(document).arguments == (slow, TINT)
    assert MoveArgument("speed", 1).apply(document).arguments == (TINT, SPEED)
    assert MoveArgument("tint", -5).apply(document).arguments == (TINT, SPEED)
    with pytest.raises(NotFound, match='"gone"'):
        MoveArgument("gone", 0).apply(document)
    with pytest.raises(Refused, match="needs a name"):
        SetArgument(Argument("", "number")).apply(document)


def test_settings_wires_bends_and_offers_follow_a_renamed_argument() -> None:
    document = RenameArgument("speed", "pace").apply(_open_graph())
    wire = Wire(OPEN, "pace", B, "a")
    assert [a.name for a in document.arguments] == ["pace", "tint"]
    assert document.node(A).settings == {"b": {"argument": "pace"}}
    assert document.wires == (wire,)
    assert document.bends == (Bend(wire, ((1.0, 2.0),)),)
    assert document.offers[0] == Offer("pace", OPEN, "pace")
    assert RenameArgument("pace", "speed").apply(document) == _open_graph()
    with pytest.raises(Refused, match="already"):
        RenameArgument("speed", "tint").apply(_open_graph())


def test_what_was_left_to_a_removed_argument_takes_its_default() -> None:
    document = RemoveArgument("speed").apply(_open_graph())
    assert document.arguments == (TINT,)
    assert document.node(A).settings == {"b": 2.0}
    assert document.wires == ()
    assert document.bends == ()
    assert document.offers == (Offer("sum", B, "out"),)


def test_offers_go_with_their_node_and_are_replaced_by_name() -> None:
    document = SetOffer(Offer("sum", C, "out")).apply(_open_graph())
    assert document.offers == (Offer("pace", OPEN, "speed"), Offer("sum", C, "out"))
    assert RemoveNode(C).apply(document).offers == (Offer("pace", OPEN, "speed"),)
    assert RemoveOffer("pace").apply(document).offers == (Offer("sum", C, "out"),)
    with pytest.raises(NotFound):
        SetOffer(Offer("sum", NodeId("z"), "out")).apply(document)


def test_bends_go_with_their_wire_and_none_is_straight() -> None:
    wire = _wire(A, B)
    document = _graph(Connect(wire), BendWire(wire, ((1.0, 1.0),)))
    assert document.bends == (Bend(wire, ((1.0, 1.0),)),)
    assert BendWire(wire).apply(document).bends == ()
    for edit in (Disconnect(wire), RemoveNode(A), Connect(_wire(C, B))):
        assert edit.apply(document).bends == ()
    with pytest.raises(NotFound):
        BendWire(_wire(A, C), ((0.0, 0.0),)).apply(document)


def test_remarks_come_and_go() -> None:
    remark = Remark("loud here", (1.0, 2.0), frames=True)
    document = PutRemark("note", remark).apply(_graph())
    assert document.remarks == {"note": remark}
    assert RemoveRemark("note").apply(document) == _graph()


def test_nodes_are_muted_together_or_not_at_all() -> None:
    document = UseNodes((A, B), "muted").apply(_graph())
    assert [document.node(name).use for name in (A, B, C)] == ["muted", "muted", "on"]
    with pytest.raises(NotFound):
        UseNodes((A, NodeId("z")), "on").apply(document)


def test_everything_follows_a_renamed_node() -> None:
    wire, new = _wire(A, B), NodeId("new")
    edits = (Connect(wire), BendWire(wire, ((1.0, 1.0),)), SetOffer(Offer("o", A, "out")))
    document = RenameNode(A, new).apply(_graph(*edits))
    assert set(document.nodes) == set(document.layout) == {B, C, new}
    assert document.wires == (_wire(new, B),)
    assert document.bends == (Bend(_wire(new, B), ((1.0, 1.0),)),)
    assert document.offers == (Offer("o", new, "out"),)
    with pytest.raises(Refused):
        RenameNode(A, B).apply(_graph())


def test_another_node_takes_over_the_wires_it_is_given() -> None:
    light = NodeDoc("out/light")
    into, out = _wire(A, B), _wire(B, C)
    document = _graph(Connect(into), Connect(out), BendWire(into, ((1.0, 1.0),)))
    swapped = ReplaceNode(B, light, (into,)).apply(document)
    assert swapped.node(B) == light
    assert swapped.wires == (into,)
    assert swapped.bends == document.bends
    with pytest.raises(CycleError):
        ReplaceNode(B, light, (into, _wire(B, A))).apply(document)
    with pytest.raises(Refused, match="is none of"):
        ReplaceNode(B, light, (_wire(A, C),)).apply(document)

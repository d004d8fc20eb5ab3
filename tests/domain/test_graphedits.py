"""Edits keep a graph whole: acyclic, each wire once, nothing pointing at nothing."""

from graphlib import TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import CycleError, NotFound, Refused
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import (
    AddNode,
    Connect,
    Disconnect,
    GraphEdit,
    MoveNodes,
    RemoveNode,
    SetParam,
)
from luma.domain.ids import NodeId
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

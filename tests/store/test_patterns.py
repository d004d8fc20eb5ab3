import dataclasses

import pytest

from luma.domain.documents import GRAPH as GRAPH_SCHEMA
from luma.domain.errors import NotFound, Refused, StaleRevision
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import GraphId, NodeId, PatternId
from luma.domain.pattern import Pattern
from luma.store.history import Change
from luma.store.store import Store
from tests.library import a_clip, a_graph, a_score, furnish

GLOW = PatternId("glow")
GRAPH = GraphId("glow/graph")


def test_a_pattern_comes_back_with_its_graphs(store: Store) -> None:
    pattern = Pattern(GLOW, "Glow", "Breathes with the beat", default=GRAPH)
    graph = dataclasses.replace(
        a_graph(),
        graph=GraphDoc(
            nodes={
                NodeId("a"): NodeDoc(
                    "in/beats", settings={"every": 2.0}, extra={"colour": "red"}
                ),
                NodeId("b"): NodeDoc("out/light"),
            },
            wires=(Wire(NodeId("a"), "out", NodeId("b"), "in"),),
            layout={NodeId("a"): (1.0, 2.5)},
            extra={"author": "me"},
        ),
    )
    with store.begin() as shelf:
        shelf.patterns.save(pattern, graph)
    with store.read() as shelf:
        assert shelf.patterns.get(GLOW) == pattern
        assert shelf.patterns.get_graph(GRAPH) == graph
        assert shelf.patterns.graphs_of(GLOW) == (graph,)
        assert shelf.patterns.list() == (pattern,)


def test_saving_a_changed_graph_counts_up_and_an_equal_one_does_not(store: Store) -> None:
    with store.begin() as shelf:
        shelf.patterns.save(Pattern(GLOW, "Glow"), a_graph())
        assert shelf.patterns.save_graph(GRAPH, a_graph().graph) == 0
        assert shelf.patterns.save_graph(GRAPH, GraphDoc(), 0) == 1
        assert shelf.patterns.get_graph(GRAPH).graph == GraphDoc()
        with pytest.raises(StaleRevision, match="revision 1 by now"):
            shelf.patterns.save_graph(GRAPH, a_graph().graph, 0)


def test_a_default_must_be_one_of_the_patterns_own_graphs(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        with pytest.raises(NotFound, match="Chase"):
            shelf.patterns.save(Pattern(PatternId("chase"), "Chase", default=GRAPH))


def test_a_pattern_that_is_played_stays(store: Store) -> None:
    with store.begin() as shelf:
        furnish(shelf)
        shelf.scores.save(a_score(a_clip("a"), a_clip("b")))
        with pytest.raises(Refused, match="played by 2 clips"):
            shelf.patterns.remove(GLOW)
        shelf.scores.save(a_score())
        shelf.patterns.remove(GLOW)
        assert shelf.patterns.find(GLOW) is None
        assert shelf.patterns.find_graph(GRAPH) is None


def test_what_a_pattern_says_of_itself_and_its_graphs_is_kept(store: Store) -> None:
    pattern = Pattern(
        GLOW, "Glow", "", GRAPH, ("wash", "slow"), PatternId("gone"), {"author": "me", "n": [1]}
    )
    soft = dataclasses.replace(a_graph("soft"), name="Soft", extra={"mood": None})
    with store.begin() as shelf:
        shelf.patterns.save(pattern, a_graph(), soft)
    with store.read() as shelf:
        assert shelf.patterns.get(GLOW) == pattern
        assert shelf.patterns.get_graph(GraphId("soft")) == soft
        assert shelf.patterns.graph_names() == {GLOW: {GRAPH: "Main", GraphId("soft"): "Soft"}}


def test_a_graph_that_is_the_default_or_played_stays(store: Store) -> None:
    soft = GraphId("soft")
    with store.begin() as shelf:
        furnish(shelf)
        shelf.patterns.save(shelf.patterns.get(GLOW), a_graph("soft"))
        with pytest.raises(Refused, match="is the default"):
            shelf.patterns.remove_graph(GRAPH)
        played = dataclasses.replace(a_clip("a"), implementation=soft)
        shelf.scores.save(a_score(played, a_clip("b")))
        assert shelf.patterns.plays() == {GLOW: 2}
        with pytest.raises(Refused, match="played by 1 clip in"):
            shelf.patterns.remove_graph(soft)
        shelf.scores.save(a_score())
        shelf.patterns.remove_graph(soft)
        assert [graph.id for graph in shelf.patterns.graphs_of(GLOW)] == [GRAPH]


def test_a_pattern_that_is_a_node_of_another_stays(store: Store) -> None:
    outer = GraphDoc(nodes={NodeId("a"): NodeDoc("pattern/glow")})
    other = GraphDoc(nodes={NodeId("a"): NodeDoc("pattern/glow2")})
    with store.begin() as shelf:
        furnish(shelf)
        shelf.patterns.save(
            Pattern(PatternId("outer"), "Outer"),
            dataclasses.replace(a_graph("outer", "outer"), graph=outer),
        )
        shelf.patterns.save(
            Pattern(PatternId("other"), "Other"),
            dataclasses.replace(a_graph("other", "other"), graph=other),
        )
        assert [user.name for user in shelf.patterns.users(GLOW)] == ["Outer"]
        with pytest.raises(Refused, match='is a node in "Outer"'):
            shelf.patterns.remove(GLOW)


def test_a_graph_that_comes_back_counts_on_from_its_journal(store: Store) -> None:
    change = Change(GRAPH_SCHEMA, GRAPH, 1, a_graph().graph, GraphDoc(), ())
    with store.begin() as shelf:
        shelf.patterns.save(Pattern(GLOW, "Glow"), a_graph())
        shelf.history.append(change)
        shelf.patterns.save_graph(GRAPH, GraphDoc(), 0)
        shelf.patterns.remove(GLOW)
        shelf.patterns.save(Pattern(GLOW, "Glow"), a_graph())
        assert shelf.patterns.get_graph(GRAPH).revision == 1


def test_unknown_patterns_and_graphs_are_named(store: Store) -> None:
    with store.begin() as shelf:
        for ask in (shelf.patterns.get, shelf.patterns.remove):
            with pytest.raises(NotFound, match="lost"):
                ask(PatternId("lost"))
        with pytest.raises(NotFound, match="lost"):
            shelf.patterns.save_graph(GraphId("lost"), GraphDoc())

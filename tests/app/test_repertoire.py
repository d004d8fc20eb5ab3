"""Patterns are listed with what they are made of, and what they do is real light."""

import queue

import numpy as np

from luma.app.clipstrips import Strip
from luma.app.events import PatternAdded
from luma.app.repertoire import BARS, HEADS, families_of, first_graph, strip_of_graph
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import SetParam
from luma.domain.ids import GraphId, NodeId
from luma.domain.pattern import Pattern
from luma.graph.check import check
from tests.app.desks import Facts, a_desk

Added = queue.SimpleQueue[Pattern]
Told = queue.SimpleQueue[Strip | None]


def test_a_new_pattern_is_sound_and_lights_every_beat() -> None:
    graph = first_graph()
    assert not check(graph)
    strip = strip_of_graph(graph)
    assert strip is not None
    finest = strip.levels[0].max(axis=(0, 2)).astype(int)
    per_beat = finest.reshape(BARS * 4, -1)
    assert strip.heads == HEADS
    assert (per_beat.max(axis=1) > 200).all()
    assert (per_beat.min(axis=1) < per_beat.max(axis=1)).all()


def test_a_graph_that_stays_dark_has_no_strip() -> None:
    lost, light = NodeId("lost"), NodeId("light")
    nodes = {lost: NodeDoc("no/such"), light: NodeDoc("out/light")}
    graph = GraphDoc(nodes=nodes, wires=(Wire(lost, "out", light, "intensity"),))
    assert strip_of_graph(graph) is None


def test_families_are_told_by_how_often_they_are_used() -> None:
    nodes = [
        "in/beats",
        "math/arithmetic",
        "time/beat_envelope",
        "math/arithmetic",
        "out/light",
    ]
    graph = GraphDoc(nodes={NodeId(f"n{i}"): NodeDoc(kind) for i, kind in enumerate(nodes)})
    assert families_of(graph) == ("math", "time")


def test_a_strip_follows_the_edits_of_its_graph() -> None:
    with a_desk() as desk:
        made, told = Added(), Told()
        facts = Facts(desk, (PatternAdded,))
        desk.lane.post(lambda: desk.repertoire.add(made.put))
        pattern = made.get(timeout=20)
        assert facts.wait(PatternAdded).pattern == pattern
        (listed,) = desk.repertoire.patterns()
        assert (listed.name, listed.families) == ("New pattern", ("time",))
        desk.lane.post(lambda: desk.repertoire.add(made.put))
        assert made.get(timeout=20).name == "New pattern 2"
        graph = GraphId(pattern.default or "")
        desk.lane.post(lambda: desk.repertoire.strip(graph, told.put))
        first = told.get(timeout=20)
        desk.lane.post(lambda: desk.repertoire.strip(graph, told.put))
        assert told.get(timeout=20) is first
        desk.documents.edit("graph", graph, SetParam(NodeId("envelope"), "decay", 0.05))
        desk.lane.post(lambda: desk.repertoire.strip(graph, told.put))
        second = told.get(timeout=20)
        assert first is not None
        assert second is not None
        assert not np.array_equal(first.levels[0], second.levels[0])

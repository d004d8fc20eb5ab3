"""Whatever a document holds, looking at it gives words, and running it gives sound light."""

from collections.abc import Iterable
from contextlib import suppress

import numpy as np
from hypothesis import given

from luma.domain.documents import GRAPH
from luma.domain.errors import LumaError
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import GraphEdit
from luma.domain.ids import NodeId, PatternId
from luma.graph.catalogue import Catalogue
from luma.graph.check import check
from luma.graph.dissolve import dissolved
from luma.graph.gather import gathered
from luma.graph.migrate import upgraded
from luma.graph.plan import compile_plan
from luma.graph.playable import Playable
from luma.graph.run import run
from tests.graph import drawngraphs
from tests.graph.rooms import context

SMALL = context(heads=2, frames=6)


@given(drawngraphs.hostile_graphs, drawngraphs.hostile_graphs, drawngraphs.hostile_graphs)
def test_every_document_is_looked_at_in_words_and_runs(
    doc: GraphDoc, one: GraphDoc, two: GraphDoc
) -> None:
    patterns = {PatternId("one"): Playable("One", one), PatternId("two"): Playable("Two", two)}
    for problem in check(doc, patterns=patterns.get):
        assert problem.words.rstrip().endswith("."), problem
        assert len(problem.words) < 5000
    plan = compile_plan(doc, patterns=patterns.get, shown=frozenset(doc.nodes))
    known = {step.node for step in plan.steps}
    assert not known & plan.blocked
    assert all(feed.source in known for step in plan.steps for feed in step.fed_by())
    result = run(plan, SMALL)
    assert result.light.values.shape == (2, 6, 14)
    assert np.isfinite(result.light.values).all()
    assert not getattr(result, "mistakes", {})


@given(drawngraphs.hostile_graphs, drawngraphs.hostile_graphs)
def test_gathering_and_dissolving_any_document_works_or_is_refused(
    doc: GraphDoc, inner: GraphDoc
) -> None:
    house = Catalogue(patterns={PatternId("one"): Playable("One", inner)}.get)
    for name, node in doc.nodes.items():
        with suppress(LumaError):
            new = gathered(doc, [name], PatternId("new"), house)
            changed = applied(doc, new.edits)
            check(changed, house)
            check(new.inner, house)
        if node.type == "pattern/one":
            with suppress(LumaError):
                check(applied(doc, dissolved(doc, name, inner, house)), house)


def applied(doc: GraphDoc, edits: Iterable[GraphEdit]) -> GraphDoc:
    for edit in edits:
        doc = edit.apply(doc)
    return doc


def deep(levels: int) -> list[object]:
    nested: list[object] = []
    for _ in range(levels):
        nested = [nested]
    return nested


def test_values_that_are_nested_without_end_are_told_in_short_words() -> None:
    node = NodeDoc("out/light", settings={"intensity": deep(100_000)})  # type: ignore[dict-item]
    (problem,) = check(GraphDoc({NodeId("lamp"): node}))
    assert problem.port == "intensity"
    assert len(problem.words) < 500


def test_what_is_of_tomorrow_is_kept_to_the_letter() -> None:
    text = (
        '{"arguments": [], "bends": [], "layout": {}, "luma": "graph", "nodes": {"lamp": '
        '{"settings": {}, "type": "out/light", "use": "on", "version": 1}, "new": {"glow": '
        '{"deep": [1, 2.5, null]}, "settings": {"x": [1, {"y": true}]}, "type": '
        '"of/tomorrow", "use": "on", "version": 9}, "newer": {"settings": {"b": "what"}, '
        '"type": "math/arithmetic", "use": "muted", "version": 99}}, "offers": [], '
        '"remarks": {}, "schema": 1, "sky": "blue", "wires": []}'
    )
    doc = GRAPH.read(text)
    assert upgraded(doc) is doc
    assert {p.node for p in check(doc) if p.blocks} == {"new", "newer"}
    assert [step.node for step in compile_plan(doc).steps] == ["lamp"]
    assert GRAPH.write(upgraded(doc)) == text


def test_ten_thousand_nodes_are_checked_and_planned() -> None:
    nodes = {NodeId("n0"): NodeDoc("in/energy"), NodeId("lamp"): NodeDoc("out/light")}
    wires = [Wire(NodeId("n9999"), "out", NodeId("lamp"), "intensity")]
    for i in range(1, 10_000):
        nodes[NodeId(f"n{i}")] = NodeDoc("math/arithmetic")
        for port, back in (("a", 1), ("b", 7)):
            source = max(i - back, 0)
            output = "out" if source else "onset"
            wires.append(Wire(NodeId(f"n{source}"), output, NodeId(f"n{i}"), port))
    doc = GraphDoc(nodes, tuple(wires))
    assert check(doc) == ()
    assert len(compile_plan(doc).steps) == 10_001

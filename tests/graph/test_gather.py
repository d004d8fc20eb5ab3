"""Gathering nodes into a pattern, and dissolving it again, loses nothing."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.errors import Refused
from luma.domain.graphdoc import ARGUMENTS_NODE, Argument, GraphDoc, Remark, Wire
from luma.domain.graphedits import BendWire, GraphEdit, PutRemark, SetParam
from luma.domain.ids import NodeId, PatternId
from luma.domain.light import Floats
from luma.domain.settingvalue import left_to
from luma.graph.catalogue import Catalogue
from luma.graph.check import check
from luma.graph.dissolve import dissolved
from luma.graph.gather import gathered
from luma.graph.plan import compile_plan
from luma.graph.playable import FindPattern, Playable
from luma.graph.run import run
from tests.graph import drawngraphs
from tests.graph.rooms import chase, context, graph

NEW = PatternId("new")


def applied(doc: GraphDoc, edits: Iterable[GraphEdit]) -> GraphDoc:
    for edit in edits:
        doc = edit.apply(doc)
    return doc


def light(doc: GraphDoc, find: FindPattern) -> tuple[Floats, object]:
    here = replace(context(heads=3, frames=40), arguments={"level": 0.75})
    result = run(compile_plan(doc, patterns=find), here)
    return result.light.values, result.light.set.tobytes()


@given(drawngraphs.sound_graphs(), st.data())
@settings(max_examples=40)
def test_dissolving_what_was_gathered_is_the_same_graph_and_the_same_light(
    doc: GraphDoc, data: st.DataObject
) -> None:
    chosen = data.draw(st.sets(st.sampled_from(sorted(doc.nodes)), min_size=1))
    try:
        new = gathered(doc, chosen, NEW)
    except Refused:
        return
    outer = applied(doc, new.edits)
    book = {NEW: Playable("New", new.inner)}
    house = Catalogue(patterns=book.get)
    assert not [p for p in check(outer, house) if p.blocks]
    before, within = light(doc, book.get), light(outer, book.get)
    assert np.array_equal(before[0], within[0])
    assert before[1] == within[1]
    back = applied(outer, dissolved(outer, new.node, new.inner, house))
    assert back.nodes == doc.nodes
    assert back.wires == doc.wires
    assert back.arguments == doc.arguments
    assert back.layout == doc.layout
    after = light(back, book.get)
    assert np.array_equal(before[0], after[0])
    own = SetParam(new.node, "dice", "own").apply(outer)
    opened = applied(own, dissolved(own, new.node, new.inner, house))
    assert np.array_equal(light(own, book.get)[0], light(opened, book.get)[0])


def test_bends_frames_and_left_settings_go_along() -> None:
    wire = Wire(NodeId("place"), "out", NodeId("late"), "a")
    doc = applied(
        replace(chase(), arguments=(Argument("slow", "number", 2.0),)),
        [
            BendWire(wire, ((1.0, 2.0),)),
            SetParam(NodeId("late"), "b", left_to("slow")),
            PutRemark("around", Remark("these", (0.0, 0.0), (900.0, 900.0), frames=True)),
        ],
    )
    layout = dict.fromkeys(("place", "late"), (10.0, 10.0))
    doc = replace(doc, layout={NodeId(name): at for name, at in layout.items()})
    new = gathered(doc, [NodeId("place"), NodeId("late")], NEW)
    outer = applied(doc, new.edits)
    assert [bend.wire for bend in new.inner.bends] == [wire]
    assert new.inner.remarks.keys() == {"around"}
    assert not outer.remarks
    assert [a.name for a in new.inner.arguments] == ["slow"]
    assert outer.node(new.node).settings == {"dice": "shared", "slow": left_to("slow")}
    back = applied(outer, dissolved(outer, new.node, new.inner))
    assert (back.bends, back.remarks, back.wires) == (doc.bends, doc.remarks, doc.wires)
    assert back.node(NodeId("late")) == doc.node(NodeId("late"))


def test_nodes_with_another_between_them_are_refused() -> None:
    with pytest.raises(Refused, match='without "late"'):
        gathered(chase(), [NodeId("place"), NodeId("pulse")], NEW)
    with pytest.raises(Refused, match="nothing to gather"):
        gathered(graph({"open": (ARGUMENTS_NODE, {})}), [NodeId("open")], NEW)


def test_values_go_to_the_settings_they_reach_and_the_rest_becomes_arguments() -> None:
    inner = replace(
        graph(
            {
                "open": (ARGUMENTS_NODE, {}),
                "sum": ("math/arithmetic", {}),
                "lamp": ("out/light", {}),
            },
            ["open.x > sum.b", "open.y > sum.a", "sum.out > lamp.intensity"],
        ),
        arguments=(Argument("x", "number", 0.25), Argument("y", "number", 0.5)),
    )
    doc = graph({"p": ("pattern/new", {"x": 0.125})})
    book = {NEW: Playable("New", inner)}
    back = applied(doc, dissolved(doc, NodeId("p"), inner, Catalogue(patterns=book.get)))
    assert back.node(NodeId("p/sum")).settings == {"b": 0.125}
    assert back.arguments == (Argument("y", "number", 0.5),)
    assert np.array_equal(light(doc, book.get)[0], light(back, book.get)[0])


def test_wires_into_a_port_that_takes_many_keep_their_order() -> None:
    doc = graph(
        {
            "a": ("in/energy", {}),
            "b": ("math/arithmetic", {"operation": "multiply", "b": 0.25}),
            "c": ("in/energy", {}),
            "pick": ("math/switch", {"choice": 1.0}),
            "lamp": ("out/light", {}),
        },
        [
            "a.onset > b.a",
            "a.onset > pick.choices",
            "b.out > pick.choices",
            "c.onset > pick.choices",
            "pick.out > lamp.intensity",
        ],
    )
    new = gathered(doc, [NodeId("b")], NEW)
    outer = applied(doc, new.edits)
    book = {NEW: Playable("New", new.inner)}
    before = light(doc, book.get)[0]
    assert before[:, :, 0].max() > 0.1
    assert np.array_equal(before, light(outer, book.get)[0])

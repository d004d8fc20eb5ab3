"""Muted nodes give nothing, and bypassed ones pass on what they are fed."""

from dataclasses import replace

import numpy as np
import pytest

from luma.domain.graphdoc import GraphDoc, Use
from luma.domain.graphedits import UseNodes
from luma.domain.ids import NodeId
from luma.graph.plan import compile_plan
from luma.graph.run import run
from tests.graph.rooms import chase, context, graph


def used(doc: GraphDoc, use: Use, *names: str) -> GraphDoc:
    return UseNodes(tuple(NodeId(name) for name in names), use).apply(doc)


def test_a_muted_output_lights_nothing() -> None:
    uses: tuple[Use, ...] = ("muted", "bypassed")
    for use in uses:
        result = run(compile_plan(used(chase(), use, "lamp")), context())
        assert result.timings == {}
        assert not result.light.set.any()


def test_a_muted_number_is_nought_and_a_muted_colour_covers_nothing() -> None:
    light = run(compile_plan(used(chase(), "muted", "pulse")), context()).light
    assert np.all(light.values[:, :, 0] == 0.0)
    plain = run(compile_plan(chase()), context()).light.values
    light = run(compile_plan(used(chase(), "muted", "shade")), context()).light
    assert np.array_equal(light.values[:, :, 0], plain[:, :, 0])
    assert np.all(light.values[:, :, 4] == 0.0)


def test_a_muted_grid_leaves_what_it_feeds_with_the_tracks_own() -> None:
    doc = graph(
        {
            "grid": ("in/beats", {}),
            "pulse": ("time/beat_envelope", {}),
            "lamp": ("out/light", {}),
        },
        ["grid.out > pulse.beats", "pulse.out > lamp.intensity"],
    )
    muted = compile_plan(used(doc, "muted", "grid"))
    assert [step.node for step in muted.steps] == ["pulse", "lamp"]
    alone, fed = (run(plan, context()).light.values for plan in (muted, compile_plan(doc)))
    assert np.array_equal(alone, fed)


def test_a_bypassed_node_passes_on_its_first_wire_of_the_kind() -> None:
    doc = graph(
        {
            "loud": ("in/energy", {}),
            "sum": ("math/arithmetic", {"operation": "multiply"}),
            "lamp": ("out/light", {}),
        },
        ["loud.onset > sum.a", "loud.loudness > sum.b", "sum.out > lamp.intensity"],
    )
    straight = graph(
        {"loud": ("in/energy", {}), "lamp": ("out/light", {})}, ["loud.onset > lamp.intensity"]
    )
    bypassed = run(compile_plan(used(doc, "bypassed", "sum")), context()).light.values
    assert np.array_equal(bypassed, run(compile_plan(straight), context()).light.values)
    loose = replace(doc, wires=tuple(w for w in doc.wires if w.input not in "ab"))
    alone = graph(
        {"shade": ("colour/from_chords", {}), "lamp": ("out/light", {})},
        ["shade.out > lamp.colour"],
    )
    light = run(compile_plan(used(alone, "bypassed", "shade")), context()).light
    assert np.all(light.values[:, :, 4] == 0.0), "it has no wire of its kind to pass on"
    assert compile_plan(loose).blocked


def test_a_chain_of_bypassed_nodes_is_a_straight_wire() -> None:
    doc = graph(
        {
            "loud": ("in/energy", {}),
            **{name: ("math/arithmetic", {"b": 0.5}) for name in ("x", "y", "z")},
            "lamp": ("out/light", {}),
        },
        ["loud.onset > x.a", "x.out > y.a", "y.out > z.a", "z.out > lamp.intensity"],
    )
    plan = compile_plan(used(doc, "bypassed", "x", "y", "z"))
    assert [step.node for step in plan.steps] == ["loud", "lamp"]
    assert plan.outputs[NodeId("z"), "out"].source == "loud"


@pytest.mark.parametrize("use", ["muted", "bypassed"])
def test_what_is_wrong_stays_dark_whether_it_is_used_or_not(use: Use) -> None:
    doc = graph(
        {"odd": ("in/nothing", {}), "lamp": ("out/light", {})}, ["odd.out > lamp.intensity"]
    )
    assert compile_plan(used(doc, use, "odd")).blocked == {"odd", "lamp"}


def test_views_run_only_while_they_are_shown() -> None:
    doc = graph(
        {"loud": ("in/energy", {}), "see": ("view/scope", {}), "lamp": ("out/light", {})},
        ["loud.onset > see.a"],
    )
    assert [s.node for s in compile_plan(doc).steps] == ["lamp"]
    shown = compile_plan(doc, shown=frozenset({NodeId("see"), NodeId("gone")}))
    assert [s.node for s in shown.steps] == ["lamp", "loud", "see"]
    part = compile_plan(doc, only=frozenset({NodeId("loud")}))
    assert [s.node for s in part.steps] == ["loud"]

"""The order in which a graph runs."""

import random

from hypothesis import given
from hypothesis import strategies as st

from luma.domain.graphdoc import GraphDoc
from luma.graph.plan import compile_plan
from tests.graph.rooms import chase, graph


def test_steps_come_after_what_feeds_them_and_then_by_name() -> None:
    steps = [step.node for step in compile_plan(chase()).steps]
    assert steps == ["place", "late", "pulse", "shade", "lamp"]


@given(st.randoms(use_true_random=False))
def test_the_same_graph_always_runs_in_the_same_order(dice: random.Random) -> None:
    doc = chase()
    nodes, wires = list(doc.nodes.items()), list(doc.wires)
    dice.shuffle(nodes)
    dice.shuffle(wires)
    mixed = compile_plan(GraphDoc(dict(nodes), tuple(wires)))
    assert [s.node for s in mixed.steps] == [s.node for s in compile_plan(doc).steps]


def test_branches_that_lead_to_no_light_are_dropped() -> None:
    doc = graph(
        {
            "idle": ("math/arithmetic", {}),
            "sound": ("in/energy", {}),
            "lamp": ("out/light", {}),
            "alone": ("in/chords", {}),
        },
        ["sound.onset > idle.a", "sound.loudness > lamp.intensity"],
    )
    assert [step.node for step in compile_plan(doc).steps] == ["sound", "lamp"]


def test_settings_that_are_not_written_down_take_their_defaults() -> None:
    steps = {str(step.node): step for step in compile_plan(chase()).steps}
    assert steps["pulse"].settings["every"] == "2"
    assert steps["pulse"].settings["decay"] == 1.0

"""What each node makes lamps do, held against the answer that was read by a person."""

from collections.abc import Mapping

import pytest

from luma.domain.curve import FrameTimes
from luma.domain.nodetype import Json
from luma.graph.context import RunContext
from luma.graph.plan import compile_plan
from luma.graph.run import run
from tests.golden import Golden
from tests.graph.rooms import graph, row, track

SHAPE: dict[str, Json] = {
    "attack": 0.2,
    "decay": 0.3,
    "sustain": 0.5,
    "release": 0.2,
    "swing": 0.3,
}
LAMP: dict[str, tuple[str, Mapping[str, Json]]] = {"lamp": ("out/light", {})}
CASES: dict[str, tuple[dict[str, tuple[str, Mapping[str, Json]]], list[str]]] = {
    "in/beats": (
        {"it": ("in/beats", {}), "pulse": ("time/beat_envelope", {})},
        ["it.out > pulse.beats", "pulse.out > lamp.intensity"],
    ),
    "in/chords": (
        {"it": ("in/chords", {}), "shade": ("colour/from_chords", {})},
        ["it.out > shade.chords", "shade.out > lamp.colour"],
    ),
    "in/energy": ({"it": ("in/energy", {})}, ["it.brightness > lamp.intensity"]),
    "time/beat_envelope": (
        {"it": ("time/beat_envelope", {"every": "2", **SHAPE})},
        ["it.out > lamp.intensity"],
    ),
    "space/attribute": (
        {"it": ("space/attribute", {"which": "distance"})},
        ["it.out > lamp.intensity"],
    ),
    "math/arithmetic": (
        {
            "loud": ("in/energy", {}),
            "place": ("space/attribute", {}),
            "it": ("math/arithmetic", {"operation": "circular"}),
        },
        ["loud.loudness > it.a", "place.out > it.b", "it.out > lamp.intensity"],
    ),
    "colour/from_chords": (
        {"it": ("colour/from_chords", {"palette": "scriabin", "glide": 0.5})},
        ["it.out > lamp.colour"],
    ),
    "out/light": ({"lamp": ("out/light", {"colour": [0.2, 0.4, 0.6], "intensity": 0.5})}, []),
}


@pytest.mark.parametrize("key", CASES)
def test_a_node_gives_what_it_gave(key: str, golden: Golden) -> None:
    nodes, wires = CASES[key]
    context = RunContext(FrameTimes(0, 480), row(4), track())
    result = run(compile_plan(graph({**LAMP, **nodes}, wires)), context)
    assert result.problems == ()
    golden(key.replace("/", "_"), light=result.light.values[:, ::15, :5], atol=1e-5)

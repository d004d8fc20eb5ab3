"""What colours, figures and outputs make moving heads do, held against read answers."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from luma.domain.curve import FrameTimes
from luma.domain.nodetype import Json
from luma.graph.context import RunContext
from luma.graph.plan import compile_plan
from luma.graph.run import run
from tests.golden import Golden
from tests.graph.rooms import graph, row, track

Nodes = dict[str, tuple[str, Mapping[str, Json]]]
ABLE = ("movers", "colour", "strobes", "zoom", "gobo", "prism", "focus")
STOPS: Json = [[0.0, 1.0, 0.0, 0.2], [0.4, 0.1, 0.3, 1.0], [1.0, 1.0, 0.9, 0.5]]
LAMP: Nodes = {"lamp": ("out/light", {})}
LOOK: Nodes = {"look": ("out/aim", {})}
PLACE: Nodes = {"place": ("space/attribute", {"which": "share"})}
ROUND: Nodes = {"round": ("motion/orbit", {"radius": 2.0, "spread": 0.5})}
CASES: dict[str, tuple[Nodes, list[str]]] = {
    "colour/gradient": (
        {**LAMP, **PLACE, "it": ("colour/gradient", {"stops": STOPS, "mixing": "oklab"})},
        ["place.out > it.position", "it.out > lamp.colour"],
    ),
    "colour/rainbow": (
        {**LAMP, "it": ("colour/rainbow", {"every": "8", "spread": 0.5, "saturation": 0.8})},
        ["it.out > lamp.colour"],
    ),
    "colour/hsv": (
        {**LAMP, **PLACE, "it": ("colour/hsv", {"saturation": 0.7, "value": 0.9})},
        ["place.out > it.hue", "it.out > lamp.colour"],
    ),
    "colour/hue_shift": (
        {
            **LAMP,
            "red": ("colour/from_chords", {}),
            "it": ("colour/hue_shift", {"turns": 0.4, "circle": "oklch"}),
        },
        ["red.out > it.colour", "it.out > lamp.colour"],
    ),
    "colour/palette": (
        {**LAMP, **PLACE, "it": ("colour/palette", {"palette": "aurora", "glide": 1.0})},
        ["place.out > it.offset", "it.out > lamp.colour"],
    ),
    "colour/temperature": (
        {**LAMP, "it": ("colour/temperature", {"kelvin": 2700.0})},
        ["it.out > lamp.colour"],
    ),
    "colour/mix": (
        {**LAMP, **PLACE, "it": ("colour/mix", {"mixing": "hsv"})},
        ["place.out > it.share", "it.out > lamp.colour"],
    ),
    "motion/circle": (
        {**LOOK, "it": ("motion/circle", {"spread": 1.0, "height": 0.5, "pan": 20.0})},
        ["it.out > look.aim"],
    ),
    "motion/figure_eight": (
        {**LOOK, "it": ("motion/figure_eight", {"spread": 0.5})},
        ["it.out > look.aim"],
    ),
    "motion/sweep": ({**LOOK, "it": ("motion/sweep", {"spread": 0.25})}, ["it.out > look.aim"]),
    "motion/wander": ({**LOOK, "it": ("motion/wander", {"every": "2"})}, ["it.out > look.aim"]),
    "motion/fan": ({**LOOK, "it": ("motion/fan", {"spread": 80.0})}, ["it.out > look.aim"]),
    "motion/orbit": (
        {**LOOK, "it": ("motion/orbit", {"plane": "wall"}), "at": ("motion/look_at", {})},
        ["it.out > at.point", "at.out > look.aim"],
    ),
    "motion/look_at": (
        {**LOOK, **ROUND, "it": ("motion/look_at", {})},
        ["round.out > it.point", "it.out > look.aim"],
    ),
    "motion/limit_speed": (
        {
            **LOOK,
            "jump": ("motion/sweep", {"way": "one_way", "every": "2"}),
            "it": ("motion/limit_speed", {"speed": 60.0}),
        },
        ["jump.out > it.aim", "it.out > look.aim"],
    ),
    "out/intensity": ({"it": ("out/intensity", {"intensity": 0.4})}, []),
    "out/aim": ({"it": ("out/aim", {"pan": 40.0, "tilt": 70.0})}, []),
    "out/strobe": ({**PLACE, "it": ("out/strobe", {})}, ["place.out > it.rate"]),
    "out/hold": ({**PLACE, "it": ("out/hold", {})}, ["place.out > it.hold"]),
    "out/zoom": ({"it": ("out/zoom", {"zoom": 33.0})}, []),
    "out/beam": ({"it": ("out/beam", {"gobo": 2.0, "prism": 1.0, "focus": 0.3})}, []),
}


@pytest.mark.parametrize("key", CASES)
def test_a_node_gives_what_it_gave(key: str, golden: Golden) -> None:
    nodes, wires = CASES[key]
    heads = tuple(replace(head, abilities=ABLE) for head in row(4))
    result = run(
        compile_plan(graph(nodes, wires)),
        RunContext(FrameTimes(0, 480), heads, track(), seed=1),
    )
    assert not [problem for problem in result.problems if problem.blocks]
    light = result.light
    name = key.replace("/", "_")
    golden(name, light=light.values[:, ::30], set=light.set[:, ::30].astype(int), atol=1e-5)

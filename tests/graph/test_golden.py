"""What each node makes lamps do, held against the answer that was read by a person."""

from collections.abc import Mapping

import pytest

from luma.domain.curve import FrameTimes
from luma.domain.nodetype import Json
from luma.graph.context import RunContext
from luma.graph.plan import compile_plan
from luma.graph.run import run
from tests.golden import Golden
from tests.graph.rooms import graph, row
from tests.graph.sound import song

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
    "in/number": ({"it": ("in/number", {"value": 0.3})}, ["it.out > lamp.intensity"]),
    "in/colour": (
        {"it": ("in/colour", {"value": [0.9, 0.4, 0.1], "cover": 0.8})},
        ["it.out > lamp.colour"],
    ),
    "in/time": ({"it": ("in/time", {})}, ["it.bar_share > lamp.intensity"]),
    "in/audio": (
        {"it": ("in/audio", {}), "loud": ("listen/follow", {})},
        ["it.out > loud.audio", "loud.out > lamp.intensity"],
    ),
    "in/stem": (
        {"it": ("in/stem", {"voice": "bass"}), "loud": ("listen/follow", {})},
        ["it.out > loud.audio", "loud.out > lamp.intensity"],
    ),
    "in/drums": (
        {"it": ("in/drums", {}), "fall": ("time/decay", {})},
        ["it.snare > fall.moments", "fall.out > lamp.intensity"],
    ),
    "in/loudness": (
        {"it": ("in/loudness", {"quiet": -12.0, "loud": 6.0})},
        ["it.momentary > lamp.intensity"],
    ),
    "in/sections": (
        {"it": ("in/sections", {}), "part": ("in/section", {})},
        ["it.out > part.sections", "part.share > lamp.intensity"],
    ),
    "in/section": (
        {"it": ("in/section", {"label": "chorus, drop", "lead": 0.5})},
        ["it.matches > lamp.intensity"],
    ),
    "listen/band_filter": (
        {
            "mix": ("in/audio", {}),
            "it": ("listen/band_filter", {"keep": "band", "low": 60.0, "high": 120.0}),
            "loud": ("listen/follow", {}),
        },
        ["mix.out > it.audio", "it.out > loud.audio", "loud.out > lamp.intensity"],
    ),
    "listen/band_energy": (
        {"mix": ("in/audio", {}), "it": ("listen/band_energy", {"band": "bass"})},
        ["mix.out > it.audio", "it.out > lamp.intensity"],
    ),
    "listen/follow": (
        {"mix": ("in/audio", {}), "it": ("listen/follow", {"measure": "mean", "gain": 6.0})},
        ["mix.out > it.audio", "it.out > lamp.intensity"],
    ),
    "listen/onsets": (
        {"mix": ("in/audio", {}), "it": ("listen/onsets", {}), "fall": ("time/decay", {})},
        ["mix.out > it.audio", "it.onset > fall.moments", "fall.out > lamp.intensity"],
    ),
    "listen/chroma": (
        {
            "mix": ("in/stem", {"voice": "other"}),
            "it": ("listen/chroma", {}),
            "tone": ("listen/tone", {"tone": "A"}),
        },
        ["mix.out > it.audio", "it.out > tone.chroma", "tone.level > lamp.intensity"],
    ),
    "listen/tone": (
        {
            "mix": ("in/stem", {"voice": "other"}),
            "twelve": ("listen/chroma", {}),
            "it": ("listen/tone", {}),
        },
        ["mix.out > twelve.audio", "twelve.out > it.chroma", "it.strongest > lamp.intensity"],
    ),
    "listen/spectrum": (
        {"mix": ("in/audio", {}), "it": ("listen/spectrum", {})},
        ["mix.out > it.audio", "it.out > lamp.intensity"],
    ),
    "listen/centroid": (
        {"mix": ("in/audio", {}), "it": ("listen/centroid", {})},
        ["mix.out > it.audio", "it.out > lamp.intensity"],
    ),
    "time/beat_envelope": (
        {"it": ("time/beat_envelope", {"every": "2", **SHAPE})},
        ["it.out > lamp.intensity"],
    ),
    "time/beat_ramp": (
        {
            "place": ("space/attribute", {}),
            "it": ("time/beat_ramp", {"every": "2", "length": 0.75, "curve": 0.7}),
        },
        ["place.out > it.offset", "it.out > lamp.intensity"],
    ),
    "time/ramp_between": (
        {"it": ("time/ramp_between", {"curve": 0.3, "softness": 0.7, "begins": 0.25})},
        ["it.out > lamp.intensity"],
    ),
    "time/oscillator": (
        {
            "place": ("space/attribute", {}),
            "it": ("time/oscillator", {"wave": "triangle", "width": 0.25, "length": 3.0}),
        },
        ["place.out > it.phase", "it.out > lamp.intensity"],
    ),
    "time/turns": (
        {
            "place": ("space/attribute", {}),
            "it": ("time/turns", {}),
        },
        ["place.out > it.speed", "it.out > lamp.intensity"],
    ),
    "time/noise": (
        {"it": ("time/noise", {"differs": "room", "octaves": 3})},
        ["it.out > lamp.intensity"],
    ),
    "time/steps": (
        {"it": ("time/steps", {"row": [1.0, 0.25, 0.5, 0.0, 0.75], "glide": 0.5})},
        ["it.out > lamp.intensity"],
    ),
    "time/counter": (
        {"it": ("time/counter", {"every": "1/2", "modulo": 5})},
        ["it.share > lamp.intensity"],
    ),
    "time/toggle": (
        {"hits": ("in/drums", {}), "it": ("time/toggle", {"starts_on": True})},
        ["hits.snare > it.moments", "it.out > lamp.intensity"],
    ),
    "time/sample_hold": (
        {"loud": ("in/energy", {}), "it": ("time/sample_hold", {"every": "2"})},
        ["loud.loudness > it.value", "it.out > lamp.intensity"],
    ),
    "time/delay": (
        {
            "place": ("space/attribute", {}),
            "pulse": ("time/beat_ramp", {"every": "2"}),
            "it": ("time/delay", {"before": "zero"}),
        },
        ["pulse.out > it.value", "place.out > it.late", "it.out > lamp.intensity"],
    ),
    "time/slew": (
        {"pulse": ("time/toggle", {}), "it": ("time/slew", {"rise": 3.0, "fall": 1.5})},
        ["pulse.out > it.value", "it.out > lamp.intensity"],
    ),
    "time/smooth": (
        {"pulse": ("time/toggle", {}), "it": ("time/smooth", {"time": 0.25})},
        ["pulse.out > it.value", "it.out > lamp.intensity"],
    ),
    "time/decay": (
        {"hits": ("in/drums", {}), "it": ("time/decay", {"attack": 0.25, "fall": 2.0})},
        ["hits.snare > it.moments", "it.out > lamp.intensity"],
    ),
    "time/freeze": (
        {
            "gate": ("time/toggle", {"every": "2"}),
            "pulse": ("time/oscillator", {}),
            "it": ("time/freeze", {}),
        },
        ["gate.out > it.gate", "pulse.out > it.value", "it.out > lamp.intensity"],
    ),
    "time/stutter": (
        {
            "gate": ("time/toggle", {"every": "2"}),
            "pulse": ("time/oscillator", {}),
            "it": ("time/stutter", {}),
        },
        ["gate.out > it.gate", "pulse.out > it.value", "it.out > lamp.intensity"],
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
    context = RunContext(FrameTimes(0, 480), row(4), song())
    result = run(compile_plan(graph({**LAMP, **nodes}, wires)), context)
    assert not [problem for problem in result.problems if problem.blocks]
    golden(key.replace("/", "_"), light=result.light.values[:, ::15, :5], atol=1e-5)

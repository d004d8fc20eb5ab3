"""What nodes of `math/` and `space/` make lamps do, and the laws that bind them in a run."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from luma.domain.curve import ClipFrames, FrameTimes
from luma.domain.ids import NodeId
from luma.domain.light import Floats
from luma.domain.nodetype import Json
from luma.domain.picture import Picture
from luma.domain.rhythm import BeatGrid
from luma.graph.context import RunContext
from luma.graph.plan import compile_plan
from luma.graph.run import run
from tests.golden import Golden
from tests.graph.rooms import graph, row
from tests.graph.sound import song

Nodes = dict[str, tuple[str, Mapping[str, Json]]]
WHOLE = FrameTimes(0, 480)
SOURCES: Nodes = {
    "loud": ("in/energy", {}),
    "pulse": ("time/beat_envelope", {"every": "2"}),
    "place": ("space/attribute", {}),
    "drums": ("in/drums", {}),
    "sound": ("in/audio", {}),
    "shade": ("colour/from_chords", {}),
    "back": ("space/select", {"expression": "right or left"}),
    "lamp": ("out/light", {}),
}
LINE: Json = [[0.0, 1.0], [0.5, 0.0], [1.0, 1.0]]
CASES: dict[str, tuple[Mapping[str, Json], list[str]]] = {
    "math/remap": ({"out_low": 1.0, "out_high": 0.2, "shape": 0.2}, ["loud.loudness > it.a"]),
    "math/clamp": ({"low": 0.25, "high": 0.75}, ["loud.loudness > it.a"]),
    "math/threshold": ({"level": 0.6}, ["pulse.out > it.a", "it.gate > lamp.intensity"]),
    "math/normalise": (
        {"against": "percentile", "window": 2.0},
        ["loud.brightness > it.a"],
    ),
    "math/invert": ({}, ["loud.loudness > it.a"]),
    "math/shape": ({"bias": 0.7, "gain": 0.3, "line": LINE}, ["loud.loudness > it.a"]),
    "math/round": ({"steps": 5.0}, ["loud.loudness > it.a"]),
    "math/mix": ({}, ["loud.loudness > it.a", "pulse.out > it.b", "place.out > it.share"]),
    "math/switch": (
        {"crossfade": 0.5},
        ["loud.loudness > it.choices", "pulse.out > it.choices", "place.out > it.choice"],
    ),
    "math/reduce": ({"over": "time", "how": "max", "window": 0.4}, ["pulse.out > it.a"]),
    "math/formula": (
        {"formula": "clamp(a * (0.5 + 0.5 * sin(tau * (beat / 4 - i / n))), 0, 1)"},
        ["loud.onset > it.a"],
    ),
    "space/select": ({"expression": "random(2)"}, ["it.mask > lamp.intensity"]),
    "space/having": ({"what": "tag", "tag": "right"}, ["it.mask > lamp.intensity"]),
    "space/mirror": ({}, ["back.heads > it.among", "it.folded > lamp.intensity"]),
    "space/by_group": ({"levels": [0.3, 0.8]}, ["it.level > lamp.intensity"]),
    "space/every_nth": ({"offset": 1}, ["back.heads > it.among", "it.mask > lamp.intensity"]),
    "space/random_mask": ({"fade": 0.4, "every": 2.0}, []),
    "space/chase": ({"direction": "bounce", "width": 0.5}, ["back.heads > it.among"]),
}
VIEWS: dict[str, list[str]] = {
    "view/scope": ["pulse.out > it.a"],
    "view/heat_map": ["pulse.out > it.a"],
    "view/colour_strip": ["shade.out > it.colour"],
    "view/spectrogram": ["sound.out > it.sound"],
    "view/xy": ["pulse.out > it.x", "loud.loudness > it.y"],
}
CONTEXT = RunContext(WHOLE, row(4), song(), seed=5)


def light(key: str, context: RunContext) -> Floats:
    settings, wires = CASES[key]
    lit = any("lamp" in wire for wire in wires)
    wires = [*wires, *([] if lit else ["it.out > lamp.intensity"])]
    result = run(compile_plan(graph({**SOURCES, "it": (key, settings)}, wires)), context)
    assert not [problem for problem in result.problems if problem.blocks]
    return result.light.values


@pytest.mark.parametrize("key", CASES)
def test_a_node_gives_what_it_gave(key: str, golden: Golden) -> None:
    golden(key.replace("/", "_"), light=light(key, CONTEXT)[:, ::15, :5], atol=1e-5)


@pytest.mark.parametrize("key", CASES)
@pytest.mark.parametrize(("first", "count"), [(0, 1), (100, 90), (479, 1)])
def test_a_part_of_a_clip_is_that_part_of_the_whole(key: str, first: int, count: int) -> None:
    part = replace(CONTEXT, times=FrameTimes(first, count), clip=ClipFrames(0, 480))
    expected = light(key, CONTEXT)[:, first : first + count]
    np.testing.assert_allclose(light(key, part), expected, atol=1e-6)


@pytest.mark.parametrize("key", CASES)
@pytest.mark.parametrize("heads", [1, 24, 256])
def test_any_number_of_heads_gets_light_from_dark_to_full(key: str, heads: int) -> None:
    room = row(heads)
    room = (replace(room[0], groups=("left", "right")), *room[1:])
    found = light(key, replace(CONTEXT, heads=room, times=FrameTimes(60, 30)))
    assert found.shape[:2] == (heads, 30)
    assert np.isfinite(found).all()
    assert (found[:, :, 0] >= 0.0).all()
    assert (found[:, :, 0] <= 1.0).all()


@pytest.mark.parametrize("key", ["space/chase", "space/random_mask"])
def test_what_follows_the_beat_follows_it_at_any_tempo(key: str) -> None:
    def at(bpm: float, frames: int) -> Floats:
        features = replace(song(), beats=BeatGrid.steady(bpm, count=200))
        times = FrameTimes(0, frames)
        return light(key, replace(CONTEXT, features=features, times=times))

    slow, fast = at(60.0, 480), at(120.0, 240)
    if key == "space/chase":
        np.testing.assert_allclose(slow[:, ::2], fast, atol=1e-5)
    else:
        assert np.array_equal(slow[:, 119::120, 0] > 0.5, fast[:, 59::60, 0] > 0.5)


@pytest.mark.parametrize("key", ["space/select", "space/random_mask"])
def test_dice_fall_alike_for_one_seed_and_otherwise_for_another(key: str) -> None:
    room = replace(CONTEXT, heads=row(24))
    assert np.array_equal(light(key, room), light(key, room))
    assert not np.array_equal(light(key, room), light(key, replace(room, seed=6)))


@pytest.mark.parametrize("key", VIEWS)
def test_a_view_shows_what_it_showed(key: str, golden: Golden) -> None:
    it = NodeId("it")
    plan = compile_plan(graph({**SOURCES, "it": (key, {})}, VIEWS[key]), shown=frozenset({it}))
    shown = run(plan, CONTEXT).values[it, "out"]
    assert isinstance(shown, Picture)
    golden(key.replace("/", "_"), picture=shown.values[:, ::15], atol=1e-4)

"""Every preset lights every room, in every metre, with whatever is known of the track.

One preset alone: `pytest tests/app/presets -q -k the-id-of-it`. How far it is from all others
is told by `pytest tests/app/presets -q -k far_apart`, which names the pairs that are too near.
What is held here runs on a sketch of the demo song's sound; `make soak` takes the song itself.
"""

import numpy as np
import pytest

from luma.domain.curve import FrameTimes
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.ids import NodeId
from luma.domain.light import LightBuffer
from luma.domain.pattern import NODE_FAMILY
from luma.domain.patterndoc import PatternDoc
from luma.domain.rhythm import BeatGrid
from luma.graph.check import check
from luma.graph.context import Features
from luma.graph.run import Result
from tests.app.presets.demosketch import bars, demo, demo_heads
from tests.app.presets.playing import (
    ALL,
    Floats,
    difference,
    ends_of,
    graph_of,
    movement,
    on_demo,
    playable,
    played,
    seen,
    shown,
)
from tests.graph.rooms import row

KINDS = {"number", "whole", "choice", "colour", "selection", "switch"}
TAGS = {
    *("wash", "pulse", "chase", "sparkle", "build", "drop"),
    *("chord", "section", "mover", "strobe", "blinder"),
}
SHIPPED_FIRST = {"chord-wash", "hat-flicker", "kick-pulse", "runner"}
NODE_WIDTH, NODE_HEIGHT = 180.0, 60.0
LIVELY = {"pulse", "chase", "sparkle", "mover"}

every = pytest.mark.parametrize("preset", ALL, ids=lambda preset: preset.id)


def assert_lit(result: Result, *, least: float = 0.0) -> LightBuffer:
    light = result.light
    assert not [p for p in result.problems if p.blocks]
    assert not result.mistakes
    assert np.isfinite(light.values).all()
    visible = seen(light)
    assert visible.min() >= 0.0
    assert visible.max() <= 1.0 + 1e-6
    assert visible.max() > 0.25, "nothing is to be seen"
    assert visible.mean() > 0.01, "it is dark nearly all the time"
    if least:
        assert movement(light) > least, "it stands still"
    return light


@every
def test_it_is_as_a_preset_is(preset: PatternDoc) -> None:
    graph = graph_of(preset)
    assert check(graph, patterns=playable) == ()
    assert TAGS.issuperset(preset.tags)
    assert preset.tags
    assert len(preset.description) < 200
    assert preset.description.endswith(".")
    assert KINDS.issuperset(argument.kind for argument in graph.arguments)
    for argument in graph.arguments:
        assert argument.help.endswith("."), f"{argument.name} has no sentence of help"
        if argument.kind in {"number", "whole"}:
            assert argument.low is not None and argument.high is not None  # noqa: PT018
    if preset.id not in SHIPPED_FIRST:
        assert 2 <= len(graph.arguments) <= 5, "two to five arguments matter"


@every
def test_its_nodes_lie_from_left_to_right(preset: PatternDoc) -> None:
    graph = graph_of(preset)
    assert set(graph.layout) == set(graph.nodes)
    for wire in graph.wires:
        assert graph.layout[wire.source][0] < graph.layout[wire.target][0], str(wire)
    places = sorted(graph.layout.items())
    for number, (one, (x, y)) in enumerate(places):
        for other, (u, v) in places[number + 1 :]:
            apart = abs(x - u) >= NODE_WIDTH or abs(y - v) >= NODE_HEIGHT
            assert apart, f"{one} lies on {other}"


@every
def test_it_moves_on_the_demo(preset: PatternDoc) -> None:
    result = on_demo(preset)
    assert result.problems == ()
    assert_lit(result, least=0.05)


@every
def test_every_argument_matters(preset: PatternDoc) -> None:
    weak = {
        f"{end.name}: {end.one} or {end.other}": round(found, 4)
        for argument in graph_of(preset).arguments
        for end in ends_of(argument)
        if (
            found := difference(
                on_demo(preset, 35, 39, {end.name: end.one}).light,
                on_demo(preset, 35, 39, {end.name: end.other}).light,
            )
        )
        <= 0.01
    }
    assert not weak


@every
@pytest.mark.parametrize("heads", [1, 4, 256])
def test_any_number_of_heads_is_lit(preset: PatternDoc, heads: int) -> None:
    grid = demo().beats
    assert_lit(played(preset, demo(), row(heads), bars(grid, 37, 41 if heads < 5 else 39)))


@every
def test_with_nothing_heard_it_still_lights(preset: PatternDoc) -> None:
    alone = Features(BeatGrid.assume(60.0))
    moves = LIVELY.intersection(preset.tags)
    assert_lit(
        played(preset, alone, demo_heads(), FrameTimes(600, 960)), least=0.04 if moves else 0.0
    )


@every
def test_it_plays_in_three_quarters(preset: PatternDoc) -> None:
    grid = BeatGrid.steady(140.0, count=120, metre=3)
    features = Features(grid, chords_on(grid))
    assert_lit(played(preset, features, demo_heads(), bars(grid, 5, 13)), least=0.04)


@every
def test_it_follows_a_change_of_tempo(preset: PatternDoc) -> None:
    gaps = np.concatenate([np.full(32, 0.75), np.full(48, 0.4)])
    beats = np.concatenate([[0.5], 0.5 + np.cumsum(gaps)])
    grid = BeatGrid(beats, np.arange(0, beats.size, 4))
    features = Features(grid, chords_on(grid))
    slow, fast = (
        assert_lit(played(preset, features, demo_heads(), bars(grid, a, b)), least=0.03)
        for a, b in ((1, 9), (9, 17))
    )
    if "pulse" in preset.tags:
        one = _over_a_bar(slow, grid, bars(grid, 1, 9))
        other = _over_a_bar(fast, grid, bars(grid, 9, 17))
        assert np.corrcoef(one, other)[0, 1] > 0.7, "its pulses leave the beats"


def chords_on(grid: BeatGrid) -> ChordTrack:
    """Four chords, each for two bars, over and over."""
    edges = grid.bar_starts[::2]
    chords = (Chord(0), Chord(9, "min"), Chord(5), Chord(7))
    return ChordTrack(edges, tuple(chords[n % 4] for n in range(edges.size - 1)))


def _over_a_bar(light: LightBuffer, grid: BeatGrid, at: FrameTimes) -> Floats:
    """How bright it is in each sixteenth of a bar, in the mean of bars."""
    level = seen(light).sum(axis=2).mean(axis=0)
    place = (grid.bar_position(at.seconds + 1e-6) % 1.0 * 16).astype(int)
    return np.array([level[place == part].mean() for part in range(16)], np.float32)


@every
def test_one_seed_gives_one_light(preset: PatternDoc) -> None:
    again = on_demo(preset).light
    np.testing.assert_array_equal(again.values, shown(preset.id).values)
    np.testing.assert_array_equal(again.set, shown(preset.id).set)


@every
def test_as_a_node_it_gives_away_what_it_offers(preset: PatternDoc) -> None:
    it, lamp = NodeId("it"), NodeId("lamp")
    ends = {"colour": "colour", "level": "intensity"}
    offers = [offer.name for offer in graph_of(preset).offers if offer.name in ends]
    graph = GraphDoc(
        {it: NodeDoc(f"{NODE_FAMILY}{preset.id}"), lamp: NodeDoc("out/light")},
        tuple(Wire(it, name, lamp, ends[name]) for name in offers),
    )
    assert check(graph, patterns=playable) == ()


@every
def test_a_clip_of_one_bar_is_lit(preset: PatternDoc) -> None:
    for bar in (30, 37):
        assert seen(on_demo(preset, bar, bar + 1).light).max() > 0.2

"""A part of a clip is that part of it, whatever its nodes remember."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import ClipFrames, Curve, Floats, FrameTimes, Number, Trigger
from luma.domain.drums import DrumTrack, Hits
from luma.domain.energy import Energy
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.domain.light import LightBuffer
from luma.domain.nodetype import Json, NodeType, PortKind
from luma.domain.recording import SAMPLES_PER_FRAME, Audio, Recordings
from luma.domain.register import Register
from luma.domain.sections import Section, SectionTrack
from luma.domain.sound import Samples
from luma.domain.stems import Stem
from luma.domain.venue import Head
from luma.graph.cache import Cache
from luma.graph.chance import Chance
from luma.graph.context import Features, RunContext
from luma.graph.plan import compile_plan
from luma.graph.ports import KINDS
from luma.graph.reach import share_of_whole, spans_of
from luma.graph.register import NodeEntry, Range, all_nodes, node
from luma.graph.run import run
from tests.graph.rooms import graph, row, track

HOUSE = Register[NodeEntry]("node")
for entry in all_nodes():
    HOUSE.add(entry)

IT = NodeId("it")
WIRED: Mapping[str, Json] = {"all": "wired"}
SECONDS, START, COUNT = 12, 150, 480
WINDOWS = [(150, 90), (151, 1), (400, 120), (600, 30)]
FEEDS: Mapping[PortKind, tuple[str, str]] = {
    "Number": ("test/jumps", "out"),
    "Colour": ("colour/from_chords", "out"),
    "Trigger": ("in/drums", "kick"),
    "Aim": ("motion/circle", "out"),
    "Point": ("motion/orbit", "out"),
    "Audio": ("in/audio", "out"),
    "Chroma": ("listen/chroma", "out"),
    "Selection": ("space/select", "heads"),
}


def _end(carried: type) -> None:
    def end(value: object, heads: tuple[Head, ...], at: FrameTimes) -> LightBuffer:
        """Takes a value, and gives no light."""
        return LightBuffer.dark(len(heads), at.first, at.count)

    end.__annotations__["value"] = carried
    node(f"test/end_{KINDS[carried].lower()}", into=HOUSE)(end)


for carried_ in KINDS:
    _end(carried_)


@node("test/before", memory=0.5, into=HOUSE)
def before(a: Number) -> Number:
    """The mean of half a second."""
    padded = np.concatenate([np.zeros((a.heads, 30, 1), np.float32), a.values], axis=1)
    parts = [padded[:, shift : shift + a.frames] for shift in range(31)]
    return Number(np.max(parts, axis=0))


@node("test/sum", memory="all", into=HOUSE)
def total(a: Number) -> Number:
    """The sum of all since the clip began."""
    return Number(np.cumsum(a.values, axis=1))


@node("test/jumps", into=HOUSE)
def jumps(
    heads: tuple[Head, ...],
    at: FrameTimes,
    *,
    low: Annotated[float, Range(-1e9, 1e9)] = 0.0,
    high: Annotated[float, Range(-1e9, 1e9)] = 1.0,
) -> Number:
    """Another number for every head and frame."""
    dice = Chance(0, NodeId("jumps")).table(heads, np.arange(at.first, at.first + at.count))
    return Number((low + (high - low) * dice).astype(np.float32))


@functools.cache
def noise() -> Samples:
    made = np.random.default_rng(5).standard_normal(SECONDS * 60 * SAMPLES_PER_FRAME)
    return (made * 0.3).astype(np.float32)


@dataclass(frozen=True)
class Noise:
    """Sound that is different everywhere."""

    name: str = "noise"

    def mono(self, start: int, stop: int) -> Samples:
        return noise()[start:stop]


@functools.cache
def features() -> Features:
    dice = np.random.default_rng(2)
    heard = Energy(*(dice.random(SECONDS * 60).astype(np.float32) for _ in range(3)))
    times = np.sort(dice.random(40)) * SECONDS
    drums = DrumTrack(*(Hits(times[n::3], np.full(times[n::3].size, 0.8)) for n in range(3)))
    parts = SectionTrack((Section(0.0, 5.0, "verse"), Section(5.0, 12.0, "chorus")))
    sound = Recordings(Noise(), {stem: Noise(f"{stem}") for stem in Stem})
    return Features(track().beats, track(12.0).chords, heard, parts, drums, sound)


def context(first: int, count: int) -> RunContext:
    clip = ClipFrames(START, COUNT)
    return RunContext(FrameTimes(first, count), row(3), features(), seed=4, clip=clip)


def around(kind: NodeType, settings: Mapping[str, Json]) -> GraphDoc:
    """A graph that feeds a node and lets something take all that it gives.

    What feeds it also feeds a sum over the whole clip, so that the node gets cut pieces of it.
    """
    wired = settings == WIRED
    nodes = {IT: NodeDoc(kind.key, kind.version, {} if wired else settings)}
    wires = list[Wire]()
    for port in kind.inputs:
        if port.kind in FEEDS:
            source, output = FEEDS[port.kind]
            nodes[NodeId(f"to {port.name}")] = NodeDoc(source)
            wires.append(Wire(NodeId(f"to {port.name}"), output, IT, port.name))
        if port.kind == "Chroma":
            nodes[NodeId("sound")] = NodeDoc("in/audio")
            wires.append(Wire(NodeId("sound"), "out", NodeId(f"to {port.name}"), "audio"))
    for setting in kind.settings if wired else ():
        if setting.wirable and setting.kind == "number":
            low, high = max(setting.low or 0.0, -2.0), min(setting.high or 1.0, 2.0)
            name = NodeId(f"set {setting.name}")
            nodes[name] = NodeDoc("test/jumps", 1, {"low": low, "high": high})
            wires.append(Wire(name, "out", IT, setting.name))
    for name in [name for name, made in nodes.items() if made.type == "test/jumps"]:
        nodes[NodeId(f"sum {name}")] = NodeDoc("test/sum")
        nodes[NodeId(f"end {name}")] = NodeDoc("test/end_number")
        wires.append(Wire(name, "out", NodeId(f"sum {name}"), "a"))
        wires.append(Wire(NodeId(f"sum {name}"), "out", NodeId(f"end {name}"), "value"))
    for port in kind.outputs:
        end = NodeId(f"end {port.name}")
        nodes[end] = NodeDoc(f"test/end_{port.kind.lower()}")
        wires.append(Wire(IT, port.name, end, "value"))
    return GraphDoc(nodes).with_wires(tuple(wires))


def ways(kind: NodeType) -> list[Mapping[str, Json]]:
    """The defaults, all wires, and every other choice that the node offers, one at a time."""
    wirable = any(setting.wirable for setting in kind.settings)
    found: list[Mapping[str, Json]] = [{}, WIRED] if wirable else [{}]
    for setting in kind.settings:
        choices: tuple[Json, ...] = setting.choices
        if setting.kind == "switch":
            choices = (False, True)
        found += [{setting.name: choice} for choice in choices if choice != setting.default]
    return found


CASES = [(e.type, way) for e in all_nodes() for way in ways(e.type)]


def name_of(case: tuple[NodeType, Mapping[str, Json]]) -> str:
    return " ".join([case[0].key, *(f"{k}={v}" for k, v in case[1].items())])


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_part_is_that_part_of_the_whole(case: tuple[NodeType, Mapping[str, Json]]) -> None:
    plan = compile_plan(around(*case), HOUSE)
    whole = run(plan, context(START, COUNT))
    assert not [problem for problem in whole.problems if problem.blocks]
    for first, count in WINDOWS:
        part = run(plan, context(first, count))
        assert part.values.keys() == whole.values.keys()
        for (name, output), value in part.values.items():
            if name == "it":
                hold(value, whole.values[name, output], FrameTimes(first, count))


def hold(part: object, whole: object, at: FrameTimes) -> None:
    """Hold a part of something against the whole of it."""
    begin, end = at.first - START, at.first - START + at.count
    match part:
        case Curve():
            assert isinstance(whole, Curve)
            spread = np.broadcast_to(whole.values, (whole.heads, COUNT, part.channels))
            assert_same(part.values, spread[:, begin:end])
        case LightBuffer():
            assert isinstance(whole, LightBuffer)
            assert_same(part.values, whole.between(at.first, at.first + at.count).values)
        case Trigger():
            assert isinstance(whole, Trigger)
            kept = (whole.frames >= at.first) & (whole.frames < at.first + at.count)
            assert part.frames.tolist() == whole.frames[kept].tolist()
            assert part.strength.tolist() == whole.strength[kept].tolist()
        case Audio():
            assert isinstance(whole, Audio)
            sliced = whole.samples[begin * SAMPLES_PER_FRAME : end * SAMPLES_PER_FRAME]
            assert_same(part.samples, sliced)


def assert_same(part: Floats, whole: Floats) -> None:
    """The same but for the last bits, which hang on where a number lies in its array."""
    np.testing.assert_allclose(np.broadcast_to(part, whole.shape), whole, rtol=2e-6, atol=2e-6)


@given(st.integers(START, START + COUNT - 1), st.integers(1, 200))
def test_memories_along_a_way_add_up(first: int, count: int) -> None:
    doc = graph(
        {
            "loud": ("in/energy", {}),
            "one": ("test/before", {}),
            "two": ("test/before", {}),
            "most": ("math/arithmetic", {"operation": "max"}),
            "lamp": ("out/light", {}),
        },
        [
            "loud.onset > one.a",
            "one.out > two.a",
            "two.out > most.a",
            "loud.loudness > most.b",
            "most.out > lamp.intensity",
        ],
    )
    count = min(count, START + COUNT - first)
    plan = compile_plan(doc, HOUSE)
    whole = run(plan, context(START, COUNT)).light
    part = run(plan, context(first, count)).light
    assert np.array_equal(part.values, whole.between(first, first + count).values)


def test_only_what_is_remembered_is_run_before_the_part() -> None:
    doc = graph(
        {
            "loud": ("in/energy", {}),
            "sum": ("test/sum", {}),
            "late": ("test/before", {}),
            "lamp": ("out/light", {}),
            "other": ("out/light", {}),
        },
        [
            "loud.onset > sum.a",
            "sum.out > lamp.intensity",
            "loud.loudness > late.a",
            "late.out > other.intensity",
        ],
    )
    ctx, plan = context(500, 60), compile_plan(doc, HOUSE)
    assert {node: span.first for node, span in spans_of(plan, ctx).items()} == {
        "loud": START,
        "sum": START,
        "lamp": 500,
        "late": 468,
        "other": 500,
    }
    expected = (2 * (560 - START) + 60 + 92 + 60) / (5 * COUNT)
    assert share_of_whole(plan, ctx) == pytest.approx(expected)
    alone = replace(ctx, clip=None)
    spans = spans_of(plan, alone)
    assert {span.first for span in spans.values()} == {500}


def test_parts_never_stand_in_for_one_another_in_the_cache() -> None:
    doc = graph(
        {
            "loud": ("in/energy", {}),
            "sum": ("test/sum", {}),
            "half": ("math/arithmetic", {"b": 0.001}),
            "lamp": ("out/light", {}),
        },
        ["loud.onset > sum.a", "sum.out > half.a", "half.out > lamp.intensity"],
    )
    plan, cache = compile_plan(doc, HOUSE), Cache()
    for first, count in [(150, 450), (200, 400), (570, 30), (150, 450), (300, 300)]:
        fresh = run(plan, context(first, count)).light
        kept = run(plan, context(first, count), cache).light
        assert np.array_equal(fresh.values, kept.values)
    again = run(plan, context(300, 300), cache)
    assert not again.timings

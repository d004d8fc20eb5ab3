"""What holds for every node of `time/`, whatever its settings and whatever it is given."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.curve import ClipFrames, FrameTimes, Number, Trigger
from luma.domain.ids import NodeId
from luma.domain.nodetype import Setting
from luma.domain.rhythm import BeatGrid
from luma.graph.chance import Chance
from luma.graph.register import NodeEntry, all_nodes
from tests.graph.rooms import row

KEYS = {
    "beat_envelope", "beat_ramp", "ramp_between", "oscillator", "noise", "delay", "slew",
    "smooth", "sample_hold", "counter", "toggle", "steps", "decay", "freeze", "stutter",
}  # fmt: skip
TIME = [entry for entry in all_nodes() if entry.type.family == "time"]
FREE = [entry for entry in TIME if entry.type.memory == "none"]
ALIKE = [entry for entry in TIME if entry.key != "time/noise"]
OF_CLIP = {"time/slew", "time/smooth", "time/freeze"}
ON_BEAT = [entry for entry in TIME if entry.key not in OF_CLIP]
LONGEST = 150

Arrays = npt.NDArray[np.float32]


def each(entries: list[NodeEntry]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("entry", entries, ids=lambda entry: entry.key)


@dataclass(frozen=True)
class World:
    """A clip with the values, the gate and the moments that flow in it."""

    grid: BeatGrid
    clip: ClipFrames
    value: Arrays
    gate: Arrays
    moments: Trigger
    heads: int = 2
    seed: int = 0

    def part(self, start: int, stop: int) -> FrameTimes:
        return FrameTimes(self.clip.first + start, stop - start)


def ask(
    entry: NodeEntry, world: World, chosen: dict[str, Any], at: FrameTimes
) -> tuple[Arrays, ...]:
    """What leaves a node that is asked for some frames of the clip."""
    start = at.first - world.clip.first
    cut = slice(start, start + at.count)
    curves = {"gate": world.gate}
    made: dict[str, Any] = {
        "at": at,
        "clip": world.clip,
        "heads": row(world.heads),
        "chance": Chance(world.seed, NodeId("it")),
    }
    ports: dict[str, Any] = {
        "Number": lambda name: Number(curves.get(name, world.value)[:, cut]),
        "Trigger": lambda _: world.moments,
        "Beats": lambda _: world.grid,
    }
    positional = []
    for name, source in entry.takes:
        port = entry.type.find_input(name)
        positional.append(ports[port.kind](name) if port else made[source])
    given_back = entry.function(*positional, **chosen)
    outs = given_back if entry.many_outputs else (given_back,)
    for out in outs:
        assert out.heads in {1, world.heads}
        assert out.frames in {1, at.count}
    return tuple(
        np.broadcast_to(out.values, (world.heads, at.count, 1))[:, :, 0] for out in outs
    )


def value_of(setting: Setting) -> st.SearchStrategy[Any]:
    low, high = setting.low, setting.high
    if setting.kind == "choice":
        return st.sampled_from(setting.choices)
    if setting.kind == "switch":
        return st.booleans()
    if setting.kind == "steps":
        return st.lists(st.floats(0, 1, width=32), min_size=1, max_size=33).map(tuple)
    assert low is not None
    assert high is not None
    if setting.kind == "whole":
        return st.integers(int(low), int(high))
    return st.sampled_from([low, high, setting.default]) | st.floats(low, high)


def settings_of(entry: NodeEntry) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({s.name: value_of(s) for s in entry.type.settings})


finite = st.sampled_from([0.0, 1.0, -1.0, 0.5, 1e-30, 3.4e38, -3.4e38]) | st.floats(
    width=32, allow_nan=False, allow_infinity=False
)


@st.composite
def worlds(draw: st.DrawFn, heads: int = 2) -> World:
    first = draw(st.sampled_from([-200, -7, 0, 31, 1000]))
    count = draw(st.sampled_from([1, 2, 47, LONGEST]))
    gaps = draw(st.lists(st.floats(0.05, 2.5), min_size=1, max_size=12))
    beats = draw(st.floats(0.0, 3.0)) + np.cumsum([0.0, *gaps])
    downs = sorted(draw(st.sets(st.integers(0, len(gaps)), min_size=1)))
    rows = draw(st.sampled_from([1, heads]))
    pool = np.array(draw(st.lists(finite, min_size=1, max_size=8)), np.float32)
    dice = np.random.default_rng(draw(st.integers(0, 99)))
    hits = draw(st.lists(st.integers(first - 30, first + count + 30), max_size=12))
    hard = draw(st.lists(finite, min_size=len(hits), max_size=len(hits)))
    return World(
        BeatGrid(beats, np.array(downs)),
        ClipFrames(first, count),
        pool[dice.integers(0, pool.size, (rows, count))],
        (dice.random((rows, count)) > 0.8).astype(np.float32),
        Trigger(np.array(sorted(hits), np.int64), np.array(hard, np.float32)),
        heads,
    )


def test_the_whole_family_is_there() -> None:
    assert {entry.key for entry in TIME} >= {f"time/{name}" for name in KEYS}


@each(TIME)
@settings(max_examples=60)
@given(data=st.data())
def test_finite_goes_in_and_finite_comes_out(entry: NodeEntry, data: st.DataObject) -> None:
    """Overflow on the way would be a warning, and so an error."""
    world = data.draw(worlds())
    chosen = data.draw(settings_of(entry))
    for out in ask(entry, world, chosen, world.part(0, world.clip.count)):
        assert np.isfinite(out).all()


@each(TIME)
@settings(max_examples=40)
@given(data=st.data())
def test_what_comes_later_changes_nothing(entry: NodeEntry, data: st.DataObject) -> None:
    world = data.draw(worlds())
    chosen = data.draw(settings_of(entry))
    stop = data.draw(st.integers(1, world.clip.count))
    whole = ask(entry, world, chosen, world.part(0, world.clip.count))
    begun = ask(entry, world, chosen, world.part(0, stop))
    for long, short in zip(whole, begun, strict=True):
        assert np.array_equal(long[:, :stop], short)


@each(FREE)
@settings(max_examples=40)
@given(data=st.data())
def test_without_memory_parts_make_up_the_whole(entry: NodeEntry, data: st.DataObject) -> None:
    world = data.draw(worlds())
    chosen = data.draw(settings_of(entry))
    middle = data.draw(st.integers(0, world.clip.count - 1))
    whole = ask(entry, world, chosen, world.part(0, world.clip.count))
    rest = ask(entry, world, chosen, world.part(middle, world.clip.count))
    for long, short in zip(whole, rest, strict=True):
        assert np.array_equal(long[:, middle:], short)


@each(ALIKE)
@settings(max_examples=40)
@given(data=st.data())
def test_equal_heads_do_what_one_does(entry: NodeEntry, data: st.DataObject) -> None:
    world = data.draw(worlds(heads=1))
    chosen = data.draw(settings_of(entry))
    wirable = {setting.name for setting in entry.type.settings if setting.wirable}
    wired = {
        name: Number(np.full((3, 1), value, np.float32)) if name in wirable else value
        for name, value in chosen.items()
    }
    many = replace(
        world, heads=3, value=np.repeat(world.value, 3, 0), gate=np.repeat(world.gate, 3, 0)
    )
    at = world.part(0, world.clip.count)
    alone, together = ask(entry, world, chosen, at), ask(entry, many, wired, at)
    for one, three in zip(alone, together, strict=True):
        assert np.array_equal(np.repeat(one, 3, 0), three)


@each(TIME)
@settings(max_examples=25)
@given(data=st.data())
def test_the_same_again_gives_the_same(entry: NodeEntry, data: st.DataObject) -> None:
    world = data.draw(worlds())
    chosen = data.draw(settings_of(entry))
    at = world.part(0, world.clip.count)
    once, again = (ask(entry, world, chosen, at) for _ in range(2))
    for left, right in zip(once, again, strict=True):
        assert np.array_equal(left, right)


def _slowing() -> tuple[World, World]:
    """Sixteen beats at 120 BPM, and eight of them with eight at 60, and equal beats in both."""
    steady = BeatGrid.steady(120, count=40)
    slower = BeatGrid(
        np.concatenate([np.arange(8) / 2.0, 4.0 + np.arange(32)]), np.arange(0, 40, 4)
    )
    made = []
    for grid, count in ((steady, 480), (slower, 720)):
        position = grid.position(FrameTimes(0, count).seconds)
        gate = ((position >= 9.5) & (position < 13.0)).astype(np.float32)
        value = (position / 16.0).astype(np.float32)
        hits = np.round(grid.seconds([1.0, 4.5, 9.0, 11.5]) * 60.0).astype(np.int64)
        moments = Trigger(hits, np.array([1.0, 0.5, 0.25, 1.0], np.float32))
        clip = ClipFrames(0, count)
        made.append(World(grid, clip, value[None], gate[None], moments, heads=1))
    return made[0], made[1]


@each(ON_BEAT)
@settings(max_examples=25)
@given(data=st.data())
def test_equal_beats_give_equal_values_at_any_tempo(
    entry: NodeEntry, data: st.DataObject
) -> None:
    chosen = data.draw(settings_of(entry))
    beats = {"clock": "beats", "rhythm": "beats", "over": "bars"}
    if entry.key == "time/steps":
        del beats["over"]
    chosen |= {name: way for name, way in beats.items() if name in chosen}
    if "speed" in chosen:
        chosen["speed"] = min(chosen["speed"], 4.0)
    fast, slow = _slowing()
    left = ask(entry, fast, chosen, fast.part(0, 480))
    right = ask(entry, slow, chosen, slow.part(0, 720))
    for steady, slowing in zip(left, right, strict=True):
        before, after = steady[0, 240:480], slowing[0, 240:720:2]
        apart = np.abs(before - after)
        assert np.count_nonzero(apart > 0.01) <= 2
        assert np.array_equal(steady[0, :240], slowing[0, :240])

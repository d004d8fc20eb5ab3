"""What holds for every node of the house, whatever it is given and however it is set.

That a part of a clip is that part of the whole is held in `test_reach`, and the nodes of
`time/` have laws of their own in `test_timing_laws`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.curve import (
    ClipFrames,
    Curve,
    Floats,
    FrameTimes,
    Trigger,
)
from luma.domain.graphdoc import ARGUMENTS_NODE
from luma.domain.ids import NodeId
from luma.domain.light import LightBuffer
from luma.domain.picture import Picture
from luma.domain.recording import Audio
from luma.domain.rhythm import BeatGrid
from luma.domain.selection import Selection
from luma.graph.chance import Chance
from luma.graph.context import NO_SECTIONS, Features
from luma.graph.register import NodeEntry, all_nodes
from tests.graph.drawninputs import COUNT, FIRST, HEADS, chosen_for, inputs
from tests.graph.rooms import row, track

AT = FrameTimes(FIRST, COUNT)
ALL = [
    entry
    for entry in all_nodes()
    if entry.key != ARGUMENTS_NODE and entry.type.family != "time"
]
OF_BEATS = [
    entry
    for entry in ALL
    if "beats" in {name for name, _ in entry.takes}
    and entry.type.family in {"colour", "motion", "space"}
]
Given = Mapping[str, Any]


def each(entries: list[NodeEntry]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("entry", entries, ids=lambda entry: entry.key)


def ask(
    entry: NodeEntry,
    fed: Given,
    *,
    seed: int = 0,
    of: Features | None = None,
    at: FrameTimes = AT,
) -> tuple[object, ...]:
    """What leaves a node, by output."""
    known = of or track()
    sources: dict[str, Any] = {
        "at": at,
        "clip": ClipFrames(at.first - 10, at.count + 20),
        "heads": row(HEADS),
        "chance": Chance(seed, NodeId("it")),
        "beats": known.beats,
        "chords": known.chords,
        "sections": NO_SECTIONS,
        "energy": known.energy,
        "loudness": known.loudness_over(at),
        "drums": known.drums_heard(),
        "mix": _Sound(),
        "recordings": _Voices(),
    }
    positional: list[Any] = []
    for name, source in entry.takes:
        if source != "port":
            positional.append(sources[source])
            continue
        port = entry.type.find_input(name)
        assert port is not None
        positional += fed[name] if port.many else [fed[name]]
    keywords = {setting.name: fed[setting.name] for setting in entry.type.settings}
    with np.errstate(all="ignore"):
        made = entry.function(*positional, **keywords)
    return tuple(made) if entry.many_outputs else (made,)


class _Sound:
    name = "sound"

    def mono(self, start: int, stop: int) -> Floats:
        return np.asarray(np.sin(np.arange(start, stop) * 0.05), np.float32)


class _Voices:
    name = "voices"
    mix = _Sound()
    stems: Mapping[str, _Sound] = {}


def numbers(value: object) -> list[npt.NDArray[Any]]:
    """All numbers that a value holds."""
    match value:
        case Trigger():
            return [value.frames, value.strength]
        case Picture():
            return [value.values, np.array([value.low, value.high])]
        case Selection():
            return [np.array(value.heads, np.int64)]
    held = getattr(value, "samples" if isinstance(value, Audio) else "values", None)
    return [] if held is None else [held]


def same(left: tuple[object, ...], right: tuple[object, ...]) -> bool:
    return all(
        np.array_equal(a, b)
        for one, two in zip(left, right, strict=True)
        for a, b in zip(numbers(one), numbers(two), strict=True)
    )


@each(ALL)
@settings(max_examples=25)
@given(data=st.data())
def test_finite_goes_in_and_finite_comes_out(entry: NodeEntry, data: st.DataObject) -> None:
    for value in ask(entry, data.draw(inputs(entry))):
        assert all(np.isfinite(part).all() for part in numbers(value))
        if isinstance(value, Curve):
            assert value.heads in {1, HEADS}
            assert value.frames in {1, COUNT}
        if isinstance(value, LightBuffer):
            assert value.values.shape[:2] == (HEADS, COUNT)


@each(ALL)
@settings(max_examples=20)
@given(data=st.data())
def test_the_same_again_gives_the_same(entry: NodeEntry, data: st.DataObject) -> None:
    fed, seed = data.draw(inputs(entry)), data.draw(st.integers(0, 99))
    assert same(ask(entry, fed, seed=seed), ask(entry, fed, seed=seed))


@each(ALL)
@settings(max_examples=10)
@given(data=st.data())
def test_one_for_all_is_what_all_the_same_is(entry: NodeEntry, data: st.DataObject) -> None:
    """A curve of one head or frame stands for as many as there are."""

    def spread(value: object) -> object:
        if isinstance(value, list):
            return [spread(item) for item in value]
        if not isinstance(value, Curve):
            return value
        return type(value)(np.broadcast_to(value.values, (HEADS, COUNT, value.channels)).copy())

    fed = data.draw(inputs(entry))
    small, large = ask(entry, fed), ask(entry, {k: spread(v) for k, v in fed.items()})
    for one, two in zip(small, large, strict=True):
        if isinstance(one, Picture):
            continue  # of lines that are the same it draws one
        for a, b in zip(numbers(one), numbers(two), strict=True):
            apart = np.abs(np.subtract(a, b, dtype=np.float64))
            assert (apart <= 1e-4 + 1e-4 * np.abs(b)).all()


@each(OF_BEATS)
@settings(max_examples=10)
@given(data=st.data())
def test_at_half_the_tempo_all_takes_twice_as_long(
    entry: NodeEntry, data: st.DataObject
) -> None:
    fed: dict[str, Any] = {port.name: None for port in entry.type.inputs}
    for setting in entry.type.settings:
        fed[setting.name] = data.draw(chosen_for(setting))
    if "fade" in fed:
        fed["fade"] = 0.0
    found = []
    for bpm, step in ((120.0, 1), (60.0, 2)):
        grid = BeatGrid.steady(bpm, count=40)
        at = FrameTimes(0, 240 * step)
        (made,) = ask(entry, {**fed, "beats": grid}, of=Features(grid), at=at)
        assert isinstance(made, Curve)
        wide = np.broadcast_to(made.values, (made.heads, at.count, made.channels))
        found.append(wide[:, ::step])
    apart = np.abs(found[0] - found[1]).max(axis=(0, 2)) > 0.01
    assert np.count_nonzero(apart) <= 2, "but for the frames on an edge"

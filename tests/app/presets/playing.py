"""Presets as they light a room, and how far apart what they do is."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from luma.app.bundled import bundled
from luma.app.presets import PRESETS, presets_in
from luma.domain.curve import FrameTimes
from luma.domain.graphdoc import Argument, GraphDoc
from luma.domain.ids import PatternId
from luma.domain.light import AIM, AIM_BITS, COLOUR, DOWN, INDEX, INTENSITY, LightBuffer
from luma.domain.nodetype import Json
from luma.domain.patterndoc import PatternDoc
from luma.domain.venue import Head
from luma.graph.context import Features, RunContext
from luma.graph.plan import Plan, compile_plan
from luma.graph.playable import Playable
from luma.graph.run import Result, run
from tests.app.presets.demosketch import bars, demo, demo_heads

Floats = npt.NDArray[np.float32]
ALL = presets_in(bundled("assets") / PRESETS)
BY_ID = {preset.id: preset for preset in ALL}
FIRST, STOP = 29, 45
SPANS = {"strobe": 30.0, "zoom": 180.0, "gobo": 8.0, "focus": 1.0, "prism": 1.0}
"""What the light sets besides colour and aim, with how much of it counts as one."""


class End(NamedTuple):
    """Two values of an argument between which the light is to differ."""

    name: str
    one: Json
    other: Json


def graph_of(preset: PatternDoc) -> GraphDoc:
    """The graph that a preset is played by."""
    chosen = preset.default or preset.implementations[0].id
    return next(each.graph for each in preset.implementations if each.id == chosen)


def playable(name: PatternId) -> Playable | None:
    """A preset as another one may have it for a node."""
    found = BY_ID.get(name)
    return None if found is None else Playable(found.name, graph_of(found))


@cache
def plan_of(name: PatternId) -> Plan:
    """The plan of a preset."""
    return compile_plan(graph_of(BY_ID[name]), patterns=playable)


def played(
    preset: PatternDoc,
    features: Features,
    heads: tuple[Head, ...],
    at: FrameTimes,
    chosen: Mapping[str, Json] | None = None,
) -> Result:
    """What a preset does in a clip over some frames."""
    return run(plan_of(preset.id), RunContext(at, heads, features, chosen or {}, seed=1))


def on_demo(
    preset: PatternDoc,
    first: int = FIRST,
    stop: int = STOP,
    chosen: Mapping[str, Json] | None = None,
) -> Result:
    """What a preset does on the demo song, in a clip over some bars."""
    song = demo()
    return played(preset, song, demo_heads(), bars(song.beats, first, stop), chosen)


@cache
def shown(name: PatternId) -> LightBuffer:
    """The light of a preset over the last half of the demo song."""
    return on_demo(BY_ID[name]).light


def seen(light: LightBuffer) -> Floats:
    """The colour that leaves every head: red, green and blue times the intensity."""
    there = (light.set >> INTENSITY & 1)[:, :, None]
    return light.values[:, :, COLOUR] * light.values[:, :, [INTENSITY]] * there


def aimed(light: LightBuffer) -> Floats:
    """Where every head looks; down where nobody says."""
    there = (light.set & AIM_BITS != 0)[:, :, None]
    return np.where(there, light.values[:, :, AIM], np.array(DOWN, np.float32))


def told(light: LightBuffer) -> Floats:
    """What else is set on every head, each by its own measure."""
    kept = [
        light.values[:, :, INDEX[name]] * (light.set >> INDEX[name] & 1) / span
        for name, span in SPANS.items()
    ]
    return np.stack(kept, axis=2)


def look(light: LightBuffer) -> Floats:
    """What is compared of a light: the colour and the aim of every head."""
    return np.concatenate([seen(light), aimed(light)], axis=2)


def apart(one: Floats, other: Floats) -> float:
    """How far two looks are apart, in the mean of heads and frames."""
    gap = one - other
    return float(np.sqrt(np.einsum("hfc,hfc->hf", gap, gap)).mean())


def difference(one: LightBuffer, other: LightBuffer) -> float:
    """How far two lights are apart in all that is set."""
    rest = float(np.abs(told(one) - told(other)).sum(axis=2).mean())
    return apart(look(one), look(other)) + rest


def movement(light: LightBuffer) -> float:
    """How far colour or aim stray from their mean over time, in the mean of heads."""
    ways = (seen(light), aimed(light))
    return max(float(np.sqrt(way.var(axis=1).sum(axis=1).mean())) for way in ways)


def ends_of(argument: Argument) -> Iterator[End]:
    """The values of an argument between which the light is to differ."""
    name = argument.name
    if argument.kind == "choice":
        others = (choice for choice in argument.choices if choice != argument.default)
        yield from (End(name, argument.default, choice) for choice in others)
    else:
        low, high = argument.low or 0.0, argument.high or 0.0
        yield {
            "number": End(name, low, high),
            "whole": End(name, int(low), int(high)),
            "colour": End(name, [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]),
            "switch": End(name, one=False, other=True),
            "selection": End(name, "all[::2]", "all[1::2]"),
        }[argument.kind]

"""Running a plan over a span: the same recipe gives the same answer."""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from luma.domain.curve import Curve, Number
from luma.domain.errors import LumaError, ShapeMismatch
from luma.domain.ids import NodeId
from luma.domain.light import ATTRIBUTES, LightBuffer, is_set
from luma.domain.nodetype import Json, PortKind, Setting
from luma.domain.recording import Recordings, Silence
from luma.domain.settingvalue import argument_name
from luma.graph.cache import Cache, digest, recipe_of
from luma.graph.chance import Chance
from luma.graph.check import Problem
from luma.graph.context import NO_CHORDS, NO_SECTIONS, RunContext
from luma.graph.plan import Feed, Plan, Step
from luma.graph.ports import converted
from luma.graph.settings import find_trouble, given
from luma.graph.signature import Source

_TRACKS_OWN: dict[PortKind, Source] = {
    "Beats": "beats",
    "Chords": "chords",
    "Sections": "sections",
}
_NO_RECORDINGS = Recordings()
_SILENCE = Silence()


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """The light of a graph, what is wrong or stands in, and the seconds of each node that ran.

    A node whose result was at hand has no timing; values are what left each output.
    """

    light: LightBuffer
    problems: tuple[Problem, ...]
    timings: Mapping[NodeId, float]
    values: Mapping[tuple[NodeId, str], object] = field(default_factory=dict)


def run(plan: Plan, context: RunContext, cache: Cache | None = None) -> Result:
    """What a plan gives over the context's span, as far as its nodes can answer."""
    if not context.heads or context.times.count <= 0:
        first, count = context.times.first, max(context.times.count, 0)
        dark = LightBuffer.dark(len(context.heads), first, count)
        return Result(dark, plan.problems, {})
    running = _Run(plan, context, Cache() if cache is None else cache)
    for step in plan.steps:
        running.take(step)
    problems = (*plan.problems, *running.problems)
    return Result(running.light(), problems, running.timings, running.values())


class _Run:
    """One run: results and recipes so far, by node."""

    def __init__(self, plan: Plan, context: RunContext, cache: Cache) -> None:
        self.problems: list[Problem] = []
        self.timings: dict[NodeId, float] = {}
        self._plan, self._context, self._cache = plan, context, cache
        self._results: dict[NodeId, Mapping[str, object]] = {}
        self._recipes: dict[NodeId, str] = {}

    def take(self, step: Step) -> None:
        """Run a step or take its result from the cache; pass over it if a feed is missing."""
        feeds = [feed for port in step.feeds.values() for feed in port]
        if any(feed.source not in self._results for feed in feeds):
            return
        try:
            self._check_shapes(step)
            settings = self._settings(step)
            recipe = self._recipe(step, settings)
            result = self._cache.find(recipe)
            if result is None:
                result = self._called(step, settings)
                self._cache.keep(recipe, result)
        except LumaError as refused:
            self.problems.append(Problem(step.node, "", refused.sentence()))
            return
        self._recipes[step.node] = recipe
        self._results[step.node] = _by_output(step, result)

    def light(self) -> LightBuffer:
        """What all outputs together set; of two that set the same, the later in order wins."""
        times = self._context.times
        whole = LightBuffer.dark(len(self._context.heads), times.first, times.count)
        for step in self._plan.steps:
            for value in self._results.get(step.node, {}).values():
                if isinstance(value, LightBuffer):
                    whole = _laid_over(whole, value)
        return whole

    def values(self) -> dict[tuple[NodeId, str], object]:
        """What left each output of the nodes that ran."""
        return {
            (node, output): value
            for node, outputs in self._results.items()
            for output, value in outputs.items()
        }

    def _called(self, step: Step, settings: Mapping[str, Json]) -> object:
        positional: list[object] = []
        for name, source in step.entry.takes:
            positional.extend(self._positional(step, name, source))
        keywords = {
            setting.name: self._keyword(step, setting, settings)
            for setting in step.entry.type.settings
        }
        began = time.perf_counter()
        with np.errstate(all="ignore"):
            result: object = step.entry.function(*positional, **keywords)
        self.timings[step.node] = time.perf_counter() - began
        return result

    def _positional(self, step: Step, name: str, source: Source) -> list[object]:
        if source != "port":
            return [self._taken(source, step.dice)]
        port = step.entry.type.find_input(name)
        assert port is not None  # the entry was read from the same function
        fed = [converted(self._value(feed), port.kind) for feed in step.feeds.get(name, ())]
        if fed or port.many:
            return fed
        if port.optional:
            return [None]
        return [self._taken(_TRACKS_OWN[port.kind], step.dice)]

    def _keyword(self, step: Step, setting: Setting, settings: Mapping[str, Json]) -> object:
        feeds = step.feeds.get(setting.name)
        if not feeds:
            return given(setting, settings[setting.name])
        value = converted(
            self._value(feeds[0]), "Colour" if setting.kind == "colour" else "Number"
        )
        if isinstance(value, Number) and setting.low is not None:
            return Number(np.clip(value.values, setting.low, setting.high))
        return value

    def _value(self, feed: Feed) -> object:
        return self._results[feed.source][feed.output]

    def _taken(self, source: Source, dice: NodeId) -> Any:
        context, features = self._context, self._context.features
        make: dict[Source, Callable[[], object]] = {
            "at": lambda: context.times,
            "clip": lambda: context.whole,
            "heads": lambda: context.heads,
            "chance": lambda: Chance(context.seed, dice),
            "beats": lambda: features.beats,
            "chords": lambda: features.chords or NO_CHORDS,
            "sections": lambda: features.sections or NO_SECTIONS,
            "energy": lambda: features.energy_over(context.times),
            "drums": features.drums_heard,
            "mix": lambda: (features.recordings or _NO_RECORDINGS).mix or _SILENCE,
            "recordings": lambda: features.recordings or _NO_RECORDINGS,
        }
        return make[source]()

    def _settings(self, step: Step) -> dict[str, Json]:
        """The settings with those in place that were left to the clip's arguments."""
        chosen = dict(step.settings)
        defaults = {argument.name: argument.default for argument in self._plan.arguments}
        for setting in step.entry.type.settings:
            name = argument_name(chosen[setting.name])
            if name is None:
                continue
            value = self._context.arguments.get(name, defaults[name])
            if trouble := find_trouble(setting, value):
                words = f"{name} cannot be {value!r}: {trouble}. Its default stands in."
                self.problems.append(Problem(step.node, setting.name, words, blocks=False))
                value = defaults[name]
            chosen[setting.name] = value
        return chosen

    def _recipe(self, step: Step, settings: Mapping[str, Json]) -> str:
        taken: list[Source] = [source for _, source in step.entry.takes if source != "port"]
        taken += [
            _TRACKS_OWN[port.kind]
            for port in step.entry.type.inputs
            if port.kind in _TRACKS_OWN and not port.optional
            if port.name not in step.feeds
        ]
        self._note_stand_ins(step.node, taken)
        feeds = {
            port: [(self._recipes[feed.source], feed.output) for feed in feeds]
            for port, feeds in step.feeds.items()
        }
        return recipe_of(
            step.entry.key,
            step.entry.type.version,
            dict(settings),
            [digest(self._taken(source, step.dice)) for source in taken],
            feeds,
        )

    def _note_stand_ins(self, node: NodeId, taken: Sequence[Source]) -> None:
        features = self._context.features
        sound = features.recordings or _NO_RECORDINGS
        stand_ins = {
            "beats": (features.beats.assumed, "No beats have been heard: a steady 120 BPM"),
            "chords": (features.chords is None, "No chords have been heard yet: a neutral one"),
            "sections": (features.sections is None, "No sections have been heard yet: one"),
            "energy": (features.energy is None, "No energy has been heard yet: a steady pulse"),
            "drums": (features.drums is None, "No drums have been heard yet: a plain beat"),
            "mix": (not sound.mix, "No sound is decoded yet: silence"),
            "recordings": (not sound.stems, "The voices are not taken apart yet: silence"),
        }
        for source in taken:
            missing, words = stand_ins.get(source, (False, ""))
            if missing:
                self.problems.append(Problem(node, "", f"{words} stands in.", blocks=False))

    def _check_shapes(self, step: Step) -> None:
        """Refuse curves whose sizes are neither equal nor one, and say whose they are."""
        feeds = [feed for port in step.feeds.values() for feed in port]
        curves = [(f.source, v) for f in feeds if isinstance(v := self._value(f), Curve)]
        clip = (len(self._context.heads), self._context.times.count)
        for axis, wanted in zip(("heads", "frames"), clip, strict=True):
            sizes = {name: getattr(curve, axis) for name, curve in curves}
            odd = next((name for name, size in sizes.items() if size not in {1, wanted}), None)
            if odd is None:
                continue
            others = (name for name, size in sizes.items() if size not in {1, sizes[odd]})
            other = next(others, None)
            meets = f'{sizes[other]} of "{other}"' if other else f"{wanted} of the clip"
            raise ShapeMismatch(
                f'"{odd}" gives {sizes[odd]} {axis} to "{step.node}", which do not go together '
                f"with the {meets}.",
                hint="Sizes are equal, or one.",
            )


def _by_output(step: Step, result: object) -> dict[str, object]:
    ports = step.entry.type.outputs
    if step.entry.many_outputs:
        assert isinstance(result, tuple)  # outputs with names are a NamedTuple
        return dict(zip((port.name for port in ports), result, strict=True))
    return {ports[0].name: result}


def _laid_over(below: LightBuffer, above: LightBuffer) -> LightBuffer:
    takes = np.stack([is_set(above.set, index) for index in range(len(ATTRIBUTES))], axis=-1)
    values = np.where(takes, above.values, below.values)
    return LightBuffer(below.first_frame, values, below.set | above.set)

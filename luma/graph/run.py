"""Running a plan over a span: the same recipe gives the same answer."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from luma.domain.curve import Curve, FrameTimes, Number
from luma.domain.errors import LumaError, ShapeMismatch
from luma.domain.ids import NodeId
from luma.domain.light import LightBuffer
from luma.domain.nodetype import Json, PortKind, Setting
from luma.domain.settingvalue import argument_name
from luma.graph.cache import Cache, recipe_of
from luma.graph.check import Problem
from luma.graph.context import RunContext
from luma.graph.lights import cleaned, together
from luma.graph.plan import Feed, Plan, Step
from luma.graph.ports import KINDS, converted
from luma.graph.reach import part_of, spans_of
from luma.graph.settings import find_trouble, given
from luma.graph.signature import Source
from luma.graph.sources import TRACKS_OWN, Sources, taken_by

_TYPES: dict[PortKind, type] = {kind: carried for carried, kind in KINDS.items()}


class Stopped(Exception):
    """A run that was called off before it came to its end."""


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """The light of a graph, what is wrong or stands in, and the seconds of each node that ran.

    A node whose result was at hand has no timing; values are what left each output. Mistakes
    are what nodes raised that no node may raise; each of them is among the problems, in words.
    """

    light: LightBuffer
    problems: tuple[Problem, ...]
    timings: Mapping[NodeId, float]
    values: Mapping[tuple[NodeId, str], object] = field(default_factory=dict)
    mistakes: Mapping[NodeId, Exception] = field(default_factory=dict)


def run(
    plan: Plan,
    context: RunContext,
    cache: Cache | None = None,
    is_unwanted: Callable[[], bool] = lambda: False,
) -> Result:
    """What a plan gives over the context's span, as far as its nodes can answer.

    It is what a run over the whole clip gives there. Once nobody wants it any more, the run
    stops before its next node.
    """
    if not context.heads or context.times.count <= 0:
        first, count = context.times.first, max(context.times.count, 0)
        dark = LightBuffer.dark(len(context.heads), first, count)
        return Result(dark, plan.problems, {})
    running = _Run(plan, context, Cache() if cache is None else cache)
    with np.errstate(all="ignore"):
        for step in plan.steps:
            if is_unwanted():
                raise Stopped
            running.take(step)
        light = running.light()
    problems = (*plan.problems, *running.problems)
    return Result(light, problems, running.timings, running.values(), running.mistakes)


class _Run:
    """One run: results and recipes so far, by node."""

    def __init__(self, plan: Plan, context: RunContext, cache: Cache) -> None:
        self.problems: list[Problem] = []
        self.timings: dict[NodeId, float] = {}
        self.mistakes: dict[NodeId, Exception] = {}
        self._plan, self._context, self._cache = plan, context, cache
        self._sources = Sources(context)
        self._spans = spans_of(plan, context)
        self._results: dict[NodeId, Mapping[str, object]] = {}
        self._recipes: dict[NodeId, str] = {}

    def take(self, step: Step) -> None:
        """Run a step or take its result from the cache; pass over it if a feed is missing."""
        feeds = [feed for port in step.feeds.values() for feed in port]
        if any(feed.source not in self._results for feed in feeds):
            return
        try:
            settings = self._settings(step)
            recipe = self._recipe(step, settings)
            result = self._cache.made(recipe, lambda: self._called(step, settings))
        except LumaError as refused:
            self.problems.append(Problem(step.node, "", refused.sentence()))
        except Exception as mistake:  # noqa: BLE001  (whatever a node does, the others run)
            self.mistakes[step.node] = mistake
            self.problems.append(Problem(step.node, "", _confessed(mistake)))
        else:
            self._recipes[step.node] = recipe
            self._results[step.node] = _by_output(step, result)

    def light(self) -> LightBuffer:
        """What all outputs together set; of two that set the same, the later in order wins."""
        times = self._context.times
        found = [
            (self._recipes[node], output, light)
            for node, outputs in self._results.items()
            for output, value in outputs.items()
            if isinstance(light := part_of(value, self._spans[node], times), LightBuffer)
        ]
        if not found:
            return LightBuffer.dark(len(self._context.heads), times.first, times.count)
        recipe = recipe_of("light", times.first, times.count, [names for *names, _ in found])
        lights = [light for *_, light in found]
        if len(lights) == 1:
            return lights[0]
        made = self._cache.made(recipe, lambda: together(lights))
        assert isinstance(made, LightBuffer)  # nothing else has that recipe
        return made

    def values(self) -> dict[tuple[NodeId, str], object]:
        """What left each output of the nodes that ran, over the frames that are asked for."""
        return {
            (node, output): part_of(value, self._spans[node], self._context.times)
            for node, outputs in self._results.items()
            for output, value in outputs.items()
        }

    def _called(self, step: Step, settings: Mapping[str, Json]) -> object:
        self._check_shapes(step)
        positional: list[object] = []
        for name, source in step.entry.takes:
            positional.extend(self._positional(step, name, source))
        keywords = {
            setting.name: self._keyword(step, setting, settings)
            for setting in step.entry.type.settings
        }
        began = time.perf_counter()
        result: object = step.entry.function(*positional, **keywords)
        self.timings[step.node] = time.perf_counter() - began
        return self._checked(step, result)

    def _checked(self, step: Step, result: object) -> object:
        """What a node gave, clean; refused where it is not what the node says that it gives."""
        ports = step.entry.type.outputs
        values = result if step.entry.many_outputs else (result,)
        if not isinstance(values, tuple) or len(values) != len(ports):
            raise TypeError(f"it gave {type(result).__name__} for {len(ports)} outputs")
        for port, value in zip(ports, values, strict=True):
            if not isinstance(value, _TYPES[port.kind]):
                raise TypeError(f"{port.name} is {type(value).__name__}, and not {port.kind}")
        made = [self._clean(step, v) if isinstance(v, LightBuffer) else v for v in values]
        return tuple(made) if step.entry.many_outputs else made[0]

    def _clean(self, step: Step, light: LightBuffer) -> LightBuffer:
        span, size = self._spans[step.node], (light.heads, light.frames)
        wanted = (len(self._context.heads), span.count)
        if size != wanted or light.set.shape != size:
            raise ValueError(f"its light is for {size} heads and frames, and not {wanted}")
        if light.first_frame != span.first:
            raise ValueError(f"its light begins at {light.first_frame}, and not {span.first}")
        return cleaned(light)

    def _positional(self, step: Step, name: str, source: Source) -> list[object]:
        if source != "port":
            return [self._taken(source, step)]
        port = step.entry.type.find_input(name)
        assert port is not None  # the entry was read from the same function
        feeds = step.feeds.get(name, ())
        fed = [converted(self._fed(feed, step), port.kind) for feed in feeds]
        if fed or port.many:
            return fed
        if port.optional:
            return [None]
        return [self._taken(TRACKS_OWN[port.kind], step)]

    def _keyword(self, step: Step, setting: Setting, settings: Mapping[str, Json]) -> object:
        feeds = step.feeds.get(setting.name)
        if not feeds:
            return given(setting, settings[setting.name])
        kind: PortKind = "Colour" if setting.kind == "colour" else "Number"
        value = converted(self._fed(feeds[0], step), kind)
        if isinstance(value, Number) and not _is_within(value, setting.low, setting.high):
            return Number(np.clip(value.values, setting.low, setting.high))
        return value

    def _fed(self, feed: Feed, step: Step) -> object:
        """What a feed carries, over the frames that a step runs over."""
        value = self._results[feed.source][feed.output]
        return part_of(value, self._spans[feed.source], self._spans[step.node])

    def _taken(self, source: Source, step: Step) -> object:
        return self._sources.value(source, self._spans[step.node], step.dice)

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
        at, names = self._spans[step.node], list[str]()
        for source in taken_by(step):
            if words := self._sources.find_stand_in(source):
                self.problems.append(Problem(step.node, "", words, blocks=False))
            names.append(self._sources.name(source, at, step.dice))
        feeds = {
            port: [self._feed_name(feed, at) for feed in feeds]
            for port, feeds in step.feeds.items()
        }
        kind = step.entry.type
        ends = [(each.low, each.high) for each in kind.settings if each.name in feeds]
        return recipe_of(kind.key, kind.version, settings, names, feeds, ends)

    def _feed_name(self, feed: Feed, at: FrameTimes) -> tuple[str, ...]:
        """The name of what a feed carries; of a part of a value it also tells which."""
        name = (self._recipes[feed.source], feed.output)
        if self._spans[feed.source] == at:
            return name
        return (*name, f"{at.first}+{at.count}")

    def _check_shapes(self, step: Step) -> None:
        """Refuse curves whose sizes are neither equal nor one, and say whose they are."""
        feeds = [feed for port in step.feeds.values() for feed in port]
        curves = [(f.source, v) for f in feeds if isinstance(v := self._fed(f, step), Curve)]
        clip = (len(self._context.heads), self._spans[step.node].count)
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


def _is_within(number: Number, low: float | None, high: float | None) -> bool:
    if low is None or high is None or not number.values.size:
        return True
    return bool(number.values.min() >= low and number.values.max() <= high)


def _confessed(mistake: Exception) -> str:
    return (
        f"Luma made a mistake in this node: {type(mistake).__name__}: {mistake}. The rest of "
        "the pattern runs; mute the node or set it differently."
    )

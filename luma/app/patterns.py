"""Runs graphs for the clips that need it: one show at a time, each clip when it changes."""

import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

from luma.app.documents import Documents
from luma.app.events import PatternFailed, PatternReady
from luma.app.ground import Ground
from luma.domain.curve import FrameTimes
from luma.domain.errors import BadGraph, LumaError
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import ClipId, GraphId, ScoreId
from luma.domain.score import Clip, Score
from luma.domain.selection import parse, resolve
from luma.domain.venue import Head
from luma.graph.cache import Cache
from luma.graph.context import Features, RunContext
from luma.graph.plan import compile_plan
from luma.graph.run import run
from luma.score.compositor import ClipLight
from luma.score.timeline import frames_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """What every clip of a show runs in: the venue's heads, and what is known of the track."""

    heads: tuple[Head, ...]
    features: Features


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Everything that a clip's light is made from."""

    clip: Clip
    graph: GraphDoc
    scene: Scene


class Patterns:
    """Knows what each clip of the open show does with the lights; used on the lane."""

    def __init__(self, ground: Ground, documents: Documents) -> None:
        """Have no show open."""
        self._bus, self._chores, self._store = ground.bus, ground.chores, ground.store
        self._documents = documents
        self._cache = Cache()
        self._score: ScoreId | None = None
        self._scene: Scene | None = None
        self._light: dict[ClipId, ClipLight] = {}
        self._graph_of: dict[ClipId, GraphId] = {}
        self._waiting: set[ClipId] = set()

    @property
    def light(self) -> Mapping[ClipId, ClipLight]:
        """The light of each clip, as far as it is made."""
        return MappingProxyType(self._light)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being computed."""
        return not self._waiting

    def open(self, score: Score, scene: Scene) -> None:
        """Turn to a show, and run every clip of it."""
        self._score, self._scene = score.id, scene
        self._light.clear()
        self._graph_of.clear()
        self._waiting.clear()
        self.refresh(score.clips)

    def refresh(self, clips: Iterable[Clip]) -> None:
        """Run the graphs of some clips of the open show again."""
        for clip in clips:
            self._run(clip)

    def refresh_graph(self, graph: GraphId) -> None:
        """Run the clips that play a graph again."""
        if self._score is not None:
            score: Score = self._documents.get("score", self._score)
            self.refresh(c for c in score.clips if self._graph_of.get(c.id) == graph)

    def drop(self, clips: Iterable[ClipId]) -> None:
        """Forget the light of clips that are gone."""
        for clip in clips:
            self._light.pop(clip, None)
            self._waiting.discard(clip)

    def _run(self, clip: Clip) -> None:
        assert self._score is not None
        assert self._scene is not None
        score = self._score
        self._waiting.discard(clip.id)
        try:
            graph_id = clip.implementation or self._default(clip)
            self._graph_of[clip.id] = graph_id
            order = Order(clip, self._documents.get("graph", graph_id), self._scene)
        except LumaError as trouble:
            self._light.pop(clip.id, None)
            self._bus.announce(PatternFailed(score, clip.id, trouble))
            return
        self._waiting.add(clip.id)
        self._chores.run(
            partial(light_of, order, self._cache),
            partial(self._take, score, clip.id),
            partial(self._fail, score, clip.id),
            key=f"clip {clip.id}",
        )

    def _default(self, clip: Clip) -> GraphId:
        with self._store.read() as shelf:
            pattern = shelf.patterns.get(clip.pattern)
        if pattern.default is None:
            raise BadGraph(
                f'The pattern "{pattern.name}" has no graph yet.', hint="Open it and add nodes."
            )
        return pattern.default

    def _take(self, score: ScoreId, clip: ClipId, made: tuple[ClipLight, str]) -> None:
        if score != self._score or clip not in self._waiting:
            return
        self._waiting.discard(clip)
        self._light[clip], trouble = made
        if trouble:
            self._bus.announce(PatternFailed(score, clip, BadGraph(trouble)))
        self._bus.announce(PatternReady(score, clip))

    def _fail(self, score: ScoreId, clip: ClipId, trouble: Exception) -> None:
        if score != self._score or clip not in self._waiting:
            return
        self._waiting.discard(clip)
        self._light.pop(clip, None)
        if not isinstance(trouble, LumaError):
            log.error("Luma made a mistake with the clip %s", clip, exc_info=trouble)
            trouble = BadGraph(f"Luma made a mistake with this clip: {trouble!r}.")
        self._bus.announce(PatternFailed(score, clip, trouble))


def light_of(order: Order, cache: Cache) -> tuple[ClipLight, str]:
    """What a clip's graph does with its heads, and what keeps parts of it dark."""
    chosen = resolve(parse(order.clip.selection), order.scene.heads, order.clip.seed)
    span = frames_of(order.clip, order.scene.features.beats)
    context = RunContext(
        FrameTimes(span.start, span.stop - span.start),
        tuple(order.scene.heads[index] for index in chosen),
        order.scene.features,
        order.clip.arguments,
        order.clip.seed,
    )
    result = run(compile_plan(order.graph), context, cache)
    trouble = " ".join(f"{p.node}: {p.words}" for p in result.problems if p.blocks)
    return ClipLight(result.light, chosen), trouble

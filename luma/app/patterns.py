"""Runs graphs for the clips that need it: one show at a time, each clip when it changes."""

import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from luma.app.documents import Documents
from luma.app.events import PatternFailed, PatternNear, PatternReady
from luma.app.ground import Ground
from luma.app.mistakes import Mistakes
from luma.app.patternbook import Book, PatternBook
from luma.app.roomchanges import RoomChange, texts_in, texts_of
from luma.domain.curve import ClipFrames, FrameTimes
from luma.domain.errors import BadGraph, LumaError
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import ClipId, GraphId, NodeId, PatternId, ScoreId
from luma.domain.pattern import patterns_used
from luma.domain.planfile import TILE_FRAMES
from luma.domain.score import Clip, Score
from luma.domain.selection import parse, resolve
from luma.domain.span import Span
from luma.domain.venue import Head
from luma.graph.cache import Cache
from luma.graph.context import Features, RunContext
from luma.graph.plan import compile_plan
from luma.graph.playable import played_in
from luma.graph.reach import share_of_whole
from luma.graph.run import run
from luma.score.compositor import ClipLight
from luma.score.timeline import frames_of

log = logging.getLogger(__name__)

PlayHead = Callable[[], int | None]
SEEN_BEFORE, SEEN_AFTER = 6, 120
WORTHWHILE = 0.5


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
    patterns: Book


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """The light of a clip, or of a part of it, and what keeps nodes of it dark."""

    light: ClipLight
    trouble: str
    is_whole: bool
    mistakes: Mapping[NodeId, Exception]


class Patterns:
    """Knows what each clip of the open show does with the lights; used on the lane."""

    def __init__(
        self, ground: Ground, documents: Documents, book: PatternBook, head: PlayHead
    ) -> None:
        """Have no show open; `head` tells the light frame under the play head."""
        self.head = head
        self._book = book
        self._bus, self._chores, self._store = ground.bus, ground.chores, ground.store
        self._documents = documents
        self._cache = Cache()
        self._score: ScoreId | None = None
        self._scene: Scene | None = None
        self._light: dict[ClipId, ClipLight] = {}
        self._near: dict[ClipId, ClipLight] = {}
        self._graph_of: dict[ClipId, GraphId] = {}
        self._inside: dict[ClipId, frozenset[PatternId]] = {}
        self._wanted: dict[ClipId, Order] = {}
        self._mistakes = Mistakes()

    @property
    def light(self) -> Mapping[ClipId, ClipLight]:
        """The light of each clip, as far as it is made."""
        return MappingProxyType(self._light)

    @property
    def newest(self) -> Mapping[ClipId, ClipLight]:
        """The same, but of clips in the making what is made around the play head."""
        return MappingProxyType({**self._light, **self._near})

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being computed."""
        return not self._wanted

    def open(self, score: Score, scene: Scene) -> None:
        """Turn to a show, and run every clip of it."""
        self._score, self._scene = score.id, scene
        self._light.clear()
        self._near.clear()
        self._graph_of.clear()
        self._inside.clear()
        self._wanted.clear()
        self.refresh(score.clips)

    def see(self, score: Score, scene: Scene) -> None:
        """Run every clip of the open show in another scene, and keep its light until then."""
        self._scene = scene
        self._near.clear()
        self.refresh(score.clips)

    def see_room(self, score: Score, scene: Scene, change: RoomChange) -> None:
        """Run the clips of the open show that can tell that the room has changed."""
        self._scene = scene
        texts: dict[GraphId, tuple[str, ...]] = {}
        for graph in set(self._graph_of.values()):
            with contextlib.suppress(LumaError):  # a graph that is gone
                texts[graph] = self._texts(graph)

        def can_tell(clip: Clip) -> bool:
            said = texts.get(self._graph_of.get(clip.id, GraphId("")))
            own = texts_in(dict(clip.arguments))
            return said is None or change.is_told_by(clip, (*said, *own))

        self.refresh([clip for clip in score.clips if can_tell(clip)])

    def _texts(self, name: GraphId) -> tuple[str, ...]:
        """All that stands in a graph, and in the patterns that it plays."""
        graph: GraphDoc = self._documents.get("graph", name)
        played = played_in(graph, self._book.now.get).values()
        docs = (graph, *(doc for each in played for doc in (each.graph, *each.others.values())))
        return tuple(text for doc in docs for text in texts_of(doc))

    def refresh(self, clips: Iterable[Clip]) -> None:
        """Run the graphs of some clips of the open show again."""
        for clip in clips:
            self._run(clip)

    def refresh_graph(self, graph: GraphId) -> None:
        """Run the clips that play a graph again, by themselves or inside of another."""
        owner = self._book.owner(graph)
        self._refresh_if(lambda c: self._graph_of.get(c.id) == graph or self._has(c, owner))

    def refresh_pattern(self, pattern: PatternId) -> None:
        """Run the clips again that play a pattern's default, or have the pattern inside."""

        def plays(clip: Clip) -> bool:
            by_default = clip.pattern == pattern and clip.implementation is None
            return by_default or self._has(clip, pattern)

        self._refresh_if(plays)

    def _refresh_if(self, meant: Callable[[Clip], bool]) -> None:
        if self._score is not None:
            score: Score = self._documents.get("score", self._score)
            self.refresh([clip for clip in score.clips if meant(clip)])

    def _has(self, clip: Clip, pattern: PatternId | None) -> bool:
        return pattern in self._inside.get(clip.id, ())

    def drop(self, clips: Iterable[ClipId]) -> None:
        """Forget the light of clips that are gone."""
        for clip in clips:
            self._forget(clip)
            self._wanted.pop(clip, None)

    def _forget(self, clip: ClipId) -> None:
        self._light.pop(clip, None)
        self._near.pop(clip, None)

    def _run(self, clip: Clip) -> None:
        assert self._score is not None
        assert self._scene is not None
        score = self._score
        self._wanted.pop(clip.id, None)
        try:
            graph_id = clip.implementation or self._default(clip)
            self._graph_of[clip.id] = graph_id
            graph: GraphDoc = self._documents.get("graph", graph_id)
            order = Order(clip, graph, self._scene, self._book.now)
            inside = played_in(graph, order.patterns.get)
            self._inside[clip.id] = frozenset((*patterns_used(graph), *inside))
        except LumaError as trouble:
            self._forget(clip.id)
            self._bus.announce(PatternFailed(score, clip.id, trouble))
            return
        self._wanted[clip.id] = order
        self._make(score, order, self.head())

    def _make(self, score: ScoreId, order: Order, near: int | None) -> None:
        """Make a clip's light: around a frame first, then all."""
        self._chores.run(
            partial(light_of, order, self._cache, near, lambda: not self._wants(order)),
            partial(self._take, score, order),
            partial(self._fail, score, order),
            key=f"clip {order.clip.id}",
        )

    def _wants(self, order: Order) -> bool:
        """Whether an order is still the latest of its clip; may be asked beside the lane."""
        return self._wanted.get(order.clip.id) is order

    def _default(self, clip: Clip) -> GraphId:
        with self._store.read() as shelf:
            pattern = shelf.patterns.get(clip.pattern)
        if pattern.default is None:
            raise BadGraph(
                f'The pattern "{pattern.name}" has no graph yet.', hint="Open it and add nodes."
            )
        return pattern.default

    def _take(self, score: ScoreId, order: Order, made: Made) -> None:
        clip = order.clip.id
        if not self._wants(order):
            return
        self._mistakes.note(made.mistakes)
        if not made.is_whole:
            self._near[clip] = made.light
            span = Span(made.light.light.first_frame, made.light.light.stop_frame)
            self._bus.announce(PatternNear(score, clip, span))
            self._make(score, order, None)
            return
        self._wanted.pop(clip)
        self._near.pop(clip, None)
        self._light[clip] = made.light
        if made.trouble:
            self._bus.announce(PatternFailed(score, clip, BadGraph(made.trouble)))
        self._bus.announce(PatternReady(score, clip))

    def _fail(self, score: ScoreId, order: Order, trouble: Exception) -> None:
        clip = order.clip.id
        if not self._wants(order):
            return
        self._wanted.pop(clip)
        self._forget(clip)
        if not isinstance(trouble, LumaError):
            log.error("Luma made a mistake with the clip %s", clip, exc_info=trouble)
            trouble = BadGraph(f"Luma made a mistake with this clip: {trouble!r}.")
        self._bus.announce(PatternFailed(score, clip, trouble))


def light_of(
    order: Order,
    cache: Cache,
    near: int | None = None,
    is_unwanted: Callable[[], bool] = lambda: False,
) -> Made:
    """What a clip's graph does with its heads: in all, or around a frame where that is less.

    It is not, where nodes that remember all have come nearly as far as the clip goes.
    """
    chosen = resolve(parse(order.clip.selection), order.scene.heads, order.clip.seed)
    whole = frames_of(order.clip, order.scene.features.beats)
    plan = compile_plan(order.graph, patterns=order.patterns.get)
    context = RunContext(
        FrameTimes(whole.start, whole.stop - whole.start),
        tuple(order.scene.heads[index] for index in chosen),
        order.scene.features,
        order.clip.arguments,
        order.clip.seed,
        ClipFrames(whole.start, whole.stop - whole.start),
    )
    span = whole
    if near is not None:
        around = _around(near, whole)
        part = replace(context, times=FrameTimes(around.start, around.stop - around.start))
        if share_of_whole(plan, part) <= WORTHWHILE:
            span, context = around, part
    result = run(plan, context, cache, is_unwanted)
    trouble = " ".join(f"{p.node}: {p.words}" for p in result.problems if p.blocks)
    return Made(ClipLight(result.light, chosen), trouble, span == whole, result.mistakes)


def _around(frame: int, whole: Span[int]) -> Span[int]:
    """The part of a clip that is about to be seen, in whole tiles; all of it where none is."""
    first = (frame - SEEN_BEFORE) // TILE_FRAMES * TILE_FRAMES
    stop = -(-(frame + SEEN_AFTER) // TILE_FRAMES) * TILE_FRAMES
    return Span(first, stop).clipped(whole) or whole

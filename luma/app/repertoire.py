"""The patterns that can be played: their names, what they are made of and what they do."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from luma.app.clipstrips import Strip, strip_of
from luma.app.documents import Documents
from luma.app.events import PatternAdded, ProblemRaised
from luma.app.ground import Ground
from luma.app.implementations import Graphs, graphs_of
from luma.app.patternbook import PatternBook
from luma.app.patternshelf import free_name
from luma.domain.curve import FrameTimes
from luma.domain.errors import LumaError
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.ids import FixtureId, GraphId, NodeId, PatternId, new_id
from luma.domain.light import INTENSITY
from luma.domain.pattern import Implementation, Pattern
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS
from luma.domain.venue import Head
from luma.graph.context import Features, RunContext
from luma.graph.plan import compile_plan
from luma.graph.playable import Playable, played_in
from luma.graph.run import run
from luma.score.compositor import ClipLight
from luma.store.store import Shelf

BARS, HEADS = 2, 12
BPM = 120.0
CHORDS = ("A:min", "F:maj", "C:maj", "G:maj")
NEW_NAME = "New pattern"
Inside = Mapping[PatternId, Playable]
NOTHING_INSIDE: Inside = MappingProxyType({})
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ListedPattern:
    """What a list shows of a pattern; `families` are those of its nodes, the busiest first.

    `plays` counts the clips that play it, and `is_preset` says that it came along with Luma.
    """

    id: PatternId
    name: str
    description: str
    graph: GraphId | None
    families: tuple[str, ...]
    tags: tuple[str, ...] = ()
    implementations: tuple[tuple[GraphId, str], ...] = ()
    plays: int = 0
    is_preset: bool = False


class Repertoire:
    """Lists patterns, and computes what they do over two bars of a stand-in track."""

    def __init__(self, ground: Ground, documents: Documents, book: PatternBook) -> None:
        """Have computed nothing."""
        self._book = book
        self._bus, self._chores = ground.bus, ground.chores
        self._keeper, self._store = ground.keeper, ground.store
        self._documents = documents
        self._strips: dict[GraphId, tuple[GraphDoc, Inside, Strip | None]] = {}

    def patterns(self) -> tuple[ListedPattern, ...]:
        """Every pattern, by name; from any thread."""
        with self._store.read() as shelf:
            plays, names = shelf.patterns.plays(), shelf.patterns.graph_names()
            presets = shelf.presets.names()
            return tuple(
                ListedPattern(
                    pattern.id,
                    pattern.name,
                    pattern.description,
                    pattern.default,
                    _families(shelf, pattern),
                    pattern.tags,
                    tuple(names.get(pattern.id, {}).items()),
                    plays.get(pattern.id, 0),
                    pattern.id in presets,
                )
                for pattern in shelf.patterns.list()
            )

    def graphs(self, pattern: PatternId) -> Graphs | None:
        """The graphs of a pattern by name; from any thread."""
        return graphs_of(self._store, pattern)

    def strip(self, graph: GraphId, then: Callable[[Strip | None], object]) -> None:
        """Tell what a graph does with light; nothing where it is dark. Called on the lane."""
        try:
            doc: GraphDoc = self._documents.look("graph", graph)
        except LumaError:
            then(None)
            return
        inside = played_in(doc, self._book.now.get)
        known = self._strips.get(graph)
        if known is not None and known[:2] == (doc, inside):
            then(known[2])
            return

        def keep(made: Strip | None) -> None:
            self._strips[graph] = (doc, inside, made)
            then(made)

        self._chores.run(
            partial(strip_of_graph, doc, inside), keep, self._tell, key=f"strip {graph}"
        )

    def add(self, then: Callable[[Pattern], object]) -> None:
        """Shelve a new pattern that lights every head on every beat."""
        name, graph = PatternId(new_id()), GraphId(new_id())

        def put(shelf: Shelf) -> Pattern:
            taken = {pattern.name for pattern in shelf.patterns.list()}
            pattern = Pattern(name, free_name(NEW_NAME, taken), "", graph)
            shelf.patterns.save(pattern, Implementation(graph, name, first_graph()))
            return pattern

        def told(pattern: Pattern) -> None:
            self._bus.announce(PatternAdded(pattern))
            then(pattern)

        self._keeper.save(put).then(told, self._tell)

    def _tell(self, trouble: Exception) -> None:
        if not isinstance(trouble, LumaError):
            log.error("Luma made a mistake with a pattern", exc_info=trouble)
            trouble = LumaError(f"Luma made a mistake with a pattern: {trouble!r}.")
        self._bus.announce(ProblemRaised(trouble))


def _families(shelf: Shelf, pattern: Pattern) -> tuple[str, ...]:
    if pattern.default is None:
        return ()
    return families_of(shelf.patterns.get_graph(pattern.default).graph)


def families_of(graph: GraphDoc) -> tuple[str, ...]:
    """The families of a graph's nodes but the ends, the busiest first."""
    counts: dict[str, int] = {}
    for node in graph.nodes.values():
        family = node.type.partition("/")[0]
        if family not in {"in", "out"}:
            counts[family] = counts.get(family, 0) + 1
    return tuple(sorted(counts, key=lambda family: (-counts[family], family)))


def strip_of_graph(graph: GraphDoc, inside: Inside = NOTHING_INSIDE) -> Strip | None:
    """What a graph does with a row of heads over two bars; nothing where it stays dark."""
    beats = BARS * 4
    grid = BeatGrid.steady(BPM, count=beats + 1)
    edges = grid.seconds(np.linspace(0, beats, len(CHORDS) + 1))
    chords = ChordTrack(edges, tuple(Chord.parse(label) for label in CHORDS))
    frames = round(float(grid.seconds(beats)) * LIGHT_FPS)
    context = RunContext(FrameTimes(0, frames), _ROW, Features(grid, chords))
    try:
        result = run(compile_plan(graph, patterns=inside.get), context)
    except LumaError:
        return None
    if not result.light.values[..., INTENSITY].any():
        return None
    return strip_of(ClipLight(result.light, tuple(range(HEADS))))


def first_graph() -> GraphDoc:
    """The graph that a new pattern begins with."""
    beats, envelope, light = NodeId("beats"), NodeId("envelope"), NodeId("light")
    return GraphDoc(
        nodes={
            beats: NodeDoc("in/beats"),
            envelope: NodeDoc("time/beat_envelope"),
            light: NodeDoc("out/light"),
        },
        wires=(
            Wire(beats, "out", envelope, "beats"),
            Wire(envelope, "out", light, "intensity"),
        ),
        layout={beats: (0.0, 0.0), envelope: (200.0, 0.0), light: (440.0, 0.0)},
    )


_ROW = tuple(
    Head(FixtureId(f"lamp{index}"), 0, (index * 8.0 / (HEADS - 1) - 4.0, 3.0, 4.0))
    for index in range(HEADS)
)

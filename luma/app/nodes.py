"""What an editor of graphs may ask: kinds of nodes, what fits where, and what flows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from luma.app.mistakes import Mistakes
from luma.app.samples import Sample
from luma.app.shows import Show
from luma.domain.curve import ClipFrames, FrameTimes
from luma.domain.errors import LumaError, NotFound
from luma.domain.graphdoc import GraphDoc, Wire
from luma.domain.graphedits import Connect
from luma.domain.ids import GraphId, NodeId, PatternId
from luma.domain.nodetype import NodeType, Port, PortKind
from luma.domain.pattern import Pattern
from luma.domain.score import Clip
from luma.domain.selection import parse, resolve
from luma.domain.units import LIGHT_FPS
from luma.graph.cache import Cache
from luma.graph.catalogue import Catalogue
from luma.graph.check import Problem, check
from luma.graph.check import find_wire_refusal as find_port_refusal
from luma.graph.context import RunContext
from luma.graph.plan import Plan, compile_plan
from luma.graph.playable import FindPattern, Playable, no_patterns
from luma.graph.ports import find_refusal, may_connect
from luma.graph.register import all_nodes, find_entry, node_types
from luma.graph.run import Result, run
from luma.score.timeline import frames_of
from luma.store.store import Store

__all__ = [
    "Catalogue", "FindPattern", "Playable", "Problem", "check", "no_patterns", "node_types",
]  # fmt: skip

End = tuple[NodeId, str]
BEFORE, AFTER = LIGHT_FPS // 10, 2 * LIGHT_FPS
LOOP = "it would lead the graph back into itself"
HELD_BYTES = 64 * 1024 * 1024


def find_type(key: str) -> NodeType | None:
    """The kind of node of that key, or the one that once had it."""
    entry = find_entry(all_nodes(), key)
    return None if entry is None else entry.type


def kinds_of(doc: GraphDoc, among: Catalogue | None = None) -> Mapping[NodeId, NodeType | None]:
    """The kind of every node of a graph, where it is known.

    The outputs of `in/arguments` hang on the graph, and those of patterns on the catalogue.
    """
    house = among or Catalogue()
    return {name: house.kind_of(doc, node) for name, node in doc.nodes.items()}


def find_wire_refusal(doc: GraphDoc, wire: Wire, among: Catalogue | None = None) -> str | None:
    """Why a wire may not be drawn, in words, if it may not."""
    if words := find_port_refusal(doc, wire, among):
        return words
    try:
        Connect(wire).apply(doc)
    except LumaError as refused:
        return refused.sentence()
    return None


def refusals(
    doc: GraphDoc, end: End, *, from_output: bool, among: Catalogue | None = None
) -> Mapping[End, str]:
    """Every place where a wire from one end could lead, each with why not, or nothing."""
    kinds = kinds_of(doc, among)
    ports = _ends(kinds[end[0]], outputs=from_output)
    kind = next((port.kind for port in ports if port.name == end[1]), None)
    barred = _reachable(doc, end[0], upstream=from_output)
    found: dict[End, str] = {}
    for name in doc.nodes:
        for port in _ends(kinds[name], outputs=not from_output):
            way = None if kind is None else _way(kind, port.kind, from_output=from_output)
            words = "" if way is None else find_refusal(*way)
            found[name, port.name] = LOOP if name in barred else words or ""
    return found


def matching_types(
    kind: PortKind, *, from_output: bool, also: Iterable[NodeType] = ()
) -> Mapping[str, str]:
    """The kinds of nodes that a loose wire could lead to, each with the port that it takes.

    Those of the house are looked at, and also others.
    """
    found: dict[str, str] = {}
    for node in (*node_types(), *also):
        ports = node.outputs if not from_output else _inputs(node)
        fits = [p for p in ports if may_connect(*_way(kind, p.kind, from_output=from_output))]
        exact = [p for p in fits if p.kind == kind]
        if fits:
            found[node.key] = (exact or fits)[0].name
    return found


def _way(kind: PortKind, other: PortKind, *, from_output: bool) -> tuple[PortKind, PortKind]:
    return (kind, other) if from_output else (other, kind)


def _ends(node: NodeType | None, *, outputs: bool) -> tuple[Port, ...]:
    if node is None:
        return ()
    return node.outputs if outputs else _inputs(node)


def _inputs(node: NodeType) -> tuple[Port, ...]:
    names = [p.name for p in node.inputs] + [s.name for s in node.settings if s.wirable]
    return tuple(port for name in names if (port := node.find_input(name)) is not None)


def _reachable(doc: GraphDoc, start: NodeId, *, upstream: bool) -> frozenset[NodeId]:
    """A node and all that it hangs on, or all that hang on it."""
    beside: dict[NodeId, list[NodeId]] = {}
    for wire in doc.wires:
        here, there = (wire.target, wire.source) if upstream else (wire.source, wire.target)
        beside.setdefault(here, []).append(there)
    seen, waiting = {start}, [start]
    while waiting:
        fresh = [name for name in beside.get(waiting.pop(), ()) if name not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return frozenset(seen)


@dataclass(frozen=True, slots=True, eq=False)
class Examined:
    """A graph looked at: what is wrong, what that keeps dark, what it costs and what flows."""

    doc: GraphDoc
    problems: tuple[Problem, ...]
    blocked: frozenset[NodeId]
    costs: Mapping[NodeId, float] = field(default_factory=dict)
    samples: Mapping[End, Sample] = field(default_factory=dict)
    first: int = 0
    count: int = 0

    def covers(self, frame: int) -> bool:
        """Whether the samples speak of a global light frame."""
        return self.first <= frame < self.first + self.count


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A graph, and the moment of a show for which somebody wants to see what flows.

    Nodes that are shown run even where they lead to no light.
    """

    doc: GraphDoc
    show: Show | None
    clip: Clip | None
    frame: int
    shown: frozenset[NodeId] = frozenset()
    patterns: FindPattern = no_patterns
    within: PatternId | None = None


def find_pattern(store: Store, graph: GraphId) -> Pattern | None:
    """The pattern that a graph carries out, if the library holds it."""
    with store.read() as shelf:
        try:
            return shelf.patterns.find(shelf.patterns.get_graph(graph).pattern)
        except NotFound:
            return None


class Looker:
    """Looks at graphs again and again, and makes nothing twice."""

    def __init__(self) -> None:
        """Have looked at nothing yet."""
        self._cache = Cache(HELD_BYTES)
        self._mistakes = Mistakes()

    def look(self, question: Question) -> Examined:
        """What is wrong with a graph and what flows in it; may be called beside the lane."""
        return examined(question, self._cache, self._mistakes)


def examined(question: Question, cache: Cache, mistakes: Mistakes | None = None) -> Examined:
    """What is wrong with a graph, and what flows in it where a show is open."""
    house = Catalogue(patterns=question.patterns, within=question.within)
    plan = compile_plan(question.doc, house, shown=question.shown)
    blocked = frozenset(plan.owner(name) for name in plan.blocked)
    context = _context(question)
    if context is None:
        return Examined(question.doc, plan.problems, blocked)
    times = context.times
    result = run(plan, context, cache)
    if mistakes is not None:
        mistakes.note(result.mistakes)
    samples = {
        end: Sample(value, times.first, times.count)
        for end, value in _flowing(plan, result).items()
    }
    return Examined(
        question.doc,
        tuple(dict.fromkeys(_told(plan, problem) for problem in result.problems)),
        blocked,
        _costs(plan, result),
        samples,
        times.first,
        times.count,
    )


def _told(plan: Plan, problem: Problem) -> Problem:
    """A problem at the node of the document that it belongs to."""
    owner = plan.owner(problem.node)
    if owner == problem.node:
        return problem
    inner = problem.node.removeprefix(f"{owner}/")
    words = f'Inside, at "{inner}": {problem.words}' if problem.blocks else problem.words
    return replace(problem, node=owner, port="", words=words)


def _flowing(plan: Plan, result: Result) -> Mapping[End, object]:
    """What leaves the nodes of the document, also of those that other nodes run for."""
    own = {end: value for end, value in result.values.items() if end[0] not in plan.owners}
    led = {
        end: result.values[feed.source, feed.output]
        for end, feed in plan.outputs.items()
        if (feed.source, feed.output) in result.values
    }
    return {**own, **led}


def _costs(plan: Plan, result: Result) -> Mapping[NodeId, float]:
    """The seconds of each node, with those of the nodes inside of it."""
    costs: dict[NodeId, float] = {}
    for name, seconds in result.timings.items():
        owner = plan.owner(name)
        costs[owner] = costs.get(owner, 0.0) + seconds
    return costs


def span_of(question: Question) -> tuple[int, int]:
    """The first frame and the number of frames that a question is answered for."""
    show, clip = question.show, question.clip
    if show is None:
        return 0, 0
    start, stop = 0, max(int(show.seconds * LIGHT_FPS), AFTER)
    if clip is not None:
        span = frames_of(clip, show.features.beats)
        start, stop = span.start, max(span.stop, span.start + 1)
    first = max(start, min(question.frame - BEFORE, stop - BEFORE - AFTER))
    return first, min(stop - first, BEFORE + AFTER)


def _context(question: Question) -> RunContext | None:
    show, clip = question.show, question.clip
    if show is None or not show.heads:
        return None
    times = FrameTimes(*span_of(question))
    if clip is None:
        return RunContext(times, show.heads, show.features)
    try:
        chosen = resolve(parse(clip.selection), show.heads, clip.seed)
    except LumaError:
        chosen = ()
    heads = tuple(show.heads[index] for index in chosen) or show.heads
    whole = frames_of(clip, show.features.beats)
    frames = ClipFrames(whole.start, whole.stop - whole.start)
    return RunContext(times, heads, show.features, clip.arguments, clip.seed, frames)

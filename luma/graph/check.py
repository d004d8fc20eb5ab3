"""All that is wrong with a graph, told at once, and which nodes it keeps from running."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

import networkx as nx

from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId, PatternId
from luma.domain.nodetype import NodeType
from luma.domain.register import Register
from luma.graph.arguments import faults
from luma.graph.catalogue import Catalogue
from luma.graph.migrate import upgraded
from luma.graph.nodecheck import NodeCheck
from luma.graph.playable import (
    MOST_DEEP,
    FindPattern,
    implementation_of,
    pattern_of,
)
from luma.graph.problem import NOWHERE, Problem, in_order
from luma.graph.register import NodeEntry
from luma.graph.wirecheck import find_wire_trouble

__all__ = ["Findings", "Problem", "check", "find_wire_refusal"]

MOST_NODES: Final = 20_000
"""How many nodes a graph may have, with those of the patterns in it."""

_MOST_TOLD = 5
_NO_LIGHT = Problem(
    NOWHERE,
    "",
    "Nothing here gives light. Add a node of out/, and lead to it what should be seen.",
    blocks=False,
)

Among = Register[NodeEntry] | Catalogue | None


def check(
    doc: GraphDoc, among: Among = None, *, patterns: FindPattern | None = None
) -> tuple[Problem, ...]:
    """All problems of a graph at once; none means that the whole of it runs."""
    found = Findings(doc, catalogue_of(among, patterns))
    dark = bool(doc.nodes) and not doc.offers and not found.gives_light
    return (*found.problems, *([_NO_LIGHT] if dark and not found.problems else []))


def find_wire_refusal(doc: GraphDoc, wire: Wire, among: Among = None) -> str | None:
    """Why a wire may not be drawn in a graph, in words, if it may not."""
    return find_wire_trouble(doc, wire, catalogue_of(among))


def catalogue_of(among: Among, patterns: FindPattern | None = None) -> Catalogue:
    """The catalogue of a register with some patterns, or the one that is given."""
    return among if isinstance(among, Catalogue) else Catalogue(among, patterns)


@dataclass(frozen=True, slots=True)
class _Inside:
    """What was found in patterns so far, and those that are being looked at."""

    known: dict[tuple[PatternId, str], "Findings"] = field(default_factory=dict)
    under: list[PatternId] = field(default_factory=list)


class Findings:
    """The problems of one graph, and the nodes that cannot run because of them."""

    def __init__(
        self, doc: GraphDoc, catalogue: Catalogue, inside: _Inside | None = None
    ) -> None:
        """Look at every node and wire, and into every pattern, brought up to today."""
        self.doc = doc = upgraded(doc, catalogue)
        self.catalogue = catalogue
        self._inside = inside or _Inside(under=[catalogue.within] if catalogue.within else [])
        self.kinds = dict[NodeId, NodeType]()
        self.insides: dict[NodeId, Findings] = {}
        self.size = len(doc.nodes)
        self.into: Mapping[NodeId, list[Wire]] = _by_target(doc.wires)
        own = [*self._of_nodes(), *self._of_wires(), *self._of_whole()]
        loops, web = self._loops()
        cycles = [_of_loop(web, group) for group in loops]
        told = [p for name in self.insides for p in self._told(name)]
        self.problems = (*cycles, *sorted({*own, *told}, key=in_order))
        self.nearest_first = (*cycles, *sorted(set(own), key=in_order), *told)
        roots = {p.node for p in own if p.blocks}.union(*loops) & doc.nodes.keys()
        self.silent = {end for name in self.insides for end in self._silent(name)}
        roots |= {w.target for w in doc.wires if (w.source, w.output) in self.silent}
        self.blocked = frozenset(_reached(roots & doc.nodes.keys(), doc.wires))
        outputs = (port.kind for kind in self.kinds.values() for port in kind.outputs)
        inner_light = any(inner.gives_light for inner in self.insides.values())
        self.gives_light: bool = inner_light or "Light" in set(outputs)

    def _of_nodes(self) -> Iterator[Problem]:
        ends: dict[tuple[NodeId, str], list[Wire]] = defaultdict(list)
        for wire in self.doc.wires:
            ends[wire.target, wire.input].append(wire)
        looker = NodeCheck(self.doc, self.catalogue, ends)
        for name, node in sorted(self.doc.nodes.items()):
            if (trouble := self._find_depth_trouble(name, node)) is not None:
                yield Problem(name, "", trouble)
                continue
            kind = self.catalogue.kind_of(self.doc, node)
            if kind is not None:
                self.kinds[name] = kind
            yield from looker.of(name, kind)

    def _find_depth_trouble(self, name: NodeId, node: NodeDoc) -> str | None:
        """Look into a pattern's node; why it cannot be, in words, where it cannot."""
        pattern = pattern_of(node)
        graph = self.catalogue.graph_of(node)
        if pattern is None or graph is None:
            return None
        under = self._inside.under
        if pattern in under:
            way = [self._title(p) for p in (*under[under.index(pattern) :], pattern)]
            return f"A pattern cannot play itself: {' → '.join(way)}. Take one of them out."
        if len(under) >= MOST_DEEP:
            return (
                f"Patterns lie inside of each other more than {MOST_DEEP} deep. Flatten some."
            )
        key = (pattern, implementation_of(node))
        if key not in self._inside.known:
            under.append(pattern)
            self._inside.known[key] = Findings(graph, self.catalogue, self._inside)
            under.pop()
        inner = self._inside.known[key]
        if self.size + inner.size > MOST_NODES:
            return f"With this pattern the graph would have more than {MOST_NODES} nodes."
        self.size += inner.size
        self.insides[name] = inner
        return None

    def _title(self, pattern: str) -> str:
        played = self.catalogue.find_pattern(PatternId(pattern))
        return played.name if played else pattern

    def _of_wires(self) -> Iterator[Problem]:
        for wire in self.doc.wires:
            if words := find_wire_trouble(self.doc, wire, self.catalogue):
                yield Problem(wire.target, wire.input, words)

    def _of_whole(self) -> Iterator[Problem]:
        for name, words in faults(self.doc.arguments):
            yield Problem(NOWHERE, name, words, blocks=False)
        seen: set[str] = set()
        for offer in self.doc.offers:
            kind = self.kinds.get(offer.node)
            place = offer.node if offer.node in self.doc.nodes else NOWHERE
            if offer.name in seen or not offer.name:
                words = f'"{offer.name}" is offered twice or has no name. Rename the offer.'
                yield Problem(place, offer.name, words, blocks=False)
            elif place == NOWHERE or (kind and kind.find_output(offer.output) is None):
                words = (
                    f'The pattern offers "{offer.name}" from {offer.node}.{offer.output}, '
                    "which is not there. Offer another output, or none."
                )
                yield Problem(place, offer.name, words, blocks=False)
            seen.add(offer.name)

    def _loops(self) -> tuple[list[list[NodeId]], "nx.DiGraph[NodeId]"]:
        web: nx.DiGraph[NodeId] = nx.DiGraph()
        web.add_nodes_from(self.doc.nodes)
        nodes = self.doc.nodes
        web.add_edges_from(
            (w.source, w.target)
            for w in self.doc.wires
            if w.source in nodes and w.target in nodes
        )
        groups = [sorted(group) for group in nx.strongly_connected_components(web)]
        return sorted(g for g in groups if len(g) > 1 or web.has_edge(g[0], g[0])), web

    def _told(self, name: NodeId) -> Iterator[Problem]:
        """What is wrong inside of a pattern's node, told at the node."""
        inner, title = self.insides[name], self._title(pattern_of(self.doc.nodes[name]) or "")
        wrong = [p for p in inner.nearest_first if p.blocks]
        for problem in wrong[:_MOST_TOLD]:
            place = ".".join(filter(None, (problem.node, problem.port)))
            yield Problem(name, "", f'Inside of {title}, at "{place}": {problem.words}')
        if len(wrong) > _MOST_TOLD:
            words = f"Inside of {title}, {len(wrong) - _MOST_TOLD} more things are wrong."
            yield Problem(name, "", words)

    def _silent(self, name: NodeId) -> Iterator[tuple[NodeId, str]]:
        """The outputs of a pattern's node that something inside of it keeps from giving."""
        if self.doc.nodes[name].use != "on":
            return
        inner = self.insides[name]
        for offer in inner.doc.offers:
            if offer.node in inner.blocked or (offer.node, offer.output) in inner.silent:
                yield name, offer.name


def _of_loop(web: "nx.DiGraph[NodeId]", group: list[NodeId]) -> Problem:
    edges = nx.find_cycle(web.subgraph(group), group[0])
    way = [edge[0] for edge in edges]
    start = way.index(min(way))
    way = [*way[start:], *way[:start], min(way)]
    told = way if len(way) <= 12 else [*way[:6], "…", *way[-5:]]
    return Problem(
        way[0], "", f"The wires run in a circle: {' → '.join(told)}. Take one of them away."
    )


def _by_target(wires: Iterable[Wire]) -> Mapping[NodeId, list[Wire]]:
    found: dict[NodeId, list[Wire]] = defaultdict(list)
    for wire in wires:
        found[wire.target].append(wire)
    return found


def _reached(roots: Iterable[NodeId], wires: Iterable[Wire]) -> set[NodeId]:
    """Some nodes and all that hang on them."""
    following: dict[NodeId, list[NodeId]] = defaultdict(list)
    for wire in wires:
        following[wire.source].append(wire.target)
    seen = set(roots)
    waiting = list(seen)
    while waiting:
        fresh = [name for name in following[waiting.pop()] if name not in seen]
        seen.update(fresh)
        waiting.extend(fresh)
    return seen

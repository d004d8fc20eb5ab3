"""A graph made ready to run: its sound part, in an order that is always the same."""

from collections.abc import Mapping
from dataclasses import dataclass

import networkx as nx

from luma.domain.graphdoc import Argument, GraphDoc
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.domain.register import Register
from luma.graph.check import Findings, Problem
from luma.graph.register import NodeEntry


@dataclass(frozen=True, slots=True)
class Feed:
    """The output that feeds an input."""

    source: NodeId
    output: str


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One node to run: its settings, what feeds its inputs, and the name its dice fall by."""

    node: NodeId
    entry: NodeEntry
    settings: Mapping[str, Json]
    feeds: Mapping[str, tuple[Feed, ...]]
    dice: NodeId


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The steps that lead to light, in order, with what is wrong beside them."""

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    blocked: frozenset[NodeId]
    arguments: tuple[Argument, ...]


def compile_plan(doc: GraphDoc, among: Register[NodeEntry] | None = None) -> Plan:
    """The plan of a graph; what is wrong blocks only what depends on it."""
    found = Findings(doc, among)
    whole = found.web.subgraph(set(doc.nodes) - found.blocked)
    ends = {name for name in whole if _gives_light(found.entries[name])}
    needed = ends.union(*(nx.ancestors(whole, end) for end in ends))
    order = nx.lexicographical_topological_sort(whole.subgraph(needed))
    steps = tuple(_step(doc, name, found.entries[name]) for name in order)
    return Plan(steps, found.problems, frozenset(found.blocked), doc.arguments)


def _gives_light(entry: NodeEntry) -> bool:
    return any(port.kind == "Light" for port in entry.type.outputs)


def _step(doc: GraphDoc, name: NodeId, entry: NodeEntry) -> Step:
    feeds: dict[str, tuple[Feed, ...]] = {}
    for wire in doc.feeds(name):
        feeds[wire.input] = (*feeds.get(wire.input, ()), Feed(wire.source, wire.output))
    defaults = {setting.name: setting.default for setting in entry.type.settings}
    return Step(name, entry, {**defaults, **doc.nodes[name].settings}, feeds, name)

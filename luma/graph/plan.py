"""A graph made ready to run: its sound part, in an order that is always the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import networkx as nx

from luma.domain.graphdoc import Argument, GraphDoc
from luma.domain.ids import NodeId
from luma.graph.check import Among, Findings, Problem, catalogue_of
from luma.graph.expand import Expansion
from luma.graph.playable import FindPattern
from luma.graph.step import End, Feed, Step

__all__ = ["Feed", "Plan", "Step", "compile_plan"]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The steps that lead to light, in order, with what is wrong beside them.

    Patterns lie open in it: their nodes are called `outer/inner`, `owners` says in which node
    of the document each lies, and `outputs` where the outputs of nodes are found that do not
    run themselves (patterns, arguments, muted and bypassed nodes).
    """

    steps: tuple[Step, ...]
    problems: tuple[Problem, ...]
    blocked: frozenset[NodeId]
    arguments: tuple[Argument, ...]
    owners: Mapping[NodeId, NodeId] = field(default_factory=dict)
    outputs: Mapping[End, Feed] = field(default_factory=dict)

    def owner(self, node: NodeId) -> NodeId:
        """The node of the document that a step belongs to."""
        return self.owners.get(node, node)


def compile_plan(
    doc: GraphDoc,
    among: Among = None,
    *,
    patterns: FindPattern | None = None,
    shown: frozenset[NodeId] = frozenset(),
    only: frozenset[NodeId] | None = None,
) -> Plan:
    """The plan of a graph; what is wrong blocks only what depends on it.

    It has what leads to light and to the nodes that are shown, or only what leads to some.
    """
    found = Findings(doc, catalogue_of(among, patterns))
    laid = Expansion(found)
    ends = laid.steps_of(shown) | laid.lights() if only is None else laid.steps_of(only)
    steps = _ordered({name: laid.steps[name] for name in _leading_to(ends, laid.steps)})
    return Plan(
        steps,
        (*found.problems, *laid.notes),
        frozenset(laid.blocked),
        laid.arguments,
        laid.owners,
        laid.outputs,
    )


def _leading_to(ends: set[NodeId], steps: Mapping[NodeId, Step]) -> set[NodeId]:
    needed, waiting = set(ends), list(ends)
    while waiting:
        fresh = {feed.source for feed in steps[waiting.pop()].fed_by()} - needed
        needed |= fresh
        waiting.extend(fresh)
    return needed


def _ordered(steps: Mapping[NodeId, Step]) -> tuple[Step, ...]:
    web: nx.DiGraph[NodeId] = nx.DiGraph()
    web.add_nodes_from(steps)
    web.add_edges_from((f.source, s.node) for s in steps.values() for f in s.fed_by())
    order = nx.lexicographical_topological_sort(web, lambda name: (steps[name].dice, name))
    return tuple(steps[name] for name in order)

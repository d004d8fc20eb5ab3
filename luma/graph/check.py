"""All that is wrong with a graph, told at once, and which nodes it keeps from running."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

import networkx as nx

from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import NodeType
from luma.domain.register import Register
from luma.domain.settingvalue import argument_name
from luma.graph.ports import find_refusal
from luma.graph.register import NodeEntry, all_nodes, find_entry
from luma.graph.settings import find_argument_trouble, find_trouble

FROM_TRACK = frozenset({"Beats", "Chords", "Sections"})
"""The kinds that an unwired input takes from the track itself."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a node, at which port or setting, and what to do about it.

    One that does not block is a note: the node runs, with something that stands in.
    """

    node: NodeId
    port: str
    words: str
    blocks: bool = True


def check(doc: GraphDoc, among: Register[NodeEntry] | None = None) -> tuple[Problem, ...]:
    """All problems of a graph at once; none means that the whole of it runs."""
    return Findings(doc, among).problems


def find_wire_refusal(
    doc: GraphDoc, wire: Wire, among: Register[NodeEntry] | None = None
) -> str | None:
    """Why a wire may not be drawn in a graph, in words, if it may not."""
    found = list(Findings(doc.with_wires((wire,)), among).of_wire(wire))
    return found[0].words if found else None


class Findings:
    """The problems of one graph, and the nodes that cannot run because of them."""

    def __init__(self, doc: GraphDoc, among: Register[NodeEntry] | None = None) -> None:
        """Look at every node and wire."""
        self._doc = doc
        self._register = all_nodes() if among is None else among
        self.entries = {
            name: entry
            for name, node in doc.nodes.items()
            if (entry := find_entry(self._register, node.type)) is not None
        }
        self.web: nx.DiGraph[NodeId] = nx.DiGraph()
        self.web.add_nodes_from(doc.nodes)
        self.web.add_edges_from(
            (w.source, w.target) for w in doc.wires if {w.source, w.target} <= set(doc.nodes)
        )
        own = [p for name in sorted(doc.nodes) for p in self._of_node(name)]
        wires = [p for wire in doc.wires for p in self.of_wire(wire)]
        loops = [sorted(group) for group in nx.strongly_connected_components(self.web)]
        loops = sorted(g for g in loops if len(g) > 1 or self.web.has_edge(g[0], g[0]))
        cycles = [self._of_loop(group) for group in loops]
        self.problems = (*cycles, *sorted({*own, *wires}, key=_order))
        roots = {p.node for p in self.problems if p.node in self.web}.union(*loops)
        self.blocked = roots.union(*(nx.descendants(self.web, root) for root in roots))

    def _of_loop(self, group: list[NodeId]) -> Problem:
        edges = nx.find_cycle(self.web.subgraph(group), group[0])
        way = [edge[0] for edge in edges]
        start = way.index(min(way))
        way = [*way[start:], *way[:start], min(way)]
        return Problem(
            way[0], "", f"The wires run in a circle: {' → '.join(way)}. Take one of them away."
        )

    def _of_node(self, name: NodeId) -> Iterator[Problem]:
        node, entry = self._doc.nodes[name], self.entries.get(name)
        if entry is None:
            close = difflib.get_close_matches(node.type, [e.key for e in self._register], n=3)
            meant = f" Did you mean {', '.join(close)}?" if close else ""
            yield Problem(
                name,
                "",
                f'There is no node called "{node.type}" here.{meant} Its settings are kept; '
                "put another in its place, or open the pattern with a newer Luma.",
            )
            return
        if node.version > entry.type.version:
            yield Problem(
                name,
                "",
                f"This node was made by version {node.version} of {entry.key}, and here is "
                f"version {entry.type.version}. Open the pattern with a newer Luma.",
            )
        yield from self._of_settings(name, node, entry.type)
        yield from self._of_inputs(name, entry.type)

    def _of_settings(self, name: NodeId, node: NodeDoc, kind: NodeType) -> Iterator[Problem]:
        arguments = {argument.name: argument for argument in self._doc.arguments}
        for key, value in sorted(node.settings.items()):
            setting = kind.find_setting(key)
            if setting is None:
                known = ", ".join(s.name for s in kind.settings) or "no settings at all"
                yield Problem(
                    name, key, f"{kind.key} has no setting {key}. Take it away; it has {known}."
                )
                continue
            left_to = argument_name(value)
            trouble = (
                find_trouble(setting, value)
                if left_to is None
                else find_argument_trouble(setting, arguments.get(left_to))
            )
            if trouble:
                yield Problem(name, key, f"{key} cannot be {value!r}: {trouble}.")

    def _of_inputs(self, name: NodeId, kind: NodeType) -> Iterator[Problem]:
        for port in kind.inputs:
            wired = sum((w.target, w.input) == (name, port.name) for w in self._doc.wires)
            if not wired and not port.optional and port.kind not in FROM_TRACK:
                yield Problem(
                    name, port.name, f"Nothing is wired to {port.name}. Lead a wire to it."
                )
        single = [port.name for port in kind.inputs if not port.many]
        single += [setting.name for setting in kind.settings if setting.wirable]
        for port_name in single:
            ends = [w for w in self._doc.wires if (w.target, w.input) == (name, port_name)]
            if len(ends) > 1:
                yield Problem(
                    name,
                    port_name,
                    f"{len(ends)} wires end at {port_name}, which takes one. "
                    f"Keep one of {', '.join(w.source for w in ends)}.",
                )

    def of_wire(self, wire: Wire) -> Iterator[Problem]:
        """What is wrong with one wire, told at the port where it ends."""
        lost = [end for end in (wire.source, wire.target) if end not in self._doc.nodes]
        if lost:
            yield Problem(
                wire.target,
                wire.input,
                f'The wire {wire} hangs loose: there is no node "{lost[0]}". Take it away.',
            )
            return
        source, target = self.entries.get(wire.source), self.entries.get(wire.target)
        output = source.type.find_output(wire.output) if source else None
        port = target.type.find_input(wire.input) if target else None
        if source and output is None:
            has = ", ".join(p.name for p in source.type.outputs)
            words = f"{wire.source} has no output {wire.output}. Take the wire from {has}."
        elif target and port is None:
            words = f"{target.key} has no input {wire.input}. Take the wire {wire} away."
        elif output and port and (why := find_refusal(output.kind, port.kind)):
            words = f"{wire.input} cannot be fed by {wire.source}.{wire.output}: {why}."
        else:
            return
        yield Problem(wire.target, wire.input, words)


def _order(problem: Problem) -> tuple[str, str, str]:
    return problem.node, problem.port, problem.words

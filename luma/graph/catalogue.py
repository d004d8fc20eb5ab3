"""The kinds of nodes as a document sees them: those of the house, and patterns as nodes."""

from collections.abc import Mapping
from dataclasses import replace

from luma.domain.argumentkinds import SELECTION, WIRE_KINDS, as_setting, wire_kind
from luma.domain.graphdoc import ARGUMENTS_NODE, Argument, GraphDoc, NodeDoc
from luma.domain.ids import NodeId, PatternId
from luma.domain.nodetype import NodeType, Port, Setting
from luma.domain.pattern import NODE_FAMILY
from luma.domain.register import Register
from luma.domain.settingvalue import argument_name
from luma.graph.arguments import sound_arguments
from luma.graph.playable import (
    DICE,
    IMPLEMENTATION,
    MOST_DEEP,
    RESERVED,
    FindPattern,
    Playable,
    implementation_of,
    no_patterns,
    pattern_of,
)
from luma.graph.register import NodeEntry, all_nodes

_FOLLOWING = frozenset({"number", "whole", "switch", "colour"})
_DICE = Setting(DICE, "choice", "own", choices=("own", "shared"))

Place = tuple[NodeId, str]
"""A node and one of its settings."""


class Catalogue:
    """Answers what kind of node a document's node is; looks up each pattern once.

    `within` is the pattern that is being looked at, which cannot play itself.
    """

    def __init__(
        self,
        register: Register[NodeEntry] | None = None,
        patterns: FindPattern | None = None,
        within: PatternId | None = None,
    ) -> None:
        """Know the nodes of a register and the patterns that are found."""
        self.register = all_nodes() if register is None else register
        self.within = within
        self._find = no_patterns if patterns is None else patterns
        self._found: dict[PatternId, Playable | None] = {}
        self._entries = {old: entry for entry in self.register for old in entry.type.was}
        self._entries.update((entry.key, entry) for entry in self.register)
        self._kinds: dict[tuple[PatternId, str], NodeType | None] = {}
        self._fixed: dict[tuple[PatternId, str], Mapping[str, Place]] = {}
        self._depth = 0
        self._ports: tuple[tuple[Argument, ...], tuple[Port, ...]] = ((), ())

    def keys(self) -> tuple[str, ...]:
        """The names of all nodes of the house."""
        return tuple(entry.key for entry in self.register)

    def find_entry(self, key: str) -> NodeEntry | None:
        """The node of the house of that key, or the one that once had it."""
        return self._entries.get(key)

    def find_pattern(self, name: PatternId) -> Playable | None:
        """The pattern of an id, if it is there."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def kind_of(self, doc: GraphDoc, node: NodeDoc) -> NodeType | None:
        """The kind of a node as it stands in a document, if anybody knows it."""
        if (name := pattern_of(node)) is not None:
            return self._kind_of_pattern(name, implementation_of(node))
        entry = self.find_entry(node.type)
        if entry is None or entry.key != ARGUMENTS_NODE:
            return None if entry is None else entry.type
        return replace(entry.type, outputs=self._ports_of(doc.arguments))

    def graph_of(self, node: NodeDoc) -> GraphDoc | None:
        """The graph that a pattern's node plays, if the pattern is there."""
        name = pattern_of(node)
        played = None if name is None else self.find_pattern(name)
        return None if played is None else played.carried_out_by(implementation_of(node))

    def fixed_in(self, node: NodeDoc) -> Mapping[str, Place]:
        """The arguments of a pattern's node that cannot follow a curve, and what holds each."""
        name = pattern_of(node)
        graph = self.graph_of(node)
        if name is None or graph is None:
            return {}
        key = (name, implementation_of(node))
        if key not in self._fixed:
            self._fixed[key] = {}  # stands while patterns that play each other are looked at
            self._fixed[key] = dict(self._fixed_of(graph))
        return self._fixed[key]

    def _fixed_of(self, graph: GraphDoc) -> Mapping[str, Place]:
        found: dict[str, Place] = {}
        for name, node in sorted(graph.nodes.items()):
            left = [(k, a) for k, v in node.settings.items() if (a := argument_name(v))]
            kind = self.kind_of(graph, node) if left else None
            for key, argument in left:
                setting = None if kind is None else kind.find_setting(key)
                if setting is None or not setting.wirable:
                    found.setdefault(argument, (name, key))
        return found

    def _ports_of(self, arguments: tuple[Argument, ...]) -> tuple[Port, ...]:
        if self._ports[0] is not arguments:
            named = {argument.name: argument for argument in reversed(arguments)}
            kinds = (
                (name, wire_kind(named[name])) for name in dict.fromkeys(_names(arguments))
            )
            ports = tuple(Port(name, kind) for name, kind in kinds if kind is not None)
            self._ports = (arguments, ports)
        return self._ports[1]

    def _kind_of_pattern(self, name: PatternId, implementation: str) -> NodeType | None:
        key = (name, implementation)
        if key not in self._kinds:
            if self._depth > MOST_DEEP:
                return None
            self._kinds[key] = None  # stands while patterns that play each other are looked at
            played = self.find_pattern(name)
            if played is not None:
                self._depth += 1
                self._kinds[key] = self._kind(name, played, implementation)
                self._depth -= 1
        return self._kinds[key]

    def _kind(self, name: PatternId, played: Playable, implementation: str) -> NodeType:
        graph = played.carried_out_by(implementation)
        node = NodeDoc(f"{NODE_FAMILY}{name}", settings={IMPLEMENTATION: implementation})
        fixed = self.fixed_in(node)
        inputs: list[Port] = []
        settings: list[Setting] = []
        for argument in sound_arguments(graph.arguments):
            if argument.name in RESERVED:
                continue
            if argument.kind in {*WIRE_KINDS, SELECTION}:
                kind = wire_kind(argument)
                assert kind is not None  # each of these kinds has a wire
                inputs.append(Port(argument.name, kind, optional=True))
            follows = argument.kind in _FOLLOWING and argument.name not in fixed
            setting = as_setting(argument, wirable=follows)
            settings += [] if setting is None else [setting]
        names = tuple(sorted({"", *played.others}))
        settings.append(Setting(IMPLEMENTATION, "choice", "", choices=names))
        return NodeType(
            key=f"{NODE_FAMILY}{name}",
            version=1,
            title=played.name,
            help=played.help or f"Plays the pattern {played.name}.",
            inputs=tuple(inputs),
            outputs=self._offered(graph),
            settings=(*settings, _DICE),
        )

    def _offered(self, graph: GraphDoc) -> tuple[Port, ...]:
        ports: dict[str, Port] = {}
        for offer in graph.offers:
            node = graph.nodes.get(offer.node)
            kind = None if node is None else self.kind_of(graph, node)
            port = None if kind is None else kind.find_output(offer.output)
            if port is not None:
                ports.setdefault(offer.name, Port(offer.name, port.kind))
        return tuple(ports.values())


def _names(arguments: tuple[Argument, ...]) -> list[str]:
    return [argument.name for argument in arguments]

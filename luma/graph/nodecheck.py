"""What is wrong with one node: its kind, its settings and what its inputs lack."""

import difflib
from collections.abc import Iterator, Mapping, Sequence

from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import NodeType
from luma.domain.pattern import NODE_FAMILY
from luma.domain.settingvalue import argument_name
from luma.graph.arguments import sound_arguments
from luma.graph.catalogue import Catalogue
from luma.graph.playable import DICE, IMPLEMENTATION, pattern_of
from luma.graph.problem import Problem, shown
from luma.graph.settings import find_argument_trouble, find_trouble

FROM_TRACK = frozenset({"Beats", "Chords", "Sections"})
"""The kinds that an unwired input takes from the track itself."""

_MOST_MEANT = 60
"""How long a name may be for others to be sought that are like it."""

Ends = Mapping[tuple[NodeId, str], Sequence[Wire]]


class NodeCheck:
    """Looks at nodes of one document, one at a time."""

    def __init__(self, doc: GraphDoc, catalogue: Catalogue, ends: Ends) -> None:
        """Look at a document whose wires are known by where they end."""
        self._doc, self._catalogue, self._ends = doc, catalogue, ends
        self._arguments = {a.name: a for a in sound_arguments(doc.arguments)}
        self._meant: dict[str, str] = {}

    def of(self, name: NodeId, kind: NodeType | None) -> Iterator[Problem]:
        """All that is wrong with a node in itself."""
        node = self._doc.nodes[name]
        if kind is None:
            yield Problem(name, "", self._unknown(node))
            return
        if node.version != kind.version:
            yield Problem(name, "", _other_version(node, kind))
        else:
            yield from self._of_settings(name, node, kind)
        yield from self._of_inputs(name, kind)

    def _unknown(self, node: NodeDoc) -> str:
        if pattern_of(node) is not None:
            wanted = node.type.removeprefix(NODE_FAMILY)
            return (
                f'There is no pattern "{wanted:.60}" here that can be played. What was chosen '
                "for it is kept; bring the pattern back, or put another node in its place."
            )
        if node.type not in self._meant:
            self._meant[node.type] = self._meaning(node.type)
        return (
            f'There is no node called "{node.type:.60}" here.{self._meant[node.type]} Its '
            "settings are kept; put another in its place, or open the pattern with a newer "
            "Luma."
        )

    def _meaning(self, key: str) -> str:
        if len(key) > _MOST_MEANT or len(self._meant) > _MOST_MEANT:
            return ""
        close = difflib.get_close_matches(key, self._catalogue.keys(), n=3)
        return f" Did you mean {', '.join(close)}?" if close else ""

    def _of_settings(self, name: NodeId, node: NodeDoc, kind: NodeType) -> Iterator[Problem]:
        for key, value in sorted(node.settings.items()):
            setting = kind.find_setting(key)
            if setting is None:
                known = ", ".join(s.name for s in kind.settings) or "no settings at all"
                words = f"{kind.key} has no setting {key:.60}. Take it away; it has {known}."
                yield Problem(name, key, words)
                continue
            is_pattern = pattern_of(node) is not None
            left_to = argument_name(value)
            if is_pattern and key == IMPLEMENTATION and value not in setting.choices:
                words = (
                    f"{kind.title} has no graph called {shown(value)}: its default plays. "
                    f"Choose one of {', '.join(filter(None, setting.choices)) or 'none'}."
                )
                yield Problem(name, key, words, blocks=False)
                continue
            if is_pattern and key == DICE and left_to is not None:
                yield Problem(name, key, "dice are chosen here, and left to no argument.")
                continue
            trouble = (
                find_trouble(setting, value)
                if left_to is None
                else find_argument_trouble(setting, self._arguments.get(left_to))
            )
            if trouble:
                yield Problem(name, key, f"{key} cannot be {shown(value)}: {trouble}.")

    def _of_inputs(self, name: NodeId, kind: NodeType) -> Iterator[Problem]:
        for port in kind.inputs:
            wired = self._ends.get((name, port.name), ())
            if not wired and not port.optional and port.kind not in FROM_TRACK:
                words = f"Nothing is wired to {port.name}. Lead a wire to it."
                yield Problem(name, port.name, words)
            elif len(wired) > 1 and not port.many:
                yield Problem(name, port.name, _crowded(port.name, wired))
        for setting in kind.settings:
            wired = self._ends.get((name, setting.name), ())
            if setting.wirable and len(wired) > 1:
                yield Problem(name, setting.name, _crowded(setting.name, wired))


def _crowded(port: str, wires: Sequence[Wire]) -> str:
    sources = ", ".join(wire.source for wire in wires[:8])
    return f"{len(wires)} wires end at {port}, which takes one. Keep one of {sources}."


def _other_version(node: NodeDoc, kind: NodeType) -> str:
    made = f"This node was made by version {node.version} of {kind.key}"
    if node.version > kind.version:
        return (
            f"{made}, and here is version {kind.version}. Open the pattern with a newer Luma."
        )
    return (
        f"{made}, and what was chosen for it cannot be read as that. Its settings are kept; "
        "put the node in anew."
    )

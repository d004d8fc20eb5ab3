"""Patterns as graphs see them, when they are played inside of others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from luma.domain.frozen import freeze_fields
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import PatternId
from luma.domain.pattern import NODE_FAMILY, patterns_used

DICE: Final = "dice"
IMPLEMENTATION: Final = "implementation"
MOST_DEEP: Final = 32
"""How many patterns may lie inside of each other."""

RESERVED: Final = frozenset({DICE, IMPLEMENTATION})
"""The settings that every pattern has as a node, beside its arguments."""


@dataclass(frozen=True, slots=True)
class Playable:
    """A pattern that can stand in a graph: its name, its default graph, and others by name."""

    name: str
    graph: GraphDoc
    others: Mapping[str, GraphDoc] = field(default_factory=dict)
    help: str = ""

    def __post_init__(self) -> None:
        """Keep a copy that nobody can change."""
        freeze_fields(self, "others")

    def carried_out_by(self, implementation: str) -> GraphDoc:
        """The graph of that name; the default where there is none."""
        return self.others.get(implementation, self.graph)


FindPattern = Callable[[PatternId], Playable | None]
"""Gives the pattern of an id, if it is there; the `get` of a mapping is one."""


def no_patterns(_: PatternId) -> None:
    """Find no pattern at all."""
    return


def pattern_of(node: NodeDoc) -> PatternId | None:
    """The pattern that a node plays, if it plays one."""
    is_pattern = node.type.startswith(NODE_FAMILY)
    return PatternId(node.type.removeprefix(NODE_FAMILY)) if is_pattern else None


def implementation_of(node: NodeDoc) -> str:
    """The name of the graph that a pattern's node asks for; none for the default."""
    chosen = node.settings.get(IMPLEMENTATION)
    return chosen if isinstance(chosen, str) else ""


def shares_dice(node: NodeDoc) -> bool:
    """Whether dice fall inside of a pattern's node as they would outside."""
    return node.settings.get(DICE) == "shared"


def played_in(doc: GraphDoc, find: FindPattern) -> Mapping[PatternId, Playable]:
    """Every pattern that a graph plays, and that those play, as far as they are there."""
    found: dict[PatternId, Playable] = {}
    waiting = [doc]
    while waiting:
        for name in patterns_used(waiting.pop()):
            if name in found or (played := find(name)) is None:
                continue
            found[name] = played
            waiting += [played.graph, *played.others.values()]
    return found

"""A pattern and the graphs that carry it out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from luma.domain.frozen import freeze_fields
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, PatternId
from luma.domain.nodetype import Json

MAIN = "Main"
NODE_FAMILY = "pattern/"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named idea of light; its default graph plays where a clip names no other.

    `extra` keeps what this version does not know.
    """

    id: PatternId
    name: str
    description: str = ""
    default: GraphId | None = None
    tags: tuple[str, ...] = ()
    forked_from: PatternId | None = None
    extra: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep copies that nobody can change."""
        freeze_fields(self, "extra")


@dataclass(frozen=True, slots=True)
class Implementation:
    """One graph that carries out a pattern, by a name of its own."""

    id: GraphId
    pattern: PatternId
    graph: GraphDoc
    revision: int = 0
    name: str = MAIN
    extra: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep copies that nobody can change."""
        freeze_fields(self, "extra")


def patterns_used(graph: GraphDoc) -> tuple[PatternId, ...]:
    """The patterns that a graph has as nodes, each once and in order."""
    types = {node.type for node in graph.nodes.values()}
    return tuple(
        PatternId(key.removeprefix(NODE_FAMILY))
        for key in sorted(types)
        if key.startswith(NODE_FAMILY)
    )

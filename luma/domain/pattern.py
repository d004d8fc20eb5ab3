"""A pattern and the graphs that carry it out."""

from dataclasses import dataclass

from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, PatternId


@dataclass(frozen=True, slots=True)
class Pattern:
    """A named idea of light; its default graph plays where a clip names no other."""

    id: PatternId
    name: str
    description: str = ""
    default: GraphId | None = None


@dataclass(frozen=True, slots=True)
class Implementation:
    """One graph that carries out a pattern."""

    id: GraphId
    pattern: PatternId
    graph: GraphDoc
    revision: int = 0

"""What a plan is made of."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.graph.register import NodeEntry

End = tuple[NodeId, str]
"""A node and one of its outputs."""


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

    def fed_by(self) -> Iterator[Feed]:
        """Every output that feeds it."""
        return (feed for port in self.feeds.values() for feed in port)

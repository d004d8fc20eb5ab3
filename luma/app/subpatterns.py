"""Patterns inside of patterns: which graph lies behind a node."""

from luma.domain.graphdoc import NodeDoc
from luma.domain.ids import GraphId
from luma.graph.playable import implementation_of, pattern_of
from luma.store.store import Store


def is_pattern(node: NodeDoc) -> bool:
    """Whether a node plays a pattern."""
    return pattern_of(node) is not None


def find_graph_behind(store: Store, node: NodeDoc) -> GraphId | None:
    """The graph that a pattern's node plays, if the library has the pattern."""
    name = pattern_of(node)
    if name is None:
        return None
    with store.read() as shelf:
        pattern = shelf.patterns.find(name)
        if pattern is None:
            return None
        wanted = implementation_of(node)
        named = (each.id for each in shelf.patterns.graphs_of(name) if each.name == wanted)
        return next(named, None) or pattern.default if wanted else pattern.default

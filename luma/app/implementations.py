"""The graphs that carry a pattern out, for whoever chooses between them."""

from dataclasses import dataclass

from luma.domain.errors import NotFound
from luma.domain.ids import GraphId, PatternId
from luma.store.store import Store


@dataclass(frozen=True, slots=True)
class Graphs:
    """A pattern with the names of its graphs, the default first."""

    pattern: PatternId
    name: str
    default: GraphId | None
    names: tuple[tuple[GraphId, str], ...]

    def name_of(self, graph: GraphId | None) -> str:
        """What a graph is called; the default where none is meant."""
        wanted = self.default if graph is None else graph
        return next((name for each, name in self.names if each == wanted), "")


def graphs_of(store: Store, pattern: PatternId) -> Graphs | None:
    """The graphs of a pattern, if the library holds it."""
    with store.read() as shelf:
        found = shelf.patterns.find(pattern)
        if found is None:
            return None
        listed = [(each.id, each.name) for each in shelf.patterns.graphs_of(pattern)]
    listed.sort(key=lambda each: (each[0] != found.default, each[1].casefold()))
    return Graphs(found.id, found.name, found.default, tuple(listed))


def graphs_beside(store: Store, graph: GraphId) -> Graphs | None:
    """The graphs of the pattern that a graph carries out, if the library holds it."""
    with store.read() as shelf:
        try:
            pattern = shelf.patterns.get_graph(graph).pattern
        except NotFound:
            return None
    return graphs_of(store, pattern)

"""Patterns inside of patterns: gathered from nodes, dissolved again, and opened."""

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass

from luma.app.events import PatternAdded, ProblemRaised
from luma.app.ground import Ground
from luma.domain.errors import BadValue, LumaError, Refused
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.graphedits import GraphEdit
from luma.domain.ids import GraphId, NodeId, PatternId, new_id
from luma.domain.pattern import Implementation, Pattern
from luma.domain.patterndoc import LONGEST_NAME
from luma.graph.catalogue import Catalogue
from luma.graph.dissolve import dissolved
from luma.graph.gather import gathered
from luma.graph.playable import implementation_of, pattern_of
from luma.store.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gathering:
    """A pattern to be shelved, the node that will play it, and the edits that put it there."""

    pattern: Pattern
    implementation: Implementation
    node: NodeId
    edits: tuple[GraphEdit, ...]


def is_pattern(node: NodeDoc) -> bool:
    """Whether a node plays a pattern."""
    return pattern_of(node) is not None


def gathering(
    doc: GraphDoc, names: Collection[NodeId], title: str, catalogue: Catalogue
) -> Gathering:
    """Some nodes as a new pattern of a name."""
    name, graph = PatternId(new_id()), GraphId(new_id())
    made = gathered(doc, names, name, catalogue)
    pattern = Pattern(name, _cleaned(title), "", graph)
    return Gathering(pattern, Implementation(graph, name, made.inner), made.node, made.edits)


def shelve(ground: Ground, made: Gathering, then: Callable[[], object]) -> None:
    """Save a gathered pattern, announce it, and go on; called on the lane."""

    def told(_: object) -> None:
        ground.bus.announce(PatternAdded(made.pattern))
        then()

    def failed(trouble: Exception) -> None:
        if not isinstance(trouble, LumaError):
            log.error("Luma made a mistake with a pattern", exc_info=trouble)
            trouble = LumaError(f"Luma made a mistake with a pattern: {trouble!r}.")
        ground.bus.announce(ProblemRaised(trouble))

    ground.keeper.save(
        lambda shelf: shelf.patterns.save(made.pattern, made.implementation)
    ).then(told, failed)


def dissolving(doc: GraphDoc, node: NodeId, catalogue: Catalogue) -> tuple[GraphEdit, ...]:
    """The edits that put the graph of a pattern's node in its place."""
    inner = catalogue.graph_of(doc.node(node))
    if inner is None:
        raise Refused(f'The pattern that "{node}" plays is not in the library.')
    return dissolved(doc, node, inner, catalogue)


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
        return (next(named, None) if wanted else None) or pattern.default


def _cleaned(title: str) -> str:
    cleaned = " ".join(title.split())
    if not 0 < len(cleaned) <= LONGEST_NAME:
        raise BadValue(
            f"A name has from 1 to {LONGEST_NAME} letters, not {len(cleaned)}.",
            hint="Give the pattern another name.",
        )
    return cleaned

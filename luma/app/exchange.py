"""Patterns on their way into files and back: read, gathered, and taken into a library."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from luma.app.plaintext import bytes_of, read_record, written
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import GraphId, NodeId, PatternId, new_id
from luma.domain.pattern import NODE_FAMILY, Implementation, Pattern
from luma.domain.patterndoc import PATTERN, ImplementationDoc, PatternDoc, spelled_out
from luma.store.store import Shelf

How = Literal["added", "known", "copied"]


@dataclass(frozen=True, slots=True)
class Exported:
    """A pattern with all that it uses, and the names of what the library lacks of that."""

    document: PatternDoc
    missing: tuple[PatternId, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one pattern of a document.

    One that is here already stays as it is: known where it is the same, and else what came
    is shelved beside it as a copy with ids of its own.
    """

    pattern: Pattern
    how: How


@dataclass(frozen=True, slots=True)
class Imported:
    """What became of each pattern of a document, its own first, and what is still missing."""

    taken: tuple[Taken, ...]
    missing: tuple[PatternId, ...]

    @property
    def pattern(self) -> Pattern:
        """The pattern that the document is about."""
        return self.taken[0].pattern


def read_pattern(data: bytes, what: str, suffix: str = "") -> PatternDoc:
    """The pattern in some bytes of JSON or YAML."""
    return PATTERN.read_body(spelled_out(read_record(data, what, suffix, PATTERN.name)))


def read_pattern_file(path: Path) -> PatternDoc:
    """The pattern in a file."""
    return read_pattern(bytes_of(path), f'"{path.name}"', path.suffix.lower())


def text_of(document: PatternDoc, suffix: str) -> str:
    """A pattern as the text of a file whose name ends like that."""
    return written(PATTERN.body(document), suffix, PATTERN.name)


def document_of(shelf: Shelf, name: PatternId) -> PatternDoc:
    """A pattern of the library, without those that it uses."""
    pattern = shelf.patterns.get(name)
    graphs = tuple(
        ImplementationDoc(each.id, each.name, each.graph, each.extra)
        for each in shelf.patterns.graphs_of(name)
    )
    return PatternDoc(
        pattern.id,
        pattern.name,
        pattern.description,
        pattern.tags,
        pattern.forked_from,
        pattern.default,
        graphs,
        extra=pattern.extra,
    )


def export_pattern(shelf: Shelf, name: PatternId) -> Exported:
    """A pattern of the library with all that it uses, however far."""
    whole = document_of(shelf, name)
    found: dict[PatternId, PatternDoc] = {}
    missing: set[PatternId] = set()
    waiting = list(whole.uses())
    while waiting:
        used = waiting.pop()
        if used == name or used in found or used in missing:
            continue
        if shelf.patterns.find(used) is None:
            missing.add(used)
            continue
        found[used] = document_of(shelf, used)
        waiting.extend(found[used].uses())
    bundled = tuple(found[used] for used in sorted(found))
    return Exported(replace(whole, bundled=bundled), tuple(sorted(missing)))


def take_in(shelf: Shelf, document: PatternDoc) -> Imported:
    """Shelve a pattern and those that it brings along."""
    documents = [each.alone() for each in document.all()]
    ways = {each.id: _way_of(shelf, each) for each in documents}
    copies = {name: PatternId(new_id()) for name, how in ways.items() if how == "copied"}
    taken = tuple(_shelved(shelf, each, ways[each.id], copies) for each in documents)
    used = {copies.get(name, name) for each in documents for name in each.uses()}
    lost = (name for name in used if shelf.patterns.find(name) is None)
    return Imported(taken, tuple(sorted(lost)))


def copy_of(
    document: PatternDoc, name: PatternId, copies: Mapping[PatternId, PatternId] | None = None
) -> PatternDoc:
    """The same pattern by another id, with graphs of its own that use copies where told."""
    graphs = {each.id: GraphId(new_id()) for each in document.implementations}
    return replace(
        document,
        id=name,
        forked_from=document.id,
        default=None if document.default is None else graphs[document.default],
        implementations=tuple(
            replace(each, id=graphs[each.id], graph=_with_uses(each.graph, copies or {}))
            for each in document.implementations
        ),
    )


def shelve(shelf: Shelf, document: PatternDoc) -> Pattern:
    """Write a pattern and its graphs as they are, in the place of what has their ids."""
    pattern = Pattern(
        document.id,
        document.name,
        document.description,
        document.default,
        document.tags,
        document.forked_from,
        document.extra,
    )
    shelf.patterns.save(pattern, *_implementations(document))
    return pattern


def _implementations(document: PatternDoc) -> Iterable[Implementation]:
    for each in document.implementations:
        yield Implementation(each.id, document.id, each.graph, 0, each.name, each.extra)


def _way_of(shelf: Shelf, document: PatternDoc) -> How:
    if shelf.patterns.find(document.id) is None:
        return "added"
    return "known" if document_of(shelf, document.id) == document else "copied"


def _shelved(
    shelf: Shelf, document: PatternDoc, how: How, copies: Mapping[PatternId, PatternId]
) -> Taken:
    if how == "known":
        return Taken(shelf.patterns.get(document.id), how)
    if how == "copied":
        return Taken(shelve(shelf, copy_of(document, copies[document.id], copies)), how)
    graphs = {
        each.id: GraphId(new_id())
        for each in document.implementations
        if shelf.patterns.find_graph(each.id) is not None
    }
    fitted = replace(
        document,
        default=None
        if document.default is None
        else graphs.get(document.default, document.default),
        implementations=tuple(
            replace(each, id=graphs.get(each.id, each.id), graph=_with_uses(each.graph, copies))
            for each in document.implementations
        ),
    )
    return Taken(shelve(shelf, fitted), how)


def _with_uses(graph: GraphDoc, copies: Mapping[PatternId, PatternId]) -> GraphDoc:
    """A graph whose nodes name the copies of patterns instead of those they were made of."""
    types = {NODE_FAMILY + old: NODE_FAMILY + new for old, new in copies.items()}
    changed: dict[NodeId, NodeDoc] = {
        name: replace(node, type=types[node.type])
        for name, node in graph.nodes.items()
        if node.type in types
    }
    return graph.with_nodes({**graph.nodes, **changed}) if changed else graph

"""The graphs that a person means: a pattern's of the library, or those in a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from luma.app.exchange import document_of, read_pattern
from luma.app.plaintext import SUFFIXES, bytes_of, read_plain
from luma.app.services import Desk
from luma.cli.named import find_pattern
from luma.domain.codec import decode
from luma.domain.errors import BadGraph, BadValue
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import PatternId
from luma.domain.patterndoc import PatternDoc
from luma.graph.playable import FindPattern, Playable


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A graph with its own name and that of its pattern, and where it finds others."""

    pattern: str
    name: str
    graph: GraphDoc
    patterns: FindPattern


def graphs_named(desk: Desk, name: str, implementation: str | None) -> tuple[NamedGraph, ...]:
    """All graphs of a pattern or a file, or the one of that name."""
    file, here = Path(name), desk.pattern_book.now
    if file.suffix.lower() in SUFFIXES:
        data, suffix = bytes_of(file), file.suffix.lower()
        body = read_plain(data, f'"{file.name}"', suffix)
        if isinstance(body, dict) and "nodes" in body:
            return (NamedGraph(file.name, "", decode(GraphDoc, body), here.get),)
        return _chosen(read_pattern(data, f'"{file.name}"', suffix), implementation, here)
    with desk.ground.store.read() as shelf:
        document = document_of(shelf, find_pattern(desk, name).id)
    return _chosen(document, implementation, here)


def graph_named(desk: Desk, name: str, implementation: str | None) -> NamedGraph:
    """The one graph that is meant: that of the name, or the default."""
    return graphs_named(desk, name, implementation)[0]


def _chosen(
    document: PatternDoc, implementation: str | None, here: Mapping[PatternId, Playable]
) -> tuple[NamedGraph, ...]:
    if not document.implementations:
        raise BadGraph(f'The pattern "{document.name}" has no graph yet.')
    default_first = sorted(document.implementations, key=lambda e: e.id != document.default)
    brought = {each.id: _playable(each) for each in document.all() if each.implementations}
    find = {**here, **brought}.get
    graphs = [NamedGraph(document.id, each.name, each.graph, find) for each in default_first]
    if implementation is None:
        return tuple(graphs)
    found = [each for each in graphs if each.name == implementation]
    if not found:
        known = ", ".join(each.name for each in graphs)
        raise BadValue(
            f'The pattern "{document.name}" has no implementation "{implementation}".',
            hint=f"It has {known}.",
        )
    return tuple(found)


def _playable(document: PatternDoc) -> Playable:
    graphs = {each.id: each.graph for each in document.implementations}
    assert document.default is not None  # a document with graphs has one
    others = {each.name: each.graph for each in document.implementations}
    return Playable(document.name, graphs[document.default], others, document.description)

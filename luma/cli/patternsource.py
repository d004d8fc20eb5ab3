"""The graphs that a person means: a pattern's of the library, or those in a file."""

from dataclasses import dataclass
from pathlib import Path

from luma.app.exchange import SUFFIXES, document_of, read_pattern
from luma.app.plaintext import bytes_of, read_plain
from luma.app.services import Desk
from luma.cli.named import find_pattern
from luma.domain.codec import decode
from luma.domain.errors import BadGraph, BadValue
from luma.domain.graphdoc import GraphDoc
from luma.domain.patterndoc import PatternDoc


@dataclass(frozen=True, slots=True)
class NamedGraph:
    """A graph with its own name and that of its pattern."""

    pattern: str
    name: str
    graph: GraphDoc


def graphs_named(desk: Desk, name: str, implementation: str | None) -> tuple[NamedGraph, ...]:
    """All graphs of a pattern or a file, or the one of that name."""
    file = Path(name)
    if file.suffix.lower() in SUFFIXES:
        data, suffix = bytes_of(file), file.suffix.lower()
        body = read_plain(data, f'"{file.name}"', suffix)
        if isinstance(body, dict) and "nodes" in body:
            return (NamedGraph(file.name, "", decode(GraphDoc, body)),)
        return _chosen(read_pattern(data, f'"{file.name}"', suffix), implementation)
    with desk.ground.store.read() as shelf:
        return _chosen(document_of(shelf, find_pattern(desk, name).id), implementation)


def graph_named(desk: Desk, name: str, implementation: str | None) -> GraphDoc:
    """The one graph that is meant: that of the name, or the default."""
    return graphs_named(desk, name, implementation)[0].graph


def _chosen(document: PatternDoc, implementation: str | None) -> tuple[NamedGraph, ...]:
    if not document.implementations:
        raise BadGraph(f'The pattern "{document.name}" has no graph yet.')
    default_first = sorted(document.implementations, key=lambda e: e.id != document.default)
    graphs = [NamedGraph(document.id, each.name, each.graph) for each in default_first]
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

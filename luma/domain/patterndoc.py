"""A pattern as one document, with its graphs and the patterns that it uses as nodes."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from luma.domain.codec import Schema
from luma.domain.errors import BadDocument
from luma.domain.frozen import freeze_fields
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, PatternId
from luma.domain.nodetype import Json
from luma.domain.pattern import MAIN, patterns_used

LONGEST_NAME = 200
_WIRE = re.compile(r"(.+)\.([^.\s]+)\s*(?:->|→)\s*(.+)\.([^.\s]+)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ImplementationDoc:
    """One graph of a pattern, by its name."""

    id: GraphId
    name: str = MAIN
    graph: GraphDoc = field(default_factory=GraphDoc)
    extra: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Keep copies that nobody can change, under names that can be shown."""
        freeze_fields(self, "extra")
        _check_name("The id of an implementation", self.id)
        _check_name("The name of an implementation", self.name)


@dataclass(frozen=True, slots=True)
class PatternDoc:
    """A pattern with all its graphs; `bundled` are the patterns that they need as nodes."""

    id: PatternId
    name: str
    description: str = ""
    tags: tuple[str, ...] = ()
    forked_from: PatternId | None = None
    default: GraphId | None = None
    implementations: tuple[ImplementationDoc, ...] = ()
    bundled: tuple["PatternDoc", ...] = ()
    extra: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuse what does not hold together; keep implementations in their one order."""
        freeze_fields(self, "extra")
        if self.default is None and self.implementations:
            object.__setattr__(self, "default", self.implementations[0].id)
        ordered = sorted(self.implementations, key=lambda each: (each.name, each.id))
        object.__setattr__(self, "implementations", tuple(ordered))
        _check_name("The id of a pattern", self.id)
        _check_name("The name of a pattern", self.name)
        graphs = [each.id for each in self.implementations]
        if len(set(graphs)) < len(graphs):
            raise BadDocument(
                f'Two implementations of the pattern "{self.name}" have the same id.'
            )
        if self.default is not None and self.default not in graphs:
            raise BadDocument(
                f'The default of the pattern "{self.name}" is "{self.default:.60}", which is '
                "none of its implementations."
            )
        names = [each.id for each in self.all()]
        if len(set(names)) < len(names):
            raise BadDocument(f'The pattern "{self.name}" brings the same pattern along twice.')

    def all(self) -> Iterator["PatternDoc"]:
        """This pattern, and then every one that it brings along."""
        yield self
        for each in self.bundled:
            yield from each.all()

    def alone(self) -> "PatternDoc":
        """The same pattern without those that it brings along."""
        return replace(self, bundled=())

    def uses(self) -> tuple[PatternId, ...]:
        """The patterns that its own graphs have as nodes, each once and in order."""
        used = {name for each in self.implementations for name in patterns_used(each.graph)}
        return tuple(sorted(used))


def spelled_out(data: Json) -> Json:
    """A pattern's JSON with all that people may write shorter: one graph, wires and nodes.

    `graph` stands for a single implementation, `a.out -> b.in` for a wire, and a type alone
    for a node without settings.
    """
    if not isinstance(data, dict):
        return data
    told = dict(data)
    if "graph" in told and "implementations" not in told:
        name = told.get("id")
        told["implementations"] = [{"id": name, "name": MAIN, "graph": told.pop("graph")}]
        told.setdefault("default", name)
    for key, spell in (("implementations", _implementation), ("bundled", spelled_out)):
        items = told.get(key)
        if isinstance(items, list):
            told[key] = [spell(item) for item in items]
    return told


def _implementation(data: Json) -> Json:
    if not isinstance(data, dict) or not isinstance(data.get("graph"), dict):
        return data
    graph = data["graph"]
    assert isinstance(graph, dict)
    nodes, wires = graph.get("nodes"), graph.get("wires")
    told = dict(graph)
    if isinstance(nodes, dict):
        told["nodes"] = {
            name: {"type": node} if isinstance(node, str) else node
            for name, node in nodes.items()
        }
    if isinstance(wires, list):
        told["wires"] = [_wire(wire) if isinstance(wire, str) else wire for wire in wires]
    return {**data, "graph": told}


def _wire(text: str) -> Json:
    found = _WIRE.fullmatch(text.strip())
    if found is None:
        raise BadDocument(
            f'The wire "{text:.60}" should be written like "beats.out -> pulse.beats".'
        )
    return dict(zip(("source", "output", "target", "input"), found.groups(), strict=True))


def _from_one_graph(data: dict[str, Json]) -> dict[str, Json]:
    """From schema 1, where a pattern had one graph and no names for it."""
    told = spelled_out(data)
    assert isinstance(told, dict)
    return told


def _check_name(what: str, name: str) -> None:
    if not name.strip():
        raise BadDocument(f"{what} should not be empty.")
    if len(name) > LONGEST_NAME:
        raise BadDocument(f"{what} should have at most {LONGEST_NAME} letters: {name:.40}…")


PATTERN = Schema(PatternDoc, "pattern", 2, {1: _from_one_graph})

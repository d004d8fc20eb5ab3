"""Patterns go out into files and come back in: whole, told apart, and never half."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.app.exchange import (
    Imported,
    document_of,
    export_pattern,
    read_pattern,
    read_pattern_file,
    take_in,
    text_of,
)
from luma.domain.errors import BadDocument, BadValue, LumaError
from luma.domain.graphdoc import Argument, GraphDoc, NodeDoc, Remark, Wire
from luma.domain.ids import GraphId, NodeId, PatternId
from luma.domain.pattern import NODE_FAMILY
from luma.domain.patterndoc import PATTERN, ImplementationDoc, PatternDoc
from luma.store.store import Shelf, Store
from tests.library import MIGRATIONS

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8).filter(
    lambda name: bool(name.strip())
)
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False, allow_infinity=False)
    | NAMES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=5,
)
EXTRA = st.dictionaries(NAMES.map(lambda name: f"x-{name}"), JSON, max_size=2)
USED = PatternId("used")


@st.composite
def graphs(draw: st.DrawFn) -> GraphDoc:
    kinds = st.sampled_from(["in/beats", "out/light", "no/such", NODE_FAMILY + USED])
    nodes = draw(
        st.dictionaries(
            NAMES.map(NodeId),
            st.builds(
                NodeDoc,
                kinds,
                st.integers(1, 3),
                st.dictionaries(NAMES, JSON, max_size=2),
                EXTRA,
                st.sampled_from(["on", "muted", "bypassed"]),
            ),
            max_size=4,
        )
    )
    ends = st.sampled_from(sorted(nodes)) if nodes else NAMES.map(NodeId)
    return GraphDoc(
        nodes,
        tuple(draw(st.lists(st.builds(Wire, ends, NAMES, ends, NAMES), max_size=3))),
        tuple(draw(st.lists(st.builds(Argument, NAMES, NAMES, JSON), max_size=2))),
        dict.fromkeys(nodes, (0.5, -3.0)),
        draw(EXTRA),
        remarks={"note": Remark("words", (1.0, 2.0))},
    )


@st.composite
def documents(draw: st.DrawFn, name: PatternId | None = None) -> PatternDoc:
    ids = draw(st.lists(NAMES.map(GraphId), unique=True, max_size=3))
    made = tuple(
        ImplementationDoc(each, draw(NAMES), draw(graphs()), draw(EXTRA)) for each in ids
    )
    return PatternDoc(
        name or PatternId(draw(NAMES)),
        draw(NAMES),
        draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=20)),
        tuple(draw(st.lists(NAMES, max_size=2))),
        draw(st.none() | NAMES.map(PatternId)),
        draw(st.sampled_from(ids)) if ids else None,
        made,
        extra=draw(EXTRA),
    )


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.open(tmp_path_factory.mktemp("shared") / "luma.db", MIGRATIONS)
    yield store
    store.close()


class Undone(Exception):
    """Takes back what an example shelved."""


@contextmanager
def in_passing(store: Store) -> Iterator[Shelf]:
    """A library in which nothing of this stays."""
    with suppress(Undone), store.begin() as shelf:
        yield shelf
        raise Undone


def a_document(name: str = "glow", *types: str, graph: str = "main") -> PatternDoc:
    nodes = {NodeId(f"n{n}"): NodeDoc(kind) for n, kind in enumerate(types or ("out/light",))}
    made = ImplementationDoc(GraphId(graph), graph=GraphDoc(nodes))
    return PatternDoc(PatternId(name), name.title(), implementations=(made,))


def ways(imported: Imported) -> list[str]:
    return [taken.how for taken in imported.taken]


@settings(max_examples=40)
@given(documents(PatternId("outer")), documents(USED), st.sampled_from([".json", ".yaml"]))
def test_export_import_export_is_the_same(
    store: Store, outer: PatternDoc, used: PatternDoc, suffix: str
) -> None:
    taken = {each.id for each in outer.implementations}
    kept = tuple(each for each in used.implementations if each.id not in taken)
    used = replace(used, implementations=kept, default=None)
    if USED in used.uses():  # it would bring along itself
        used = replace(used, implementations=(), default=None)
    bundle = (used,) if USED in outer.uses() else ()
    text = text_of(replace(outer, bundled=bundle), suffix)
    with in_passing(store) as shelf:
        first = take_in(shelf, read_pattern(text.encode(), "it", suffix))
        assert set(ways(first)) == {"added"}
        again = export_pattern(shelf, first.pattern.id)
        assert again.document == replace(outer, bundled=bundle)
        assert again.missing == ()
        assert set(ways(take_in(shelf, again.document))) == {"known"}


def shelved(shelf: Shelf) -> tuple[Any, ...]:
    return tuple(document_of(shelf, each.id) for each in shelf.patterns.list())


def attempt(store: Store, data: bytes, suffix: str) -> None:
    """Take in what may be anything: it is a pattern, or a sentence and nothing shelved."""
    with suppress(LumaError), in_passing(store) as shelf:
        take_in(shelf, read_pattern(data, "it", suffix))
    with store.read() as shelf:
        assert shelved(shelf) == ()


SUFFIXES = st.sampled_from(["", ".json", ".yaml"])


@settings(max_examples=50)
@given(st.binary(max_size=100), SUFFIXES)
def test_arbitrary_bytes_are_refused_in_words(store: Store, data: bytes, suffix: str) -> None:
    attempt(store, data, suffix)


FIELDS = ["id", "name", "graph", "implementations", "default", "bundled", "tags", "schema"]


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.sampled_from([*FIELDS, "description", "forked_from", "x"]), JSON, max_size=8
    ),
    st.sampled_from([".json", ".yaml"]),
)
def test_arbitrary_documents_are_refused_in_words(
    store: Store, body: dict[str, Any], suffix: str
) -> None:
    from luma.app.plaintext import write_json, write_yaml

    write = write_json if suffix == ".json" else write_yaml
    attempt(store, write({"luma": "pattern", "id": "a", "name": "b", **body}).encode(), suffix)


@settings(max_examples=50)
@given(documents(), st.data())
def test_damaged_documents_are_refused_in_words(
    store: Store, document: PatternDoc, data: st.DataObject
) -> None:
    suffix = data.draw(st.sampled_from([".json", ".yaml"]))
    text = text_of(document, suffix).encode()
    cut = data.draw(st.integers(0, len(text)))
    noise = data.draw(st.binary(max_size=3))
    attempt(store, text[:cut] + noise, suffix)
    attempt(store, text[:cut] + noise + text[cut + 1 :], suffix)


def test_a_cut_off_json_is_always_refused() -> None:
    text = text_of(a_document(), ".json").rstrip().encode()
    for cut in range(len(text)):
        with pytest.raises(BadDocument):
            read_pattern(text[:cut], "it", ".json")


def test_what_is_here_as_another_is_shelved_beside_it(store: Store) -> None:
    mine = a_document()
    theirs = replace(mine, name="Other glow")
    outer = replace(a_document("outer", "pattern/glow", graph="o"), bundled=(theirs,))
    with in_passing(store) as shelf:
        take_in(shelf, mine)
        imported = take_in(shelf, outer)
        assert ways(imported) == ["added", "copied"]
        copy = imported.taken[1].pattern
        assert (copy.name, copy.forked_from) == ("Other glow", mine.id)
        assert document_of(shelf, PatternId("outer")).uses() == (copy.id,)
        assert document_of(shelf, mine.id) == mine
        assert ways(take_in(shelf, replace(outer, name="Third"))) == ["copied", "copied"]


def test_a_graph_id_that_is_taken_is_not_taken_away(store: Store) -> None:
    with in_passing(store) as shelf:
        take_in(shelf, a_document("one"))
        take_in(shelf, a_document("two", "in/beats"))
        assert document_of(shelf, PatternId("one")) == a_document("one")
        two = document_of(shelf, PatternId("two"))
        assert two.default == two.implementations[0].id != GraphId("main")


def test_what_a_pattern_uses_goes_with_it_and_what_is_missing_is_named(store: Store) -> None:
    with in_passing(store) as shelf:
        for name, uses in {"a": "b", "b": "c", "c": "lost", "other": "a"}.items():
            take_in(shelf, a_document(name, NODE_FAMILY + uses, graph=name))
        exported = export_pattern(shelf, PatternId("a"))
        assert [each.id for each in exported.document.bundled] == ["b", "c"]
        assert exported.missing == ("lost",)
        for name in ("other", "a", "b", "c"):
            shelf.patterns.remove(PatternId(name))
        imported = take_in(shelf, exported.document)
        assert [taken.pattern.id for taken in imported.taken] == ["a", "b", "c"]
        assert imported.missing == ("lost",)


SHORT = """\
luma: pattern
id: short
name: Short
tags: [wash]
mood: calm
graph:
  nodes:
    beats: in/beats
    pulse: {type: time/beat_envelope, settings: {every: "2"}}
    light: out/light
  wires:
    - beats.out -> pulse.beats
    - pulse.out → light.intensity
"""


def test_people_may_write_one_graph_wires_and_nodes_shorter() -> None:
    document = read_pattern(SHORT.encode(), "it", ".yaml")
    (only,) = document.implementations
    assert (only.id, only.name, document.default) == ("short", "Main", "short")
    assert only.graph.wires == (
        Wire(NodeId("beats"), "out", NodeId("pulse"), "beats"),
        Wire(NodeId("pulse"), "out", NodeId("light"), "intensity"),
    )
    assert only.graph.nodes[NodeId("pulse")] == NodeDoc("time/beat_envelope", 1, {"every": "2"})
    assert document.extra == {"mood": "calm"}
    with pytest.raises(BadDocument, match="should be written like"):
        read_pattern(SHORT.replace("pulse.out", "pulse").encode(), "it", ".yaml")


def test_a_document_of_schema_1_climbs() -> None:
    old = (
        '{"luma": "pattern", "schema": 1, "id": "old", "name": "Old", "description": "It was.",'
        ' "graph": {"nodes": {"light": {"type": "out/light"}}}}'
    )
    document = read_pattern(old.encode(), "it")
    assert PATTERN.read(old) == document
    assert document.implementations == (
        ImplementationDoc(
            GraphId("old"), graph=GraphDoc({NodeId("light"): NodeDoc("out/light")})
        ),
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"schema": 99}, "reads up to 2"),
        ({"id": ""}, "empty"),
        ({"name": " "}, "empty"),
        ({"name": "x" * 201}, "at most 200"),
        ({"name": None}, "should be text"),
        ({"default": "lost"}, "none of its implementations"),
        ({"bundled": [{"id": "glow", "name": "Me"}]}, "twice"),
        ({"luma": "score"}, "not a pattern"),
        ({"implementations": [{"id": "a", "graph": {"nodes": {"n": {}}}}]}, "lacks type"),
        ({"implementations": [{"id": "a", "graph": {}}, {"id": "a", "graph": {}}]}, "same id"),
    ],
)
def test_what_does_not_hold_together_is_said(change: dict[str, Any], words: str) -> None:
    from luma.app.plaintext import write_json

    body = {"luma": "pattern", "id": "glow", "name": "Glow", **change}
    with pytest.raises(BadDocument, match=words):
        read_pattern(write_json(body).encode(), "it", ".json")


@pytest.mark.parametrize("suffix", [".json", ".yaml"])
def test_a_graph_of_ten_thousand_nodes_is_fine(tmp_path: Path, suffix: str) -> None:
    names = [NodeId(f"n{n}") for n in range(10_000)]
    graph = GraphDoc(
        {name: NodeDoc("math/arithmetic", 1, {"b": 0.5}) for name in names},
        tuple(Wire(a, "out", b, "a") for a, b in pairwise(names)),
        layout=dict.fromkeys(names, (1.0, 2.0)),
    )
    document = PatternDoc(
        PatternId("big"),
        "Big",
        implementations=(ImplementationDoc(GraphId("big"), graph=graph),),
    )
    file = tmp_path / f"big{suffix}"
    file.write_text(text_of(document, suffix), encoding="utf-8")
    assert read_pattern_file(file) == document


def test_only_json_and_yaml_are_written() -> None:
    with pytest.raises(BadValue, match="JSON or YAML"):
        text_of(a_document(), ".txt")

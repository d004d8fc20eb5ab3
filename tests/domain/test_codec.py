"""What goes out as JSON comes back the same, and what is no document is refused in words."""

import itertools
import json
import typing
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.chordedits import ChordEdit
from luma.domain.codec import Schema, decode, decode_tagged, encode, encode_tagged, read_json
from luma.domain.documents import BEATS, CHORDS, GRAPH, GRID, HARMONY, SCORE, VENUE
from luma.domain.errors import BadDocument, LumaError
from luma.domain.graphdoc import GraphDoc
from luma.domain.graphedits import GraphEdit
from luma.domain.gridedits import GridEdit
from luma.domain.harmony import Key
from luma.domain.ids import NodeId, Recipe, TrackId
from luma.domain.nodetype import Json, Memory, NodeType, Port, Setting
from luma.domain.score import Score
from luma.domain.scoreedits import ScoreEdit
from luma.domain.sections import Section, SectionTrack
from luma.domain.span import Span
from luma.domain.stems import Stem, StemSet
from luma.domain.track import Artifact, Source, Tags, Track
from luma.domain.units import Beats, Seconds
from luma.domain.venue import Venue
from luma.domain.venueedits import VenueEdit
from tests.domain import drawn

DOCUMENTS: list[tuple[Schema[typing.Any], st.SearchStrategy[typing.Any]]] = [
    (GRAPH, drawn.graphs),
    (SCORE, drawn.scores),
    (VENUE, drawn.venues),
    (BEATS, drawn.grids()),
    (GRID, drawn.grid_docs),
    (HARMONY, drawn.chord_docs),
    (CHORDS, drawn.chord_tracks()),
]
EDITS: list[tuple[typing.Any, typing.Any]] = [
    (GraphEdit, drawn.graph_edits),
    (ScoreEdit, drawn.score_edits),
    (VenueEdit, drawn.venue_edits),
    (GridEdit, drawn.grid_edits),
    (ChordEdit, drawn.chord_edits),
]
VALUES: list[object] = [
    Key(9, minor=True),
    SectionTrack((Section(0.0, 8.5, "intro"), Section(8.5, 20.0, "drop", 2))),
    StemSet({Stem.DRUMS: Path("a/drums.flac"), Stem.BASS: Path("b.flac")}, 0.5, "tiny"),
    Track(
        TrackId("t"),
        Tags("Blue", "Someone", bpm=120.0, seconds=Seconds(3.5)),
        Source("ab", "cd", Path("/music/Blue.m4a"), "Blue.m4a"),
        "2020-01-01T00:00:00Z",
    ),
    Artifact(Recipe("r"), TrackId("t"), "beats", "luma", 2, "ab/cd.npz", 12, {"deep": [1, {}]}),
    NodeType(
        "math/arithmetic",
        3,
        "Arithmetic",
        "Reckons.",
        (Port("a", "Number"), Port("b", "Colour", optional=True, many=True)),
        (Port("out", "Number"),),
        (Setting("how", "choice", "add", choices=("add", "max")), Setting("x", "number", 0.5)),
        memory=2.5,
        was=("maths/old",),
    ),
]


@pytest.mark.parametrize(
    ("schema", "documents"), DOCUMENTS, ids=lambda it: getattr(it, "name", "drawn")
)
@given(data=st.data())
def test_documents_come_back_the_same(
    schema: Schema[typing.Any],
    documents: st.SearchStrategy[typing.Any],
    data: st.DataObject,
) -> None:
    document = data.draw(documents)
    text = schema.write(document)
    assert schema.read(text) == document
    assert schema.write(schema.read(text)) == text


@pytest.mark.parametrize(("union", "strategies"), EDITS)
@given(data=st.data())
def test_edits_come_back_the_same(
    union: object, strategies: dict[type, st.SearchStrategy[object]], data: st.DataObject
) -> None:
    assert set(strategies) == set(typing.get_args(union))
    for kind, strategy in strategies.items():
        edit = data.draw(strategy)
        written = json.loads(json.dumps(encode_tagged(edit), allow_nan=False))
        assert written["is"] == kind.__name__
        back = decode_tagged(union, written)
        assert back == edit
        assert type(back) is kind


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_values_come_back_the_same(value: object) -> None:
    back = decode(type(value), json.loads(json.dumps(encode(value))))
    assert back == value
    assert repr(back) == repr(value)


@given(drawn.json_values)
def test_plain_json_comes_back_the_same(value: Json) -> None:
    back = decode(typing.cast("type[object]", Json), encode(value))
    assert repr(back) == repr(value)


names = st.sampled_from(["nodes", "wires", "clips", "id", "track", "name", "fixtures", "is"])
json_soup = st.recursive(
    drawn.leaves | st.just(float("nan")),
    lambda inner: st.lists(inner) | st.dictionaries(names, inner),
)


class Taste(StrEnum):
    SWEET = "sweet"
    SOUR = "sour"


@dataclass(frozen=True, slots=True)
class Fruit:
    taste: Taste
    weight: float
    count: int = 1
    ripe: bool = False
    name: str | None = None
    where: Path = Path()
    pair: tuple[int, str] = (0, "")
    many: tuple[float, ...] = ()
    by_taste: typing.Mapping[Taste, NodeId] = field(default_factory=dict)
    memory: Memory = "none"
    either: int | float | str = 0
    span: Span[Beats] | None = None
    row: npt.NDArray[np.int32] = field(
        default_factory=lambda: np.zeros(0, np.int32), compare=False
    )


WHOLE_FRUIT = Fruit(
    Taste.SOUR,
    2.0,
    7,
    ripe=True,
    name="plum",
    where=Path("a/b"),
    pair=(3, "x"),
    many=(1.0, 2.5),
    by_taste={Taste.SWEET: NodeId("n")},
    memory=1.5,
    either=3,
    span=Span(Beats(1.0), Beats(2.5)),
    row=np.array([1, -2], np.int32),
)


def test_every_kind_of_field_comes_back_as_its_own_type() -> None:
    back = decode(Fruit, json.loads(json.dumps(encode(WHOLE_FRUIT))))
    assert back == WHOLE_FRUIT
    assert type(next(iter(back.by_taste))) is Taste
    assert type(back.either) is int
    assert back.row.dtype == np.int32
    assert back.row.tolist() == [1, -2]


def test_a_whole_number_may_stand_for_a_number() -> None:
    fruit = decode(Fruit, {"taste": "sweet", "weight": 2})
    assert type(fruit.weight) is float


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("taste", "bitter", "Fruit.taste should be one of sweet, sour, not 'bitter'."),
        ("taste", [], "Fruit.taste should be one of sweet, sour, not a list."),
        ("weight", "2", "Fruit.weight should be a number, not '2'."),
        ("weight", True, "Fruit.weight should be a number, not True."),
        ("weight", float("nan"), "Fruit.weight should be a finite number, not nan."),
        ("weight", float("-inf"), "Fruit.weight should be a finite number, not -inf."),
        ("weight", 10**400, "Fruit.weight is a number of more than 64 bits."),
        ("count", 10**5000, "Fruit.count is a number of more than 64 bits."),
        ("name", 10**5000, "Fruit.name should be text, not a number of more than 64 bits."),
        ("count", 1.5, "Fruit.count should be a whole number, not 1.5."),
        ("count", None, "Fruit.count should be a whole number, not None."),
        ("count", False, "Fruit.count should be a whole number, not False."),
        ("ripe", 1, "Fruit.ripe should be true or false, not 1."),
        ("name", {}, "Fruit.name should be text, not a record."),
        ("name", "\ud800", "Fruit.name holds half of a character that is written in two."),
        ("where", 3, "Fruit.where should be text, not 3."),
        ("pair", [1], "Fruit.pair should have 2 items, not 1."),
        ("pair", [1, 2], "Fruit.pair[1] should be text, not 2."),
        ("many", {"0": 1}, "Fruit.many should be a list, not a record."),
        ("many", [1.0, None], "Fruit.many[1] should be a number, not None."),
        (
            "by_taste",
            {"bland": "n"},
            "Fruit.by_taste should be one of sweet, sour, not 'bland'.",
        ),
        ("memory", "some", "Fruit.memory should be one of 'none', 'all', not 'some'."),
        ("either", [], "Fruit.either should be a whole number, not a list."),
        ("span", {"start": 2, "stop": 1}, "Fruit.span does not hold together: "),
        ("row", [1.5], "Fruit.row should hold whole numbers that fit int32."),
        ("row", [2**31], "Fruit.row should hold whole numbers that fit int32."),
        ("row", ["1"], "Fruit.row should hold numbers and nothing else."),
        ("row", [None], "Fruit.row should hold numbers and nothing else."),
        ("row", [[1], [2, 3]], "Fruit.row should have rows of one length."),
        ("colour", "red", "Fruit does not know colour."),
    ],
    ids=map(str, itertools.count()),
)
def test_what_does_not_fit_is_refused_with_its_place(name: str, value: Json, says: str) -> None:
    with pytest.raises(BadDocument) as refused:
        decode(Fruit, {"taste": "sweet", "weight": 1.0, name: value})
    assert refused.value.message.startswith(says)


def test_what_is_missing_is_named() -> None:
    with pytest.raises(BadDocument, match=r"^Fruit lacks taste, weight\.$"):
        decode(Fruit, {})
    with pytest.raises(BadDocument, match=r"^Fruit should be a record, not a list\.$"):
        decode(Fruit, [])


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), np.array([np.nan]), {"a": -np.inf}]
)
def test_numbers_without_an_end_are_never_written(value: object) -> None:
    with pytest.raises(BadDocument, match="is not a number that can be written down"):
        encode(value)


@pytest.mark.parametrize("value", [b"bytes", {1: "a"}, {1, 2}, object(), Fruit])
def test_what_has_no_json_is_a_mistake_of_ours(value: object) -> None:
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize("tag", [None, 3, [], {}, "Explode", "RemoveNodes"])
def test_a_record_of_no_member_is_refused(tag: Json) -> None:
    with pytest.raises(BadDocument, match="AddNode, BendWire, Connect, Disconnect"):
        decode_tagged(GraphEdit, {"is": tag})
    with pytest.raises(BadDocument):
        decode_tagged(GraphEdit, [tag])


def test_what_a_newer_luma_wrote_is_kept() -> None:
    text = json.dumps(
        {
            "luma": "graph",
            "schema": 1,
            "nodes": {"a": {"type": "of/tomorrow", "mood": [1], "extra": 2}},
            "weather": {"wind": 3},
        }
    )
    document = GRAPH.read(text)
    assert document.extra == {"weather": {"wind": 3}}
    assert document.node(NodeId("a")).extra == {"mood": [1], "extra": 2}
    again = json.loads(GRAPH.write(document))
    assert again["nodes"]["a"]["mood"] == [1]
    assert again["nodes"]["a"]["extra"] == 2


def test_extra_never_hides_what_is_known() -> None:
    document = GraphDoc(extra={"luma": "score", "schema": 9, "nodes": {"a": 1}})
    assert GRAPH.read(GRAPH.write(document)) == GraphDoc()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "A graph document is not JSON"),
        ("[]", "This is not a graph document."),
        ('{"luma": "score"}', "This is not a graph document."),
        ('{"schema": 2}', "This graph document has schema 2"),
        ('{"schema": 0}', "No way leads up from schema 0 of a graph."),
        ('{"schema": "1"}', "The schema of this graph document should be a number."),
        ('{"schema": true}', "The schema of this graph document should be a number."),
        ("[" * 200_000, "A graph document is nested too deep to be read."),
        ('{"a": ' * 90 + "1" + "}" * 90, "GraphDoc.a.a.a"),
        ('{"x": NaN}', "GraphDoc.x should be a finite number, not nan."),
        ('{"x": 1e999}', "GraphDoc.x should be a finite number, not inf."),
        ('{"x": ' + "9" * 5000 + "}", "A graph document is not JSON"),
        ('{"x": "\\udc00"}', "GraphDoc.x holds half of a character"),
    ],
    ids=map(str, itertools.count()),
)
def test_texts_that_are_no_document_are_refused(text: str, says: str) -> None:
    with pytest.raises(BadDocument) as refused:
        GRAPH.read(text)
    assert refused.value.message.startswith(says)


@given(json_soup)
def test_no_json_at_all_makes_a_decoder_stumble(data: Json) -> None:
    for kind in (GraphDoc, Score, Venue):
        with suppress(LumaError):
            decode(kind, data)


def test_older_documents_climb_step_by_step() -> None:
    def heavier(data: dict[str, Json]) -> dict[str, Json]:
        return {"weight": data["grams"], "taste": "sweet"}

    def named(data: dict[str, Json]) -> dict[str, Json]:
        return {**data, "name": "plum"}

    schema = Schema(Fruit, "fruit", 3, {1: heavier, 2: named})
    assert schema.read('{"schema": 1, "grams": 5}').name == "plum"
    assert schema.read('{"schema": 2, "weight": 5, "taste": "sour"}').taste is Taste.SOUR
    with pytest.raises(BadDocument, match="is not what schema 1 was"):
        schema.read('{"schema": 1}')


def test_a_text_that_is_no_json_is_named() -> None:
    assert read_json('{"a": [1]}', "The line") == {"a": [1]}
    with pytest.raises(BadDocument, match=r"^The line is not JSON"):
        read_json("{", "The line")

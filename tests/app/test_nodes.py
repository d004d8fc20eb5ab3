"""What the editor of graphs may ask."""

import numpy as np
import pytest

from luma.app.nodes import (
    Catalogue,
    Playable,
    Question,
    check,
    examined,
    find_type,
    find_wire_refusal,
    kinds_of,
    matching_types,
    node_types,
    refusals,
)
from luma.app.shows import Show
from luma.domain.curve import Number
from luma.domain.graphdoc import ARGUMENTS_NODE, Argument, GraphDoc, NodeDoc, Offer, Wire
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.ids import ClipId, FixtureId, NodeId, PatternId, ScoreId, TrackId, VenueId
from luma.domain.light import LightBuffer
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip
from luma.domain.selection import resolve
from luma.domain.venue import Head
from luma.graph.cache import Cache
from luma.graph.context import Features

BEATS, ENVELOPE, LIGHT = NodeId("beats"), NodeId("pulse"), NodeId("light")
HEADS = tuple(Head(FixtureId(f"f{n}"), 0, (float(n), 0.0, 3.0), ("row",)) for n in range(4))


def graph(*wires: Wire) -> GraphDoc:
    nodes = {
        BEATS: NodeDoc("in/beats"),
        ENVELOPE: NodeDoc("time/beat_envelope"),
        LIGHT: NodeDoc("out/light"),
    }
    return GraphDoc(nodes, wires)


WHOLE = graph(Wire(BEATS, "out", ENVELOPE, "beats"), Wire(ENVELOPE, "out", LIGHT, "intensity"))


def show(heads: tuple[Head, ...] = HEADS) -> Show:
    chords = ChordTrack(np.array([0.0, 30.0]), (Chord.parse("F:maj7"),))
    features = Features(BeatGrid.steady(120.0, count=120), chords)
    return Show(ScoreId("s"), VenueId("v"), TrackId("t"), heads, features, 60.0)


def test_a_wire_of_another_kind_is_refused_in_words() -> None:
    words = find_wire_refusal(WHOLE, Wire(BEATS, "out", LIGHT, "intensity"))
    assert words is not None
    assert "beat grid" in words


def test_a_wire_that_leads_back_is_refused() -> None:
    sums = {NodeId("a"): NodeDoc("math/arithmetic"), NodeId("b"): NodeDoc("math/arithmetic")}
    doc = GraphDoc(sums,
                   (Wire(NodeId("a"), "out", NodeId("b"), "a"),))  # fmt: skip
    assert find_wire_refusal(doc, Wire(NodeId("b"), "out", NodeId("a"), "b")) is not None
    assert find_wire_refusal(doc, Wire(NodeId("a"), "out", NodeId("b"), "b")) is None


def test_all_places_of_a_wire_agree_with_the_single_question() -> None:
    places = refusals(WHOLE, (BEATS, "out"), from_output=True)
    for (node, port), words in places.items():
        single = find_wire_refusal(WHOLE, Wire(BEATS, "out", node, port))
        assert bool(words) == bool(single), (node, port)
    assert places[ENVELOPE, "beats"] == ""
    back = refusals(WHOLE, (LIGHT, "intensity"), from_output=False)
    assert back[ENVELOPE, "out"] == ""
    assert back[BEATS, "out"]


def test_a_loose_wire_finds_the_nodes_that_take_it() -> None:
    takes = matching_types("Number", from_output=True)
    assert takes["math/arithmetic"] == "a"
    assert takes["out/light"] == "intensity", (
        "a port of the very kind comes before a gentle one"
    )
    assert "in/beats" not in takes
    gives = matching_types("Colour", from_output=False)
    assert gives["colour/from_chords"] == "out"
    assert "math/arithmetic" in gives, "a number may stand for a grey"


def test_every_kind_is_found_by_its_key() -> None:
    for node in node_types():
        assert find_type(node.key) is node
    assert find_type("no/such") is None


def test_looking_gives_what_flows_around_the_play_head() -> None:
    seen = examined(Question(WHOLE, show(), None, 600), Cache())
    assert not seen.problems
    assert seen.covers(600)
    assert seen.covers(600 + 119)
    assert seen.first == 594
    value = seen.samples[ENVELOPE, "out"]
    assert isinstance(value.value, Number)
    assert value.text_at(600) == "1.00", "ten seconds at 120 BPM is on the beat"
    assert value.text_at(615) == "0.50"
    assert seen.samples[BEATS, "out"].text_at(600) == "6.1"
    assert isinstance(seen.samples[LIGHT, "out"].value, LightBuffer)
    assert seen.samples[LIGHT, "out"].shade_at(615) == pytest.approx((0.5, 0.5, 0.5), abs=0.01)
    assert seen.samples[LIGHT, "out"].rows.shape == (4, seen.count, 3)
    assert set(seen.costs) == set(WHOLE.nodes)


def test_looking_for_a_clip_stays_inside_of_it_and_plays_for_its_heads() -> None:
    clip = Clip(ClipId("c"), PatternId("p"), 20.0, 28.0, arguments={"selection": "row[:2]"})
    seen = examined(Question(WHOLE, show(), clip, 0), Cache())
    assert seen.first == 600
    assert seen.samples[LIGHT, "out"].rows.shape[0] == 2
    late = examined(Question(WHOLE, show(), clip, 100_000), Cache())
    assert late.first + late.count == 840


@pytest.mark.parametrize("seed", range(6))
def test_looking_draws_the_heads_that_the_clip_lights(seed: int) -> None:
    clip = Clip(
        ClipId("c"), PatternId("p"), 20.0, 28.0, arguments={"selection": "random(1)"}, seed=seed
    )
    here = GraphDoc({NodeId("x"): NodeDoc("space/attribute", settings={"which": "x"})})
    question = Question(here, show(), clip, 0, frozenset({NodeId("x")}))
    value = examined(question, Cache()).samples[NodeId("x"), "out"].value
    assert isinstance(value, Number)
    assert value.values.ravel().tolist() == [
        float(n) for n in resolve("random(1)", HEADS, seed)
    ]


def test_what_is_wrong_is_told_also_where_no_show_is_open() -> None:
    doc = graph(Wire(BEATS, "out", LIGHT, "intensity"))
    seen = examined(Question(doc, None, None, 0), Cache())
    assert [p.node for p in seen.problems] == [LIGHT] == [p.node for p in check(doc)]
    assert LIGHT in seen.blocked
    assert not seen.samples


def test_a_room_without_heads_gives_no_samples() -> None:
    seen = examined(Question(WHOLE, show(()), None, 0), Cache())
    assert not seen.samples


def test_a_pattern_inside_is_looked_at_as_one_node() -> None:
    inner = GraphDoc(
        {
            ENVELOPE: NodeDoc("time/beat_envelope"),
            NodeId("odd"): NodeDoc("in/nothing"),
            LIGHT: NodeDoc("out/light"),
        },
        (Wire(ENVELOPE, "out", LIGHT, "intensity"),),
        offers=(Offer("pulse", ENVELOPE, "out"),),
    )
    outer, open_ = NodeId("flash"), NodeId("open")
    doc = GraphDoc(
        {
            outer: NodeDoc("pattern/p"),
            open_: NodeDoc(ARGUMENTS_NODE),
            LIGHT: NodeDoc("out/light"),
        },
        (Wire(outer, "pulse", LIGHT, "colour"), Wire(open_, "level", LIGHT, "intensity")),
        arguments=(Argument("level", "number", 0.5),),
    )
    book = {PatternId("p"): Playable("Flash", inner)}
    seen = examined(Question(doc, show(), None, 600, patterns=book.get), Cache())
    assert seen.samples[outer, "pulse"].text_at(600) == "1.00"
    assert seen.samples[open_, "level"].text_at(600) == "0.50"
    assert seen.costs.keys() == {outer, open_, LIGHT}
    assert seen.blocked == {outer}
    assert [p.node for p in seen.problems if p.blocks] == [outer]
    kinds = kinds_of(doc, Catalogue(patterns=book.get))
    assert [port.kind for port in kinds[open_].outputs] == ["Number"]  # type: ignore[union-attr]
    assert kinds[outer].title == "Flash"  # type: ignore[union-attr]
    assert kinds_of(doc)[outer] is None
    assert refusals(doc, (open_, "level"), from_output=True)[LIGHT, "intensity"] == ""


def test_a_node_that_leads_to_no_light_is_seen_where_it_is_shown() -> None:
    doc = GraphDoc({BEATS: NodeDoc("in/beats"), ENVELOPE: NodeDoc("time/beat_envelope")})
    assert not examined(Question(doc, show(), None, 0), Cache()).samples
    question = Question(doc, show(), None, 0, frozenset({ENVELOPE}))
    assert examined(question, Cache()).samples.keys() == {(ENVELOPE, "out")}

"""Where things lie on nodes and on the canvas, without a screen."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.app.nodes import find_type, node_types
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.ui.nodes.clipboard import fresh_name
from luma.ui.nodes.layout import HEADER, MOST_PARAMS, ROW, WIDTHS, Content, Shape, shape_of
from luma.ui.nodes.placing import SNAP, curve_of, free_place, places_of, snapped
from luma.ui.nodes.searching import found

A, B, C = NodeId("a"), NodeId("b"), NodeId("c")


def shape(kind: str, wired: tuple[str, ...] = (), trouble: str = "") -> Shape:
    content = Content(NodeDoc(kind), find_type(kind), wired, ("out",), trouble)
    return shape_of(content, lambda text, weight: 6.0 * len(text))


@pytest.mark.parametrize("kind", [node.key for node in node_types()])
def test_nothing_on_a_node_lies_over_another_or_outside(kind: str) -> None:
    made = shape(kind)
    assert made.width in WIDTHS
    for is_output in (False, True):
        rows = [port.y for port in made.ports if port.is_output == is_output]
        assert all(b - a >= ROW for a, b in itertools.pairwise(rows))
        assert all(HEADER < y < made.height for y in rows)
    assert len(made.params) <= MOST_PARAMS
    lowest = max([port.y + ROW / 2 for port in made.ports], default=HEADER)
    for param in made.params:
        assert param.y >= lowest
        lowest = param.y + 20
    if made.view is not None:
        assert made.view[0] >= lowest
        assert sum(made.view) < made.height


def test_a_wired_setting_shows_no_value() -> None:
    port = shape("math/arithmetic", ("b",)).port("b", is_output=False)
    assert port is not None
    assert port.setting is None
    free = shape("math/arithmetic").port("b", is_output=False)
    assert free is not None
    assert free.setting is not None


def test_a_problem_makes_room_for_its_words_and_cuts_the_longest() -> None:
    plain, wrong = shape("out/light"), shape("out/light", trouble="It is wrong. " * 30)
    assert wrong.height > plain.height
    assert len(wrong.foot) == 3
    assert wrong.foot[-1].endswith("…")


def test_an_unknown_kind_has_the_ports_of_its_wires() -> None:
    made = shape("far/away", ("x", "y"))
    assert [(p.name, p.is_output) for p in made.ports] == [
        ("x", False),
        ("y", False),
        ("out", True),
    ]


@given(st.floats(-1e5, 1e5), st.floats(-1e5, 1e5))
def test_snapping_goes_to_the_nearest_mark_and_stays(x: float, y: float) -> None:
    at = snapped(x, y)
    assert snapped(*at) == at
    assert abs(at[0] - x) <= SNAP / 2
    assert at[1] % SNAP == 0


def test_nodes_without_a_place_go_right_of_what_feeds_them_and_never_on_one_another() -> None:
    doc = GraphDoc(
        {A: NodeDoc("x"), B: NodeDoc("x"), C: NodeDoc("x")},
        (Wire(A, "out", B, "in"), Wire(A, "out", C, "in")),
    )
    places = places_of(doc)
    assert places[A][0] < places[B][0] == places[C][0]
    assert len(set(places.values())) == 3


def test_a_graph_that_bites_itself_is_placed_all_the_same() -> None:
    doc = GraphDoc(
        {A: NodeDoc("x"), B: NodeDoc("x")}, (Wire(A, "o", B, "i"), Wire(B, "o", A, "i"))
    )
    assert set(places_of(doc)) == {A, B}


def test_a_wire_leaves_to_the_right_however_near_its_end_is() -> None:
    first, second = curve_of((0, 0), (-100, 50))
    assert first[0] >= 36
    assert second[0] <= -100 - 36


def test_new_names_are_short_and_never_taken() -> None:
    doc = GraphDoc({NodeId("beats"): NodeDoc("in/beats")})
    assert fresh_name(doc, "in/beats") == "beats_2"
    assert fresh_name(doc, "in/beats", [NodeId("beats_2")]) == "beats_3"


def test_searching_puts_the_best_first() -> None:
    kinds = node_types()
    assert found(kinds, "beat")[0].kind.key in {"in/beats", "time/beat_envelope"}
    assert found(kinds, "ENV")[0].kind.key == "time/beat_envelope"
    assert "math/arithmetic" in {row.kind.key for row in found(kinds, "multiply")}
    assert found(kinds, "zzz") == ()
    assert found(kinds, "envelope bea")[0].kind.key == "time/beat_envelope"
    assert found(kinds, "envelope zzz") == ()
    assert found(kinds, "", recent=["out/light"])[0].kind.key == "out/light"
    assert {r.kind.key for r in found(kinds, "", among={"in/beats"})} == {"in/beats"}


def test_a_new_box_lies_as_near_as_it_can_on_none_that_is_there() -> None:
    boxes = [(0.0, 0.0, 140.0, 100.0), (180.0, 0.0, 140.0, 300.0), (-400.0, 0.0, 300.0, 80.0)]
    assert free_place((1000.0, 0.0), (100.0, 100.0), boxes) == (1000.0, 0.0)
    x, y = free_place((20.0, 20.0), (100.0, 100.0), boxes)
    assert (x, y) != (20.0, 20.0)
    assert abs(x - 20) + abs(y - 20) <= 140
    for left, top, width, height in boxes:
        apart = (x >= left + width, left >= x + 100, y >= top + height, top >= y + 100)
        assert any(apart)
    everywhere = [(-9000.0, -9000.0, 18000.0, 18000.0)]
    assert free_place((20.0, 20.0), (100.0, 100.0), everywhere) == (20.0, 20.0)

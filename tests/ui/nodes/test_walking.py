"""Going from node to node, and the ways of wires, without a screen."""

import numpy as np
from PySide6.QtCore import QPointF

from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.ui.nodes.walking import next_node, reached
from luma.ui.nodes.wirepath import bent, crossed, points_of, wire_path

A, B, C, D = (NodeId(name) for name in "abcd")
DOC = GraphDoc(
    dict.fromkeys((A, B, C, D), NodeDoc("x")),
    (Wire(A, "o", C, "i"), Wire(C, "o", D, "i")),
)
BOXES = {
    A: (0.0, 0.0, 100.0, 50.0),
    B: (150.0, 0.0, 100.0, 50.0),
    C: (300.0, 300.0, 100.0, 50.0),
    D: (500.0, 0.0, 100.0, 50.0),
}


def test_arrows_follow_wires_sideways_and_the_eye_else() -> None:
    assert next_node(DOC, BOXES, A, (1, 0)) == C, "along the wire, though B lies nearer"
    assert next_node(DOC, BOXES, C, (-1, 0)) == A
    assert next_node(DOC, BOXES, B, (1, 0)) == D, "no wire leads on"
    assert next_node(DOC, BOXES, B, (0, 1)) == C
    assert next_node(DOC, BOXES, A, (0, -1)) is None
    assert next_node(DOC, BOXES, None, (1, 0)) == A
    assert next_node(DOC, {}, None, (1, 0)) is None


def test_all_before_and_all_after_are_reached() -> None:
    assert reached(DOC, {C}, upstream=True) == {A, C}
    assert reached(DOC, {A}, upstream=False) == {A, C, D}
    assert reached(DOC, {B}, upstream=False) == {B}


def test_a_bent_wire_goes_through_its_points_and_leaves_level() -> None:
    by = ((100.0, 200.0), (200.0, -50.0))
    points = points_of(wire_path(QPointF(0, 0), QPointF(300, 0), by))
    for place in ((0, 0), *by, (300, 0)):
        assert np.abs(points - place).sum(axis=1).min() < 1e-6
    assert abs(points[1][1]) < abs(points[1][0])


def test_a_new_point_goes_where_the_detour_is_least() -> None:
    start, stop = (0.0, 0.0), (300.0, 0.0)
    assert bent(start, stop, (), (10.0, 5.0)) == (0, ((10.0, 5.0),))
    number, by = bent(start, stop, ((100.0, 0.0), (200.0, 0.0)), (150.0, 10.0))
    assert number == 1
    assert by == ((100.0, 0.0), (150.0, 10.0), (200.0, 0.0))


def test_a_stroke_crosses_only_what_it_goes_over() -> None:
    points = points_of(wire_path(QPointF(0, 0), QPointF(300, 0)))
    assert crossed(points, (150, -20), (150, 20))
    assert not crossed(points, (150, 5), (150, 20))
    assert not crossed(points, (400, -20), (400, 20))
    assert not crossed(points, (150, 0), (150, 0))

"""Putting nodes in order, without a screen."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.ids import NodeId
from luma.ui.nodes.arranging import Box, Side, aligned, arranged, distributed
from luma.ui.nodes.layering import Flow, Link, columns_of, spread
from luma.ui.nodes.placing import SNAP, Place

A, B, C, D = (NodeId(name) for name in "abcd")
THREE: dict[NodeId, Box] = {
    A: (0, 0, 100, 40),
    B: (30, 100, 200, 60),
    C: (90, 400, 60, 20),
}


@pytest.mark.parametrize(
    ("side", "line"),
    [
        ("left", lambda x, y, w, h: x == 0),
        ("right", lambda x, y, w, h: x + w == 230),
        ("centre", lambda x, y, w, h: x + w / 2 == 115),
        ("top", lambda x, y, w, h: y == 0),
        ("bottom", lambda x, y, w, h: y + h == 420),
        ("middle", lambda x, y, w, h: y + h / 2 == 210),
    ],
)
def test_lining_up_brings_one_edge_of_all_on_a_line(side: Side, line: object) -> None:
    assert callable(line)
    for name, (x, y) in aligned(THREE, side).items():
        assert line(x, y, *THREE[name][2:])
        moved = (x != THREE[name][0], y != THREE[name][1])
        assert moved != (True, True), "only one way"


def test_spreading_makes_the_gaps_the_same_and_leaves_the_outermost() -> None:
    places = distributed(THREE, across=False)
    assert places[A] == (0, 0)
    assert places[C] == (90, 400)
    assert places[B] == (30, 190)
    assert distributed({A: THREE[A], B: THREE[B]}, across=True) == {A: (0, 0), B: (30, 100)}


def overlaps(places: dict[NodeId, Place], boxes: dict[NodeId, Box]) -> int:
    lying = [(*places[name], *boxes[name][2:]) for name in boxes]
    return sum(
        a[0] < b[0] + b[2] and b[0] < a[0] + a[2] and a[1] < b[1] + b[3] and b[1] < a[1] + a[3]
        for a, b in itertools.combinations(lying, 2)
    )


@given(st.integers(1, 60), st.integers(0, 10_000), st.floats(0.0, 2.5))
def test_laid_out_nodes_lie_right_of_what_feeds_them_and_on_nothing(
    count: int, seed: int, density: float
) -> None:
    dice = random.Random(seed)
    boxes: dict[NodeId, Box] = {
        NodeId(f"n{n}"): (
            dice.uniform(-500, 500),
            dice.uniform(-500, 500),
            dice.choice([128.0, 156.0, 184.0, 232.0]),
            dice.uniform(40, 260),
        )
        for n in range(count)
    }
    names = list(boxes)
    links = [
        Link(names[dice.randrange(n)], names[n], 40.0, 60.0)
        for n in range(1, count)
        for _ in range(round(density))
    ]
    places = arranged(boxes, links)
    assert places.keys() == boxes.keys()
    assert overlaps(places, boxes) == 0
    assert all(x % SNAP == 0 and y % SNAP == 0 for x, y in places.values())
    for link in links:
        right = places[link.source][0] + boxes[link.source][2]
        assert places[link.target][0] > right
    assert arranged(boxes, links) == places, "the same every time"


def test_a_chain_lies_on_one_line_and_a_fork_does_not_cross() -> None:
    box = (0.0, 0.0, 128.0, 60.0)
    chain = arranged({A: box, B: box, C: box}, [Link(A, B, 30, 30), Link(B, C, 30, 30)])
    assert len({y for _, y in chain.values()}) == 1
    boxes: dict[NodeId, Box] = {
        A: (0, 0, 128, 60), B: (0, 100, 128, 60), C: (300, 100, 128, 60), D: (300, 0, 128, 60),
    }  # fmt: skip
    made = arranged(boxes, [Link(A, C, 30, 30), Link(B, D, 30, 30), Link(A, D, 30, 30)])
    assert (made[A][1] < made[B][1]) == (made[C][1] < made[D][1])


def test_a_graph_that_bites_itself_is_laid_out_all_the_same() -> None:
    box = (0.0, 0.0, 128.0, 60.0)
    made = arranged({A: box, B: box}, [Link(A, B), Link(B, A)])
    assert overlaps(made, {A: box, B: box}) == 0


def test_what_feeds_only_the_end_stands_right_before_it() -> None:
    box = (0.0, 0.0, 128.0, 60.0)
    flow = Flow(dict.fromkeys((A, B, C, D), box), (Link(A, B), Link(B, C), Link(D, C)))
    assert columns_of(flow) == {A: 0, B: 1, C: 2, D: 1}


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(1, 100)), min_size=1, max_size=30))
def test_spread_keeps_order_and_steps_and_gives_free_places_their_wish(
    wishes: list[tuple[float, float]],
) -> None:
    wanted, steps = [w for w, _ in wishes], [s for _, s in wishes]
    places = spread(wanted, steps)
    for (here, step), there in zip(zip(places, steps, strict=True), places[1:], strict=False):
        assert there - here >= step - 1e-6
    if all(b - a >= s for a, b, s in zip(wanted, wanted[1:], steps, strict=False)):
        assert places == pytest.approx(wanted)
    assert sum(places) == pytest.approx(sum(wanted), abs=1e-3), "nobody is favoured"

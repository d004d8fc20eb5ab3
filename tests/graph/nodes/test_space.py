"""Places of heads as numbers, against geometry done by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.ids import FixtureId
from luma.domain.venue import Head
from luma.graph.nodes.space import attribute

WHICH = [
    "index", "share", "x", "y", "z", "relative_x", "relative_y", "relative_z",
    "along", "angle", "rank", "distance", "group",
]  # fmt: skip
Place = tuple[float, float, float]


def heads(*places: Place, groups: tuple[str, ...] = ()) -> tuple[Head, ...]:
    names = groups or ("",) * len(places)
    return tuple(
        Head(FixtureId(f"f{i}"), 0, place, (name,) if name else ())
        for i, (place, name) in enumerate(zip(places, names, strict=True))
    )


def numbers(which: str, room: tuple[Head, ...]) -> list[float]:
    curve = attribute(room, which=which)  # type: ignore[arg-type]
    assert curve.values.shape == (len(room), 1, 1)
    return [float(value) for value in curve.values[:, 0, 0]]


TRUSS = heads((-4.0, 2.0, 3.0), (4.0, 2.0, 5.0), (0.0, 2.0, 4.0))


@pytest.mark.parametrize(
    ("which", "expected"),
    [
        ("index", [0, 1, 2]),
        ("share", [0, 0.5, 1]),
        ("x", [-4, 4, 0]),
        ("y", [2, 2, 2]),
        ("z", [3, 5, 4]),
        ("relative_x", [0, 1, 0.5]),
        ("relative_y", [0.5, 0.5, 0.5]),
        ("relative_z", [0, 1, 0.5]),
        ("along", [0, 1, 0.5]),
        ("distance", [1, 1, 0]),
        ("group", [0, 0, 0]),
    ],
)
def test_on_a_slanted_truss(which: str, expected: list[float]) -> None:
    assert numbers(which, TRUSS) == pytest.approx(expected)


@pytest.mark.parametrize("axes", [(0, 1), (0, 2), (1, 2)])
def test_angle_runs_once_round_a_ring_in_any_plane(axes: tuple[int, int]) -> None:
    places: list[Place] = []
    for i in range(8):
        place = [1.0, 2.0, 3.0]
        place[axes[0]] += math.cos(math.tau * i / 8)
        place[axes[1]] += math.sin(math.tau * i / 8)
        places.append((place[0], place[1], place[2]))
    ring = heads(*places)
    assert numbers("angle", ring) == pytest.approx([i / 8 for i in range(8)], abs=1e-5)
    assert numbers("rank", ring) == pytest.approx([i / 8 for i in range(8)], abs=1e-5)
    assert numbers("distance", ring) == pytest.approx([1.0] * 8)


def test_rank_spreads_evenly_what_stands_unevenly() -> None:
    angles = [0.0, 0.02, 0.05, 0.6]
    room = heads(*((math.cos(a * math.tau), math.sin(a * math.tau), 0.0) for a in angles))
    assert sorted(numbers("rank", room)) == [0.0, 0.25, 0.5, 0.75]


def test_groups_are_counted_in_the_order_in_which_they_come() -> None:
    places = [(float(i), 0.0, 0.0) for i in range(4)]
    room = heads(*places, groups=("back", "front", "back", "floor"))
    assert numbers("group", room) == [0, 1, 0, 2]


@given(
    st.sampled_from(WHICH),
    st.lists(st.tuples(*[st.floats(-1e3, 1e3) for _ in range(3)]), min_size=1, max_size=12),
)
def test_any_room_gives_finite_numbers_within_their_bounds(
    which: str, places: list[Place]
) -> None:
    found = numbers(which, heads(*places))
    assert np.isfinite(found).all()
    if which not in {"index", "x", "y", "z", "group"}:
        assert min(found) >= 0.0
        assert max(found) <= 1.0


def test_heads_on_one_spot_have_no_direction_but_a_number() -> None:
    room = heads((1.0, 1.0, 1.0), (1.0, 1.0, 1.0))
    assert numbers("distance", room) == [0, 0]
    assert numbers("along", room) == [0.5, 0.5]

"""Lights that run over heads, against a slow loop written from the words."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import FrameTimes, Number
from luma.domain.ids import FixtureId, NodeId
from luma.domain.rhythm import BeatGrid
from luma.domain.selection import Selection
from luma.domain.venue import Head
from luma.graph.chance import Chance
from luma.graph.nodes.space_chase import chase
from tests.graph.rooms import row

GRID = BeatGrid.steady(120, count=64)
DICE = Chance(3, NodeId("dice"))
DIRECTIONS = ["forward", "back", "bounce", "from_centre", "to_centre", "random"]
OVER = ["order", "x", "y", "z", "along", "angle", "group"]


def at_positions(count: int, *positions: float, **settings: object) -> np.ndarray:
    at = FrameTimes(0, len(positions))
    where = Number(np.array(positions, np.float32))
    return chase(row(count), GRID, at, DICE, where, **settings).values[:, :, 0]  # type: ignore[arg-type]


def by_hand(
    place: float, position: float, width: float, softness: float, *, wrap: bool
) -> float:
    """How bright a head is, told for one place and one moment."""
    if wrap:
        away = abs(position - place) % 1.0
        away = min(away, 1.0 - away)
    else:
        centre = (position % 1.0) * (1.0 + width) - width / 2.0
        away = abs(centre - place)
    if away > width / 2.0:
        return 0.0
    edge = softness * width / 2.0
    return 1.0 if edge == 0.0 else min(1.0, (width / 2.0 - away) / edge)


@given(
    st.integers(1, 12),
    st.floats(-5, 5, width=32),
    st.floats(0.0625, 1, width=32),
    st.floats(0.125, 1, width=32),
    st.booleans(),
)
def test_a_light_against_a_loop(
    count: int, position: float, width: float, softness: float, wrap: bool
) -> None:
    found = at_positions(count, position, width=width, softness=softness, wrap=wrap)
    for i in range(count):
        expected = by_hand((i + 0.5) / count, position, width, softness, wrap=wrap)
        assert found[i, 0] == pytest.approx(expected, abs=1e-4)
    back = at_positions(
        count, position, width=width, softness=softness, wrap=wrap, direction="back"
    )
    assert back[:, 0] == pytest.approx(found[::-1, 0], abs=1e-4)


@pytest.mark.parametrize("count", [1, 4, 24, 256])
@pytest.mark.parametrize("direction", ["forward", "back", "bounce", "random"])
def test_as_wide_as_one_head_it_lights_one_at_a_time(count: int, direction: str) -> None:
    at = FrameTimes(0, 480)
    found = chase(
        row(count), GRID, at, DICE, width=1.0 / count, softness=0.0, length=8.0,
        direction=direction,  # type: ignore[arg-type]
    ).values[:, :, 0]  # fmt: skip
    lit = found.sum(axis=0)
    assert lit[:-1].max() == 1.0
    assert np.mean(lit == 1.0) > 0.98
    if count <= 24:
        assert (found.sum(axis=1) > 0).all()


def test_it_runs_on_the_beat() -> None:
    at = FrameTimes(0, 121)
    found = chase(row(4), GRID, at, DICE, length=4.0, width=0.25, softness=0.0).values
    assert [int(np.argmax(found[:, f, 0])) for f in (0, 29, 30, 59, 60, 90, 119, 120)] == [
        0, 0, 1, 1, 2, 3, 3, 0,
    ]  # fmt: skip
    fast = chase(
        row(4),
        BeatGrid.steady(240, count=64),
        FrameTimes(0, 60),
        DICE,
        width=0.25,
        softness=0.0,
    ).values
    assert np.array_equal(found[:, :120:2], fast)


def test_bounce_turns_at_both_ends() -> None:
    positions = [0.0, 0.2, 0.5, 0.99, 1.0, 1.01, 1.49, 1.99]
    found = at_positions(4, *positions, width=0.25, softness=0.0, direction="bounce")
    assert [int(np.argmax(column)) for column in found.T] == [0, 1, 2, 3, 3, 3, 2, 0]


def test_from_the_centre_both_halves_run_alike() -> None:
    out = at_positions(6, 1 / 6, 0.5, 5 / 6, width=0.2, softness=0.0, direction="from_centre")
    assert out.T.tolist() == [[0, 0, 1, 1, 0, 0], [0, 1, 0, 0, 1, 0], [1, 0, 0, 0, 0, 1]]
    back = at_positions(6, 1 / 6, 0.5, 5 / 6, width=0.2, softness=0.0, direction="to_centre")
    assert np.array_equal(back, out[:, ::-1])


def test_random_takes_every_head_once_in_a_pass_and_others_next_time() -> None:
    places = (np.arange(24) + 0.5) / 24
    orders = []
    for start in range(4):
        lit = at_positions(
            24, *(start + places), width=1 / 24, softness=0.0, direction="random"
        )
        assert (lit.sum(axis=0) == 1).all()
        assert (lit.sum(axis=1) == 1).all()
        orders.append(tuple(int(np.argmax(column)) for column in lit.T))
    assert len(set(orders)) == 4


def test_groups_are_met_one_after_the_other() -> None:
    found = at_positions(4, 0.1, 0.6, over="group", width=0.5, softness=0.0)
    assert found.T.tolist() == [[1, 1, 0, 0], [0, 0, 1, 1]]
    mixed = at_positions(4, 0.1, over="group", width=0.5, softness=0.0, direction="random")
    assert mixed[0] == mixed[1] != mixed[2] == mixed[3]


def test_round_a_ring_it_has_no_seam() -> None:
    ring = tuple(
        Head(
            FixtureId(f"f{i}"), 0, (math.cos(i * math.tau / 8), math.sin(i * math.tau / 8), 0.0)
        )
        for i in range(8)
    )
    where = Number(np.arange(8, dtype=np.float32) / np.float32(8))
    found = chase(ring, GRID, FrameTimes(0, 8), DICE, where, over="angle", width=0.3).values
    for turn in range(8):
        assert found[:, turn, 0] == pytest.approx(np.roll(found[:, 0, 0], turn), abs=1e-4)


def test_only_the_selected_take_part() -> None:
    where = Number(np.array([0.1, 0.6], np.float32))
    found = chase(
        row(4), GRID, FrameTimes(0, 2), DICE, where, Selection((3, 1)), width=0.5, softness=0.0
    ).values
    assert found[:, :, 0].T.tolist() == [[0, 0, 0, 1], [0, 1, 0, 0]]
    assert not chase(row(4), GRID, FrameTimes(0, 2), DICE, None, Selection(())).values.any()


ROOMS = {
    "one": row(1),
    "spot": tuple(Head(FixtureId(f"f{i}"), 0, (1.0, 1.0, 1.0)) for i in range(4)),
    "grid": tuple(Head(FixtureId(f"f{i}"), 0, (float(i % 6), i // 6, 3.0)) for i in range(24)),
    "many": row(256),
}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("over", OVER)
def test_any_room_any_way_stays_between_dark_and_full(
    room: str, direction: str, over: str
) -> None:
    heads = ROOMS[room]
    wild = Number(np.array([-3e38, -1e9, -0.5, 0.0, 1.0, 7.3, 1e12, 3e38], np.float32))
    for wrap in (True, False):
        for width in (0.0, 0.3, 1.0):
            found = chase(
                heads, GRID, FrameTimes(0, 8), DICE, wild,
                over=over, direction=direction, width=width, wrap=wrap,  # type: ignore[arg-type]
            ).values  # fmt: skip
            assert found.shape == (len(heads), 8, 1)
            assert np.isfinite(found).all()
            assert found.min() >= 0.0
            assert found.max() <= 1.0


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("wrap", [True, False])
def test_a_part_is_that_part_of_the_whole(direction: str, wrap: bool) -> None:
    whole, part = (
        chase(
            row(5), GRID, at, DICE, direction=direction, length=1.5, wrap=wrap  # type: ignore[arg-type]
        ).values
        for at in (FrameTimes(-60, 400), FrameTimes(100, 77))
    )  # fmt: skip
    assert np.array_equal(whole[:, 160:237], part)


@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("size", [(1, 1), (1, 6), (4, 1), (4, 6)])
def test_sizes_of_one_stand_for_all(direction: str, size: tuple[int, int]) -> None:
    rng = np.random.default_rng(5)
    curves = [rng.random(size).astype(np.float32) for _ in range(3)]
    whole = [np.broadcast_to(curve, (4, 6)).copy() for curve in curves]
    found = [
        chase(
            row(4), GRID, FrameTimes(0, 6), DICE, Number(three[0]), direction=direction,  # type: ignore[arg-type]
            width=Number(three[1]), softness=Number(three[2]),
        ).values
        for three in (curves, whole)
    ]  # fmt: skip
    assert np.array_equal(np.broadcast_to(found[0], (4, 6, 1)), found[1])

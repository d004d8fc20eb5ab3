"""Fans, looks and limited speed, against slow loops written from the words."""

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import Aim, Floats, FrameTimes, Number, Point
from luma.domain.ids import FixtureId
from luma.domain.light import DOWN
from luma.domain.rhythm import BeatGrid
from luma.domain.venue import Head
from luma.graph.nodes.motion import circle
from luma.graph.nodes.motion_aims import fan, limit_speed, look_at
from tests.graph.rooms import row

finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
Place = tuple[float, float, float]
places = st.tuples(finite, finite, finite)


def number(*values: float) -> Number:
    return Number(np.array(values, np.float32))


def pointing(*directions: Place) -> Aim:
    return Aim(np.array([directions], np.float32))


def apart(one: Floats, other: Floats) -> float:
    """Degrees between two directions."""
    crossed, along = np.linalg.norm(np.cross(one, other)), float(np.dot(one, other))
    return math.degrees(math.atan2(float(crossed), along))


def test_a_fan_opens_from_left_to_right() -> None:
    beams = fan(row(5), spread=60.0, tilt=0.0).values[:, 0]
    for head, angle in enumerate((-30.0, -15.0, 0.0, 15.0, 30.0)):
        turn = math.radians(angle)
        assert beams[head] == pytest.approx((math.sin(turn), 0.0, -math.cos(turn)), abs=1e-6)
    crossed = fan(row(5), spread=-60.0, tilt=0.0).values[:, 0]
    assert crossed == pytest.approx(beams[::-1], abs=1e-6)


@pytest.mark.parametrize("moves", ["00101100", "10000000", "11110000", "00010001"])
def test_heads_that_cannot_move_take_no_place_among_those_that_do(moves: str) -> None:
    able = [("movers",) if mark == "1" else ("colour",) for mark in moves]
    room = tuple(replace(h, abilities=a) for h, a in zip(row(len(able)), able, strict=True))
    movers = tuple(head for head in room if "movers" in head.abilities)
    places_ = [number for number, mark in enumerate(moves) if mark == "1"]
    grid, at = BeatGrid.steady(120, count=8), FrameTimes(0, 30)
    opened = fan(room, spread=80.0).values[places_]
    np.testing.assert_array_equal(opened, fan(movers, spread=80.0).values)
    turned = circle(grid, at, room, spread=0.7).values[places_]
    np.testing.assert_array_equal(turned, circle(grid, at, movers, spread=0.7).values)


def test_a_fan_opens_about_its_middle_on_every_axis() -> None:
    back = fan(row(2), spread=90.0, axis="front_back", tilt=0.0).values[:, 0]
    half = math.sqrt(0.5)
    assert back == pytest.approx(np.array([[0, -half, -half], [0, half, -half]]), abs=1e-6)
    flat = pointing((0, -1, 0))
    round_ = fan(row(2), flat, spread=180.0, axis="around").values[:, 0]
    assert round_ == pytest.approx(np.array([[-1, 0, 0], [1, 0, 0]]), abs=1e-6)
    alone = fan(row(1), flat, spread=180.0).values
    assert alone == pytest.approx(np.array([[[0, -1, 0]]]), abs=1e-6)


def test_a_fan_by_a_wired_position_and_about_a_place() -> None:
    led = fan(row(2), None, None, number(0.0, 0.5, 1.0), spread=40.0, tilt=0.0).values
    assert led.shape == (1, 3, 3)
    assert apart(led[0, 0], led[0, 2]) == pytest.approx(40.0, abs=1e-3)
    assert led[0, 1] == pytest.approx(DOWN, abs=1e-6)
    place = Point(np.array([[[0.0, 0.0, 0.0]]], np.float32))
    met = fan(row(2), None, place, spread=0.0).values[:, 0]
    way = np.array([-1.0, 0.0, -3.0]) / math.sqrt(10.0)
    assert met == pytest.approx(np.array([DOWN, way]), abs=1e-6)


@pytest.mark.parametrize("heads", [1, 4, 24, 256])
def test_any_number_of_heads_fans_evenly(heads: int) -> None:
    beams = fan(row(heads), spread=90.0).values[:, 0]
    assert beams.shape == (heads, 3)
    steps = [apart(a, b) for a, b in itertools.pairwise(beams)]
    assert max(steps, default=0.0) - min(steps, default=0.0) < 0.02


def test_every_head_looks_from_where_it_hangs() -> None:
    heads = tuple(
        Head(FixtureId(f"f{i}"), 0, place)
        for i, place in enumerate([(0.0, 0.0, 3.0), (-4.0, 2.0, 5.0), (1.0, 2.0, 0.0)])
    )
    beams = look_at(heads, x=1.0, y=2.0, z=0.0).values
    assert beams.shape == (3, 1, 3)
    for head, place in enumerate([(0.0, 0.0, 3.0), (-4.0, 2.0, 5.0)]):
        way = np.array([1.0, 2.0, 0.0]) - np.array(place)
        assert beams[head, 0] == pytest.approx(way / np.linalg.norm(way), abs=1e-6)
    assert beams[2, 0] == pytest.approx(DOWN)


def test_a_look_follows_a_place_that_moves() -> None:
    moving = Point(np.array([[[0, 0, 0], [0, 3, 3]]], np.float32))
    beams = look_at(row(1), moving).values
    assert beams == pytest.approx(np.array([[[0, 0, -1], [0, 1, 0]]]), abs=1e-6)
    assert look_at(row(1), x=number(0.0, 3.0), y=0.0, z=3.0).values.shape == (1, 2, 3)


@given(places, finite, finite)
def test_whatever_comes_in_aims_are_of_unit_length(
    place: Place, angle: float, share: float
) -> None:
    beams = look_at(row(3), Point(np.array([[place]], np.float32))).values
    assert np.linalg.norm(beams, axis=2) == pytest.approx(np.ones((3, 1)), abs=1e-5)
    for axis in ("left_right", "front_back", "around"):
        fanned = fan(
            row(3),
            pointing(place),
            None,
            number(share),
            spread=number(angle),
            axis=axis,
        ).values
        assert np.linalg.norm(fanned, axis=2) == pytest.approx(np.ones((1, 1)), abs=1e-5)


def by_hand(wanted: Floats, steps: list[float]) -> Floats:
    """Where a lamp is that turns by so many radians at most, by turning about an axis."""
    here = wanted[0].astype(np.float64)
    told = []
    for aim, step in zip(wanted.astype(np.float64), steps, strict=True):
        angle = math.radians(apart(here, aim))
        if angle > step:
            axis = np.cross(here, aim)
            axis = axis / np.linalg.norm(axis)
            here = here * math.cos(step) + np.cross(axis, here) * math.sin(step)
        else:
            here = aim
        told.append(here)
    return np.array(told, np.float32)


def some_aims(heads: int, frames: int, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    found = np.repeat(rng.normal(size=(heads, -(-frames // 20), 3)), 20, axis=1)[:, :frames]
    return np.asarray(found / np.linalg.norm(found, axis=2, keepdims=True), np.float32)


@given(st.integers(0, 2**16), st.floats(1.0, 900.0))
def test_speed_is_limited_as_by_hand(seed: int, speed: float) -> None:
    wanted = some_aims(2, 60, seed)
    found = limit_speed(Aim(wanted.copy()), speed=speed).values
    for head in range(2):
        steps = [math.radians(float(np.float32(speed)) / 60.0)] * 60
        assert found[head] == pytest.approx(by_hand(wanted[head], steps), abs=1e-4)


def test_speed_may_change_over_time_and_from_head_to_head() -> None:
    wanted = some_aims(1, 60, 3)
    speeds = np.stack([np.linspace(0, 600, 60), np.full(60, 1e9)]).astype(np.float32)
    found = limit_speed(Aim(wanted.copy()), speed=Number(speeds)).values
    assert found.shape == (2, 60, 3)
    steps = [math.radians(min(float(speed), 3600.0) / 60.0) for speed in speeds[0]]
    assert found[0] == pytest.approx(by_hand(wanted[0], steps), abs=1e-4)
    still = limit_speed(Aim(wanted.copy()), speed=0.0).values
    assert still == pytest.approx(np.repeat(wanted[:, :1], 60, axis=1), abs=1e-6)


def test_what_is_slow_enough_is_not_touched() -> None:
    calm = circle(BeatGrid.steady(60), FrameTimes(0, 200), row(4), every="32", spread=1.0)
    assert limit_speed(calm, speed=90.0).values == pytest.approx(calm.values, abs=1e-6)


def test_half_a_turn_goes_by_the_side_at_its_speed() -> None:
    wanted = np.array([[DOWN] + [(0, 0, 1)] * 120], np.float32)
    found = limit_speed(Aim(wanted), speed=180.0).values[0]
    steps = [apart(a, b) for a, b in itertools.pairwise(found)]
    assert steps[:60] == pytest.approx([3.0] * 60, abs=0.02)
    assert found[61:] == pytest.approx(np.tile([0, 0, 1], (60, 1)), abs=1e-4)


@given(st.lists(places, min_size=1, max_size=6), finite)
def test_any_aims_at_any_speed_are_of_unit_length(aims: list[Place], speed: float) -> None:
    found = limit_speed(pointing(*aims), speed=number(speed)).values
    assert np.linalg.norm(found, axis=2) == pytest.approx(np.ones((1, len(aims))), abs=1e-5)


@pytest.mark.parametrize("cut", [1, 17, 59])
def test_a_shorter_time_is_the_beginning_of_a_longer_one(cut: int) -> None:
    wanted = some_aims(2, 60, 9)
    whole = limit_speed(Aim(wanted.copy()), speed=120.0).values
    part = limit_speed(Aim(wanted[:, :cut].copy()), speed=120.0).values
    assert part == pytest.approx(whole[:, :cut], abs=1e-6)

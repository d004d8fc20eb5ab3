"""Figures of beams, against spheres worked out point by point."""

import itertools
import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import Aim, Floats, FrameTimes, Number, Point
from luma.domain.ids import NodeId
from luma.domain.rhythm import BeatGrid
from luma.graph.chance import Chance
from luma.graph.nodes.motion import circle, figure_eight, orbit, sweep, wander
from tests.graph.rooms import row

GRID = BeatGrid.steady(120, count=64)
CHANCE = Chance(7, NodeId("w"))
finite = st.floats(width=32, allow_nan=False, allow_infinity=False)
Place = tuple[float, float, float]
places = st.tuples(finite, finite, finite)
Figure = Callable[..., Aim]


def number(*values: float) -> Number:
    return Number(np.array(values, np.float32))


def pointing(*directions: Place) -> Aim:
    return Aim(np.array([directions], np.float32))


def looking(pan: float, tilt: float) -> Floats:
    """Straight down, lifted to the audience by tilt, turned about the vertical by pan."""
    side, down = math.sin(math.radians(tilt)), math.cos(math.radians(tilt))
    turn = math.radians(pan)
    return np.array([side * math.sin(turn), -side * math.cos(turn), -down], np.float32)


def apart(one: Floats, other: Floats) -> float:
    """Degrees between two directions."""
    crossed, along = np.linalg.norm(np.cross(one, other)), float(np.dot(one, other))
    return math.degrees(math.atan2(float(crossed), along))


def wandering(
    beats: BeatGrid, at: FrameTimes, heads: object, *rest: object, **more: object
) -> Aim:
    return wander(beats, at, heads, CHANCE, *rest, **more)  # type: ignore[arg-type]


FIGURES: dict[str, Figure] = {
    "circle": circle,
    "figure_eight": figure_eight,
    "sweep": sweep,
    "wander": wandering,
}
every_figure = pytest.mark.parametrize("name", FIGURES)


def test_a_circle_keeps_its_distance_and_goes_round_in_its_beats() -> None:
    curve = circle(GRID, FrameTimes(0, 121), row(2), every="4", size=50.0, pan=20.0, tilt=35.0)
    assert curve.values.shape == (1, 121, 3)
    middle = looking(20.0, 35.0)
    beams = curve.values[0]
    assert [apart(beam, middle) for beam in beams] == pytest.approx([25.0] * 121, abs=0.01)
    assert apart(beams[0], beams[60]) == pytest.approx(50.0, abs=0.01)
    assert apart(beams[0], beams[120]) == pytest.approx(0.0, abs=0.01)
    steps = [apart(a, b) for a, b in itertools.pairwise(beams)]
    assert max(steps) - min(steps) < 0.01


def test_a_circle_about_straight_down_lies_in_the_axes_of_the_room() -> None:
    beams = circle(GRID, FrameTimes(0, 91), row(1), every="4", size=60.0, tilt=0.0).values[0]
    half, down = math.sin(math.radians(30.0)), -math.cos(math.radians(30.0))
    assert beams[0] == pytest.approx((half, 0.0, down), abs=1e-5)
    assert beams[30] == pytest.approx((0.0, half, down), abs=1e-5)
    assert beams[60] == pytest.approx((-half, 0.0, down), abs=1e-5)


def test_a_circle_without_height_is_a_line() -> None:
    beams = circle(GRID, FrameTimes(0, 120), row(1), height=0.0, tilt=0.0).values[0]
    assert np.abs(beams[:, 1]).max() < 1e-6
    assert beams[:, 0].max() == pytest.approx(math.sin(math.radians(20.0)), abs=1e-5)


def test_a_spread_lays_the_heads_one_behind_the_other_and_an_offset_moves_them() -> None:
    at = FrameTimes(0, 120)
    four = circle(GRID, at, row(4), every="4", spread=1.0).values
    one = circle(GRID, at, row(4), every="4").values[0]
    assert four.shape == (4, 120, 3)
    for head in range(4):
        assert four[head] == pytest.approx(np.roll(one, -30 * head, axis=0), abs=1e-5)
    moved = circle(GRID, at, row(4), every="4", offset=number(0.25)).values[0]
    assert moved == pytest.approx(np.roll(one, -30, axis=0), abs=1e-5)


@pytest.mark.parametrize("figure", [circle, figure_eight, sweep])
def test_a_wired_phase_takes_the_place_of_the_beat(figure: Figure) -> None:
    at = FrameTimes(0, 3)
    led = figure(GRID, at, row(1), phase=number(0.0, 0.25, 1.25)).values[0]
    own = figure(GRID, FrameTimes(0, 121), row(1), every="4").values[0]
    assert led == pytest.approx(own[[0, 30, 30]], abs=1e-5)


def test_the_middle_may_be_a_direction_or_a_place() -> None:
    at = FrameTimes(0, 1)
    wired = pointing((0.0, 3.0, -4.0))
    assert circle(GRID, at, row(2), wired, size=0.0).values[0, 0] == pytest.approx(
        (0, 0.6, -0.8)
    )
    place = Point(np.array([[[1.0, 3.0, 0.0]]], np.float32))
    met = circle(GRID, at, row(3), None, place, size=0.0).values[:, 0]
    for head in range(3):
        way = np.array([1.0 - head, 3.0, -3.0])
        assert met[head] == pytest.approx(way / np.linalg.norm(way), abs=1e-6)


def test_an_eight_crosses_its_middle_twice_and_is_as_wide_as_it_says() -> None:
    beams = figure_eight(
        GRID, FrameTimes(0, 240), row(1), every="8", size=40.0, height=0.5, pan=-30.0, tilt=50.0
    ).values[0]
    middle = looking(-30.0, 50.0)
    far = [apart(beam, middle) for beam in beams]
    assert [frame for frame in range(240) if far[frame] < 0.05] == [0, 120]
    assert far[60] == pytest.approx(20.0, abs=0.01)
    assert apart(beams[60], beams[180]) == pytest.approx(40.0, abs=0.01)
    flat = figure_eight(GRID, FrameTimes(0, 240), row(1), size=40.0, height=0.5, tilt=0.0)
    high = np.degrees(np.arcsin(flat.values[0, :, 1]))
    assert high.max() == pytest.approx(10.0, abs=0.8)


def test_a_sweep_turns_pan_and_tilt_as_a_lamp_does() -> None:
    ends = {"start_pan": -60.0, "start_tilt": 30.0, "stop_pan": 60.0, "stop_tilt": 70.0}
    beams = sweep(GRID, FrameTimes(0, 121), row(1), way="even", **ends).values[0]  # type: ignore[arg-type]
    for frame in (0, 15, 30, 60, 75, 120):
        share = 1.0 - abs(frame / 60.0 - 1.0)
        wanted = looking(-60.0 + 120.0 * share, 30.0 + 40.0 * share)
        assert beams[frame] == pytest.approx(wanted, abs=1e-5)


@pytest.mark.parametrize(
    ("way", "shares"),
    [
        ("smooth", {0: 0.0, 20: 0.25, 30: 0.5, 60: 1.0, 90: 0.5}),
        ("even", {0: 0.0, 15: 0.25, 30: 0.5, 60: 1.0, 90: 0.5}),
        ("one_way", {0: 0.0, 30: 0.25, 60: 0.5, 90: 0.75, 119: 119 / 120, 120: 0.0}),
    ],
)
def test_with_a_wired_end_a_sweep_goes_the_shortest_way(
    way: str, shares: dict[int, float]
) -> None:
    start, stop = pointing((0, 0, -1)), pointing((0, 5, 0))
    beams = sweep(GRID, FrameTimes(0, 121), row(1), start, stop, way=way).values[0]  # type: ignore[arg-type]
    for frame, share in shares.items():
        angle = share * math.pi / 2.0
        assert beams[frame] == pytest.approx((0.0, math.sin(angle), -math.cos(angle)), abs=1e-5)


@pytest.mark.parametrize("bpm", [90.0, 125.0, 128.0, 150.0])
def test_a_sweep_that_begins_anew_on_a_frame_begins_with_it(bpm: float) -> None:
    """Whatever the last bits of the division say."""
    grid = BeatGrid.steady(bpm, first=0.1, count=400)
    beams = sweep(grid, FrameTimes(0, 12_100), row(1), way="one_way", every="1").values[0]
    moments = 6.0 + np.arange(300) * 3600.0 / bpm
    on_frame = [round(moment) for moment in moments if abs(moment - round(moment)) < 1e-9]
    assert len(on_frame) > 20
    assert np.abs(beams[on_frame] - looking(-45.0, 45.0)).max() < 1e-4


def test_a_sweep_between_opposite_ends_passes_by_the_side() -> None:
    start, stop = pointing((0, 0, -1)), pointing((0, 0, 1))
    beams = sweep(GRID, FrameTimes(0, 61), row(1), start, stop, way="even").values[0]
    assert apart(beams[0], beams[60]) == pytest.approx(180.0, abs=0.01)
    steps = [apart(a, b) for a, b in itertools.pairwise(beams)]
    assert steps == pytest.approx([3.0] * 60, abs=0.01)


def test_wandering_is_smooth_stays_in_its_circle_and_goes_its_own_way() -> None:
    at, heads = FrameTimes(-600, 2400), row(4)
    curve = wander(GRID, at, heads, CHANCE, every="2", size=50.0, tilt=40.0).values
    middle = looking(0.0, 40.0)
    far = np.degrees(np.arccos(np.clip(curve @ middle, -1.0, 1.0)))
    assert far.max() <= 25.0 + 1e-2
    assert far.max() > 12.0
    speed = np.linalg.norm(np.diff(curve, axis=1), axis=2)
    assert speed.max() < math.radians(50.0 / 60.0 * 1.5)
    assert np.abs(np.diff(speed, axis=1)).max() < 0.002
    assert np.abs(curve[0] - curve[1]).max() > 0.1
    as_one = wander(GRID, at, heads, CHANCE, together=True).values
    assert as_one.shape == (1, 2400, 3)


def test_wandering_depends_on_the_seed_and_on_who_a_head_is() -> None:
    at, heads = FrameTimes(0, 300), row(5)
    here = wander(GRID, at, heads, CHANCE).values
    assert np.array_equal(here, wander(GRID, at, heads, CHANCE).values)
    other = wander(GRID, at, heads, Chance(8, NodeId("w"))).values
    assert np.abs(here - other).max() > 0.1
    turned = wander(GRID, at, heads[::-1], CHANCE).values
    assert np.array_equal(turned, here[::-1])


@every_figure
def test_a_part_of_the_time_is_a_part_of_the_figure(name: str) -> None:
    whole = FIGURES[name](GRID, FrameTimes(-50, 400), row(3)).values
    part = FIGURES[name](GRID, FrameTimes(70, 90), row(3)).values
    assert np.array_equal(part, whole[:, 120:210])


@every_figure
def test_figures_follow_the_grid_and_not_a_tempo(name: str) -> None:
    """At twice the tempo, every beat stands where it stood."""
    fast = BeatGrid.steady(240, count=64)
    slow_beams = FIGURES[name](GRID, FrameTimes(0, 240), row(2)).values[:, ::2]
    fast_beams = FIGURES[name](fast, FrameTimes(0, 120), row(2)).values
    assert fast_beams == pytest.approx(slow_beams, abs=1e-4)


@every_figure
@pytest.mark.parametrize("heads", [1, 4, 24, 256])
@pytest.mark.parametrize("frames", [1, 5])
def test_any_room_and_any_time(name: str, heads: int, frames: int) -> None:
    curve = FIGURES[name](GRID, FrameTimes(11, frames), row(heads)).values
    assert curve.shape[0] in {1, heads}
    assert curve.shape[1] in {1, frames}
    assert np.linalg.norm(curve, axis=2) == pytest.approx(np.ones(curve.shape[:2]), abs=1e-5)


@pytest.mark.parametrize("name", ["circle", "figure_eight", "wander"])
@given(places, finite)
def test_every_aim_is_of_unit_length_whatever_comes_in(
    name: str, centre: Place, size: float
) -> None:
    at = FrameTimes(3, 2)
    for middle in (
        centre,
        (0.0, 0.0, 0.0),
        (0.0, 0.0, 1.0),
        (0.0, 0.0, -1.0),
        (1e-4, 0.0, 1.0),
    ):
        wired = pointing(middle, centre)
        curve = FIGURES[name](GRID, at, row(2), wired, size=number(size)).values
        lengths = np.linalg.norm(curve, axis=2)
        assert lengths == pytest.approx(np.ones(lengths.shape), abs=1e-5)


@given(places, places, finite, finite, finite)
def test_any_sweep_is_of_unit_length(
    start: Place, stop: Place, phase: float, pan: float, spread: float
) -> None:
    at = FrameTimes(3, 1)
    more = {"phase": number(phase), "spread": number(spread), "start_pan": number(pan)}
    for wired in ((pointing(start), pointing(stop)), (pointing(start), None), (None, None)):
        curve = sweep(GRID, at, row(2), *wired, **more).values  # type: ignore[arg-type]
        lengths = np.linalg.norm(curve, axis=2)
        assert lengths == pytest.approx(np.ones(lengths.shape), abs=1e-5)


def test_an_orbit_is_a_circle_in_metres() -> None:
    curve = orbit(GRID, FrameTimes(0, 241), row(4), every="8", radius=3.0, x=1.0, y=4.0, z=0.5)
    assert curve.values.shape == (1, 241, 3)
    for frame in (0, 60, 100, 240):
        angle = math.tau * frame / 240.0
        wanted = (1.0 + 3.0 * math.cos(angle), 4.0 + 3.0 * math.sin(angle), 0.5)
        assert curve.values[0, frame] == pytest.approx(wanted, abs=1e-4)
    own = orbit(GRID, FrameTimes(0, 1), row(4), radius=1.0, y=0.0, spread=1.0, plane="wall")
    assert own.values[:, 0] == pytest.approx(
        np.array([[1, 0, 0], [0, 0, 1], [-1, 0, 0], [0, 0, -1]]), abs=1e-5
    )
    middle = Point(np.array([[[5.0, 6.0, 7.0]]], np.float32))
    led = orbit(GRID, FrameTimes(0, 1), row(1), middle, number(0.25), plane="side", radius=2.0)
    assert led.values[0, 0] == pytest.approx((5.0, 6.0, 9.0), abs=1e-5)


def test_an_orbit_follows_the_grid_and_a_part_of_it_is_a_part() -> None:
    rubato = BeatGrid(np.array([0.0, 0.5, 1.0, 2.0, 3.0, 4.0]), np.array([0]))
    whole = orbit(rubato, FrameTimes(0, 240), row(1), every="4", radius=1.0, y=0.0).values[0]
    assert whole[60] == pytest.approx((-1.0, 0.0, 0.0), abs=1e-5)
    assert whole[120] == pytest.approx((0.0, -1.0, 0.0), abs=1e-5)
    part = orbit(rubato, FrameTimes(50, 90), row(1), every="4", radius=1.0, y=0.0).values[0]
    assert np.array_equal(part, whole[50:140])


@given(places, finite, finite)
def test_any_orbit_is_finite(centre: Place, radius: float, phase: float) -> None:
    middle = Point(np.array([[centre]], np.float32))
    curve = orbit(GRID, FrameTimes(0, 1), row(2), middle, number(phase), radius=number(radius))
    assert np.isfinite(curve.values).all()


@pytest.mark.parametrize("figure", [circle, figure_eight, sweep])
def test_sizes_of_one_stand_for_all(figure: Figure) -> None:
    at, heads = FrameTimes(0, 5), row(3)
    rng = np.random.default_rng(2)
    for shape in ((1, 1), (1, 5), (3, 1), (3, 5)):
        phase = rng.random((*shape, 1)).astype(np.float32)
        small = figure(GRID, at, heads, phase=Number(phase)).values
        full = Number(np.broadcast_to(phase, (3, 5, 1)).copy())
        large = figure(GRID, at, heads, phase=full).values
        assert small.shape == (*shape, 3)
        assert np.broadcast_to(small, large.shape) == pytest.approx(large, abs=1e-6)

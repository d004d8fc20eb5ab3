"""Drags, picks and snaps of the room, without a window."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.ui.preview.camera import Camera, Eye, Room
from luma.ui.preview.flat import AXES, Flat
from luma.ui.venue.geometry import (
    Stroke,
    dragged,
    dragged_along,
    nearest,
    on_plane,
    plane_of,
    snapped,
    within,
)

SIZE = (400, 300)
ROOM = Room(6.0, 8.0, 5.0)
EYES: dict[str, Eye] = {way: Flat.of(ROOM, way, 4 / 3) for way in AXES}
EYES["Room"] = ROOM.camera()
EYES["Above"] = Camera((0.0, -4.0, 14.0), (0.0, 4.0, 0.0))
places = st.tuples(st.floats(-5, 5), st.floats(0, 7), st.floats(0, 4.5))


@pytest.mark.parametrize("name", EYES)
@given(place=places)
def test_the_sight_through_a_projected_place_meets_it(
    name: str, place: tuple[float, float, float]
) -> None:
    eye = EYES[name]
    ((x, y, _),) = eye.project([place], *SIZE)
    start, way = eye.ray(x, y, *SIZE)
    across = np.subtract(place, start)
    cross = np.cross(across, way) / np.linalg.norm(way)
    assert np.linalg.norm(cross) == pytest.approx(0.0, abs=1e-6)
    met = on_plane(eye, (x, y), SIZE, place, plane_of(eye))
    assert met == pytest.approx(place, abs=1e-5)


@pytest.mark.parametrize("name", EYES)
@given(here=places, there=places)
def test_a_drag_takes_a_place_to_where_the_pointer_is(
    name: str, here: tuple[float, float, float], there: tuple[float, float, float]
) -> None:
    eye = EYES[name]
    axes = plane_of(eye)
    goal = tuple(there[a] if a in axes else here[a] for a in range(3))
    (x0, y0, _), (x1, y1, _) = eye.project([here, goal], *SIZE)
    way = dragged(eye, Stroke((x0, y0), (x1, y1), SIZE), here, axes)
    assert np.add(here, way) == pytest.approx(goal, abs=1e-4)


def test_planes_are_those_that_are_faced() -> None:
    assert [plane_of(EYES[way]) for way in ("Plan", "Front", "Side")] == [
        (0, 1),
        (0, 2),
        (1, 2),
    ]
    assert plane_of(EYES["Room"]) == (0, 2)
    assert plane_of(EYES["Above"]) == (0, 1)


def test_an_arrow_moves_along_its_axis_alone() -> None:
    plan, anchor = EYES["Plan"], (1.0, 2.0, 3.0)
    metre = plan.pixels_per_metre(1.0, SIZE[1])
    stroke = Stroke((10, 10), (10 + 2 * metre, 50), SIZE)
    way = dragged_along(plan, stroke, anchor, 0)
    assert way == pytest.approx((2.0, 0.0, 0.0))
    assert dragged_along(plan, stroke, anchor, 2) == (0.0, 0.0, 0.0)


def test_snapped_ways_end_on_the_grid() -> None:
    way = snapped((0.2, 1.1, 3.0), (0.55, 0.2, 0.9), 0.5, (0, 2))
    assert np.add((0.2, 1.1, 3.0), way) == pytest.approx((1.0, 1.3, 4.0))
    free = snapped((0.2, 0.0, 0.0), (0.1234, 0.0, 0.0), 0.0, (0,))
    assert 0.2 + free[0] == pytest.approx(0.32)


def test_points_are_picked_and_boxed() -> None:
    points = [(10, 10), (20, 10), (100, 100)]
    assert nearest(points, (17, 11), 8) == 1
    assert nearest(points, (60, 60), 8) is None
    assert nearest([], (0, 0), 8) is None
    assert within(points, (25, 0), (5, 15)) == [0, 1]
    assert within(points, (99, 99), (99, 99)) == []

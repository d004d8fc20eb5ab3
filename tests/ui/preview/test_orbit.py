"""The camera turns about the room, and never loses it."""

from hypothesis import given
from hypothesis import strategies as st

from luma.ui.preview.camera import Room
from luma.ui.preview.orbit import FARTHEST, NEAREST, Orbit

ROOM = Room(5.0, 7.0, 4.5)
PIXELS = st.floats(-4000, 4000)


def seen(orbit: Orbit, point: tuple[float, float, float]) -> tuple[float, float]:
    x, y, _ = orbit.camera(1.6).project(point, 480, 300)[0]
    return float(x), float(y)


def test_the_room_is_first_seen_as_pictures_of_it_are_painted() -> None:
    ours, theirs = Orbit.room(ROOM).camera(1.6), ROOM.camera()
    there = [round(value, 6) for value in theirs.eye]
    assert [round(value, 6) for value in ours.eye] == there


def test_what_is_taken_hold_of_follows_the_pointer() -> None:
    orbit = Orbit.room(ROOM)
    near = (0.0, -1.0, 1.0)
    assert seen(orbit.dragged(40, 0), near)[0] > seen(orbit, near)[0]
    far_left = (-4.0, 3.0, 2.0)
    assert seen(orbit, far_left)[0] < 240


def test_from_the_top_the_depth_of_the_room_goes_up() -> None:
    orbit = Orbit.top(ROOM)
    assert seen(orbit, (0, 6, 0))[1] < seen(orbit, (0, 1, 0))[1]
    assert seen(orbit, (3, 3, 0))[0] > 240


def test_a_narrow_picture_steps_back_until_the_room_fits() -> None:
    orbit = Orbit.front(ROOM)
    x, _, _ = orbit.camera(0.8).project((5.0, 3.0, 2.0), 240, 300)[0]
    assert x < 240


@given(PIXELS, PIXELS, st.floats(-80, 80))
def test_no_drag_or_wheel_leads_anywhere_strange(across: float, down: float, by: float) -> None:
    orbit = Orbit.room(ROOM).dragged(across, down).zoomed(by)
    assert NEAREST <= orbit.distance <= FARTHEST
    x, y = seen(orbit, orbit.target)
    assert abs(x - 240) < 1e-6
    assert abs(y - 150) < 1e-6

"""The room's picture shows the light that the heads were sent."""

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from luma.domain.ids import FixtureId
from luma.domain.light import AIM, AIM_BITS, COLOUR, COLOUR_BITS, INTENSITY, TINT, bits
from luma.domain.venue import Head
from luma.ui.preview.camera import Camera, Room
from luma.ui.preview.paint import RoomPainter
from luma.ui.preview.sheet import Moment, contact_sheet

HEADS = tuple(Head(FixtureId(f"lamp{i}"), 0, (-3.0 + 2.0 * i, 3.0, 4.0)) for i in range(4))


@pytest.fixture(scope="session")
def screen(app: QApplication) -> QApplication:
    return app


def pixels(picture: QImage) -> npt.NDArray[np.float64]:
    rows = np.frombuffer(picture.constBits(), np.uint8)
    shape = (picture.height(), picture.width(), 4)
    return rows.reshape(shape)[..., 2::-1].astype(np.float64)


def frame(
    lit: int, colour: tuple[float, float, float]
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.uint16]]:
    values = np.zeros((4, 14), np.float32)
    mask = np.full(4, bits("intensity") | COLOUR_BITS | AIM_BITS, np.uint16)
    values[:, AIM] = (0.0, 0.0, -1.0)
    values[lit, INTENSITY] = 1.0
    values[lit, COLOUR] = colour
    values[lit, TINT] = 1.0
    return values, mask


def test_a_head_of_no_known_kind_stays_dark(screen: QApplication) -> None:
    values, mask = frame(0, (1, 1, 1))
    strange = (replace(HEADS[0], is_known=False), *HEADS[1:])
    lit = RoomPainter(HEADS, 320, 200).paint(values, mask)
    dark = RoomPainter(strange, 320, 200)
    assert np.array_equal(pixels(dark.paint(values, mask)), pixels(dark.unlit()))
    assert not np.array_equal(pixels(lit), pixels(dark.unlit()))


def test_dark_heads_add_nothing_to_the_unlit_room(screen: QApplication) -> None:
    painter = RoomPainter(HEADS, 320, 200)
    values, mask = frame(0, (1, 1, 1))
    values[0, INTENSITY] = 0.0
    dark = pixels(painter.paint(values, mask))
    nobody = pixels(painter.paint(values, np.zeros(4, np.uint16)))
    assert np.array_equal(dark, nobody)
    assert dark.max() < 90


@pytest.mark.parametrize(("lit", "colour"), [(0, (1, 0, 0)), (3, (0, 0, 1))])
def test_light_appears_below_the_lit_head_in_its_colour(
    screen: QApplication, lit: int, colour: tuple[float, float, float]
) -> None:
    painter = RoomPainter(HEADS, 320, 200)
    values, mask = frame(lit, colour)
    unlit = pixels(painter.paint(values * 0, mask))
    added = (pixels(painter.paint(values, mask)) - unlit).sum(axis=(0, 1))
    assert added.argmax() == np.argmax(colour)
    columns = (pixels(painter.paint(values, mask)) - unlit).sum(axis=(0, 2))
    centre = float((columns * np.arange(320)).sum() / columns.sum())
    room = Room.around([head.position for head in HEADS])
    expected = room.camera().project(HEADS[lit].position, 320, 200)[0, 0]
    assert abs(centre - expected) < 12


def test_more_intensity_is_more_light(screen: QApplication) -> None:
    painter = RoomPainter(HEADS, 320, 200)
    values, mask = frame(1, (1, 1, 1))
    sums = []
    for level in (0.1, 0.4, 1.0):
        values[1, INTENSITY] = level
        sums.append(pixels(painter.paint(values, mask)).sum())
    assert sums == sorted(sums)
    assert sums[0] < sums[2]


def test_a_room_without_heads_is_still_a_room(screen: QApplication) -> None:
    painter = RoomPainter((), 160, 100)
    picture = painter.paint(np.zeros((0, 14), np.float32), np.zeros(0, np.uint16))
    assert (picture.width(), picture.height()) == (160, 100)


def test_the_camera_sees_right_as_right_and_up_as_up() -> None:
    camera = Camera((0.0, -10.0, 2.0), (0.0, 0.0, 2.0))
    left, right, high, far = camera.project(
        [(-1, 0, 2), (1, 0, 2), (0, 0, 3), (1, 10, 2)], 400, 300
    )
    assert left[0] < 200 < right[0]
    assert high[1] < 150
    assert abs(far[0] - 200) < abs(right[0] - 200)
    assert right[0] - 200 == pytest.approx(camera.pixels_per_metre(10.0, 300))


def test_light_ends_at_the_floor_the_wall_or_its_reach() -> None:
    room = Room(4.0, 6.0, 4.0)
    assert room.hit(np.array([0.0, 3.0, 4.0]), np.array([0.0, 0.0, -1.0]), 8.0) == (4.0, True)
    assert room.hit(np.array([0.0, 3.0, 1.0]), np.array([0.0, 1.0, 0.0]), 8.0) == (3.0, False)
    assert room.hit(np.array([0.0, 3.0, 1.0]), np.array([0.0, 0.0, 1.0]), 8.0) == (8.0, False)
    assert room.hit(np.array([1.0, 3.0, 1.0]), np.array([-1.0, 0.0, 0.0]), 8.0) == (5.0, False)


def test_a_contact_sheet_holds_every_moment(screen: QApplication) -> None:
    picture = QImage(80, 50, QImage.Format.Format_RGB32)
    picture.fill(0xFF00FF00)
    page = contact_sheet("Title " * 60, "facts", [Moment(picture, "1.1", "drop")] * 5, 3)
    green = (pixels(page) == (0, 255, 0)).all(axis=2).sum()
    assert green == 5 * 80 * 50

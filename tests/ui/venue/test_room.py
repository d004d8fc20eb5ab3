"""Hands in the room: choose, drag, nudge and turn, each one step; and where it is seen from."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.domain.ids import FixtureId
from luma.domain.venue import Vector
from luma.ui.venue.page import VenuePage
from luma.ui.venue.roomview import RoomView
from tests.ui.venue.conftest import NAMES, Wait, a_room

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
WAS = {fixture.id: fixture.position for fixture in a_room().fixtures}


def spot(view: RoomView, name: FixtureId) -> QPoint:
    place = next(n for n, row in enumerate(view.hall.sheet.rows) if row.fixture.id == name)
    x, y, _ = view.points()[place]
    return QPoint(round(x), round(y))


def move(view: RoomView, at: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    """Move the pointer with the left button held."""
    event = QMouseEvent(
        QMouseEvent.Type.MouseMove, QPointF(at), view.mapToGlobal(QPointF(at)),
        Qt.MouseButton.NoButton, LEFT, keys,
    )  # fmt: skip
    QApplication.sendEvent(view, event)


def drag(view: RoomView, start: QPoint, stop: QPoint, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mousePress(view, LEFT, keys, start)
    for share in (0.3, 0.7, 1.0):
        move(view, start + QPoint(*(np.multiply((stop - start).toTuple(), share)).astype(int)),
             keys)  # fmt: skip
    QTest.mouseRelease(view, LEFT, keys, stop)


def chosen(page: VenuePage) -> tuple[FixtureId, ...]:
    return page.hall.chosen


def place(page: VenuePage, name: FixtureId) -> Vector:
    return page.hall.venue.fixture(name).position


@pytest.fixture
def plan(page: VenuePage) -> RoomView:
    page.room.look_from("Plan")
    return page.room.view


def test_a_click_chooses_and_control_adds(page: VenuePage, plan: RoomView) -> None:
    QTest.mouseClick(plan, LEFT, NONE, spot(plan, NAMES[4]))
    assert chosen(page) == (NAMES[4],)
    QTest.mouseClick(plan, LEFT, Qt.KeyboardModifier.ControlModifier, spot(plan, NAMES[6]))
    assert chosen(page) == (NAMES[4], NAMES[6])
    rows = page.patch.view.selectionModel().selectedRows()
    assert sorted(index.row() for index in rows) == [4, 6]
    QTest.mouseClick(plan, LEFT, NONE, spot(plan, NAMES[4]) + QPoint(0, 60))
    assert chosen(page) == ()


def test_a_box_chooses_what_lies_in_it(page: VenuePage, plan: RoomView) -> None:
    start = spot(plan, NAMES[2]) - QPoint(14, 30)
    drag(plan, start, spot(plan, NAMES[5]) + QPoint(14, 30))
    assert chosen(page) == NAMES[2:6]


def test_a_drag_moves_all_chosen_on_the_grid_as_one_step(
    page: VenuePage, plan: RoomView, wait: Wait
) -> None:
    page.hall.choose((NAMES[3], NAMES[5]))
    metre = plan.eye.pixels_per_metre(1.0, plan.height())
    here = spot(plan, NAMES[3])
    drag(plan, here, here + QPoint(round(0.93 * metre), round(-2.1 * metre)))
    wait(lambda: place(page, NAMES[3]) != WAS[NAMES[3]])
    assert place(page, NAMES[3]) == (0.5, 4.0, 3.0)
    assert place(page, NAMES[5]) == (2.5, 4.0, 3.0)
    assert place(page, NAMES[4]) == WAS[NAMES[4]]
    page.hall.session.undo()
    wait(lambda: page.hall.venue.fixtures == a_room().fixtures)


def test_what_is_held_is_shown_elsewhere_but_stays(page: VenuePage, plan: RoomView) -> None:
    page.hall.choose((NAMES[0],))
    here = spot(plan, NAMES[0])
    QTest.mousePress(plan, LEFT, NONE, here)
    move(plan, here + QPoint(80, 0))
    assert spot(plan, NAMES[0]).x() > here.x() + 40
    assert plan.flag.startswith("x ")
    assert place(page, NAMES[0]) == WAS[NAMES[0]]
    QTest.keyClick(plan, Qt.Key.Key_Escape)
    assert spot(plan, NAMES[0]) == here
    QTest.mouseRelease(plan, LEFT, NONE, here)
    assert page.hall.venue.fixtures == a_room().fixtures


def test_alt_frees_a_drag_from_the_grid(page: VenuePage, plan: RoomView, wait: Wait) -> None:
    metre = plan.eye.pixels_per_metre(1.0, plan.height())
    here = spot(plan, NAMES[0])
    drag(plan, here, here + QPoint(round(0.37 * metre), 0), Qt.KeyboardModifier.AltModifier)
    wait(lambda: place(page, NAMES[0]) != WAS[NAMES[0]])
    assert place(page, NAMES[0])[0] == pytest.approx(-3.13, abs=0.05)


def test_arrows_nudge_and_held_down_they_are_one_step(
    page: VenuePage, plan: RoomView, wait: Wait
) -> None:
    page.hall.choose((NAMES[0],))
    plan.setFocus()
    for _ in range(2):
        QTest.keyPress(plan, Qt.Key.Key_Right)
    QTest.keyRelease(plan, Qt.Key.Key_Right)
    wait(lambda: place(page, NAMES[0]) == (-2.5, 2.0, 3.0))
    QTest.keyClick(plan, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ShiftModifier)
    wait(lambda: place(page, NAMES[0]) == (-2.5, 2.0, 3.01))


def test_turning_turns_about_the_way_that_is_looked(
    page: VenuePage, plan: RoomView, wait: Wait
) -> None:
    page.hall.choose((NAMES[1],))
    QTest.mouseClick(page.room.turning, LEFT)
    here = spot(plan, NAMES[1])
    drag(plan, here, here + QPoint(92, 0))
    wait(lambda: page.hall.venue.fixture(NAMES[1]).rotation != (0.0, 0.0, 0.0))
    assert page.hall.venue.fixture(NAMES[1]).rotation == (0.0, 0.0, 45.0)
    assert place(page, NAMES[1]) == WAS[NAMES[1]]


def test_numbers_move_one_axis_of_all_chosen(page: VenuePage, wait: Wait) -> None:
    page.hall.choose(NAMES[:2])
    field = page.fixture.place.fields[2]
    field.setValue(4.5)
    wait(lambda: place(page, NAMES[1])[2] == 4.5)
    assert place(page, NAMES[0]) == (-3.5, 2.0, 4.5)
    assert page.fixture.place.fields[0].text() == "–"


def test_each_way_shows_the_whole_room(page: VenuePage) -> None:
    view = page.room.view
    for way in ("Plan", "Front", "Side", "Room"):
        page.room.look_from(way)
        points = view.points()
        assert (points[:, 0] > 0).all()
        assert (points[:, 0] < view.width()).all()
        assert (points[:, 1] > 0).all()
        assert (points[:, 1] < view.height()).all()
        assert view.grab().toImage().width() >= view.width()

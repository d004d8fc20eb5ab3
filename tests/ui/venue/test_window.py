"""The page in the window: turned to by keys, its commands only while it is seen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.ui.rooms import main_window
from luma.ui.session import Session
from luma.ui.sizes import Kept
from luma.ui.venue.page import VenuePage
from luma.ui.window import MainWindow
from tests.ui.venue.conftest import NAMES, Wait, a_room


@pytest.fixture
def window(session: Session, wait: Wait) -> Iterator[MainWindow]:
    session.desk.ground.keeper.save(lambda shelf: shelf.venues.save(a_room())).result()
    made = main_window(session, Kept((1280, 800)))
    made.show()
    QTest.qWaitForWindowActive(made)
    assert isinstance(made.venue, VenuePage)
    hall = made.venue.hall
    wait(lambda: hall.is_there)
    yield made
    made.close()


def page_of(window: MainWindow) -> VenuePage:
    assert isinstance(window.venue, VenuePage)
    return window.venue


def test_keys_turn_to_the_page_and_back(window: MainWindow) -> None:
    assert window.page == "Show"
    QTest.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "Venue"
    assert window.top.pages.word == "Venue"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert page_of(window).isAncestorOf(focus)
    QTest.keyClick(window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert window.page == "Show"
    assert window.panels["timeline"].isVisible()


def test_commands_of_the_other_page_sleep(window: MainWindow, wait: Wait) -> None:
    page = page_of(window)
    page.hall.choose(NAMES[:1])
    assert not window.table.get("venue remove").enabled()
    window.turn_to("Venue")
    page.hall.choose(NAMES[:2])
    QTest.keyClick(page.patch.view, Qt.Key.Key_G, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: len(page.hall.venue.groups) == 2)
    QTest.keyClick(page.room.view, Qt.Key.Key_R)
    assert page.room.view.is_turning


def test_undo_means_the_room_while_its_page_is_seen(window: MainWindow, wait: Wait) -> None:
    page = page_of(window)
    window.turn_to("Venue")
    page.hall.choose(NAMES[:1])
    QTest.keyClick(page.patch.view, Qt.Key.Key_Delete)
    wait(lambda: len(page.hall.venue.fixtures) == 7)
    QTest.keyClick(page.patch.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: len(page.hall.venue.fixtures) == 8)


def test_the_window_comes_back_on_the_page_that_was_left(
    window: MainWindow, session: Session
) -> None:
    window.turn_to("Venue")
    assert window.kept.page == "Venue"
    again = main_window(session, window.kept)
    again.show()
    assert again.page == "Venue"

"""The page in the window: turned to by keys, its commands only while it is seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter

from luma.ui.rooms import main_window
from luma.ui.session import Session
from luma.ui.sizes import Kept, read_kept, write_kept
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


def columns_of(page: VenuePage) -> QSplitter:
    left = page.patch.parentWidget()
    found = None if left is None else left.parentWidget()
    assert isinstance(found, QSplitter)
    return found


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


def test_the_page_comes_back_as_a_hand_has_shared_it_out(
    window: MainWindow, session: Session, wait: Wait, tmp_path: Path
) -> None:
    window.turn_to("Venue")
    page = page_of(window)
    assert window.kept.venue == {}
    handle = columns_of(page).handle(1)
    at = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at)
    QTest.mouseMove(handle, at + QPoint(-60, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at + QPoint(-60, 0))
    wait(lambda: window.kept.venue)
    moved = window.kept.venue["small"]
    write_kept(tmp_path / "window.json", window.kept)
    kept = read_kept(tmp_path / "window.json")
    assert kept.venue == {"small": moved}
    again = VenuePage(session, kept.venue)
    again.resize(page.width(), page.height())
    again.show()
    QTest.qWaitForWindowActive(again)
    assert columns_of(again).sizes() == pytest.approx(moved.columns, abs=4)


def test_undo_means_the_kind_of_lamp_while_it_is_described(
    window: MainWindow, wait: Wait
) -> None:
    window.turn_to("Venue")
    page = page_of(window)
    wait(lambda: page.hall.kinds)
    window.table.run("venue lamps")
    bench = page.lamps.bench
    wait(lambda: bench.mode is not None)
    many = len(bench.mode.slots) if bench.mode else 0
    page.lamps.kind.table.setFocus()
    QTest.keyClick(window, Qt.Key.Key_Insert)
    wait(lambda: bench.mode and len(bench.mode.slots) == many + 1)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    wait(lambda: bench.mode and len(bench.mode.slots) == many)
    assert not window.table.get("venue add").enabled()
    window.table.run("venue lamps")
    assert window.table.get("venue add").enabled()


def test_a_window_with_a_kind_that_is_not_kept_tells_so_before_it_closes(
    window: MainWindow, wait: Wait
) -> None:
    page = page_of(window)
    wait(lambda: page.hall.kinds)
    bench = page.lamps.bench
    bench.add()
    bench.add()
    assert not window.close()
    assert (window.page, page.lamps.isVisible()) == ("Venue", True)
    assert page.lamps.kind.problems.words.startswith('"New lamp 2" is not kept yet. Nor is 1')
    bench.discard()
    assert not window.close()
    assert page.lamps.kind.problems.words.startswith('"New lamp" is not kept yet.')
    assert window.isVisible()
    assert window.close()


def test_a_window_whose_kinds_are_kept_closes_at_once(window: MainWindow, wait: Wait) -> None:
    page = page_of(window)
    wait(lambda: page.hall.kinds)
    page.lamps.bench.add()
    page.lamps.bench.save()
    wait(lambda: page.lamps.bench.draft and not page.lamps.bench.draft.is_changed)
    assert window.close()

"""The page in the window: turned to by keys, its commands, its undo, and how it comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter

from luma.ui.rooms import main_window
from luma.ui.session import Session
from luma.ui.sizes import Kept, read_kept, write_kept
from luma.ui.sound.page import SoundPage
from luma.ui.window import MainWindow
from tests.ui.sound.conftest import Wait


@pytest.fixture
def window(session: Session) -> Iterator[MainWindow]:
    made = main_window(session, Kept((1280, 800)))
    made.show()
    QTest.qWaitForWindowActive(made)
    yield made
    made.close()


def page_of(window: MainWindow) -> SoundPage:
    page = window.rooms["Sound"]
    assert isinstance(page, SoundPage)
    return page


def names(page: SoundPage) -> list[str]:
    return [card.node.id for card in page.rack.cards.cards]


def press(key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key, keys)


def test_the_rack_is_worked_by_keys_alone(window: MainWindow, wait: Wait) -> None:
    page, control = page_of(window), Qt.KeyboardModifier.ControlModifier
    assert not window.table.get("sound add").enabled()
    QTest.keyClick(window, Qt.Key.Key_3, control)
    assert (window.page, window.top.pages.word) == ("Sound", "Sound")
    for typed, effect in (("gain", "gain"), ("reverb", "reverb")):
        press(Qt.Key.Key_Insert)
        QTest.keyClicks(page.rack.search.field, typed)
        press(Qt.Key.Key_Return)
        wait(lambda effect=effect: effect in names(page))  # type: ignore[misc]
        wait(lambda: page.rack.current is not None)
    wait(lambda: page.rack.current is page.rack.cards.cards[1])
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    wait(lambda: names(page) == ["reverb", "gain"])
    press(Qt.Key.Key_B, control)
    wait(lambda: page.rack.cards.cards[0].node.use == "bypassed")
    press(Qt.Key.Key_M, control)
    wait(lambda: page.rack.cards.cards[0].node.use == "muted")
    press(Qt.Key.Key_Delete)
    wait(lambda: names(page) == ["gain"])
    press(Qt.Key.Key_Z, control)
    wait(lambda: set(names(page)) == {"gain", "reverb"})
    QTest.keyClick(window, Qt.Key.Key_1, control)
    assert window.page == "Show"
    assert not page.master.is_polling


def test_the_page_comes_back_as_it_was_shared_out(
    window: MainWindow, session: Session, tmp_path: Path
) -> None:
    window.turn_to("Sound")
    page = page_of(window)
    columns = page.rack.parentWidget()
    assert isinstance(columns, QSplitter)
    handle = columns.handle(1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(1, 200))
    QTest.mouseMove(handle, QPoint(-79, 200))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(-79, 200))
    sizes = columns.sizes()
    write_kept(tmp_path / "window.json", window.kept)
    kept = read_kept(tmp_path / "window.json")
    assert (kept.page, kept.sound["small"].columns) == ("Sound", tuple(sizes))
    again = main_window(session, kept)
    again.show()
    QTest.qWaitForWindowActive(again)
    assert again.page == "Sound"
    splitter = page_of(again).rack.parentWidget()
    assert isinstance(splitter, QSplitter)
    assert splitter.sizes() == pytest.approx(sizes, abs=2)
    again.close()


def test_every_word_of_the_page_is_there_at_the_smallest_window(
    window: MainWindow, wait: Wait
) -> None:
    window.resize(1024, 640)
    window.turn_to("Sound")
    page = page_of(window)
    wait(lambda: page.width() <= 1024)
    for panel in (page.rack, page.voices, page.master, page.devices):
        assert page.rect().contains(panel.mapTo(page, panel.rect().bottomRight()))

"""The line that tells of music on its way in, and the bar that offers."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton

from luma.app.events import ImportMoved
from luma.app.library import Adding
from luma.ui.library.comingline import PATIENCE_MS, ComingLine
from luma.ui.library.offerbar import OfferBar


def at_once(act: Callable[[], object]) -> None:
    act()


def test_an_import_of_nobody_here_is_told_and_not_stopped(app: QApplication) -> None:
    line = ComingLine()
    line.follow(ImportMoved(1, 20, is_over=False))
    assert line.isHidden()
    QTest.qWait(PATIENCE_MS + 100)
    assert line.isVisible()
    line.follow(ImportMoved(12, 20, is_over=False))
    assert line.words.text() == "Adding 12 of 20 files"
    assert line.stop.isHidden()
    line.follow(ImportMoved(20, 20, is_over=True))
    assert line.isHidden()


def test_a_short_import_is_not_shown(app: QApplication) -> None:
    line, adding = ComingLine(), Adding()
    line.watch(adding, at_once)
    adding.set_result(())
    QTest.qWait(PATIENCE_MS + 100)
    assert line.isHidden()
    assert not line.is_coming


def test_stop_stops_every_import_once(app: QApplication) -> None:
    line, addings = ComingLine(), [Adding(), Adding()]
    for adding in addings:
        adding.found_files, adding.done_files = 10, 3
        line.watch(adding, at_once)
    QTest.qWait(PATIENCE_MS + 100)
    assert line.words.text() == "Adding 6 of 20 files"
    QTest.mouseClick(line.stop, Qt.MouseButton.LeftButton)
    assert all(adding.is_stopping for adding in addings)
    assert line.words.text() == "Stopping…"
    assert not line.stop.isEnabled()
    addings[0].set_result(())
    assert line.isVisible()
    addings[1].set_result(())
    assert line.isHidden()


def test_an_offer_is_taken_or_left(app: QApplication) -> None:
    bar, taken, left = OfferBar(), list[int](), list[int]()
    bar.closed.connect(lambda: left.append(1))
    bar.offer("Two are one", "They sound the same.", "Make them one", lambda: taken.append(1))
    assert bar.words == "Two are one They sound the same."
    assert bar.shade == "info"
    bar._run()
    assert (taken, left) == ([1], [])
    assert bar.isHidden()
    bar.offer("Two are one", "", "Make them one", lambda: taken.append(1))
    QTest.mouseClick(bar.findChildren(QToolButton)[0], Qt.MouseButton.LeftButton)
    assert (taken, left) == ([1], [1])

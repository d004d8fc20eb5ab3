"""Of many states that come at once the first and the last are shown."""

import time

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from luma.ui.nodes.newest import Newest


def wait(app: QApplication) -> None:
    until = time.monotonic() + 0.1
    while time.monotonic() < until:
        app.processEvents()


def test_a_flood_is_shown_by_its_first_and_its_last(app: QApplication) -> None:
    shown: list[int] = []
    parent = QObject()
    newest = Newest[int](shown.append, parent)
    for state in range(50):
        newest.send(state)
    assert shown == [0]
    wait(app)
    assert shown == [0, 49]
    newest.send(50)
    assert shown[-1] == 50, "what comes later is shown at once"


def test_what_waits_can_be_forgotten(app: QApplication) -> None:
    shown: list[int] = []
    parent = QObject()
    newest = Newest[int](shown.append, parent)
    newest.send(1)
    newest.send(2)
    newest.forget()
    wait(app)
    assert shown == [1]

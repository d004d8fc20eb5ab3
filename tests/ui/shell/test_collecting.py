"""Widgets end on Qt's thread, whoever makes too many objects."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from luma.ui.collecting import PERIOD_MS, collected_here


class Knot:
    """Something in a cycle that tells which thread has ended it."""

    def __init__(self, ended: list[int]) -> None:
        self.itself, self._ended = self, ended

    def __del__(self) -> None:
        self._ended.append(threading.get_ident())


@pytest.fixture
def collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.disable()


def _make_many() -> None:
    kept = [[number] for number in range(200_000)]
    kept.clear()


def _elsewhere() -> int:
    thread = threading.Thread(target=_make_many)
    thread.start()
    thread.join()
    assert thread.ident is not None
    return thread.ident


@pytest.mark.usefixtures("app", "collecting")
def test_python_alone_ends_objects_on_any_thread() -> None:
    ended: list[int] = []
    Knot(ended)
    other = _elsewhere()
    assert ended == [other]


@pytest.mark.usefixtures("collecting")
def test_objects_end_on_this_thread_while_garbage_is_collected_here(app: QApplication) -> None:
    ended: list[int] = []
    with collected_here():
        Knot(ended)
        _elsewhere()
        assert ended == []
        QTest.qWait(3 * PERIOD_MS)
    assert ended == [threading.get_ident()]
    assert gc.isenabled()
    assert app is not None

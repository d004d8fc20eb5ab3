"""What was asked for a widget is not told to it once it is gone."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import delete

from luma.ui.bridge import Bridge
from luma.ui.lifetimes import is_heard
from luma.ui.session import Session
from luma.ui.venue.outputspanel import OutputsPanel
from luma.ui.venue.page import VenuePage
from tests.ui.shell.conftest import Wait


class Listener(QLabel):
    """Shows whatever it is told."""

    def take(self, words: str) -> None:
        self.setText(words)


def closed(listener: Listener) -> Callable[[], object]:
    def told(words: str) -> None:
        listener.take(words)

    return lambda: told("words")


def endless(listener: Listener) -> Callable[[], object]:
    def one() -> object:
        return listener.text() and other()

    def other() -> object:
        return one()

    return one


WAYS: tuple[Callable[[Listener], Callable[..., object]], ...] = (
    lambda listener: listener.take,
    lambda listener: lambda: listener.take(""),
    lambda listener: partial(print, listener),
    lambda listener: partial(listener.take, words=""),
    closed,
    endless,
)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.usefixtures("app")
def test_an_act_is_heard_as_long_as_its_widget_is_there(
    way: Callable[[Listener], Callable[..., object]],
) -> None:
    window = QWidget()
    listener = Listener(window)
    act = way(listener)
    assert is_heard(act)
    delete(window)
    assert not is_heard(act)


def test_an_act_that_speaks_to_nobody_of_qt_is_heard() -> None:
    def empty() -> object:
        return later()

    assert is_heard(print)
    assert is_heard(empty)

    def later() -> object:
        return None


@pytest.fixture
def mistakes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[BaseException]]:
    found: list[BaseException] = []
    monkeypatch.setattr("sys.excepthook", lambda _kind, cause, _trace: found.append(cause))
    yield found
    assert found == []


def test_an_answer_that_is_under_way_does_not_reach_a_widget_that_went(
    session: Session, wait: Wait, mistakes: list[BaseException]
) -> None:
    gate, told = threading.Event(), list[str]()
    listener = Listener()
    session.ask(gate.wait, lambda _: listener.take("late"))
    session.ask_aside(gate.wait, lambda _: listener.take("later"))
    session.ask(lambda: None, lambda _: told.append("told"))
    delete(listener)
    gate.set()
    wait(lambda: told == ["told"])
    assert not mistakes


def test_a_page_that_goes_while_its_outputs_are_looked_up_is_left_alone(
    session: Session, wait: Wait, mistakes: list[BaseException]
) -> None:
    told = list[str]()
    page = VenuePage(session)
    session.desk.lane.call(lambda: None)
    assert page.findChild(OutputsPanel) is not None
    delete(page)
    session.ask(lambda: None, lambda _: told.append("told"))
    wait(lambda: told == ["told"])
    assert not mistakes


def test_a_session_that_ended_and_a_closed_bridge_tell_nothing_more(
    session: Session, wait: Wait
) -> None:
    told, facts, owner = list[str](), list[str](), QObject()
    bridge = Bridge(session.desk.bus)
    bridge.on(str, facts.append, owner)
    session.ask(lambda: None, lambda _: told.append("on its way"))
    session.desk.bus.announce("on its way")
    session.desk.lane.call(lambda: None)
    session.end()
    bridge.close()
    other = Session(session.desk, session.bridge)
    done = list[str]()
    other.later(lambda: done.append("done"))
    wait(lambda: done)
    assert (told, facts) == ([], [])

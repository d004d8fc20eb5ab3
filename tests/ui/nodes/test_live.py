"""What flows is asked for one question at a time, and the newest state next."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from luma.app.nodes import Examined
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.graphedits import SetParam
from luma.domain.ids import NodeId
from luma.ui.nodes import live as module
from luma.ui.nodes.live import Live

DOC = GraphDoc({NodeId("sum"): NodeDoc("math/arithmetic")})
TURNED = SetParam(NodeId("sum"), "b", 2.0).apply(DOC)


class Window(QObject):
    """A window whose desk answers when the test says so."""

    show_changed = Signal(object)
    clip_selected = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.show, self.clip = None, None
        player = SimpleNamespace(snapshot=lambda: None, wanted=SimpleNamespace(playing=False))
        self.desk = SimpleNamespace(player=player)
        self.asked: list[tuple[Callable[[], Any], Callable[[Any], object]]] = []

    def ask_aside(
        self, work: Callable[[], Any], then: Callable[[Any], object], key: str
    ) -> None:
        self.asked.append((work, then))

    def answer(self) -> None:
        work, then = self.asked.pop(0)
        then(work())


@pytest.fixture
def window(app: QApplication) -> Window:
    return Window()


@pytest.fixture
def live(window: Window) -> Live:
    given: Any = window
    return Live(given, window)


def test_while_one_answer_is_on_its_way_only_the_newest_state_is_asked_next(
    window: Window, live: Live
) -> None:
    answers = list[Examined]()
    live.examined.connect(answers.append)
    live.watch(DOC)
    live.watch(GraphDoc())
    live.watch(TURNED)
    assert len(window.asked) == 1
    window.answer()
    assert len(window.asked) == 1
    window.answer()
    assert [a.doc for a in answers] == [DOC, TURNED]
    assert not window.asked


def test_an_answer_that_never_comes_is_not_waited_for(
    window: Window, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    live.watch(DOC)
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    live.watch(TURNED)
    assert len(window.asked) == 2


def test_an_answer_about_a_graph_that_was_closed_is_not_shown(
    window: Window, live: Live
) -> None:
    answers = list[Examined]()
    live.examined.connect(answers.append)
    live.watch(DOC)
    live.watch(None)
    window.answer()
    assert answers == []
    assert live.answer is None

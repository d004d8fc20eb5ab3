"""What a window asks of its desk, and how the answers come back.

A wish goes to the lane, or beside it where it is slow, and never keeps Qt's thread waiting.
"""

import contextlib
from collections.abc import Callable
from itertools import count
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from luma.app.services import Desk
from luma.domain.errors import LumaError
from luma.ui.lifetimes import is_heard
from luma.ui.mistakes import owned_up

T = TypeVar("T")


class Wishes(QObject):
    """Carries wishes to the lane and answers to Qt's thread, until the window goes."""

    problem = Signal(object)
    """`LumaError`: a wish that was refused."""

    _carried = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Carry wishes to a desk."""
        super().__init__(parent)
        self._asked = desk
        self._has_ended = False
        self._numbers = count()
        self._kept: dict[int, tuple[object, ...]] = {}
        self._aside: dict[str, list[int]] = {}
        self._carried.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def ask(self, act: Callable[[], T], then: Callable[[T], object] = lambda _: None) -> None:
        """Run something quick on the lane; its answer comes to `then` on Qt's thread."""
        number = self._keep(act, then)
        self._asked.lane.post(lambda: self._answer(act, then))
        self._let_go((number,))

    def ask_aside(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] = lambda _: None,
        key: str | None = None,
    ) -> None:
        """Run something slow beside the lane; of several with one key the latest answers."""
        number = self._keep(work, then)
        done = [number] if key is None else [*self._aside.get(key, ()), number]
        if key is not None:
            self._aside[key] = done = done[-8:]

        def answer(made: T) -> None:
            self.later(lambda: then(made))
            self.later(lambda: self._let_go(tuple(done)))

        def refuse(trouble: Exception) -> None:
            self._refuse(trouble)
            self.later(lambda: self._let_go(tuple(done)))

        chores = self._asked.ground.chores
        self._asked.lane.post(lambda: chores.run(work, answer, refuse, key=key))

    def later(self, act: Callable[[], object]) -> None:
        """Run something on Qt's thread, from any thread; not if who it speaks to is gone."""
        with contextlib.suppress(RuntimeError):  # the window is gone, and hears nothing more
            self._carried.emit(act)

    def end(self) -> None:
        """Hear nothing more: the window goes, and what is on its way speaks to nobody."""
        self._has_ended = True

    def _keep(self, *acts: object) -> int:
        """Hold on to what goes to other threads, so that nothing of Qt ends on one of them."""
        number = next(self._numbers)
        self._kept[number] = acts
        return number

    def _let_go(self, numbers: tuple[int, ...]) -> None:
        """Let go once the lane has come past what it was asked before, and holds it no more."""

        def forget() -> None:
            for number in numbers:
                self._kept.pop(number, None)

        self._asked.lane.post(lambda: self.later(forget))

    def _run(self, act: Callable[[], object]) -> None:
        if not self._has_ended and is_heard(act):
            act()

    def _answer(self, act: Callable[[], T], then: Callable[[T], object]) -> None:
        try:
            made = act()
        except Exception as trouble:  # noqa: BLE001  (what is Luma's own mistake is told too)
            self._refuse(trouble)
        else:
            self.later(lambda: then(made))

    def _refuse(self, trouble: Exception) -> None:
        told = trouble if isinstance(trouble, LumaError) else owned_up(trouble)
        self.later(lambda: self.problem.emit(told))

"""What a window asks of its desk, and how the answers come back.

A wish goes to the lane, or beside it where it is slow, and never keeps Qt's thread waiting.
"""

import contextlib
from collections.abc import Callable
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
        self._carried.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def ask(self, act: Callable[[], T], then: Callable[[T], object] = lambda _: None) -> None:
        """Run something quick on the lane; its answer comes to `then` on Qt's thread."""
        self._asked.lane.post(lambda: self._answer(act, then))

    def ask_aside(
        self,
        work: Callable[[], T],
        then: Callable[[T], object] = lambda _: None,
        key: str | None = None,
    ) -> None:
        """Run something slow beside the lane; of several with one key the latest answers."""
        chores = self._asked.ground.chores
        self._asked.lane.post(
            lambda: chores.run(
                work, lambda made: self.later(lambda: then(made)), self._refuse, key=key
            )
        )

    def later(self, act: Callable[[], object]) -> None:
        """Run something on Qt's thread, from any thread; not if who it speaks to is gone."""
        with contextlib.suppress(RuntimeError):  # the window is gone, and hears nothing more
            self._carried.emit(act)

    def end(self) -> None:
        """Hear nothing more: the window goes, and what is on its way speaks to nobody."""
        self._has_ended = True

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

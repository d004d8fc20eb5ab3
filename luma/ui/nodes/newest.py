"""States that come faster than they can be shown: the first at once, then the newest."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

T = TypeVar("T")
FRAME_MS = 16


class Newest(Generic[T]):
    """Shows a state at once where none was shown just now, else the newest a frame later."""

    def __init__(self, show: Callable[[T], object], parent: QObject) -> None:
        """Show nothing yet."""
        self._show = show
        self._waiting: list[T] = []
        self._timer = QTimer(parent)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._go_on)

    def send(self, state: T) -> None:
        """Show a state soon; one that waits is overtaken."""
        if self._timer.isActive():
            self._waiting = [state]
        else:
            self._timer.start()
            self._show(state)

    def forget(self) -> None:
        """Show nothing that waits."""
        self._waiting = []

    def _go_on(self) -> None:
        waiting, self._waiting = self._waiting, []
        for state in waiting:
            self.send(state)

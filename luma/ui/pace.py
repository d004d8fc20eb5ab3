"""Wishes that come faster than anybody can follow: only the latest of each is sent."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

PACE_MS = 16


class Pace(QObject):
    """Lets the latest wish of each name through, once in a screen's frame."""

    def __init__(self, parent: QObject) -> None:
        """Hold nothing back."""
        super().__init__(parent)
        self._waiting: dict[object, Callable[[], object]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PACE_MS)
        self._timer.timeout.connect(self.flush)

    def send(self, name: object, act: Callable[[], object]) -> None:
        """Do something soon, unless it is overtaken by another of its name."""
        self._waiting[name] = act
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Do at once what waits."""
        self._timer.stop()
        waiting, self._waiting = self._waiting, {}
        for act in waiting.values():
            act()

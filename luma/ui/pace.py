"""The pace of a screen: looks in its time, and of many wishes only the latest of each."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

PACE_MS = 16


def ticking(owner: QObject, milliseconds: int, act: Callable[[], object]) -> QTimer:
    """A timer that keeps its time, once it is started."""
    timer = QTimer(owner)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(milliseconds)
    timer.timeout.connect(act)
    return timer


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

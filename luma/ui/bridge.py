"""Facts of the desk to slots on Qt's thread, dropped with the widget that listens."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from luma.app.bus import Bus

Fact = TypeVar("Fact")


class Bridge(QObject):
    """Carries facts from the lane over to Qt's thread, in order."""

    _told = Signal(object, object)

    def __init__(self, bus: Bus, parent: QObject | None = None) -> None:
        """Listen on behalf of widgets."""
        super().__init__(parent)
        self._bus = bus
        self._leaving: list[Callable[[], None]] = []
        self._is_open = True
        self._told.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def on(self, fact: type[Fact], show: Callable[[Fact], object], owner: QObject) -> None:
        """Show facts of one type on Qt's thread, for as long as the owner lives."""
        alive = [True]
        owner.destroyed.connect(alive.clear)

        def carried(told: Fact) -> None:
            if alive:
                show(told)

        self._leaving.append(self._bus.on(fact, lambda told: self._told.emit(carried, told)))

    def close(self) -> None:
        """Hear nothing more, nor what is on its way."""
        self._is_open = False
        for leave in self._leaving:
            leave()
        self._bus.settle()  # else the lane is the last to know a widget, which then ends there
        self._leaving.clear()

    def _show(self, carried: Callable[[object], object], told: object) -> None:
        if self._is_open:
            carried(told)

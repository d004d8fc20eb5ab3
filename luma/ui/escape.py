"""Escape, twice in a row, means panic."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

TWICE_MS, ONCE_MS = 500, 15


class Escape(QObject):
    """Watches Escape pass by in a window, and takes nothing away from anybody."""

    def __init__(self, window: QWidget, panic: Callable[[], object]) -> None:
        """Call for panic when it comes twice."""
        super().__init__(window)
        self._window, self._panic = window, panic
        self._since = QElapsedTimer()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count what a person presses, once for each press."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QWidget)
            and event.key() == Qt.Key.Key_Escape
            and not event.isAutoRepeat()
            and watched.window() is self._window
            and not self._is_same_press()
        ):
            twice = self._since.isValid() and self._since.elapsed() < TWICE_MS
            self._since.restart()
            if twice:
                self._since.invalidate()
                self._panic()
        return False

    def _is_same_press(self) -> bool:
        """Whether this is one press on its way from a widget to those around it."""
        return self._since.isValid() and self._since.elapsed() < ONCE_MS

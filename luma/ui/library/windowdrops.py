"""Music that is dropped anywhere in the window comes into the library."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from luma.ui.library.drops import DropSign, paths_of


class WindowDrops(QObject):
    """Takes the files that no other panel takes, and shows where they go."""

    def __init__(self, panel: QWidget, take: Callable[[tuple[Path, ...]], object]) -> None:
        """Take files for a panel, from wherever in its window they are dropped."""
        super().__init__(panel)
        self._panel, self._take = panel, take
        self._sign = DropSign(panel)
        self._window: QWidget | None = None

    def settle(self) -> None:
        """Listen to the window that the panel is in now."""
        window = self._panel.window()
        if window is self._window:
            return
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files, and leave everything else to the window."""
        match event:
            case QDragEnterEvent() if paths_of(event.mimeData()):
                event.setDropAction(Qt.DropAction.CopyAction)
                event.accept()
                self._sign.appear()
                return True
            case QDropEvent() if event.type() == QEvent.Type.Drop and self._sign.isVisible():
                self._sign.setVisible(False)
                event.accept()
                self._take(paths_of(event.mimeData()))
                return True
            case _ if event.type() == QEvent.Type.DragLeave:
                self._sign.setVisible(False)
        return False

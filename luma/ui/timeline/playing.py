"""The play head: looked at sixty times a second, for as long as somebody sees it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer

if TYPE_CHECKING:
    from luma.ui.timeline.view import TimelineView

FRAME_MS = 16
Loop = tuple[float, float] | None


class PlayHead(QObject):
    """Shows where playing is, and takes the view along."""

    def __init__(self, view: "TimelineView", show_loop: Callable[[Loop], object]) -> None:
        """Look at nothing yet; `show_loop` is told of another loop."""
        super().__init__(view)
        self._view, self._show_loop = view, show_loop
        self._clock = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self.look)

    @property
    def seconds(self) -> float | None:
        """Where it is, if anything can be played."""
        session = self._view.session
        told = session.desk.player.snapshot() if session.has_sound else None
        return None if told is None else float(told.seconds)

    def start(self) -> None:
        """Look from now on."""
        self._clock.start()

    def stop(self) -> None:
        """Look no more."""
        self._clock.stop()

    def look(self) -> None:
        """Show where it is now, and what is played over and over."""
        seconds, wanted = self.seconds, self._view.session.desk.player.wanted
        if seconds is not None and not self._view.canvas.is_dragging:
            loop = (
                None if wanted.loop is None else (float(wanted.loop[0]), float(wanted.loop[1]))
            )
            if loop != self._view.scene.loop:
                self._show_loop(loop)
            if wanted.playing and self._view.follows:
                self._follow(seconds)
        self.show(seconds)

    def show(self, seconds: float | None) -> None:
        """Paint it at a moment."""
        view = self._view
        view.canvas.show_play_head(None if seconds is None else view.scene.x(seconds))
        view.overview.show_play_head(seconds)

    def _follow(self, seconds: float) -> None:
        """Keep it at one third, unless a loop is in view as a whole."""
        view, loop = self._view.scene.view, self._view.scene.loop
        if loop is not None and view.start <= loop[0] and loop[1] <= view.stop:
            return
        followed = view.following(seconds)
        if abs(followed.start - view.start) * view.scale >= 1.0:
            self._view.turn_to(followed)

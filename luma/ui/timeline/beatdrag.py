"""A beat that is taken hold of and put where it is heard."""

from collections.abc import Callable

from PySide6.QtCore import QPointF

from luma.ui.timeline.gestures import Gesture, Hands
from luma.ui.timeline.scene import Drag

BESIDE = 0.02
"""How many seconds a beat stays away from its neighbours."""


class BeatDrag(Gesture):
    """Carries one beat between its neighbours; it is put right when it is let go."""

    def __init__(
        self, hands: Hands, at: QPointF, beat: int, put: Callable[[int, float], object]
    ) -> None:
        """Take hold of a beat."""
        super().__init__(hands, at)
        self._beat, self._put = beat, put
        assert self.scene.marks is not None
        grid = self.scene.marks.grid
        low, self._held, high = (
            float(s) for s in grid.seconds([beat - 1.0, float(beat), beat + 1.0])
        )
        self._between = (low + BESIDE, high - BESIDE)
        self._seconds = self._held

    def move(self, at: QPointF, *, free: bool) -> None:
        """Take it along."""
        wanted = self._held + (at.x() - self.at.x()) / self.scene.view.scale
        low, high = self._between
        self._seconds = min(max(wanted, low), high)
        self.hands.show_drag(Drag(beat=(self._beat, self._seconds)))

    def end(self) -> None:
        """Put it there."""
        if self._seconds != self._held:
            self._put(self._beat, self._seconds)

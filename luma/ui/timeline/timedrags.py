"""Drags along time: the play head, the loop, and the view itself."""

from PySide6.QtCore import QPointF

from luma.ui.timeline.gestures import REACH, SHORTEST, Gesture, Hands
from luma.ui.timeline.scene import Drag


class SeekDrag(Gesture):
    """Takes the play head along."""

    def __init__(self, hands: Hands, at: QPointF) -> None:
        """Go there."""
        super().__init__(hands, at)
        self.move(at, free=True)

    def move(self, at: QPointF, *, free: bool) -> None:
        """Go on."""
        self.hands.seek(max(0.0, self.scene.seconds(at.x())))


class ScrubDrag(Gesture):
    """Takes the play head along, and lets what lies under it be heard in grains."""

    def __init__(self, hands: Hands, at: QPointF) -> None:
        """Begin there."""
        super().__init__(hands, at)
        self.move(at, free=True)

    def move(self, at: QPointF, *, free: bool) -> None:
        """Go on."""
        self.hands.scrub(max(0.0, self.scene.seconds(at.x())))

    def end(self) -> None:
        """Play or hold on from there, as before."""
        self.hands.let_go()


class LoopDrag(Gesture):
    """Makes a loop, or moves one of its ends."""

    def __init__(self, hands: Hands, at: QPointF) -> None:
        """Begin at an end of the loop, or a new one."""
        super().__init__(hands, at)
        assert self.scene.marks is not None
        self._held = self.scene.beat(at.x())
        self._made: tuple[float, float] | None = None
        self._fixed = self.beat_near(self._held, free=False)
        for here, other in self._ends():
            if abs(self.scene.x(here) - at.x()) <= REACH:
                self._fixed = float(self.scene.marks.grid.position(other))

    def _ends(self) -> list[tuple[float, float]]:
        loop = self.scene.loop
        return [] if loop is None else [loop, (loop[1], loop[0])]

    def move(self, at: QPointF, *, free: bool) -> None:
        """Stretch it."""
        assert self.scene.marks is not None
        beat = self.beat_near(self.scene.beat(at.x()), free=free)
        low, high = min(beat, self._fixed), max(beat, self._fixed)
        start, stop = (float(s) for s in self.scene.marks.grid.seconds([low, high]))
        self._made = (start, stop) if high - low >= SHORTEST else None
        self.hands.show_loop(self._made)
        self.hands.show_drag(Drag(flag_beat=beat))

    def end(self) -> None:
        """Play it."""
        if self._made is not None:
            self.hands.loop(*self._made)
        self.hands.show_loop(self._made)


class PanDrag(Gesture):
    """Moves the view with the pointer."""

    def move(self, at: QPointF, *, free: bool) -> None:
        """Take the view along."""
        self.hands.pan(self.at.x() - at.x(), self.at.y() - at.y())
        self.at = at

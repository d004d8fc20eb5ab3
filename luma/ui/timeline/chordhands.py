"""What presses and keys do to chords in their lane."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QMenu

from luma.domain.chordedits import SHORTEST
from luma.domain.chordnames import chord_name
from luma.domain.harmony import NO_CHORD, Chord
from luma.domain.uncertain import unclear_chords
from luma.ui.timeline.chordfield import ChordField
from luma.ui.timeline.gestures import Gesture, Hands
from luma.ui.timeline.lanes import CHORDS
from luma.ui.timeline.menus import add
from luma.ui.timeline.scene import Drag, Scene

if TYPE_CHECKING:
    from luma.ui.timeline.view import TimelineView

SNAP = 6.0
TAKES = "The menu of a chord lets them count"
HOW = "Double-click to set it (F2)"


class ChordEdgeDrag(Gesture):
    """Carries the edge between two chords; it is moved when it is let go."""

    def __init__(
        self, hands: Hands, at: QPointF, edge: int, put: Callable[[int, float], object]
    ) -> None:
        """Take hold of an edge."""
        super().__init__(hands, at)
        chords = self.scene.chords
        assert chords is not None
        self._edge, self._put = edge, put
        self._held = self._seconds = float(chords.edges[edge])
        self._between = (
            float(chords.edges[edge - 1]) + SHORTEST,
            float(chords.edges[edge + 1]) - SHORTEST,
        )

    def move(self, at: QPointF, *, free: bool) -> None:
        """Take it along; beats draw it to them."""
        scene = self.scene
        wanted = self._held + (at.x() - self.at.x()) / scene.view.scale
        if not free and scene.marks is not None:
            grid = scene.marks.grid
            beat = float(grid.seconds(float(np.round(grid.position(wanted)))))
            wanted = beat if abs(beat - wanted) * scene.view.scale <= SNAP else wanted
        low, high = self._between
        self._seconds = min(max(wanted, low), high) if low < high else self._held
        self.hands.show_drag(Drag(chord_edge=(self._edge, self._seconds)))

    def end(self) -> None:
        """Put it there."""
        if self._seconds != self._held:
            self._put(self._edge, self._seconds)


def chord_words(scene: Scene, index: int) -> str:
    """What is told of a chord under a resting pointer."""
    assert scene.chords is not None
    chord = scene.chords.chords[index]
    name = chord_name(chord) or "No chord"
    others = scene.chords.alternatives[index] if scene.chords.alternatives else ()
    told = " or ".join(chord_name(other) or "none" for other in others)
    if index in unclear_chords(scene.chords):
        maybe = f", maybe {told}" if told else ""
        return f"{name}, heard unclearly{maybe}. {HOW}"
    return f"{name}. {HOW}"


class ChordHands:
    """Answers presses and keys that mean chords."""

    def __init__(self, view: "TimelineView") -> None:
        """Act on this view."""
        self._view = view

    def press(self, number: int, at: QPointF, *, on_edge: bool) -> Callable[[], Gesture] | None:
        """Choose a chord; what is pressed on an edge is that edge, and can be carried."""
        view = self._view
        if on_edge:
            return lambda: ChordEdgeDrag(view, at, number, view.chords.move_edge)
        view.chords.choose(number)
        return None

    def words(self, at: QPointF, index: int | None) -> str:
        """What is told of a chord at a place, or of them all on the name of their lane."""
        if index is not None:
            return chord_words(self._view.scene, index)
        lanes, standing = self._view.scene.lanes, self._view.chords.standing
        below = at.y() - lanes.chords_top
        if not lanes.has_chords or at.x() >= lanes.header or not 0 <= below < CHORDS:
            return ""
        if standing.offer:
            return f"{standing.offer} {TAKES}"
        return "Corrected by hand" if standing.corrected else "As heard"

    def edit(self, index: int | None = None) -> ChordField | None:
        """Open the field under a chord, or under the chosen one."""
        view = self._view
        index = view.chords.chosen if index is None else index
        chords = view.chords.chords
        if index is None or chords is None or not 0 <= index < len(chords.chords):
            return None
        view.chords.choose(index)
        self._show(index)
        others = chords.alternatives[index] if chords.alternatives else ()
        field = ChordField(view.canvas, chords.chords[index], others, self._taker(index))
        scene = view.scene
        x = max(scene.lanes.header, round(scene.x(float(chords.edges[index]))))
        below = QPoint(x, scene.lanes.chords_top + CHORDS + 2)
        field.open_at(view.canvas.mapToGlobal(below))
        return field

    def walk(self, by: int) -> None:
        """Choose the next chord or the one before, and go there."""
        at = self._view.chords.step(by)
        if at is not None and self._view.chords.chosen is not None:
            self._view.session.seek(at)
            self._show(self._view.chords.chosen)

    def menu(self, menu: QMenu, index: int) -> None:
        """Put what can be done with a chord into a menu."""
        view = self._view
        view.chords.choose(index)
        menu.setToolTipsVisible(True)
        add(menu, "", "Set the chord…\tF2", lambda: self.edit(index))
        add(menu, "", "No chord here", lambda: view.chords.rename(index, NO_CHORD))
        add(
            menu, "scissors", "Split the chord\tS",
            lambda: view.chords.split(view.play_seconds),
        )  # fmt: skip
        add(menu, "trash-2", "Join it with the one before\tDel", view.chords.join)
        menu.addSeparator()
        back = add(menu, "rotate-ccw", "Use the analysed chords", view.chords.forget)
        back.setEnabled(view.chords.standing.corrected)
        back.setToolTip(view.chords.standing.offer)

    def _taker(self, index: int) -> Callable[[Chord, int], None]:
        view = self._view

        def take(chord: Chord, on: int) -> None:
            known = view.chords.chords
            if known is not None and index < len(known.chords) and known.chords[index] != chord:
                view.chords.rename(index, chord)
            if on:
                self.edit(index + on)

        return take

    def _show(self, index: int) -> None:
        """Turn the view to a chord that is out of sight."""
        view, chords = self._view, self._view.chords.chords
        if chords is None:
            return
        start = float(chords.edges[index])
        shown = view.scene.view
        if not shown.start <= start < shown.stop:
            view.turn_to(shown.following(start))

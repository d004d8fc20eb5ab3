"""What presses and keys do to sections in their lane."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QMenu

from luma.domain.sectionedits import SHORTEST, on_bar
from luma.ui.theme import SECTION_COLOURS
from luma.ui.timeline.gestures import Gesture, Hands
from luma.ui.timeline.lanes import RULER, SECTIONS
from luma.ui.timeline.menus import add, choice, popped
from luma.ui.timeline.scene import Drag

if TYPE_CHECKING:
    from luma.ui.timeline.touch import Touched
    from luma.ui.timeline.view import TimelineView

LABELS = (*SECTION_COLOURS, "bridge")
TAKES = "The menu of a section lets them count"
HOW = "Double-click to name it (F2)"


class SectionEdgeDrag(Gesture):
    """Carries the edge between two sections from bar to bar."""

    def __init__(
        self, hands: Hands, at: QPointF, edge: int, put: Callable[[int, float], object]
    ) -> None:
        """Take hold of an edge."""
        super().__init__(hands, at)
        told = self.scene.sections
        assert told is not None
        before, after = told.sections[edge - 1], told.sections[edge]
        self._edge, self._put = edge, put
        self._held = self._seconds = after.start
        self._between = (before.start + SHORTEST, after.stop - SHORTEST)

    def move(self, at: QPointF, *, free: bool) -> None:
        """Take it along, to the nearest bar."""
        scene = self.scene
        wanted = self._held + (at.x() - self.at.x()) / scene.view.scale
        if scene.marks is not None:
            wanted = on_bar(scene.marks.grid, wanted)
        low, high = self._between
        if low <= wanted <= high:
            self._seconds = wanted
        self.hands.show_drag(Drag(section_edge=(self._edge, self._seconds)))

    def end(self) -> None:
        """Put it there."""
        if self._seconds != self._held:
            self._put(self._edge, self._seconds)


class SectionHands:
    """Answers presses and keys that mean sections."""

    def __init__(self, view: "TimelineView") -> None:
        """Act on this view."""
        self._view = view

    def press(self, number: int, at: QPointF, *, on_edge: bool) -> Callable[[], Gesture] | None:
        """Choose a section; what is pressed on an edge is that edge, and can be carried."""
        view = self._view
        if on_edge:
            return lambda: SectionEdgeDrag(view, at, number, view.sections.move_edge)
        view.chords.choose(None)
        view.sections.choose(number)
        return None

    def words(self, at: QPointF, here: "Touched") -> str:
        """What is told of a section at a place, or of them all on the name of their lane."""
        view, lanes = self._view, self._view.scene.lanes
        if not lanes.sections or not RULER <= at.y() < RULER + SECTIONS:
            return ""
        if at.x() >= lanes.header:
            is_section = here.section is not None and here.part.name == "SECTION"
            if not is_section or here.section is None:
                return ""
            part = view.sections.part(here.section)
            return f"{part.label}, sounds like all of {part.letter}. {HOW}"
        standing = view.sections.standing
        if standing.offer:
            return f"{standing.offer} {TAKES}"
        return "Corrected by hand" if standing.corrected else "As heard"

    def offer(self, index: int | None = None) -> QMenu | None:
        """Offer names under a section, or under the chosen one."""
        view = self._view
        index = view.sections.chosen if index is None else index
        if index is None or not view.sections.has_any:
            return None
        view.sections.choose(index)
        menu = QMenu(view)
        self._add_names(menu, index)
        lanes = view.scene.lanes
        x = max(lanes.header, round(view.scene.x(view.sections.part(index).start)))
        popped(menu, view.canvas.mapToGlobal(QPoint(x, RULER + SECTIONS)))
        return menu

    def walk(self, by: int) -> None:
        """Choose the next section or the one before, and go there."""
        view, at = self._view, self._view.sections.step(by)
        if at is None:
            return
        view.session.seek(at)
        if not view.scene.view.start <= at < view.scene.view.stop:
            view.turn_to(view.scene.view.following(at))

    def menu(self, menu: QMenu, index: int) -> None:
        """Put what can be done with a section into a menu."""
        view = self._view
        view.sections.choose(index)
        menu.setToolTipsVisible(True)
        self._add_names(menu.addMenu("Name it"), index)
        add(
            menu, "scissors", "Split the section\tS",
            lambda: view.sections.split(view.play_seconds),
        )  # fmt: skip
        add(menu, "trash-2", "Join it with the one before\tDel", view.sections.join)
        menu.addSeparator()
        back = add(menu, "rotate-ccw", "Use the analysed sections", view.sections.forget)
        back.setEnabled(view.sections.standing.corrected)
        back.setToolTip(view.sections.standing.offer)

    def _add_names(self, menu: QMenu, index: int) -> None:
        tool = self._view.sections
        told = () if tool.sections is None else tool.sections.sections
        now = tool.part(index).label
        for label in dict.fromkeys((*LABELS, *(part.label for part in told))):
            choice(menu, label, partial(tool.rename, index, label), ticked=label == now)

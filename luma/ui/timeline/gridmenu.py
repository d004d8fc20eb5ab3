"""What can be done about beats, as a menu on the ruler."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from luma.ui.timeline.menus import add, choice

if TYPE_CHECKING:
    from luma.ui.timeline.view import TimelineView


def fill_for_beats(menu: QMenu, view: "TimelineView", beat: float) -> None:
    """Put into a menu what can be done about the beats, some of it at one of them."""
    tool, marks = view.grid, view.scene.marks
    choice(menu, "Correct the beats\tG", tool.toggle, ticked=tool.is_on)
    menu.addSeparator()
    name = "" if marks is None else f" {marks.name(round(beat))}"
    add(menu, "", f"Bars begin at beat{name}", partial(tool.set_one, beat))
    add(menu, "", "Double the tempo", partial(tool.scale, double=True))
    add(menu, "", "Halve the tempo", partial(tool.scale, double=False))
    back = add(menu, "rotate-ccw", "Use the analysed beats", tool.forget)
    back.setEnabled(tool.standing.corrected)

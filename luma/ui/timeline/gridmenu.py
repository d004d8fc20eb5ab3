"""What can be done about beats, as a menu on the ruler."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from luma.ui.timeline.menus import add, choice

if TYPE_CHECKING:
    from luma.ui.timeline.view import TimelineView

METRES = range(2, 8)


def fill_for_beats(menu: QMenu, view: "TimelineView", beat: float) -> None:
    """Put into a menu what can be done about the beats, some of it at one of them."""
    tool, marks = view.grid, view.scene.marks
    choice(menu, "Correct the beats\tG", tool.toggle, ticked=tool.is_on)
    menu.addSeparator()
    name = "" if marks is None else f" {marks.name(round(beat))}"
    add(menu, "", f"Bars begin at beat{name}", partial(tool.set_one, beat))
    add(menu, "", "Double the tempo", partial(tool.scale, double=True))
    add(menu, "", "Halve the tempo", partial(tool.scale, double=False))
    metres = menu.addMenu("Beats in a bar")
    now = None if marks is None else marks.grid.metre
    for metre in METRES:
        choice(metres, str(metre), partial(tool.set_metre, metre), ticked=metre == now)
    if tool.standing.second_bpm is not None:
        words = f"Use the second grid, at {tool.standing.second_bpm:.1f} bpm"
        add(menu, "", words, tool.take_second)
    back = add(menu, "rotate-ccw", "Use the analysed beats", tool.forget)
    back.setEnabled(tool.standing.corrected)

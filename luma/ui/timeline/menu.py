"""What can be done with clips, as a menu at the pointer or at the play head."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtWidgets import QMenu

from luma.domain.ids import PatternId
from luma.ui.assets import icon
from luma.ui.timeline.commands import OPACITIES
from luma.ui.timeline.gridmenu import fill_for_beats
from luma.ui.timeline.layerhands import fill_blends
from luma.ui.timeline.menus import add, choice, popped
from luma.ui.timeline.sketching import SIGN, TITLE, can_sketch, sketch_score
from luma.ui.timeline.snap import earlier
from luma.ui.timeline.touch import Part, Touched

if TYPE_CHECKING:
    from luma.ui.timeline.view import TimelineView


BEATS = frozenset({Part.RULER, Part.BRACE, Part.BEAT})


def open_menu(view: "TimelineView", here: Touched, at: QPointF, globally: QPoint) -> None:
    """Show what can be done with the chosen clips, or at an empty place."""
    menu = QMenu(view)
    if here.clip is not None:
        _fill_for_clips(menu, view)
    elif here.part in BEATS and view.scene.marks is not None:
        fill_for_beats(menu, view, view.scene.beat(at.x()))
    elif here.part is Part.LAYERS and view.scene.marks is not None:
        beat = earlier(view.scene.beat(at.x()), view.snap, view.scene.marks.bars)
        _fill_for_place(menu, view, beat)
    elif here.part is Part.CHORD and here.chord is not None:
        view.fingers.chords.menu(menu, here.chord)
    elif here.part is Part.SECTION and here.section is not None:
        view.fingers.sections.menu(menu, here.section)
    else:
        return
    popped(menu, globally)


def open_patterns(view: "TimelineView") -> None:
    """Show the patterns that can be placed at the play head."""
    menu = QMenu(view)
    _add_patterns(menu, view, view.play_beat)
    lanes = view.scene.lanes
    popped(menu, view.canvas.mapToGlobal(QPoint(lanes.header + 16, lanes.layers_top + 8)))


def _fill_for_clips(menu: QMenu, view: "TimelineView") -> None:
    commands = view.commands
    split = add(
        menu, "scissors", "Split at the play head\tS", lambda: commands.split(view.play_beat)
    )
    split.setEnabled(commands.can_split(view.play_beat))
    add(menu, "copy", "Duplicate\tD", commands.duplicate)
    chosen = commands.chosen
    choice(menu, "Mute\tM", commands.toggle_mute, ticked=all(c.muted for c in chosen))
    choice(menu, "Lock\tK", commands.toggle_lock, ticked=all(c.locked for c in chosen))
    menu.addSeparator()
    blends = menu.addMenu(icon("blend"), "Blend mode")
    now = {clip.blend for clip in commands.chosen}
    fill_blends(blends, now, commands.set_blend, "Alt+")
    opacities = menu.addMenu("Opacity")
    shown = {round(clip.opacity, 3) for clip in commands.chosen}
    for share in OPACITIES:
        words = f"{round(share * 100)} %"
        choice(opacities, words, partial(commands.set_opacity, share), ticked=shown == {share})
    add(menu, "", "Clear fades", commands.clear_fades)
    menu.addSeparator()
    add(menu, "scissors", "Cut\tCtrl+X", commands.cut)
    add(menu, "copy", "Copy\tCtrl+C", commands.copy)
    paste = add(
        menu, "clipboard-paste", "Paste at the play head\tCtrl+V",
        lambda: commands.paste(view.play_beat),
    )  # fmt: skip
    paste.setEnabled(commands.has_copied)
    add(menu, "trash-2", "Delete\tDel", commands.delete)


def _fill_for_place(menu: QMenu, view: "TimelineView", beat: float) -> None:
    _add_patterns(menu.addMenu(icon("plus"), "Place a pattern here"), view, beat)
    paste = add(menu, "clipboard-paste", "Paste here", lambda: view.commands.paste(beat))
    paste.setEnabled(view.commands.has_copied)
    add(menu, "", "Select all\tCtrl+A", view.commands.select_all)
    menu.addSeparator()
    sketch = add(menu, SIGN, TITLE, lambda: sketch_score(view.session))
    sketch.setEnabled(can_sketch(view.session))


def _add_patterns(menu: QMenu, view: "TimelineView", beat: float) -> None:
    for pattern, label in view.labels.items():
        add(menu, "", label.name, partial(_place, view, pattern, beat))
    if menu.isEmpty():
        menu.addAction("The library has no patterns").setEnabled(False)


def _place(view: "TimelineView", pattern: PatternId, beat: float) -> None:
    if view.scene.marks is not None:
        view.commands.place(pattern, beat, view.scene.marks)

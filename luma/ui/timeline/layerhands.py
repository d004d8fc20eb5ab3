"""What presses on the heads of the layers do."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtWidgets import QMenu

from luma.domain.score import Blend
from luma.ui.assets import icon
from luma.ui.nodes.inline import InlineField
from luma.ui.theme import BLEND_CODES
from luma.ui.timeline.gestures import Gesture
from luma.ui.timeline.headers import Held, Knob, clips_of, held_at, places_in
from luma.ui.timeline.layergestures import LayerDrag, OpacityDrag
from luma.ui.timeline.menus import add, choice, popped
from luma.ui.timeline.touch import still_words

if TYPE_CHECKING:
    from luma.ui.timeline.view import TimelineView

Begin = Callable[[], Gesture]


class LayerHands:
    """Turns presses on the heads into commands, drags, menus and a field for the name."""

    def __init__(self, view: "TimelineView") -> None:
        """Act on this view."""
        self._view = view

    def press(self, at: QPointF) -> Begin | None:
        """Switch at once; a name can be carried, an opacity dragged."""
        view, held = self._view, held_at(self._view.scene, at)
        if held is None:
            return None
        layers, layer = view.layers, held.layer
        if held.knob is Knob.ADD:
            self.add()
            return None
        switches = {
            Knob.SOLO: layers.toggle_solo,
            Knob.EYE: layers.toggle_mute,
            Knob.LOCK: layers.toggle_lock,
        }
        if held.knob in switches:
            switches[held.knob](layer)
        elif held.knob is Knob.BLEND:
            self.open_blends(layer)
        elif held.knob is Knob.OPACITY:
            return self._press_opacity(held, at)
        else:
            self.attend(layer)
            return lambda: LayerDrag(view, at, layer, layers.move)
        return None

    def double(self, at: QPointF) -> None:
        """Let a name be typed that is pressed twice; a second press on a switch is one more."""
        held = held_at(self._view.scene, at)
        if held is not None and held.knob is Knob.NAME:
            self.rename(held.layer)
        elif held is not None and held.knob is not Knob.ADD:
            self.press(at)

    def attend(self, layer: int) -> None:
        """Let commands mean a layer."""
        self._view.layers.attend(layer)
        self._view.rebuild()

    def add(self) -> None:
        """Put a layer on top."""
        self._view.layers.add()
        self._view.rebuild()

    def rename(self, layer: int | None = None) -> None:
        """Let the name of a layer be typed over it."""
        view = self._view
        named = view.layers.current if layer is None else layer
        parts = {} if named is None else places_in(view.scene, named)
        if named is None or not parts:
            return
        name = parts[Knob.NAME]
        wide = view.scene.lanes.header - 16
        box = QRect(8, round(name.center().y()) - 12, wide, 24)
        before = view.layers.title(named)

        def take(words: str) -> None:
            if words.strip() != before:
                view.layers.rename(named, words)
            view.canvas.setFocus()

        field = InlineField(view.canvas, box, before, take)
        field.setAccessibleName("Name of the layer")

    def open_blends(self, layer: int) -> None:
        """Show the blend modes below the code of a layer."""
        view = self._view
        menu = QMenu(view)
        fill_blends(
            menu,
            {clip.blend for clip in clips_of(view.session.score, layer)},
            lambda blend: view.layers.set_blend(layer, blend),
        )
        corner = places_in(view.scene, layer)[Knob.BLEND].bottomLeft().toPoint()
        popped(menu, view.canvas.mapToGlobal(corner))

    def menu(self, at: QPointF, globally: QPoint) -> bool:
        """Show what can be done with the layer whose head lies there."""
        held = held_at(self._view.scene, at)
        if held is None:
            return False
        menu = QMenu(self._view)
        if held.knob is not Knob.ADD:
            self.attend(held.layer)
            self._fill(menu, held.layer)
            menu.addSeparator()
        add(menu, "plus", "Add a layer\tShift+A", self.add)
        popped(menu, globally)
        return True

    def _fill(self, menu: QMenu, layer: int) -> None:
        layers, score = self._view.layers, self._view.session.score
        if score is None:
            return
        told, numbers = score.layer(layer), layers.numbers
        add(menu, "", "Rename…\tF2", partial(self.rename, layer))
        choice(menu, "Mute\tShift+M", partial(layers.toggle_mute, layer), ticked=told.muted)
        choice(menu, "Solo\tShift+S", partial(layers.toggle_solo, layer), ticked=told.solo)
        choice(menu, "Lock\tShift+K", partial(layers.toggle_lock, layer), ticked=told.locked)
        blends = menu.addMenu(icon("blend"), "Blend mode of its clips")
        clips = clips_of(score, layer)
        fill_blends(blends, {c.blend for c in clips}, partial(layers.set_blend, layer))
        blends.setEnabled(bool(clips))
        menu.addSeparator()
        for words, up, edge in (
            ("Move up\tAlt+Shift+Up", 1, numbers[-1:]),
            ("Move down\tAlt+Shift+Down", -1, numbers[:1]),
        ):
            entry = add(menu, "", words, partial(layers.step, layer, up))
            entry.setEnabled((layer,) != edge)
        count = f" with {len(clips)} clips" if len(clips) > 1 else " with its clip"
        words = f"Remove the layer{count if clips else ''}"
        add(menu, "trash-2", words, partial(layers.remove, layer))

    def _press_opacity(self, held: Held, at: QPointF) -> Begin | None:
        view = self._view
        clips = clips_of(view.session.score, held.layer)
        fixed = next((clip for clip in clips if clip.id in view.scene.states.fixed), None)
        if fixed is not None:
            view.hint(still_words(view.scene, fixed))
        if not clips or fixed is not None:
            return None
        drag = OpacityDrag(view, at, clips, held.place)
        return lambda: drag


def fill_blends(
    menu: QMenu, now: set[Blend], choose: Callable[[Blend], object], keys: str = ""
) -> None:
    """Put the blend modes into a menu; those that are `now` in use are ticked."""
    for number, blend in enumerate(Blend, start=1):
        words = f"{BLEND_CODES[blend.value][0]}  {blend.value.capitalize()}"
        told = f"{words}\t{keys}{number}" if keys else words
        choice(menu, told, partial(choose, blend), ticked=now == {blend})

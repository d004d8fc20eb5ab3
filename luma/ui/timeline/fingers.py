"""What presses, keys and carried patterns do on the timeline."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

from luma.app.placing import BARS_OF_NEW_CLIP, new_clip
from luma.domain.ids import PatternId
from luma.domain.score import Clip
from luma.domain.scoreedits import ScoreEdit
from luma.ui.timeline.beatdrag import BeatDrag
from luma.ui.timeline.chordhands import ChordHands
from luma.ui.timeline.gestures import (
    BoxDrag,
    FadeDrag,
    Gesture,
    MoveDrag,
    StillDrag,
    TrimDrag,
)
from luma.ui.timeline.gridpaint import beats_in_view
from luma.ui.timeline.headers import WORDS as HEAD_WORDS
from luma.ui.timeline.headers import held_at
from luma.ui.timeline.layerhands import LayerHands
from luma.ui.timeline.menu import open_menu
from luma.ui.timeline.ruler import unclear_at
from luma.ui.timeline.scene import Drag
from luma.ui.timeline.sectionhands import SectionHands
from luma.ui.timeline.sketching import clip_words
from luma.ui.timeline.snap import Snap, earlier, step_of
from luma.ui.timeline.stems import stem_held_at
from luma.ui.timeline.timedrags import LoopDrag, PanDrag, ScrubDrag, SeekDrag
from luma.ui.timeline.touch import WORDS, Part, Touched, still_words, touched

if TYPE_CHECKING:
    from luma.ui.timeline.view import TimelineView

Begin = Callable[[], Gesture]
FOLD = "Click to show the tones of the mix, or to hide them (Shift+T)"
UNCLEAR = "Heard unclearly: check beats and chords here. U goes to the next such spot"
DENSE = "Zoom in to take hold of single beats"
ADDING = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


class Fingers:
    """Answers what the canvas hears from pointer and keys."""

    def __init__(self, view: "TimelineView") -> None:
        """Act on this view."""
        self._view = view
        self.heads = LayerHands(view)
        self.chords = ChordHands(view)
        self.sections = SectionHands(view)
        self._gesture = ""
        self._has_edited = False

    def edit(self, edit: ScoreEdit) -> None:
        """Edit the score; all edits until the gesture ends are one step."""
        if not self._gesture:
            self._gesture = self._view.session.new_gesture()
        self._has_edited = True
        self._view.session.edit_score(edit, self._gesture)

    def press(self, at: QPointF, keys: Qt.KeyboardModifier) -> Begin | None:
        """Select or go there at once; what a drag would do comes when the pointer moves."""
        view, here = self._view, touched(self._view.scene, at)
        view.session.attend("score")
        if at.x() < view.scene.lanes.header:
            view.chords.choose(None)
            view.sections.choose(None)
            if self._is_on_mix(at):
                view.sources.fold_tones()
            stem = stem_held_at(view.scene.lanes, view.stems.scene, at)
            if stem is not None:
                view.stems.press(stem)
            view.dynamics.press(view, at)
            return self.heads.press(at)
        if here.clip is not None:
            return self._press_clip(here, here.clip, at, keys)
        if here.chord is not None:
            return self.chords.press(here.chord, at, on_edge=here.part is Part.CHORD_EDGE)
        if here.section is not None:
            on_edge = here.part is Part.SECTION_EDGE
            return self.sections.press(here.section, at, on_edge=on_edge)
        return self._press_lane(here, at, keys)

    def _is_on_mix(self, at: QPointF) -> bool:
        """Whether a place is in the names of the mix and its tones."""
        scene = self._view.scene
        inside = scene.lanes.mix_top <= at.y() < scene.lanes.chords_top
        return scene.marks is not None and at.x() < scene.lanes.header and inside

    def _press_lane(
        self, here: Touched, at: QPointF, keys: Qt.KeyboardModifier
    ) -> Begin | None:
        view, adds = self._view, bool(keys & ADDING)
        if here.part is Part.RULER:
            is_heard = bool(keys & Qt.KeyboardModifier.AltModifier)
            drag = None if is_heard else SeekDrag(view, at)
            return lambda: drag or ScrubDrag(view, at)
        if here.part is Part.BRACE:
            return lambda: LoopDrag(view, at)
        if here.part is Part.BEAT and here.beat is not None:
            beat = here.beat
            return lambda: BeatDrag(view, at, beat, view.grid.move_beat)
        if here.part is Part.LAYERS:
            view.layers.attend(None)
            view.chords.choose(None)
            view.sections.choose(None)
            if not adds:
                view.choose(())
            return lambda: BoxDrag(view, at, adds=adds)
        return None

    def grab(self, at: QPointF) -> Gesture:
        """Take hold of the whole view."""
        return PanDrag(self._view, at)

    def double(self, at: QPointF) -> None:
        """Rename a layer whose name is pressed twice, or set a chord or a section."""
        here = touched(self._view.scene, at)
        if here.part is Part.SECTION:
            self.sections.offer(here.section)
        if here.part is Part.CHORD:
            self.chords.edit(here.chord)
        if at.x() < self._view.scene.lanes.header:
            self.heads.double(at)

    def words(self, at: QPointF) -> str:
        """What can be taken hold of at a place, what is wrong there, or what lies there."""
        scene, here = self._view.scene, touched(self._view.scene, at)
        held = held_at(scene, at)
        if held is not None:
            return HEAD_WORDS[held.knob]
        told = self.chords.words(at, here.chord if here.part is Part.CHORD else None)
        told = told or self.sections.words(at, here)
        told = told or self._view.stems.words(self._view, at)
        told = told or self._view.dynamics.words(self._view, at)
        if told:
            return told
        if here.part is Part.RULER and unclear_at(scene, at.x()):
            return UNCLEAR
        words = FOLD if self._is_on_mix(at) else WORDS.get(here.part, "")
        if here.clip is None:
            is_dense = scene.corrects and not beats_in_view(scene)
            over_mix = scene.lanes.mix_top <= at.y() < scene.lanes.chords_top
            return DENSE if is_dense and over_mix else words
        trouble = scene.troubles.get(here.clip.id)
        if here.clip.id in scene.states.fixed:
            words = still_words(scene, here.clip)
        return trouble or words or clip_words(scene.label(here.clip).name, here.clip)

    def end_gesture(self, gesture: Gesture, *, cancelled: bool) -> None:
        """Make what was done one step; take it back if it was called off."""
        view = self._view
        view.show_drag(Drag())
        view.hint("")
        if cancelled and isinstance(gesture, ScrubDrag):
            gesture.end()
        if self._has_edited:
            view.session.finish_gesture()
            if cancelled:
                view.session.attend("score")
                view.session.undo()
        self._gesture, self._has_edited = "", False

    def offer(self, pattern: str, at: QPointF, *, free: bool) -> bool:
        """Show a pattern at its real length where it would be placed."""
        view = self._view
        scene, before = view.scene, view.scene.drag.offer
        if scene.marks is None or view.session.score is None:
            view.session.hinted.emit("Open a track first, then drop the pattern on it.")
            return False
        if at.y() < scene.lanes.mix_top or at.x() < scene.lanes.header:
            view.show_drag(Drag())
            return False
        snap = Snap.OFF if free else view.snap
        first = float(scene.marks.grid.position(0.0))
        start = max(earlier(scene.beat(at.x()), snap, scene.marks.bars), first)
        layer = view.plain_lanes().layer_at(scene.row_y(at.y()))
        if not view.layers.is_open(layer):
            view.hint(f"{view.layers.title(layer)} is locked; drop it on another layer.")
            view.show_drag(Drag())
            return False
        beats = float(BARS_OF_NEW_CLIP * scene.marks.grid.metre)
        if before is None or (before.start_beat, before.layer) != (start, layer):
            clip = new_clip(PatternId(pattern), start, beats, layer)
            view.show_drag(Drag(flag_beat=start, offer=clip))
        return True

    def take_offer(self) -> None:
        """Place what is offered."""
        offered = self._view.scene.drag.offer
        self.drop_offer()
        if offered is not None:
            self._view.commands.put(offered)
            self._view.canvas.setFocus()

    def drop_offer(self) -> None:
        """Offer nothing more."""
        self._view.session.hinted.emit("")
        self._view.show_drag(Drag())

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll the layers with Shift or over their names, else the time."""
        view, turned = self._view, event.angleDelta()
        step = event.pixelDelta().y() or turned.y() / 2
        keys, at, lanes = event.modifiers(), event.position(), view.scene.lanes
        is_over_names = at.x() < lanes.header and at.y() > lanes.layers_top
        if keys & Qt.KeyboardModifier.ControlModifier:
            view.zoom(2 ** (turned.y() / 480), at.x() - lanes.header)
        elif keys & Qt.KeyboardModifier.ShiftModifier or is_over_names:
            view.pan(0, -step)
        else:
            view.pan(-(event.pixelDelta().x() or turned.x() / 2) - step, 0)

    def key(self, event: QKeyEvent) -> bool:
        """Walk among clips with up and down, move what is chosen with Ctrl and an arrow."""
        carries = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        acts = self._carrying() if carries else self._walking()
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            return False
        act()
        return True

    def menu(self, at: QPointF, globally: QPoint) -> None:
        """Show what can be done with the clip at a place, or there."""
        if self.heads.menu(at, globally) or self._view.dynamics.menu(self._view, at, globally):
            return
        here = touched(self._view.scene, at)
        if here.clip is not None and here.clip.id not in self._view.scene.chosen:
            self._view.choose([here.clip.id])
        open_menu(self._view, here, at, globally)

    def hover(self, at: QPointF | None) -> None:
        """Show the handles of the clip under the pointer."""
        clip = None if at is None else touched(self._view.scene, at).clip
        self._view.hover(None if clip is None else clip.id)

    def _press_clip(
        self, here: Touched, clip: Clip, at: QPointF, keys: Qt.KeyboardModifier
    ) -> Begin:
        view, chosen = self._view, self._view.session.clips
        copied = bool(keys & Qt.KeyboardModifier.ControlModifier)
        if keys & Qt.KeyboardModifier.ShiftModifier:
            rest = [name for name in chosen if name != clip.id]
            view.choose(rest if clip.id in chosen else [*chosen, clip.id])
        elif clip.id not in chosen:
            view.choose([clip.id])
        held = view.commands.chosen if clip.id in view.session.clips else (clip,)
        is_copy = copied and here.part is Part.BODY
        fixed = (c for c in held if c.id in view.scene.states.fixed)
        stays = next((c for c in fixed if not (is_copy and view.layers.is_open(c.layer))), None)
        if stays is not None:
            words = still_words(view.scene, stays)
            return lambda: StillDrag(view, at, words)
        match here.part:
            case Part.START | Part.STOP:
                is_start = here.part is Part.START
                return lambda: TrimDrag(view, at, clip, is_start=is_start)
            case Part.FADE_IN | Part.FADE_OUT:
                is_in = here.part is Part.FADE_IN
                return lambda: FadeDrag(view, at, clip, is_in=is_in)
        return lambda: MoveDrag(view, at, clip, copied=copied)

    def _walking(self) -> dict[Qt.Key, Callable[[], object]]:
        view = self._view
        return {
            Qt.Key.Key_Down: lambda: view.commands.select_next(1),
            Qt.Key.Key_Up: lambda: view.commands.select_next(-1),
            Qt.Key.Key_Escape: self._let_go,
            Qt.Key.Key_Return: self.chords.edit,
            Qt.Key.Key_Enter: self.chords.edit,
            Qt.Key.Key_Delete: view.commands.delete,
            Qt.Key.Key_Backspace: view.commands.delete,
        }

    def _let_go(self) -> None:
        self._view.choose(())
        self._view.chords.choose(None)
        self._view.sections.choose(None)

    def _carrying(self) -> dict[Qt.Key, Callable[[], object]]:
        view = self._view
        metre = 4 if view.scene.marks is None else view.scene.marks.grid.metre
        step = step_of(view.snap, metre)
        return {
            Qt.Key.Key_Right: lambda: view.commands.nudge(step),
            Qt.Key.Key_Left: lambda: view.commands.nudge(-step),
            Qt.Key.Key_Up: lambda: view.commands.nudge(0.0, 1),
            Qt.Key.Key_Down: lambda: view.commands.nudge(0.0, -1),
        }

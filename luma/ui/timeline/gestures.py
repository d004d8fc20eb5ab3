"""What a pressed pointer does until it is let go: each drag is one value and one step."""

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF

from luma.app.placing import copies
from luma.domain.ids import ClipId
from luma.domain.score import Clip
from luma.domain.scoreedits import MoveClips, PutClips, ScoreEdit, SetFades, TrimClip
from luma.ui.timeline.scene import Drag, Scene
from luma.ui.timeline.snap import Snap, snapped

SHORTEST = 1 / 16
REACH = 8.0


class Hands(Protocol):
    """What a gesture may do to the timeline."""

    @property
    def scene(self) -> Scene:
        """What is shown now."""

    @property
    def snap(self) -> Snap:
        """What edges snap to."""

    def edit(self, edit: ScoreEdit) -> None:
        """Edit the score as a part of this gesture."""

    def choose(self, names: Iterable[ClipId]) -> None:
        """Select clips."""

    def show_drag(self, drag: Drag) -> None:
        """Show what a drag shows."""

    def hint(self, words: str) -> None:
        """Say in a few words why something stays as it is; none end it."""

    def show_loop(self, loop: tuple[float, float] | None) -> None:
        """Show a loop that is being dragged."""

    def seek(self, seconds: float) -> None:
        """Go to a moment."""

    def scrub(self, seconds: float) -> None:
        """Hear a grain at a moment."""

    def let_go(self) -> None:
        """End the scrubbing where it is."""

    def loop(self, start: float, stop: float) -> None:
        """Play a stretch over and over."""

    def pan(self, across: float, down: float) -> None:
        """Move the view by pixels."""


class Gesture:
    """A press that goes on; the scene at its beginning is what it measures against."""

    def __init__(self, hands: Hands, at: QPointF) -> None:
        """Begin at a place."""
        self.hands, self.scene, self.at = hands, hands.scene, at

    def move(self, at: QPointF, *, free: bool) -> None:
        """Follow the pointer; `free` of what edges snap to."""

    def end(self) -> None:
        """Let go."""

    def beat_near(self, beat: float, *, free: bool, without: Iterable[ClipId] = ()) -> float:
        """The place that a beat comes to rest at."""
        scene, left_out = self.scene, frozenset(without)
        assert scene.marks is not None
        clips = scene.clips_in_view()
        edges = [e for c in clips if c.id not in left_out for e in (c.start_beat, c.stop_beat)]
        reach = REACH / max(scene.marks.pixels_per_beat(scene.view), 1e-6)
        snap = Snap.OFF if free else self.hands.snap
        return max(snapped(beat, snap, scene.marks.bars, edges, reach), self.first_beat)

    @property
    def first_beat(self) -> float:
        """The beat at which the track begins."""
        assert self.scene.marks is not None
        return float(self.scene.marks.grid.position(0.0))


class MoveDrag(Gesture):
    """Carries the chosen clips in time and between layers."""

    def __init__(self, hands: Hands, at: QPointF, clip: Clip, *, copied: bool) -> None:
        """Take hold of a clip."""
        super().__init__(hands, at)
        assert self.scene.score is not None
        chosen = tuple(c for c in self.scene.score.clips if c.id in self.scene.chosen)
        chosen = chosen if clip in chosen else (clip,)
        if copied:
            index = chosen.index(clip)
            chosen = copies(chosen, 0.0)
            clip = chosen[index]
            hands.edit(PutClips(chosen))
            hands.choose([clip.id, *(c.id for c in chosen if c is not clip)])
        self._clip, self._names = clip, tuple(c.id for c in chosen)
        self._first = min(c.start_beat for c in chosen)
        self._layers = frozenset(c.layer for c in chosen)
        self._sent = (0.0, 0)

    def move(self, at: QPointF, *, free: bool) -> None:
        """Carry them along."""
        scene, clip = self.scene, self._clip
        wanted = clip.start_beat + scene.beat(at.x()) - scene.beat(self.at.x())
        start = self._rest(wanted, clip.stop_beat - clip.start_beat, free=free)
        beats = max(start - clip.start_beat, self.first_beat - self._first)
        layers = scene.lanes.layer_at(scene.row_y(at.y())) - clip.layer
        if self._leads_into_locked(layers):
            layers = self._sent[1]
        edit = MoveClips(self._names, beats - self._sent[0], layers - self._sent[1])
        if (edit.beats, edit.layers) != (0.0, 0):
            self._sent = (beats, layers)
            self.hands.edit(edit)
        self.hands.show_drag(Drag(flag_beat=clip.start_beat + beats))

    def _leads_into_locked(self, layers: int) -> bool:
        """Whether so many layers up lies one that is locked, and say so."""
        score = self.scene.score
        assert score is not None
        onto = {layer + layers for layer in self._layers if layers}
        locked = (each for number in onto if (each := score.layer(number)).locked)
        found = next(locked, None)
        words = "" if found is None else f"Layer {found.title} is locked; unlock it first."
        self.hands.hint(words)
        return found is not None

    def _rest(self, start: float, length: float, *, free: bool) -> float:
        """Where the clip comes to rest: by its start, or by its end at another clip's edge."""
        by_start = self.beat_near(start, free=free, without=self._names)
        by_stop = self.beat_near(start + length, free=free, without=self._names) - length
        return by_stop if abs(by_stop - start) < abs(by_start - start) - 1e-6 else by_start


class TrimDrag(Gesture):
    """Moves one edge of a clip."""

    def __init__(self, hands: Hands, at: QPointF, clip: Clip, *, is_start: bool) -> None:
        """Take hold of an edge."""
        super().__init__(hands, at)
        self._clip, self._is_start = clip, is_start
        self._sent = (clip.start_beat, clip.stop_beat)

    def move(self, at: QPointF, *, free: bool) -> None:
        """Put the edge where the pointer is."""
        clip, scene = self._clip, self.scene
        held = clip.start_beat if self._is_start else clip.stop_beat
        wanted = held + scene.beat(at.x()) - scene.beat(self.at.x())
        beat = self.beat_near(wanted, free=free, without=(clip.id,))
        if self._is_start:
            span = (min(beat, clip.stop_beat - SHORTEST), clip.stop_beat)
        else:
            span = (clip.start_beat, max(beat, clip.start_beat + SHORTEST))
        if span != self._sent:
            self._sent = span
            self.hands.edit(TrimClip(clip.id, *span))
        self.hands.show_drag(Drag(flag_beat=span[0] if self._is_start else span[1]))


class FadeDrag(Gesture):
    """Moves the corner of a fade."""

    def __init__(self, hands: Hands, at: QPointF, clip: Clip, *, is_in: bool) -> None:
        """Take hold of a corner."""
        super().__init__(hands, at)
        self._clip, self._is_in = clip, is_in
        into, out_of = self.scene.fade_points(clip)
        self._offset = at.x() - (into if is_in else out_of)
        self._sent = (clip.fade_in, clip.fade_out)

    def move(self, at: QPointF, *, free: bool) -> None:
        """Put the corner where the pointer is."""
        clip = self._clip
        beat = self.beat_near(self.scene.beat(at.x() - self._offset), free=free)
        beat = min(max(beat, clip.start_beat), clip.stop_beat)
        length = clip.stop_beat - clip.start_beat
        if self._is_in:
            fades = (
                min(beat - clip.start_beat, length - min(clip.fade_out, length)),
                clip.fade_out,
            )
        else:
            fades = (
                clip.fade_in,
                min(clip.stop_beat - beat, length - min(clip.fade_in, length)),
            )
        if fades != self._sent:
            self._sent = fades
            self.hands.edit(SetFades(clip.id, *fades))
        self.hands.show_drag(Drag(flag_beat=beat))


class BoxDrag(Gesture):
    """Selects what a box touches."""

    def __init__(self, hands: Hands, at: QPointF, *, adds: bool) -> None:
        """Begin a box; it may add to what is chosen."""
        super().__init__(hands, at)
        self._kept = tuple(self.scene.chosen) if adds else ()
        if not adds:
            hands.choose(())

    def move(self, at: QPointF, *, free: bool) -> None:
        """Stretch the box."""
        box = QRectF(self.at, at).normalized()
        self.hands.show_drag(Drag(box=box))
        scene = self.scene
        touched = [c.id for c in scene.clips_in_view() if scene.place(c).intersects(box)]
        self.hands.choose(dict.fromkeys((*self._kept, *touched)))


class StillDrag(Gesture):
    """Moves nothing, because what is held is locked, and says so."""

    def __init__(self, hands: Hands, at: QPointF, words: str) -> None:
        """Say why."""
        super().__init__(hands, at)
        hands.hint(words)

"""What lies under the pointer: which gesture a press there begins, and which cursor it has."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, Qt

from luma.domain.score import Clip
from luma.ui.timeline.chords import chord_at, edge_at
from luma.ui.timeline.clips import DOT, LOW, TITLE
from luma.ui.timeline.gridpaint import beat_at
from luma.ui.timeline.lanes import RULER
from luma.ui.timeline.ruler import BRACE
from luma.ui.timeline.scene import Scene
from luma.ui.timeline.sections import section_at, section_edge_at

ZONE = 8.0
HANDLES_FROM = 24.0


class Part(Enum):
    """The parts that can be taken hold of."""

    NOTHING = auto()
    BRACE = auto()
    RULER = auto()
    LAYERS = auto()
    BODY = auto()
    START = auto()
    STOP = auto()
    FADE_IN = auto()
    FADE_OUT = auto()
    BEAT = auto()
    CHORD = auto()
    CHORD_EDGE = auto()
    SECTION = auto()
    SECTION_EDGE = auto()


@dataclass(frozen=True, slots=True)
class Touched:
    """A part of the timeline, and the clip that it belongs to."""

    part: Part
    clip: Clip | None = None
    beat: int | None = None
    chord: int | None = None
    section: int | None = None


NOTHING = Touched(Part.NOTHING)
CURSORS = {
    Part.START: Qt.CursorShape.SplitHCursor,
    Part.STOP: Qt.CursorShape.SplitHCursor,
    Part.FADE_IN: Qt.CursorShape.SizeHorCursor,
    Part.FADE_OUT: Qt.CursorShape.SizeHorCursor,
    Part.BRACE: Qt.CursorShape.SplitHCursor,
    Part.BEAT: Qt.CursorShape.SplitHCursor,
    Part.CHORD_EDGE: Qt.CursorShape.SplitHCursor,
    Part.SECTION_EDGE: Qt.CursorShape.SplitHCursor,
}
WORDS = {
    Part.BRACE: "Drag to loop a stretch",
    Part.RULER: "Click to go there; a drag with Alt lets it be heard",
    Part.START: "Drag to change where it starts",
    Part.STOP: "Drag to change where it stops",
    Part.FADE_IN: "Drag to fade in",
    Part.FADE_OUT: "Drag to fade out",
    Part.BEAT: "Drag the beat to where it is heard",
    Part.CHORD_EDGE: "Drag to where the next chord begins",
    Part.SECTION_EDGE: "Drag to the bar where the next section begins",
}


def still_words(scene: Scene, clip: Clip) -> str:
    """Why a clip cannot be moved."""
    if clip.locked or scene.score is None:
        return "The clip is locked; unlock it first (K)."
    title = scene.score.layer(clip.layer).title
    return f"Layer {title} is locked; unlock it first (Shift+K)."


def touched(scene: Scene, at: QPointF) -> Touched:
    """What lies at a place."""
    if scene.marks is None or at.x() < scene.lanes.header:
        return NOTHING
    if at.y() < BRACE:
        return Touched(Part.BRACE)
    return _in_upper(scene, at) if at.y() < scene.lanes.layers_top else _in_layers(scene, at)


def _in_upper(scene: Scene, at: QPointF) -> Touched:
    if RULER <= at.y() < scene.lanes.mix_top:
        return _in_sections(scene, at)
    if scene.corrects and RULER <= at.y() < scene.lanes.chords_top:
        beat = beat_at(scene, at.x(), ZONE)
        return NOTHING if beat is None else Touched(Part.BEAT, beat=beat)
    return Touched(Part.RULER) if at.y() < RULER else _in_chords(scene, at)


def _in_sections(scene: Scene, at: QPointF) -> Touched:
    edge, section = section_edge_at(scene, at), section_at(scene, at)
    if edge is not None:
        return Touched(Part.SECTION_EDGE, section=edge)
    return NOTHING if section is None else Touched(Part.SECTION, section=section)


def _in_chords(scene: Scene, at: QPointF) -> Touched:
    edge, chord = edge_at(scene, at), chord_at(scene, at)
    if edge is not None:
        return Touched(Part.CHORD_EDGE, chord=edge)
    return NOTHING if chord is None else Touched(Part.CHORD, chord=chord)


def _in_layers(scene: Scene, at: QPointF) -> Touched:
    clip = scene.clip_at(at.x(), at.y())
    if clip is None:
        near = (scene.clip_at(at.x() + aside, at.y()) for aside in (-ZONE / 2, ZONE / 2))
        clip = next((c for c in near if c is not None), None)
        if clip is None or scene.place(clip).width() < HANDLES_FROM:
            return Touched(Part.LAYERS)
    place = scene.place(clip)
    if place.width() < HANDLES_FROM or clip.id in scene.states.fixed:
        return Touched(Part.BODY, clip)
    if place.height() >= LOW:
        for part, x in zip((Part.FADE_IN, Part.FADE_OUT), _dots(scene, clip), strict=True):
            middle = place.top() + TITLE + 2 + DOT / 2
            if abs(at.x() - x) <= ZONE and abs(at.y() - middle) <= ZONE - 1:
                return Touched(part, clip)
    return Touched(_edge(at.x() - place.left(), place.right() - at.x(), place.width()), clip)


def _dots(scene: Scene, clip: Clip) -> tuple[float, float]:
    place = scene.place(clip)
    into, out_of = scene.fade_points(clip)
    return max(into, place.left() + DOT / 2), min(out_of, place.right() - DOT / 2)


def _edge(from_start: float, from_stop: float, width: float) -> Part:
    zone = min(ZONE, width / 4)
    if from_start <= zone and from_start <= from_stop:
        return Part.START
    return Part.STOP if from_stop <= zone else Part.BODY

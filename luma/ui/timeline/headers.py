"""The heads of the layers: what stands where in them; no painting."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPointF, QRectF

from luma.domain.score import Clip, Score
from luma.ui.timeline.lanes import FOOT, Row
from luma.ui.timeline.scene import Scene

MARGIN, SIGN, STEP, TIGHT = 12, 16, 20, 18
TIGHT_BELOW = 130
CODE, FIGURES = QRectF(0, 0, 28, 15), 26
UP = 10


class Knob(Enum):
    """The parts of a layer's head."""

    NAME = auto()
    SOLO = auto()
    EYE = auto()
    LOCK = auto()
    BLEND = auto()
    OPACITY = auto()
    ADD = auto()


WORDS = {
    Knob.NAME: "Double-click to rename (F2), drag to put it elsewhere (Alt+Shift+Up, Down)",
    Knob.SOLO: "Only this layer lights, with others that are solo (Shift+S)",
    Knob.EYE: "Mute: the layer gives no light (Shift+M)",
    Knob.LOCK: "Lock: the layer's clips stay as they are (Shift+K)",
    Knob.BLEND: "How the layer's clips lie on what is below them",
    Knob.OPACITY: "How strongly the layer's clips show; drag to set it for all of them",
    Knob.ADD: "Add a layer on top (Shift+A)",
}


@dataclass(frozen=True, slots=True)
class Held:
    """A part of the head of one layer, and where it lies."""

    knob: Knob
    layer: int
    place: QRectF


def places(wide: int, row: Row, top: float) -> dict[Knob, QRectF]:
    """Where the parts of a head lie, in a column so wide, for a row that begins at a height."""
    middle, tight = top + row.height / 2 - 0.5, wide < TIGHT_BELOW
    step, right = (TIGHT, wide - 5) if tight else (STEP, wide - 7)
    first, second = middle - UP, middle + UP
    signs = {
        knob: QRectF(right - SIGN - step * index, first - SIGN / 2, SIGN, SIGN)
        for index, knob in enumerate((Knob.LOCK, Knob.EYE, Knob.SOLO))
    }
    code = CODE.translated(MARGIN, round(second - CODE.height() / 2))
    line = QRectF(code.right() + 6, second - 8, 0, 16)
    line.setRight(wide - MARGIN - FIGURES - 2)
    name = QRectF(MARGIN, first - 9, signs[Knob.SOLO].left() - 2 - MARGIN, 18)
    return {Knob.NAME: name, **signs, Knob.BLEND: code, Knob.OPACITY: line}


def places_in(scene: Scene, layer: int) -> dict[Knob, QRectF]:
    """Where the parts of a layer's head lie on the canvas; none if it has no row."""
    for row in scene.lanes.rows:
        if row.layer == layer and row.is_first:
            top = scene.lanes.layers_top + row.top - scene.scroll
            return places(scene.lanes.header, row, top)
    return {}


def foot_of(scene: Scene) -> QRectF:
    """Where a layer can be added."""
    top = scene.lanes.layers_top + scene.lanes.foot_top - scene.scroll
    return QRectF(0, top, scene.lanes.header - 1, FOOT)


def held_at(scene: Scene, at: QPointF) -> Held | None:
    """The part of a head at a place of the canvas."""
    lanes = scene.lanes
    if scene.marks is None or at.x() >= lanes.header or at.y() < lanes.layers_top:
        return None
    foot = foot_of(scene)
    if scene.score is not None and foot.contains(at):
        return Held(Knob.ADD, 0, foot)
    index = lanes.row_at(scene.row_y(at.y()))
    if not 0 <= index < len(lanes.rows):
        return None
    layer = lanes.rows[index].layer
    parts = places_in(scene, layer)
    reach = {Knob.OPACITY: (2, 4)}
    for knob, place in parts.items():
        across, down = reach.get(knob, (2, 4))
        if knob is not Knob.NAME and place.adjusted(-across, -down, across, down).contains(at):
            return Held(knob, layer, place)
    return Held(Knob.NAME, layer, parts[Knob.NAME])


def clips_of(score: Score | None, layer: int) -> tuple[Clip, ...]:
    """The clips of a layer."""
    return () if score is None else tuple(c for c in score.clips if c.layer == layer)


def title_of(score: Score, layer: int) -> str:
    """How a layer is called in its head."""
    return score.layer(layer).name or f"Layer {layer + 1}"

"""The sections of a track in their lane."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from luma.domain.sections import Section
from luma.ui.theme import SECTION_COLOURS
from luma.ui.timeline import shades
from luma.ui.timeline.lanes import RULER, SECTIONS
from luma.ui.timeline.scene import Scene

NARROWEST_LABEL = 14
REACH = 5.0
GROUND = 0.26
_KIN = {
    "refrain": "chorus",
    "hook": "chorus",
    "bridge": "break",
    "breakdown": "break",
    "interlude": "break",
    "pre": "build",
    "coda": "outro",
    "end": "outro",
}
_OTHER = "verse"


def section_at(scene: Scene, at: QPointF) -> int | None:
    """The section at a place of the canvas."""
    lanes = scene.lanes
    if scene.sections is None or not lanes.sections or at.x() < lanes.header:
        return None
    if not RULER <= at.y() < RULER + SECTIONS:
        return None
    seconds = scene.seconds(at.x())
    parts = enumerate(scene.sections.sections)
    return next((n for n, part in parts if part.start <= seconds < part.stop), None)


def section_edge_at(scene: Scene, at: QPointF) -> int | None:
    """The edge between two sections that can be taken hold of at a place."""
    here = section_at(scene, at)
    if here is None or scene.sections is None:
        return None
    parts = scene.sections.sections
    for edge in (here, here + 1):
        if 0 < edge < len(parts) and abs(scene.x(parts[edge].start) - at.x()) <= REACH:
            shortest = min(part.stop - part.start for part in parts[edge - 1 : edge + 1])
            if shortest * scene.view.scale >= 2 * REACH:
                return edge
    return None


def section_colour(label: str) -> QColor:
    """The colour of sections of a name: its own, that of its kin, or a verse's."""
    name = label.casefold().rstrip("0123456789 ")
    return QColor(SECTION_COLOURS[_KIN.get(name, name if name in SECTION_COLOURS else _OTHER)])


def draw_sections(painter: QPainter, scene: Scene) -> None:
    """Paint the sections in view, each in the colour of its name, with its group's letter."""
    if scene.sections is None or not scene.lanes.sections:
        return
    for index, part in enumerate(scene.sections.sections):
        if part.stop < scene.view.start or part.start > scene.view.stop:
            continue
        left, right = round(scene.x(part.start)), round(scene.x(part.stop))
        place = QRectF(left, RULER, right - left, SECTIONS)
        _draw_section(painter, scene, part, place)
        if index == scene.section:
            painter.setPen(shades.plain_pen("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(0.5, 1.5, -1.5, -1.5))
    if scene.drag.section_edge is not None:
        _draw_edge(painter, scene, scene.drag.section_edge[1])


def _draw_section(painter: QPainter, scene: Scene, part: Section, at: QRectF) -> None:
    inside, ink = at.adjusted(0, 1, -1, -1), section_colour(part.label)
    ground = QColor(ink)
    ground.setAlphaF(GROUND)
    painter.fillRect(inside, ground)
    painter.fillRect(QRectF(inside.left(), inside.top(), 3, inside.height()), ink)
    left = max(inside.left(), float(scene.lanes.header)) + 8
    right, middle = inside.right() - 5, at.center().y()
    letter = shades.width_of(part.letter, 10, mono=True)
    name = shades.width_of(part.label, 11)
    if right - left >= name + letter + 8:
        x = right - letter
        shades.write(painter, (x, middle), part.letter, shades.shade("text_2"), shades.FIGURES)
        right = x - 6
    if right - left >= NARROWEST_LABEL:
        words = shades.elided(part.label, int(right - left), 11, 400)
        shades.write(painter, (left, middle), words, shades.shade("text"), shades.SMALL)


def _draw_edge(painter: QPainter, scene: Scene, seconds: float) -> None:
    """Paint where a carried edge would lie, with its bar."""
    if scene.marks is None:
        return
    x = round(scene.x(seconds)) + 0.5
    painter.setPen(shades.plain_pen("accent"))
    painter.drawLine(QPointF(x, RULER), QPointF(x, RULER + SECTIONS + 18))
    words = scene.marks.name(round(float(scene.marks.grid.position(seconds)), 3))
    wide = shades.width_of(words, 11, 600, mono=True) + 8
    flag = QRectF(x + 4, RULER + SECTIONS + 2, wide, 16)
    if flag.right() > scene.lanes.header + scene.view.width:
        flag.moveRight(x - 4)
    painter.fillRect(flag, shades.shade("accent"))
    painter.setFont(shades.face(11, 600, mono=True))
    painter.setPen(shades.shade("text_on"))
    painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)

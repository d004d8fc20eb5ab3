"""The lanes of the dynamics as they are painted."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from luma.app.dynamics import KIND_OF, Dynamic, whole_words
from luma.ui.assets import pixmap
from luma.ui.timeline import shades
from luma.ui.timeline.dynamics import HEIGHTS, TITLE, DynamicsScene
from luma.ui.timeline.ruler import draw_lines
from luma.ui.timeline.scene import Scene
from luma.ui.timeline.stempaint import draw_fold, say

NAMES = {
    Dynamic.KICK: "Kick",
    Dynamic.SNARE: "Snare",
    Dynamic.HAT: "Hat",
    Dynamic.ENERGY: "Energy",
    Dynamic.LOUDNESS: "Loudness",
    Dynamic.BRIGHTNESS: "Brightness",
}
SIGNS = {
    Dynamic.KICK: "drum",
    Dynamic.ENERGY: "gauge",
    Dynamic.LOUDNESS: "volume-2",
    Dynamic.BRIGHTNESS: "lightbulb",
}
FOLDED = 0.36
"""How far the curve in the title is darkened."""


def draw_dynamics(painter: QPainter, scene: Scene) -> None:
    """Paint strokes and curves, or why there are none."""
    lanes, dynamics = scene.lanes, scene.dynamics
    if dynamics is None or not lanes.dynamics:
        return
    title = QRectF(lanes.header, lanes.dynamics_top, scene.view.width, TITLE)
    painter.fillRect(
        QRectF(title.left(), title.top() - 1, title.width(), 1), shades.shade("line")
    )
    if not dynamics.are_there:
        painter.fillRect(title.adjusted(0, 1, 0, -1), shades.stripes())
        say(painter, title, dynamics.said.get(Dynamic.ENERGY, ""), "text_2")
        return
    if not dynamics.shown:
        inside = title.adjusted(0, 1, 0, -1)
        _draw_lane(painter, scene, dynamics, Dynamic.ENERGY, inside)
        painter.fillRect(inside, shades.shade("sunk", FOLDED))
        return
    if dynamics.sketch is not None and dynamics.sketch.loudness is not None:
        say(painter, title, whole_words(dynamics.sketch.loudness), "text_3")
    tops = dynamics.tops(lanes)
    for each, top in tops.items():
        place = QRectF(lanes.header, top, scene.view.width, HEIGHTS[each] - 1)
        _draw_lane(painter, scene, dynamics, each, place)
    draw_lines(painter, scene, title.bottom(), title.bottom() + dynamics.height - TITLE)
    for top in tops.values():
        line = QRectF(lanes.header, top - 1, scene.view.width, 1)
        painter.fillRect(line, shades.shade("line_soft"))


def draw_dynamics_heads(painter: QPainter, scene: Scene) -> None:
    """Paint the names of the lanes."""
    lanes, dynamics = scene.lanes, scene.dynamics
    if dynamics is None or not lanes.dynamics:
        return
    middle = lanes.dynamics_top + TITLE / 2 - 0.5
    shades.write(painter, (12, middle), "Dynamics", shades.shade("text_2"), shades.SMALL)
    if dynamics.are_there:
        draw_fold(painter, lanes, middle, is_open=bool(dynamics.shown))
    for each, top in dynamics.tops(lanes).items():
        _draw_head(painter, scene, each, top)
    edge = QRectF(0, lanes.dynamics_top - 1, lanes.header, 1)
    painter.fillRect(edge, shades.shade("line"))


def _draw_head(painter: QPainter, scene: Scene, each: Dynamic, top: int) -> None:
    lanes, middle = scene.lanes, top + HEIGHTS[each] / 2 - 0.5
    if each in SIGNS:
        ratio = painter.device().devicePixelRatio()
        sign = pixmap(SIGNS[each], "text_2", 14, ratio)
        painter.drawPixmap(QPointF(11, round(middle - 7)), sign)
    shades.write(painter, (31, middle), NAMES[each], shades.shade("text_2"), shades.SMALL)
    painter.fillRect(QRectF(0, top - 1, lanes.header, 1), shades.shade("line_soft"))


def _draw_lane(
    painter: QPainter, scene: Scene, dynamics: DynamicsScene, each: Dynamic, place: QRectF
) -> None:
    if dynamics.sketch is not None and dynamics.sketch.has(each):
        ratio = painter.device().devicePixelRatio()
        dynamics.tiles[each].draw(painter, scene.view, place, ratio)
        return
    painter.fillRect(place, shades.stripes())
    alike = [one for one in dynamics.shown if KIND_OF[one] == KIND_OF[each]]
    if each in alike[:1]:  # one sentence for all that are heard together
        say(painter, place, dynamics.said.get(each, ""), "text_2")

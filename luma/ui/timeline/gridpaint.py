"""Beats that can be taken hold of, as they are painted."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from luma.domain.rhythm import BeatGrid
from luma.domain.uncertain import unclear_beats
from luma.ui.timeline import shades
from luma.ui.timeline.scene import Scene

HANDLED_FROM, HALF = 12.0, 4.0


def beats_in_view(scene: Scene) -> range:
    """The numbers of the beats in view that can be taken hold of; none where they are dense."""
    marks, view = scene.marks, scene.view
    if marks is None or not scene.corrects or marks.pixels_per_beat(view) < HANDLED_FROM:
        return range(0)
    grid = marks.grid
    first = -int(grid.downbeats[0])
    low, high = (float(beat) for beat in grid.position([view.start, view.stop]))
    return range(max(first, int(low)), min(first + grid.beats.size, int(high) + 2))


def beat_at(scene: Scene, x: float, reach: float) -> int | None:
    """The beat that can be taken hold of within reach of a place."""
    if scene.marks is None:
        return None
    number = round(scene.beat(x))
    is_near = abs(scene.x_of_beat(number) - x) <= reach
    return number if is_near and number in beats_in_view(scene) else None


def draw_beats(painter: QPainter, scene: Scene) -> None:
    """Paint a line and a handle for every beat, and the one that is carried."""
    beats = beats_in_view(scene)
    if not beats or scene.marks is None:
        return
    lanes, bars = scene.lanes, set(scene.marks.bars.tolist())
    top, bottom = lanes.mix_top, lanes.mix_top + lanes.mix
    xs = scene.marks.x(scene.view, list(beats)).round() + lanes.header
    carried, unclear = scene.drag.beat, _unclear(scene.marks.grid)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for number, x in zip(beats, xs.tolist(), strict=True):
        is_held = carried is not None and carried[0] == number
        token = "line_control" if is_held else "text" if number in bars else "text_2"
        painter.setPen(shades.plain_pen(token, 0.7 if number in bars else 0.4))
        painter.drawLine(QLineF(x + 0.5, top, x + 0.5, bottom))
        _draw_handle(painter, x + 0.5, top, token, hollow=number in unclear)
    if carried is not None:
        _draw_carried(painter, scene, *carried)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _unclear(grid: BeatGrid) -> frozenset[int]:
    """The numbers of the beats that were heard unclearly."""
    return frozenset(index - int(grid.downbeats[0]) for index in unclear_beats(grid))


def _draw_handle(
    painter: QPainter, x: float, top: float, token: str, *, hollow: bool = False
) -> None:
    """Paint a handle; that of a beat that was heard unclearly is hollow."""
    painter.setPen(shades.plain_pen("warn") if hollow else Qt.PenStyle.NoPen)
    painter.setBrush(shades.shade("sunk" if hollow else token))
    corners = ((-HALF, 0.0), (HALF, 0.0), (0.0, HALF * 1.6))
    painter.drawPolygon(QPolygonF([QPointF(x + dx, top + 1 + dy) for dx, dy in corners]))


def _draw_carried(painter: QPainter, scene: Scene, beat: int, seconds: float) -> None:
    assert scene.marks is not None
    lanes = scene.lanes
    x = round(scene.x(seconds)) + 0.5
    painter.setPen(shades.plain_pen("accent"))
    painter.drawLine(QLineF(x, lanes.mix_top, x, lanes.height))
    _draw_handle(painter, x, lanes.mix_top, "accent")
    off = (seconds - float(scene.marks.grid.seconds(beat))) * 1000.0
    sign = "+" if off >= 0 else "−"
    words = f"{scene.marks.name(beat)}  {sign}{abs(off):.0f} ms"
    wide = shades.width_of(words, 11, 600, mono=True) + 8
    flag = QRectF(x + 4, lanes.mix_top + 10, wide, 16)
    if flag.right() > lanes.header + scene.view.width:
        flag.moveRight(x - 4)
    painter.fillRect(flag, shades.shade("accent"))
    painter.setFont(shades.face(11, 600, mono=True))
    painter.setPen(shades.shade("text_on"))
    painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)

"""Clips as they are painted, with more or less in them by their size."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from luma.domain.score import Clip
from luma.ui.timeline import shades
from luma.ui.timeline.scene import Scene
from luma.ui.timeline.titles import BAR, draw_title

TITLE, WITH_INITIAL = 19.0, 24.0
LOW, LOWEST, LOW_STRIP = 35.0, 26.0, 8.0
DOT = 8.0


def draw_clip(painter: QPainter, scene: Scene, clip: Clip) -> None:
    """Paint one clip where it lies."""
    place = scene.place(clip)
    if place.width() < WITH_INITIAL:
        _draw_sliver(painter, scene, clip, place)
        return
    chosen, trouble = clip.id in scene.chosen, scene.troubles.get(clip.id)
    number = scene.label(clip).colour
    dark = clip.id in scene.states.dark
    painter.setPen(_edge(number, chosen=chosen, trouble=trouble is not None, dark=dark))
    painter.setBrush(shades.shade("sunk"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    title = min(TITLE, place.height() - 2)
    if place.height() < LOW:
        title = max(title, place.height() - LOW_STRIP - 2)
    if place.height() < LOWEST:
        title = place.height() - 2
    _draw_body(painter, scene, clip, place.adjusted(1, title + 1, -1, -2))
    head = QRectF(place.left() + 1, place.top() + 1, place.width() - 2, title)
    painter.fillRect(
        head, shades.shade("lift") if dark else shades.clip_title(number, chosen=chosen)
    )
    painter.fillRect(QRectF(head.left(), head.top(), BAR, head.height()), _bar(scene, clip))
    draw_title(painter, scene, clip, head)
    if trouble is None:
        _draw_fades(painter, scene, clip, place.adjusted(1, title + 1, -1, -2))
    if chosen and clip.id not in scene.states.fixed:
        _draw_grips(painter, place)


def _edge(number: int, *, chosen: bool, trouble: bool, dark: bool) -> QPen:
    if trouble:
        return shades.plain_pen("error", 1.0, 1.5)
    if chosen:
        return shades.plain_pen("accent", 1.0, 1.5)
    return QPen(shades.shade("line_strong") if dark else shades.clip_edge(number), 1)


def _draw_sliver(painter: QPainter, scene: Scene, clip: Clip, place: QRectF) -> None:
    """A clip too narrow for words: its strip and a coloured edge."""
    if place.width() > BAR + 1:
        times, pictures = scene.times[clip.id], scene.strips.get(clip.id)
        inside = place.adjusted(BAR, 0, -1, 0)
        if pictures is not None:
            dark = clip.id in scene.states.dark
            seconds = times.stop - times.start
            pictures.draw(painter, inside, times.start, seconds, dark=dark)
        else:
            painter.fillRect(inside, shades.shade("lift"))
    chosen = clip.id in scene.chosen
    bar = shades.shade("accent") if chosen else _bar(scene, clip)
    painter.fillRect(
        QRectF(place.left(), place.top(), min(BAR, place.width()), place.height()), bar
    )
    if chosen:
        painter.setPen(shades.plain_pen("accent", 1.0, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


def _bar(scene: Scene, clip: Clip) -> QColor:
    if clip.id in scene.states.dark:
        return shades.shade("line_strong")
    return shades.clip_bar(scene.label(clip).colour)


def _draw_body(painter: QPainter, scene: Scene, clip: Clip, inside: QRectF) -> None:
    if inside.height() < 2:
        return
    trouble, pictures = scene.troubles.get(clip.id), scene.strips.get(clip.id)
    if trouble is not None:
        painter.fillRect(inside, shades.hatch())
        _draw_words(painter, scene, trouble, inside)
    elif pictures is None:
        painter.fillRect(inside, shades.stripes())
    else:
        _draw_strip(painter, scene, clip, inside)


def _draw_strip(painter: QPainter, scene: Scene, clip: Clip, inside: QRectF) -> None:
    """Only what is in view: a long clip seen closely is many screens wide."""
    left = max(inside.left(), float(scene.lanes.header))
    right = min(inside.right(), float(scene.lanes.header + scene.view.width))
    if right > left:
        part = QRectF(left, inside.top(), right - left, inside.height())
        seconds = (right - left) / scene.view.scale
        dark = clip.id in scene.states.dark
        scene.strips[clip.id].draw(painter, part, scene.seconds(left), seconds, dark=dark)


def _draw_words(painter: QPainter, scene: Scene, words: str, inside: QRectF) -> None:
    left = max(inside.left(), float(scene.lanes.header)) + 8
    room = int(inside.right() - left - 8)
    if room > 40 and inside.height() >= 14:
        painter.setFont(shades.face(11))
        painter.setPen(shades.shade("text"))
        ground = QRectF(left - 4, inside.center().y() - 8, 0, 16)
        text = shades.elided(words, room, 11)
        ground.setWidth(shades.width_of(text, 11) + 8)
        painter.fillRect(ground, shades.shade("error_fill"))
        painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, text)


def _draw_fades(painter: QPainter, scene: Scene, clip: Clip, inside: QRectF) -> None:
    seen = clip.id in scene.chosen or clip.id == scene.hovered
    dotted = seen and clip.id not in scene.states.fixed
    if not (dotted or clip.fade_in or clip.fade_out) or inside.height() < DOT:
        return
    into, out_of = scene.fade_points(clip)
    for x, edge in ((into, inside.left()), (out_of, inside.right())):
        if abs(x - edge) > 2:
            _draw_wedge(painter, x, edge, inside)
        if dotted:
            _draw_dot(painter, x, inside, chosen=clip.id in scene.chosen)


def _draw_wedge(painter: QPainter, x: float, edge: float, inside: QRectF) -> None:
    top, foot = QPointF(x, inside.top()), QPointF(edge, inside.bottom())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shades.shade("void", 0.66))
    painter.drawPolygon(QPolygonF([QPointF(edge, inside.top()), top, foot]))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(shades.plain_pen("text", 0.75))
    painter.drawLine(QLineF(foot, top))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _draw_dot(painter: QPainter, x: float, inside: QRectF, *, chosen: bool) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(shades.plain_pen("accent" if chosen else "text", 1.0, 1.5))
    painter.setBrush(shades.shade("sunk"))
    middle = min(max(x, inside.left() + DOT / 2 + 1), inside.right() - DOT / 2 - 1)
    radius = DOT / 2 - 0.5
    painter.drawEllipse(QPointF(middle, inside.top() + DOT / 2), radius, radius)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _draw_grips(painter: QPainter, place: QRectF) -> None:
    tall = place.height() / 2
    for left in (place.left(), place.right() - 3):
        at = QRectF(left, place.center().y() - tall / 2 + 6, 3, tall - 4)
        painter.fillRect(at, shades.shade("accent"))

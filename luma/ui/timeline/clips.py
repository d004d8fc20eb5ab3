"""Clips as they are painted, with more or less in them by their size."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from luma.domain.score import Clip
from luma.ui.assets import pixmap
from luma.ui.theme import BLEND_CODES
from luma.ui.timeline import shades
from luma.ui.timeline.scene import Scene

TITLE, BAR = 19.0, 3.0
WITH_CHIPS, WITH_CODE, WITH_NAME, WITH_INITIAL = 120.0, 84.0, 40.0, 24.0
LOW, LOWEST, LOW_STRIP = 35.0, 26.0, 8.0
DOT = 8.0
CODE_WIDTH, CODE_HEIGHT = 28.0, 15.0
CHIP_HEIGHT = 14.0


def draw_clip(painter: QPainter, scene: Scene, clip: Clip) -> None:
    """Paint one clip where it lies."""
    place = scene.place(clip)
    if place.width() < WITH_INITIAL:
        _draw_sliver(painter, scene, clip, place)
        return
    chosen, trouble = clip.id in scene.chosen, scene.troubles.get(clip.id)
    number = scene.label(clip).colour
    painter.setPen(_edge(number, chosen=chosen, trouble=trouble is not None))
    painter.setBrush(shades.shade("sunk"))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    title = min(TITLE, place.height() - 2)
    if place.height() < LOW:
        title = max(title, place.height() - LOW_STRIP - 2)
    if place.height() < LOWEST:
        title = place.height() - 2
    _draw_body(painter, scene, clip, place.adjusted(1, title + 1, -1, -2))
    head = QRectF(place.left() + 1, place.top() + 1, place.width() - 2, title)
    painter.fillRect(head, shades.clip_title(number, chosen=chosen))
    painter.fillRect(
        QRectF(head.left(), head.top(), BAR, head.height()), shades.clip_bar(number)
    )
    _draw_title(painter, scene, clip, head)
    _draw_fades(painter, scene, clip, place.adjusted(1, title + 1, -1, -2))
    if chosen:
        _draw_grips(painter, place)


def _edge(number: int, *, chosen: bool, trouble: bool) -> QPen:
    if trouble:
        return shades.plain_pen("error", 1.0, 1.5)
    if chosen:
        return shades.plain_pen("accent", 1.0, 1.5)
    return QPen(shades.clip_edge(number), 1)


def _draw_sliver(painter: QPainter, scene: Scene, clip: Clip, place: QRectF) -> None:
    """A clip too narrow for words: its strip and a coloured edge."""
    if place.width() > BAR + 1:
        start, stop = scene.times[clip.id]
        pictures = scene.strips.get(clip.id)
        inside = place.adjusted(BAR, 0, -1, 0)
        if pictures is not None:
            pictures.draw(painter, inside, start, stop - start)
        else:
            painter.fillRect(inside, shades.shade("lift"))
    chosen = clip.id in scene.chosen
    bar = shades.shade("accent") if chosen else shades.clip_bar(scene.label(clip).colour)
    painter.fillRect(
        QRectF(place.left(), place.top(), min(BAR, place.width()), place.height()), bar
    )
    if chosen:
        painter.setPen(shades.plain_pen("accent", 1.0, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))


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
        scene.strips[clip.id].draw(painter, part, scene.seconds(left), seconds)


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


def _draw_title(painter: QPainter, scene: Scene, clip: Clip, head: QRectF) -> None:
    left = max(head.left(), float(scene.lanes.header)) + BAR + 4
    right = min(head.right(), float(scene.lanes.header + scene.view.width)) - 4
    name = scene.label(clip).name
    painter.setFont(shades.face(11, 600))
    painter.setPen(shades.shade("text"))
    if right - left < WITH_NAME - BAR - 10:
        painter.drawText(QRectF(left, head.top(), 16, head.height()), _MIDDLE, name[:1])
        return
    if head.width() >= WITH_CODE:
        right = _draw_code(painter, clip, right, head) - 4
    if clip.id in scene.troubles:
        painter.drawPixmap(
            QPointF(left, head.center().y() - 6), pixmap("circle-alert", "error", 12)
        )
        left += 16
    painter.setFont(shades.face(11, 600))
    painter.setPen(shades.shade("text"))
    text = shades.elided(name, max(0, int(right - left)), 11, 600)
    painter.drawText(
        QRectF(left, head.top(), max(0.0, right - left), head.height()), _MIDDLE, text
    )
    if head.width() >= WITH_CHIPS:
        _draw_chips(painter, clip, left + shades.width_of(text, 11, 600) + 6, right, head)


def _draw_code(painter: QPainter, clip: Clip, right: float, head: QRectF) -> float:
    """The code of its blend at the right; gives where that begins."""
    letters, ink, ground = BLEND_CODES[clip.blend.value]
    at = QRectF(
        right - CODE_WIDTH, head.center().y() - CODE_HEIGHT / 2, CODE_WIDTH, CODE_HEIGHT
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(at, 2, 2)
    painter.setFont(shades.face(10, 600, mono=True))
    painter.setPen(QColor(ink))
    painter.drawText(at, Qt.AlignmentFlag.AlignCenter, letters)
    return at.left()


def _draw_chips(painter: QPainter, clip: Clip, left: float, right: float, head: QRectF) -> None:
    """What the clip gives to its pattern, as far as there is room."""
    painter.setFont(shades.face(10))
    for words in chips_of(clip):
        wide = shades.width_of(words, 10) + 8
        if left + wide > right:
            return
        at = QRectF(left, head.center().y() - CHIP_HEIGHT / 2, wide, CHIP_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shades.shade("void", 0.3))
        painter.drawRoundedRect(at, 3, 3)
        painter.setPen(shades.shade("text"))
        painter.drawText(at, Qt.AlignmentFlag.AlignCenter, words)
        left += wide + 4


def chips_of(clip: Clip) -> tuple[str, ...]:
    """A clip's own arguments in a word or two each, and its opacity if light comes through."""
    words = []
    for name, value in clip.arguments.items():
        match value:
            case str() if name == "selection":
                words.append(value)
            case bool() | str():
                words.append(f"{name} {value}")
            case int() | float():
                words.append(f"{name} {value:g}")
    if clip.opacity < 1.0:
        words.append(f"{round(clip.opacity * 100)} %")
    return tuple(words)


def fade_points(scene: Scene, clip: Clip) -> tuple[float, float]:
    """Where a clip's fade in ends and its fade out begins."""
    start, stop = clip.start_beat, clip.stop_beat
    return scene.x_of_beat(min(start + clip.fade_in, stop)), scene.x_of_beat(
        max(stop - clip.fade_out, start)
    )


def _draw_fades(painter: QPainter, scene: Scene, clip: Clip, inside: QRectF) -> None:
    dotted = clip.id in scene.chosen or clip.id == scene.hovered
    if not (dotted or clip.fade_in or clip.fade_out) or inside.height() < DOT:
        return
    into, out_of = fade_points(scene, clip)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for x, edge in ((into, inside.left()), (out_of, inside.right())):
        if abs(x - edge) > 2:
            corner, top, foot = (
                QPointF(edge, inside.top()),
                QPointF(x, inside.top()),
                QPointF(edge, inside.bottom()),
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shades.shade("void", 0.66))
            painter.drawPolygon(QPolygonF([corner, top, foot]))
            painter.setPen(shades.plain_pen("text", 0.75))
            painter.drawLine(QLineF(foot, top))
        if dotted:
            painter.setPen(
                shades.plain_pen("accent" if clip.id in scene.chosen else "text", 1.0, 1.5)
            )
            painter.setBrush(shades.shade("sunk"))
            inwards = min(max(x, inside.left() + DOT / 2), inside.right() - DOT / 2)
            painter.drawEllipse(
                QPointF(inwards, inside.top() + DOT / 2), DOT / 2 - 0.5, DOT / 2 - 0.5
            )
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _draw_grips(painter: QPainter, place: QRectF) -> None:
    tall = place.height() / 2
    for left in (place.left(), place.right() - 3):
        at = QRectF(left, place.center().y() - tall / 2 + 6, 3, tall - 4)
        painter.fillRect(at, shades.shade("accent"))


_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

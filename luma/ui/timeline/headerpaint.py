"""The heads of the layers as they are painted."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from luma.domain.score import Layer
from luma.ui.assets import pixmap
from luma.ui.timeline import shades
from luma.ui.timeline.headers import Knob, foot_of, places, title_of
from luma.ui.timeline.scene import Scene, Shared
from luma.ui.timeline.titles import code_of_blend

SIGN = 14


def draw_layer_heads(painter: QPainter, scene: Scene) -> None:
    """Paint what is known of each layer, and where a new one is added."""
    lanes, score = scene.lanes, scene.score
    if score is None:
        return
    low, high = lanes.layers_top, lanes.height
    for row in lanes.rows:
        top = lanes.layers_top + row.top - scene.scroll
        if not row.is_first or top > high or top + row.height < low:
            continue
        parts = places(lanes.header, row, top)
        layer = score.layer(row.layer)
        is_shown = row.layer == scene.layer
        if is_shown:
            ground = QRectF(0, top, lanes.header - 1, row.height - 1)
            painter.fillRect(ground, shades.shade("accent_fill"))
            painter.fillRect(QRectF(0, top, 2, row.height - 1), shades.shade("accent"))
        calm = "text_2" if is_shown else "text_3"
        _draw_first(painter, parts, title_of(score, row.layer), layer, calm)
        told = scene.states.shared.get(row.layer, (None, None))
        _draw_second(painter, parts, told, lanes.header, calm)
    _draw_foot(painter, scene)


def _draw_first(
    painter: QPainter, parts: dict[Knob, QRectF], title: str, layer: Layer, calm: str
) -> None:
    name = parts[Knob.NAME]
    ink = shades.shade(calm if layer.muted else "text")
    words = shades.elided(title, int(name.width()), 12, 600)
    shades.write(painter, (name.left(), name.center().y()), words, ink, shades.BOLD)
    _draw_solo(painter, parts[Knob.SOLO], calm, on=layer.solo)
    eye = ("eye-off", "warn") if layer.muted else ("eye", calm)
    lock = ("lock", "text") if layer.locked else ("lock-open", calm)
    for knob, (sign, token) in ((Knob.EYE, eye), (Knob.LOCK, lock)):
        place = parts[knob]
        at = QPointF(round(place.left() + 1), round(place.center().y() - SIGN / 2))
        painter.drawPixmap(at, _sign(painter, sign, token))


def _draw_solo(painter: QPainter, place: QRectF, calm: str, *, on: bool) -> None:
    if on:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shades.shade("accent"))
        painter.drawRoundedRect(place, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    ink = shades.shade("text_on" if on else calm)
    left = place.center().x() - shades.width_of("S", 11, 600) / 2
    shades.write(painter, (left, place.center().y()), "S", ink, shades.SMALL_BOLD)


def _draw_second(
    painter: QPainter,
    parts: dict[Knob, QRectF],
    common: Shared,
    wide: int,
    calm: str,
) -> None:
    blend, opacity = common
    code, line = parts[Knob.BLEND], parts[Knob.OPACITY]
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(code.topLeft(), code_of_blend(blend, ratio))
    middle = round(line.center().y())
    track = QRectF(line.left(), middle - 1, line.width(), 3)
    painter.fillRect(track, shades.shade("line_control" if calm == "text_2" else "lift2"))
    if opacity is not None:
        filled = QRectF(track)
        filled.setWidth(track.width() * opacity)
        painter.fillRect(filled, shades.shade(calm))
    words = "–" if opacity is None else f"{opacity * 100:.0f}"
    left = wide - 12 - shades.width_of(words, 10, mono=True)
    ink = shades.shade(calm if opacity is None else "text_2")
    shades.write(painter, (left, middle), words, ink, shades.FIGURES)


def _draw_foot(painter: QPainter, scene: Scene) -> None:
    foot = foot_of(scene)
    if scene.marks is None or foot.top() > scene.lanes.height:
        return
    middle = foot.center().y()
    painter.drawPixmap(QPointF(11, round(middle - SIGN / 2)), _sign(painter, "plus", "text_3"))
    ink = shades.shade("text_3")
    shades.write(painter, (29, middle), "Add layer", ink, shades.SMALL)


def _sign(painter: QPainter, name: str, token: str) -> QPixmap:
    return pixmap(name, token, SIGN, painter.device().devicePixelRatio())

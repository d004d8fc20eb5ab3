"""The painting of a node: all of it near by, its title and ports from afar, a block far off."""

import functools
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from luma.ui.assets import pixmap
from luma.ui.nodes.layout import (
    EDGE,
    FOOT_LINE,
    FOOT_PAD,
    HEADER,
    ParamSpot,
    PortSpot,
    Shape,
)
from luma.ui.nodes.sprites import paint_port
from luma.ui.shades import shown
from luma.ui.theme import FAMILIES, MONO, THEME, Family, colour, font
from luma.ui.wording import argument_of, label_of, value_words

FULL, MIDDLE = 0.85, 0.35
CORNER = 6.0
COST_WARN, COST_FULL = 3.0, 4.0
UNKNOWN = Family(THEME.text_3, THEME.lift, "circle-help")


@dataclass(frozen=True, slots=True)
class Look:
    """Everything that a node's picture depends on, besides where it lies."""

    title: str
    family: str
    shape: Shape
    known: bool = True
    selected: bool = False
    broken: bool = False
    dark: bool = False
    cost_ms: float | None = None
    fills: tuple[float, ...] = ()


def family_of(name: str) -> Family:
    """How a family looks; one that nobody knows is neutral."""
    return FAMILIES.get(name, UNKNOWN)


def paint_body(painter: QPainter, look: Look, zoom: float) -> None:
    """A node with its corner at the origin, as much of it as can be read at a zoom."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = look.shape
    box = QRectF(0, 0, shape.width, shape.height)
    if zoom < MIDDLE:
        _paint_block(painter, look, box)
        return
    painter.setOpacity(0.55 if look.dark else 1.0)
    _paint_ground(painter, look, box, zoom)
    for port in shape.ports:
        paint_port(painter, QPointF(*shape.port_at(port)), port.kind)
        if zoom >= FULL:
            _paint_label(painter, shape, port)
    for param, fill in zip(shape.params, look.fills, strict=True):
        _paint_param(painter, shape, param, fill, full=zoom >= FULL)
    if shape.view is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("void"))
        painter.drawRoundedRect(view_box(shape), 3, 3)
    _paint_edge(painter, look, box)


def _paint_ground(painter: QPainter, look: Look, box: QRectF, zoom: float) -> None:
    """The shadow, the body and what lies flat on it, cut to its corners."""
    for spread, alpha in ((3.0, 0.10), (1.5, 0.16), (0.0, 0.22)):
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(0, 0, 0, round(alpha * 255)))
        painter.drawRoundedRect(box.adjusted(-spread, 2 - spread, spread, 3 + spread), 8, 8)
    inside = QPainterPath()
    inside.addRoundedRect(box, CORNER, CORNER)
    painter.fillPath(inside, colour("raised"))
    painter.save()
    painter.setClipPath(inside)
    painter.fillRect(QRectF(0, 0, box.width(), HEADER), QColor(family_of(look.family).header))
    _paint_header(painter, look, zoom)
    _paint_cost(painter, look)
    if look.shape.foot:
        _paint_foot(painter, look, zoom)
    painter.restore()


def view_box(shape: Shape) -> QRectF:
    """Where the picture of a node lies."""
    top, height = shape.view or (0.0, 0.0)
    return QRectF(EDGE, top, shape.width - 2 * EDGE, height)


def param_box(shape: Shape, param: ParamSpot) -> QRectF:
    """Where a setting on a node lies."""
    return QRectF(EDGE, param.y, shape.width - 2 * EDGE, 20)


def value_box(shape: Shape, port: PortSpot) -> QRectF:
    """Where the value of an unwired port lies, with its name."""
    return QRectF(8, port.y - 9, shape.width * 0.62, 18)


def _paint_block(painter: QPainter, look: Look, box: QRectF) -> None:
    shade = QColor(THEME.error if look.broken else family_of(look.family).colour)
    shade.setAlphaF(1.0 if look.selected or look.broken else 0.65)
    painter.setPen(QPen(colour("accent"), 8) if look.selected else Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawRoundedRect(box, CORNER, CORNER)


def _paint_header(painter: QPainter, look: Look, zoom: float) -> None:
    family, width = family_of(look.family), look.shape.width
    # text is held at 11 pixels on screen from afar, and never grows beyond its own node
    pixels = 12.0 if zoom >= FULL else min(11.0 / zoom, 20.0)
    icon = 14.0 if zoom >= FULL else min(13.0 / zoom, 18.0)
    middle = HEADER / 2
    left = 8.0
    if zoom >= 0.55:
        sign = pixmap(family.icon, "text_2", 14, _density(zoom))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(
            QRectF(left, middle - icon / 2, icon, icon), sign, QRectF(sign.rect())
        )
        left += icon + 6
    room = width - left - 8
    if look.broken:
        alert = pixmap("circle-alert", "error", 14, _density(zoom))
        painter.drawPixmap(
            QRectF(width - 8 - icon, middle - icon / 2, icon, icon), alert, QRectF(alert.rect())
        )
        room -= icon + 4
    elif look.cost_ms is not None and zoom >= FULL:
        words = f"{look.cost_ms:.1f}"
        painter.setFont(font(10, 500, MONO))
        painter.setPen(colour("warn" if look.cost_ms >= COST_WARN else "text_2"))
        painter.drawText(QRectF(0, 0, width - 8, HEADER), _RIGHT, words)
        room -= 8 * len(words)
    face, metrics = _face(round(pixels), 600)
    painter.setFont(face)
    painter.setPen(colour("text"))
    title = metrics.elidedText(look.title, Qt.TextElideMode.ElideRight, room)
    painter.drawText(QRectF(left, 0, room + 2, HEADER), _LEFT, title)


def _paint_cost(painter: QPainter, look: Look) -> None:
    if look.cost_ms is None:
        return
    share = min(look.cost_ms / COST_FULL, 1.0)
    shade = QColor(family_of(look.family).colour if share < 0.75 else THEME.warn)
    painter.fillRect(QRectF(0, HEADER - 2, look.shape.width * share, 2), shade)


def _paint_foot(painter: QPainter, look: Look, zoom: float) -> None:
    shape = look.shape
    height = 2 * FOOT_PAD + FOOT_LINE * len(shape.foot)
    top = shape.height - height
    painter.fillRect(QRectF(0, top, shape.width, height), colour("error_fill"))
    if zoom < FULL:
        return
    painter.setFont(_face(11)[0])
    painter.setPen(colour("text"))
    for number, line in enumerate(shape.foot):
        box = QRectF(EDGE, top + FOOT_PAD + number * FOOT_LINE, shape.width - EDGE, FOOT_LINE)
        painter.drawText(box, _LEFT, line)


def _paint_label(painter: QPainter, shape: Shape, port: PortSpot) -> None:
    painter.setFont(_face(11)[0])
    painter.setPen(colour("text_2"))
    row = QRectF(10, port.y - 10, shape.width - 20, 20)
    painter.drawText(row, _RIGHT if port.is_output else _LEFT, port.label)
    if port.setting is None:
        return
    after = row.left() + _face(11)[1].horizontalAdvance(port.label) + 6
    if port.setting.kind == "colour" and isinstance(port.value, list | tuple):
        _paint_swatch(painter, QRectF(after, port.y - 4, 16, 8), port.value)
        return
    painter.setFont(_face(11, 500)[0])
    changed = "accent" if port.changed else "text"
    painter.setPen(colour("info" if argument_of(port.value) else changed))
    words = value_words(port.setting, port.value)
    painter.drawText(QRectF(after, port.y - 10, shape.width - after, 20), _LEFT, words)


def _paint_param(
    painter: QPainter, shape: Shape, param: ParamSpot, fill: float, *, full: bool
) -> None:
    box = param_box(shape, param)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("lift"))
    painter.drawRoundedRect(box, 3, 3)
    if not full:
        return
    if fill > 0:
        painter.setBrush(colour("lift2"))
        lit = QRectF(box.left(), box.top(), max(box.width() * fill, 6), box.height())
        painter.drawRoundedRect(lit, 3, 3)
    within = box.adjusted(6, 0, -6, 0)
    painter.setFont(_face(11)[0])
    painter.setPen(colour("text_2"))
    painter.drawText(within, _LEFT, label_of(param.setting.name))
    if param.setting.kind == "colour" and isinstance(param.value, list | tuple):
        swatch = QRectF(within.right() - 24, within.center().y() - 5, 24, 10)
        _paint_swatch(painter, swatch, param.value)
        return
    if param.setting.kind == "choice":
        arrow = pixmap("chevron-down", "text_3", 12, 2.0)
        painter.drawPixmap(QPointF(within.right() - 10, within.center().y() - 6), arrow)
        within = within.adjusted(0, 0, -14, 0)
    words = value_words(param.setting, param.value)
    label = _face(11)[1].horizontalAdvance(label_of(param.setting.name))
    painter.setFont(_face(11, 500)[0])
    painter.setPen(colour("accent" if param.changed else "text"))
    room = within.width() - label - 8
    fitting = _face(11, 500)[1].elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(within, _RIGHT, fitting)


def _paint_swatch(painter: QPainter, box: QRectF, value: object) -> None:
    parts = value if isinstance(value, list | tuple) else (1.0, 1.0, 1.0)
    painter.setPen(QPen(colour("line_strong"), 1))
    painter.setBrush(shown([float(part) for part in parts]))
    painter.drawRoundedRect(box, 2, 2)


def _paint_edge(painter: QPainter, look: Look, box: QRectF) -> None:
    shade = "error" if look.broken else "node_line"
    pen = QPen(colour("accent" if look.selected else shade), 1.0)
    if look.selected or look.broken:
        pen.setWidthF(1.5)
    if not look.known:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, CORNER, CORNER)


def _density(zoom: float) -> float:
    """The density of icons: one of a few, so that they are drawn once."""
    return 2.0 if zoom <= 1.0 else 8.0


@functools.lru_cache(maxsize=64)
def _face(pixels: int, weight: int = 400) -> tuple[QFont, QFontMetricsF]:
    made = font(max(pixels, 1), weight)
    return made, QFontMetricsF(made)


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

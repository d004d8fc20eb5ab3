"""The painting of a node: all of it near by, its title and ports from afar, a block far off."""

import functools

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from luma.domain.graphdoc import Use
from luma.ui.assets import pixmap
from luma.ui.controls.rowpaint import ROWS, paint_row
from luma.ui.nodes.header import heat_colour, paint_header, paint_passing
from luma.ui.nodes.layout import EDGE, FOOT_LINE, FOOT_PAD, ParamSpot, PortSpot, Shape
from luma.ui.nodes.look import FULL, LEFT, MIDDLE, RIGHT, Look, face, family_of
from luma.ui.nodes.sprites import paint_port
from luma.ui.shades import shown
from luma.ui.theme import THEME, colour, mixed
from luma.ui.wording import argument_of, label_of, value_words

CORNER = 6.0
UNUSED: dict[Use, float] = {"on": 1.0, "muted": 0.35, "bypassed": 0.5}
"""How strongly the inside of a node is seen by its use."""


def paint_body(painter: QPainter, look: Look, zoom: float) -> None:
    """A node with its corner at the origin, as much of it as can be read at a zoom."""
    if zoom < MIDDLE:
        paint_block(painter, look)
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shape = look.shape
    box = QRectF(0, 0, shape.width, shape.height)
    painter.setOpacity(0.55 if look.dark else 1.0)
    _paint_ground(painter, look, box, zoom)
    painter.setOpacity(UNUSED[look.use] * (0.55 if look.dark else 1.0))
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
    painter.setOpacity(0.55 if look.dark else 1.0)
    if look.use == "bypassed":
        paint_passing(painter, shape)
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
    paint_header(painter, look, zoom)
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


def paint_block(painter: QPainter, look: Look) -> None:
    """A node from afar, where its corners are smaller than a pixel."""
    painter.fillRect(
        QRectF(0, 0, look.shape.width, look.shape.height),
        _block_shade(look.family, look.use, broken=look.broken, heat=look.heat),
    )


@functools.lru_cache(maxsize=512)
def _block_shade(family: str, use: Use, *, broken: bool, heat: float | None) -> QColor:
    if broken:
        return colour("error")
    shade = QColor(family_of(family).colour) if heat is None else heat_colour(heat)
    return mixed(shade.name(), THEME.sunk, 0.65 if use == "on" else 0.25)


def _paint_foot(painter: QPainter, look: Look, zoom: float) -> None:
    shape = look.shape
    height = 2 * FOOT_PAD + FOOT_LINE * len(shape.foot)
    top = shape.height - height
    painter.fillRect(QRectF(0, top, shape.width, height), colour("error_fill"))
    if zoom < FULL:
        return
    painter.setFont(face(11)[0])
    painter.setPen(colour("text"))
    for number, line in enumerate(shape.foot):
        box = QRectF(EDGE, top + FOOT_PAD + number * FOOT_LINE, shape.width - EDGE, FOOT_LINE)
        painter.drawText(box, LEFT, line)


def _paint_label(painter: QPainter, shape: Shape, port: PortSpot) -> None:
    painter.setFont(face(11)[0])
    painter.setPen(colour("text_2"))
    row = QRectF(10, port.y - 10, shape.width - 20, 20)
    painter.drawText(row, RIGHT if port.is_output else LEFT, port.label)
    if port.setting is None:
        return
    after = row.left() + face(11)[1].horizontalAdvance(port.label) + 6
    if port.setting.kind == "colour" and isinstance(port.value, list | tuple):
        _paint_swatch(painter, QRectF(after, port.y - 4, 16, 8), port.value)
        return
    painter.setFont(face(11, 500)[0])
    changed = "accent" if port.changed else "text"
    painter.setPen(colour("info" if argument_of(port.value) else changed))
    words = value_words(port.setting, port.value)
    painter.drawText(QRectF(after, port.y - 10, shape.width - after, 20), LEFT, words)


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
    painter.setFont(face(11)[0])
    painter.setPen(colour("text_2"))
    painter.drawText(within, LEFT, label_of(param.setting.name))
    if _paint_drawn(painter, within, param):
        return
    if param.setting.kind == "choice":
        arrow = pixmap("chevron-down", "text_3", 12, 2.0)
        painter.drawPixmap(QPointF(within.right() - 10, within.center().y() - 6), arrow)
        within = within.adjusted(0, 0, -14, 0)
    words = value_words(param.setting, param.value)
    label = face(11)[1].horizontalAdvance(label_of(param.setting.name))
    painter.setFont(face(11, 500)[0])
    painter.setPen(colour("accent" if param.changed else "text"))
    room = within.width() - label - 8
    fitting = face(11, 500)[1].elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(within, RIGHT, fitting)


def _paint_drawn(painter: QPainter, within: QRectF, param: ParamSpot) -> bool:
    """The picture of a value that is one; the answer says whether it is."""
    if argument_of(param.value) is not None:
        return False
    if param.setting.kind == "colour" and isinstance(param.value, list | tuple):
        swatch = QRectF(within.right() - 24, within.center().y() - 5, 24, 10)
        _paint_swatch(painter, swatch, param.value)
        return True
    if param.setting.kind in ROWS:
        label = face(11)[1].horizontalAdvance(label_of(param.setting.name))
        picture = within.adjusted(min(label + 8, within.width() / 2), 2, 4, -2)
        paint_row(painter, picture, param.setting.kind, param.value)
        return True
    return False


def _paint_swatch(painter: QPainter, box: QRectF, value: object) -> None:
    parts = value if isinstance(value, list | tuple) else (1.0, 1.0, 1.0)
    painter.setPen(QPen(colour("line_strong"), 1))
    painter.setBrush(shown([float(part) for part in parts]))
    painter.drawRoundedRect(box, 2, 2)


def _paint_edge(painter: QPainter, look: Look, box: QRectF) -> None:
    shade = "node_line" if look.use == "on" else "line_strong"
    pen = QPen(colour("error" if look.broken else shade), 1.5 if look.broken else 1.0)
    if not look.known:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, CORNER, CORNER)

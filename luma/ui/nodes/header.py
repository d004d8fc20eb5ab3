"""The head of a node: its title, whether it is used, and what it costs, as heat."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from luma.ui.assets import pixmap
from luma.ui.nodes.layout import HEADER, Shape
from luma.ui.nodes.look import FULL, LEFT, RIGHT, Look, density, face, family_of
from luma.ui.theme import MONO, THEME, colour, font, mixed

COST_WARN = 3.0
SIGNS = {"muted": "eye-off", "bypassed": "route"}
"""The signs of nodes that are not simply on."""


def heat_colour(share: float) -> QColor:
    """The colour of a share of the time: none at all, warm, and hot for the dearest."""
    if share < 0.5:
        return mixed(THEME.warn, THEME.raised, 0.15 + share)
    return mixed(THEME.error, THEME.warn, (share - 0.5) * 1.5)


def header_fill(look: Look) -> QColor:
    """The ground of a node's head: its family, or the heat of what it costs."""
    if look.heat is None:
        return QColor(family_of(look.family).header)
    shade = heat_colour(look.heat)
    return mixed(shade.name(), THEME.raised, 0.5)


def paint_header(painter: QPainter, look: Look, zoom: float) -> None:
    """A node's title with its signs, over the ground of its head."""
    family, width = family_of(look.family), look.shape.width
    painter.fillRect(QRectF(0, 0, width, HEADER), header_fill(look))
    # text is held at 11 pixels on screen from afar, and never grows beyond its own node
    pixels = 12.0 if zoom >= FULL else min(11.0 / zoom, 20.0)
    icon = 14.0 if zoom >= FULL else min(13.0 / zoom, 18.0)
    left, right = 8.0, width - 8
    if zoom >= 0.55:
        _paint_sign(painter, (family.icon, "text_2"), (left, icon), zoom)
        left += icon + 6
    if look.broken:
        _paint_sign(painter, ("circle-alert", "error"), (right - icon, icon), zoom)
        right -= icon + 4
    elif look.cost_ms is not None and zoom >= FULL:
        right -= _paint_cost(painter, look, look.cost_ms, right)
    if look.use != "on":
        _paint_sign(painter, (SIGNS[look.use], "warn"), (right - icon, icon), zoom)
        right -= icon + 4
    words, metrics = face(round(pixels), 600)
    painter.setFont(words)
    painter.setPen(colour("text" if look.use == "on" else "text_2"))
    title = metrics.elidedText(look.title, Qt.TextElideMode.ElideRight, right - left)
    painter.drawText(QRectF(left, 0, right - left + 2, HEADER), LEFT, title)
    if look.use == "muted":
        reach = min(metrics.horizontalAdvance(title), right - left)
        painter.setPen(QPen(colour("warn"), 1.5))
        painter.drawLine(QPointF(left, HEADER / 2 + 1), QPointF(left + reach, HEADER / 2 + 1))


def paint_passing(painter: QPainter, shape: Shape) -> None:
    """The way that leads past a bypassed node, from its first input to its outputs."""
    ways_in = [port for port in shape.ports if not port.is_output]
    ways_out = [port for port in shape.ports if port.is_output]
    if not ways_in or not ways_out:
        return
    start, stop = shape.port_at(ways_in[0]), shape.port_at(ways_out[0])
    painter.setPen(QPen(colour("sunk"), 5))
    painter.drawLine(QPointF(*start), QPointF(*stop))
    painter.setPen(QPen(colour("warn"), 1.5, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(*start), QPointF(*stop))


def _paint_cost(painter: QPainter, look: Look, cost: float, right: float) -> float:
    """What the node costs, in milliseconds; the answer is the room that this took."""
    words = f"{cost:.1f}" if cost >= 0.05 else f"{cost:.2f}"
    if look.heat is not None:
        words += "\u2009ms"
    painter.setFont(font(10, 500, MONO))
    shade = "warn" if cost >= COST_WARN and look.heat is None else "text"
    painter.setPen(colour(shade))
    painter.drawText(QRectF(0, 0, right, HEADER), RIGHT, words)
    return 6.4 * len(words) + 6


def _paint_sign(
    painter: QPainter, sign: tuple[str, str], place: tuple[float, float], zoom: float
) -> None:
    left, size = place
    made = pixmap(*sign, 14, density(zoom))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    box = QRectF(left, HEADER / 2 - size / 2, size, size)
    painter.drawPixmap(box, made, QRectF(made.rect()))

"""Small pictures that the canvas draws again and again: port shapes and value pills."""

import functools
import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)

from luma.domain.nodetype import PortKind
from luma.ui.theme import MONO, PORT_COLOURS, THEME, colour, font

PORT = 10.0
PILL = 16.0
_HOLLOW = frozenset({"Chroma", "Sections"})
_CORNERS = {"Beats": 4, "Sections": 4, "Chords": 6, "Chroma": 6, "Trigger": 3}
_DASHES: dict[str, list[float]] = {"Selection": [3.5, 1.5], "Trigger": [1.0, 2.0]}
_WIDTHS: dict[str, float] = {
    "Colour": 3.0,
    "Audio": 3.2,
    "Chords": 2.4,
    "Chroma": 2.4,
    "Light": 3.0,
}


def port_colour(kind: PortKind | None) -> QColor:
    """The colour of a kind of port; neutral where nobody knows it."""
    return QColor(PORT_COLOURS.get(kind or "", THEME.text_3))


def wire_pen(kind: PortKind | None, shade: QColor) -> QPen:
    """How a wire of a kind is drawn."""
    pen = QPen(shade, _WIDTHS.get(kind or "", 2.0))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if kind in _DASHES:
        pen.setDashPattern(_DASHES[kind])
    return pen


def paint_port(
    painter: QPainter, at: QPointF, kind: PortKind | None, size: float = PORT
) -> None:
    """A port's shape around a point."""
    shade = port_colour(kind)
    hollow = kind in _HOLLOW or kind in {"Selection", "Aim"}
    painter.setPen(QPen(shade, 1.6) if hollow or kind == "Point" else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(THEME.raised) if hollow else shade)
    painter.drawPath(_port_path(kind, size).translated(at))
    if kind == "Aim":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawEllipse(at, size * 0.16, size * 0.16)


@functools.lru_cache(maxsize=64)
def _port_path(kind: PortKind | None, size: float) -> QPainterPath:
    path, r = QPainterPath(), size / 2
    corners = _CORNERS.get(kind or "")
    if corners is not None:
        path.addPolygon(_polygon(corners, r + 0.5))
    elif kind == "Colour":
        path.addRoundedRect(QRectF(-r + 0.5, -r + 0.5, size - 1, size - 1), 1.5, 1.5)
    elif kind == "Selection":
        path.addRect(QRectF(-r + 1, -r + 1, size - 2, size - 2))
    elif kind == "Audio":
        path.moveTo(-r * 0.6, -r)
        path.arcTo(QRectF(-r * 1.6, -r, size, size), 90, -180)
    elif kind == "Point":
        path.addRect(QRectF(-r, -0.5, size, 1))
        path.addRect(QRectF(-0.5, -r, 1, size))
    else:
        path.addEllipse(QPointF(0, 0), r - 1, r - 1)
    path.closeSubpath()
    return path


def _polygon(corners: int, radius: float) -> QPolygonF:
    angles = (2 * math.pi * n / corners for n in range(corners))
    return QPolygonF([QPointF(radius * math.cos(a), radius * math.sin(a)) for a in angles])


def pill_width(kind: PortKind | None) -> float:
    """The width of a pill, the same for every value of a kind."""
    if kind in {"Colour", "Light"}:
        return 28.0
    return 48.0 if kind in {"Chords", "Beats"} else 42.0


@functools.lru_cache(maxsize=2048)
def pill(kind: PortKind | None, text: str, shade: int | None, ratio: float) -> QPixmap:
    """A pill with a value, or with a swatch of a colour."""
    width = max(pill_width(kind), 14.0 + _metrics().horizontalAdvance(text))
    made = QPixmap(math.ceil((width + 2) * ratio), math.ceil((PILL + 2) * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(port_colour(kind), 1.0))
    painter.setBrush(colour("sunk"))
    painter.drawRoundedRect(QRectF(1, 1, width, PILL), PILL / 2, PILL / 2)
    if shade is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor.fromRgb(shade))
        painter.drawRoundedRect(QRectF(width / 2 - 7, 5, 16, 8), 2, 2)
    else:
        painter.setPen(colour("text"))
        painter.setFont(font(10, 500, MONO))
        painter.drawText(QRectF(1, 1, width, PILL), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return made


@functools.cache
def _metrics() -> QFontMetricsF:
    return QFontMetricsF(font(10, 500, MONO))

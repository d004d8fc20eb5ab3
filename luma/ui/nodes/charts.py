"""Pictures of view nodes, drawn: lines, strips of colour, fields and paths."""

import math
from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from luma.domain.curve import Floats
from luma.domain.nodetype import Json
from luma.domain.picture import Picture
from luma.ui.nodes.sprites import port_colour
from luma.ui.shades import screen_bytes
from luma.ui.theme import CLIP_COLOURS, MONO, colour, font
from luma.ui.wording import number_words

LABEL = 9
TONES = (50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10000.0)
Tick = tuple[float, str]
"""How far along an axis a mark lies, and what it says."""
TAIL = 24
"""How many of the latest places of a path are lit."""
HEAT = (
    (0.0, 0.0, 0.0),
    (0.03, 0.05, 0.22),
    (0.09, 0.3, 0.42),
    (0.5, 0.62, 0.2),
    (1.0, 0.9, 0.6),
)
"""From nothing to the most, in linear light."""


def chart_of(picture: Picture, width: float, height: float, ratio: float) -> QImage:
    """The picture of a view in some units of the canvas, with its range written into it."""
    made = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    made.fill(colour("void"))
    painter = QPainter(made)
    painter.scale(ratio, ratio)
    box = QRectF(0, 0, width, height)
    paint_chart(painter, box, picture)
    if picture.kind == "scope":
        _paint_range(painter, box, picture)
    painter.end()
    return made


def paint_chart(painter: QPainter, box: QRectF, picture: Picture) -> None:
    """The values of a picture, in a box."""
    painter.save()
    painter.setClipRect(box)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    match picture.kind:
        case "scope":
            _paint_scope(painter, box, picture)
        case "xy":
            _paint_paths(painter, box, picture)
        case "strip":
            _paint_field(painter, box, np.asarray(picture.values))
        case _:
            upside = picture.kind == "spectrogram"
            rows = picture.values[::-1] if upside else picture.values
            _paint_field(painter, box, heat_of(_shares(rows, picture)))
    painter.restore()


def paint_places(painter: QPainter, box: QRectF, picture: Picture, share: float | None) -> None:
    """Where the heads of a path are at a share of its time, with the way they came."""
    if picture.kind != "xy" or share is None:
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    last = min(int(share * picture.values.shape[1]), picture.values.shape[1] - 1)
    for number, path in enumerate(picture.values):
        points = _points(path[max(last - TAIL, 0) : last + 1], picture, square_of(box))
        shade = QColor(CLIP_COLOURS[number % len(CLIP_COLOURS)])
        painter.setPen(QPen(shade, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shade)
        painter.drawEllipse(points.last(), 3.0, 3.0)
    painter.restore()


def range_words(picture: Picture, settings: Mapping[str, Json]) -> tuple[str, str]:
    """What the top and the bottom of a picture mean."""
    rows = picture.values.shape[0]
    match picture.kind:
        case "spectrogram":
            return _hertz(settings.get("high"), 16000.0), _hertz(settings.get("low"), 30.0)
        case "strip" | "heat_map":
            return "Head 1", f"Head {rows}" if rows > 1 else ""
        case _:
            return number_words(picture.high), number_words(picture.low)


def level_ticks(picture: Picture, settings: Mapping[str, Json]) -> tuple[Tick, ...]:
    """Marks between the bottom and the top of a picture: round tones, or quarters."""
    if picture.kind == "spectrogram":
        low, high = (_number(settings.get(n), d) for n, d in (("low", 30.0), ("high", 16000.0)))
        span = math.log(high / low) if high > low > 0 else 1.0
        tones = (hertz for hertz in TONES if low * 1.2 < hertz < high / 1.2)
        return tuple((math.log(hertz / low) / span, _hertz(hertz, hertz)) for hertz in tones)
    if picture.kind == "scope":
        span = picture.high - picture.low
        return tuple((s, number_words(picture.low + s * span)) for s in (0.25, 0.5, 0.75))
    return ()


def heat_of(shares: Floats) -> Floats:
    """Shares from 0 to 1 as colours from dark to bright."""
    places = np.linspace(0.0, 1.0, len(HEAT))
    bands = np.array(HEAT)
    parts = [np.interp(shares, places, bands[:, part]) for part in range(3)]
    return np.stack(parts, axis=-1).astype(np.float32)


def _shares(values: Floats, picture: Picture) -> Floats:
    span = max(picture.high - picture.low, 1e-9)
    shares: Floats = np.clip((values - picture.low) / span, 0.0, 1.0)
    return shares


def _paint_field(painter: QPainter, box: QRectF, rows: Floats) -> None:
    """Columns smooth, rows hard."""
    lit = np.ascontiguousarray(screen_bytes(rows))
    height, width = lit.shape[:2]
    image = QImage(lit.tobytes(), width, height, width * 4, QImage.Format.Format_RGB32)
    wide = image.scaled(
        max(round(box.width() * 2), 1),
        height,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.drawImage(box, wide)


def _paint_scope(painter: QPainter, box: QRectF, picture: Picture) -> None:
    inside = box.adjusted(0, 4, 0, -4)
    zero = inside.bottom() + picture.low / max(picture.high - picture.low, 1e-9) * (
        inside.height()
    )
    painter.setPen(QPen(colour("line"), 1))
    painter.drawLine(QPointF(box.left(), zero), QPointF(box.right(), zero))
    xs = np.linspace(inside.left(), inside.right(), picture.values.shape[1])
    many = len(picture.values) > 1
    for number, row in enumerate(_shares(picture.values, picture)):
        ys = inside.bottom() - row * inside.height()
        line = QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])
        shade = QColor(CLIP_COLOURS[number % len(CLIP_COLOURS)])
        painter.setPen(QPen(shade if many else port_colour("Number"), 1.3))
        painter.drawPolyline(line)


def _paint_paths(painter: QPainter, box: QRectF, picture: Picture) -> None:
    square = square_of(box)
    span = picture.high - picture.low
    painter.setPen(QPen(colour("line"), 1))
    if picture.low <= 0 <= picture.high:
        x = square.left() - picture.low / span * square.width()
        y = square.bottom() + picture.low / span * square.height()
        painter.drawLine(QPointF(x, square.top()), QPointF(x, square.bottom()))
        painter.drawLine(QPointF(square.left(), y), QPointF(square.right(), y))
    painter.drawRect(square)
    for number, path in enumerate(picture.values):
        shade = QColor(CLIP_COLOURS[number % len(CLIP_COLOURS)])
        shade.setAlphaF(0.55)
        painter.setPen(QPen(shade, 1.2))
        painter.drawPolyline(_points(path, picture, square))


def _points(path: Floats, picture: Picture, square: QRectF) -> QPolygonF:
    shares = _shares(path, picture)
    xs = square.left() + shares[:, 0] * square.width()
    ys = square.bottom() - shares[:, 1] * square.height()
    return QPolygonF([QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)])


def square_of(box: QRectF) -> QRectF:
    """Where a path lies in a box: as wide as it is high."""
    side = max(min(box.width(), box.height()) - 8, 1.0)
    square = QRectF(0, 0, side, side)
    square.moveCenter(box.center())
    return square


def _paint_range(painter: QPainter, box: QRectF, picture: Picture) -> None:
    top, bottom = range_words(picture, {})
    painter.setFont(font(LABEL, 400, MONO))
    painter.setPen(colour("text_3"))
    inside = box.adjusted(3, 1, -3, -1)
    ways = ((Qt.AlignmentFlag.AlignTop, top), (Qt.AlignmentFlag.AlignBottom, bottom))
    for way, words in ways:
        ground = painter.boundingRect(inside, int(way), words)
        painter.fillRect(ground.adjusted(-2, 0, 2, 0), colour("void", 0.8))
        painter.drawText(inside, way, words)


def _number(value: Json, default: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return default
    return float(value)


def _hertz(value: Json, default: float) -> str:
    hertz = _number(value, default)
    return number_words(hertz / 1000, "kHz") if hertz >= 1000 else number_words(hertz, "Hz")

"""How rows of levels, drawn lines and stops of colour are painted, large or in a few pixels."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPen, QPolygonF

from luma.domain.nodetype import Json, SettingKind
from luma.ui.controls.rowvalues import Levels, Spot, Stop, levels_of, spots_of, stops_of
from luma.ui.shades import shown
from luma.ui.theme import colour

ROWS: frozenset[SettingKind] = frozenset({"steps", "drawn", "stops"})
"""The kinds of settings that are pictures rather than words."""
BETWEEN = 6


def paint_row(painter: QPainter, box: QRectF, kind: SettingKind, value: Json) -> None:
    """The picture of a setting that is one."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("void"))
    painter.drawRoundedRect(box, 3, 3)
    match kind:
        case "steps":
            paint_steps(painter, box.adjusted(2, 2, -2, -2), levels_of(value))
        case "drawn":
            paint_line(painter, box.adjusted(2, 2, -2, -2), spots_of(value))
        case _:
            paint_gradient(painter, box, stops_of(value))
    painter.restore()


def paint_steps(painter: QPainter, box: QRectF, levels: Levels, chosen: int = -1) -> None:
    """Bars from the ground up; one that is chosen is lit."""
    width = box.width() / len(levels)
    gap = 1.0 if width >= 4 else 0.0
    painter.setPen(Qt.PenStyle.NoPen)
    for number, level in enumerate(levels):
        height = max(box.height() * level, 1.0)
        left = box.left() + number * width
        painter.setBrush(colour("accent" if number == chosen else "text_2"))
        painter.drawRect(QRectF(left, box.bottom() - height, width - gap, height))


def paint_line(painter: QPainter, box: QRectF, spots: tuple[Spot, ...]) -> None:
    """A line through its points, on to both edges."""
    line = QPolygonF([at_of(box, spot) for spot in spots])
    line.prepend(QPointF(box.left(), line.first().y()))
    line.append(QPointF(box.right(), line.last().y()))
    under = QPolygonF(line)
    under.append(box.bottomRight())
    under.append(box.bottomLeft())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("text_2", 0.14))
    painter.drawPolygon(under)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour("text_2"), 1.5))
    painter.drawPolyline(line)


def paint_gradient(painter: QPainter, box: QRectF, stops: tuple[Stop, ...]) -> None:
    """A line of colours, mixed as light."""
    ramp = QLinearGradient(box.topLeft(), box.topRight())
    for number, stop in enumerate(stops):
        # stops at one place make an edge, which Qt draws where they lie a hair apart
        ramp.setColorAt(min(stop[0] + number * 1e-6, 1.0), shown(stop[1:]))
        after = stops[number + 1] if number + 1 < len(stops) else None
        for part in range(1, BETWEEN) if after is not None and after[0] > stop[0] else ():
            assert after is not None  # the range is empty without one
            share = part / BETWEEN
            mixed = [a + (b - a) * share for a, b in zip(stop, after, strict=True)]
            ramp.setColorAt(mixed[0], shown(mixed[1:]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ramp)
    painter.drawRoundedRect(box, 3, 3)


def at_of(box: QRectF, spot: Spot) -> QPointF:
    """Where a point of the line lies in a box."""
    return QPointF(box.left() + spot[0] * box.width(), box.bottom() - spot[1] * box.height())


def paint_handle(painter: QPainter, at: QPointF, fill: QColor, *, chosen: bool) -> None:
    """A handle that can be dragged."""
    size = 5.0 if chosen else 4.0
    painter.setPen(QPen(colour("accent" if chosen else "text"), 1.5))
    painter.setBrush(fill)
    painter.drawEllipse(at, size, size)

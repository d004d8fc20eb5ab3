"""What flows out of a node as a picture: a line, a strip of colour, or heads over time."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF

from luma.app.samples import Sample
from luma.domain.curve import Number
from luma.domain.picture import Picture
from luma.ui.nodes.charts import chart_of
from luma.ui.nodes.sprites import port_colour
from luma.ui.shades import screen_bytes
from luma.ui.theme import colour


def picture_of(sample: Sample, width: float, height: float, ratio: float) -> QImage:
    """The picture of a sample in some units of the canvas, at so many pixels to a unit."""
    if isinstance(sample.value, Picture):
        return chart_of(sample.value, width, height, ratio)
    rows = sample.rows
    if rows.shape[2] == 1 and rows.shape[0] == 1:
        return _scope(rows[0, :, 0], isinstance(sample.value, Number), width, height, ratio)
    if rows.shape[2] == 1:
        low, high = min(float(rows.min()), 0.0), max(float(rows.max()), 1.0)
        rows = np.repeat((rows - low) / (high - low), 3, axis=2)
    return image_of(rows)


def image_of(rows: npt.NDArray[np.float32]) -> QImage:
    """Heads over time as an image of their colours, one pixel each."""
    lit = np.ascontiguousarray(screen_bytes(rows))
    heads, frames = lit.shape[:2]
    return QImage(lit.tobytes(), frames, heads, frames * 4, QImage.Format.Format_RGB32).copy()


def _scope(
    values: npt.NDArray[np.float32],
    is_number: bool,  # noqa: FBT001
    width: float,
    height: float,
    ratio: float,
) -> QImage:
    made = QImage(round(width * ratio), round(height * ratio), QImage.Format.Format_RGB32)
    made.fill(colour("void"))
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 1.0)
    xs = np.linspace(0, width, values.size)
    ys = 3 + (height - 6) * (1 - (values - low) / (high - low))
    line = QPolygonF([QPointF(float(x), float(y)) for x, y in zip(xs, ys, strict=True)])
    shade = port_colour("Number" if is_number else None)
    painter = QPainter(made)
    painter.scale(ratio, ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    under = QPolygonF(line)
    under.append(QPointF(width, height))
    under.append(QPointF(0, height))
    fill = QColor(shade)
    fill.setAlphaF(0.12)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(fill)
    painter.drawPolygon(under)
    painter.setPen(QPen(shade, 1.5))
    painter.drawPolyline(line)
    painter.end()
    return made


def paint_play_line(painter: QPainter, box: QRectF, share: float) -> None:
    """Where the music is in a picture."""
    x = box.left() + box.width() * share
    painter.setPen(QPen(colour("accent"), 1.0))
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))

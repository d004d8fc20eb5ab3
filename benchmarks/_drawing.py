"""Draws what graphs cost: for each measure its points, and the line through them."""

import os
from collections.abc import Sequence
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from luma.ui.look import application

Line = tuple[str, list[int], list[float]]

WIDTH, HEIGHT, EDGE, FOOT = 320, 240, 44, 40
GROUND, INK, FAINT, BRIGHT = "#0F1012", "#C9CCD1", "#33363C", "#F2B84B"
TITLES = {
    "nodes": "nodes (32 heads, 60 s)",
    "heads": "heads (30 nodes, 60 s)",
    "seconds": "seconds (30 nodes, 32 heads)",
}


def draw(lines: Sequence[Line], to: Path) -> None:
    """Paint a chart for each measure, side by side, and save it."""
    application([])
    image = QImage(2 * WIDTH * len(lines), 2 * HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(QFont("Inter", 9))
    painter.scale(2.0, 2.0)
    for line in lines:
        _chart(painter, line)
        painter.translate(WIDTH, 0)
    painter.end()
    to.parent.mkdir(parents=True, exist_ok=True)
    image.save(str(to))


def _chart(painter: QPainter, line: Line) -> None:
    what, sizes, costs = line
    across, up = float(max(sizes)), _round_up(max(costs))
    field = QRectF(EDGE, 28, WIDTH - EDGE - 20, HEIGHT - 28 - FOOT)

    def place(size: float, cost: float) -> QPointF:
        return QPointF(
            field.left() + size / across * field.width(),
            field.bottom() - cost / up * field.height(),
        )

    for part in (0.0, 0.25, 0.5, 0.75, 1.0):
        painter.setPen(QPen(QColor(FAINT), 1))
        painter.drawLine(QLineF(place(0, part * up), place(across, part * up)))
        painter.setPen(QColor(INK))
        label = QRectF(0, place(0, part * up).y() - 8, EDGE - 6, 16)
        painter.drawText(label, Qt.AlignmentFlag.AlignRight, f"{part * up:g}")
    for size in sizes:
        label = QRectF(place(size, 0).x() - 20, field.bottom() + 4, 40, 16)
        painter.drawText(label, Qt.AlignmentFlag.AlignHCenter, str(size))
    foot = QRectF(EDGE, HEIGHT - 20, field.width(), 18)
    painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, TITLES[what])
    painter.drawText(QRectF(8, 6, WIDTH, 16), Qt.AlignmentFlag.AlignLeft, "ms, cold")
    slope, start = np.polyfit(sizes, costs, 1)
    painter.setPen(QPen(QColor(BRIGHT), 1.0, Qt.PenStyle.DashLine))
    begin = max(0.0, -float(start) / float(slope))
    painter.drawLine(
        QLineF(place(begin, start + slope * begin), place(across, start + slope * across))
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(BRIGHT))
    for size, cost in zip(sizes, costs, strict=True):
        painter.drawEllipse(place(size, cost), 3.0, 3.0)


def _round_up(most: float) -> float:
    """The next number that is easily read in quarters."""
    step = 10.0 ** np.floor(np.log10(most))
    return float(next(step * n for n in (1, 2, 4, 6, 8, 10) if step * n >= most))

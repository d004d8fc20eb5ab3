"""What an equalizer does to each frequency, as a curve in a well."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from luma.app.rack import RackNode
from luma.app.responses import pitches, response_of
from luma.ui.theme import colour

POINTS, SPAN, INSET = 96, 24.0, 4.0
LINES = (100.0, 1000.0, 10_000.0)


class ResponseCurve(QWidget):
    """From 20 Hz on the left to 20 kHz, and from −24 to +24 dB."""

    def __init__(self) -> None:
        """Be flat."""
        super().__init__()
        self._levels: tuple[float, ...] = ()
        self._is_dim = False
        self.setToolTip("What it lifts and lowers: 20 Hz to 20 kHz, −24 to +24 dB")
        self.setAccessibleName("Response")

    @property
    def levels(self) -> tuple[float, ...]:
        """The decibels from the lowest frequency to the highest."""
        return self._levels

    def show_node(self, node: RackNode) -> None:
        """Show what an effect does as it is set."""
        made = response_of(node.type, node.settings, POINTS)
        self._levels = () if made is None else tuple(float(level) for level in made)
        self._is_dim = node.use != "on"
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the well, its lines and the curve."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("void"))
        painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        low, high = (float(end) for end in (pitches(2)[0], pitches(2)[1]))
        wide, middle = self.width() - 2 * INSET, self.height() / 2
        painter.setPen(QPen(colour("line"), 0))
        for line in LINES:
            x = INSET + wide * math.log(line / low) / math.log(high / low)
            painter.drawLine(QPointF(x, INSET), QPointF(x, self.height() - INSET))
        painter.setPen(QPen(colour("line_strong"), 0))
        painter.drawLine(QPointF(INSET, middle), QPointF(self.width() - INSET, middle))
        points = [
            QPointF(INSET + wide * n / (POINTS - 1), self._y(level))
            for n, level in enumerate(self._levels)
        ]
        painter.setClipRect(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        painter.setPen(QPen(colour("text_off" if self._is_dim else "text_2"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(points))

    def _y(self, level: float) -> float:
        half = self.height() / 2 - INSET
        return self.height() / 2 - max(level / SPAN, -1.5) * half

"""The name of what is given away, beside its port."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from luma.ui.nodes.look import face
from luma.ui.theme import colour

HEIGHT, AWAY, RAISED, WIDEST = 16.0, 6.0, 3.0, 140.0


@dataclass(frozen=True, slots=True)
class Badge:
    """A name at a port, from the corner of its node."""

    name: str
    x: float
    y: float

    def box(self) -> QRectF:
        """Its pill, above the wire that begins there."""
        width = min(face(10, 500)[1].horizontalAdvance(self.name) + 24, WIDEST)
        return QRectF(self.x + AWAY, self.y - HEIGHT - RAISED, width, HEIGHT)


def paint_badge(painter: QPainter, badge: Badge) -> None:
    """An arrow and the name."""
    box = badge.box()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour("info", 0.6), 1))
    painter.setBrush(colour("info_fill"))
    painter.drawRoundedRect(box, HEIGHT / 2, HEIGHT / 2)
    painter.setPen(QPen(colour("info"), 1.4))
    for start, stop in (((6, 8), (13, 8)), ((10, 5), (13, 8)), ((10, 11), (13, 8))):
        painter.drawLine(box.topLeft() + QPointF(*start), box.topLeft() + QPointF(*stop))
    words, metrics = face(10, 500)
    painter.setFont(words)
    name = metrics.elidedText(badge.name, Qt.TextElideMode.ElideRight, box.width() - 23)
    room = box.adjusted(17, 0, -2, 0)
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, name)

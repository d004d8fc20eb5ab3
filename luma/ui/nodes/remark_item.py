"""A comment or a frame on the canvas, below the nodes."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from luma.domain.graphdoc import Remark
from luma.ui.theme import THEME, colour, font

STRIP, CORNER, GRIP, PAD, ABOVE = 26.0, 8.0, 14.0, 8.0, 110.0
LEAST = (80.0, 40.0)
READABLE = 11.0
EMPTY = {True: "Frame", False: "Comment"}


def strip_of(box: QRectF, zoom: float) -> QRectF:
    """The strip by which a frame is held; from afar it grows upwards, to be read."""
    height = min(max(STRIP, 20.0 / zoom), STRIP + ABOVE)
    return QRectF(box.left(), box.top() + STRIP - height, box.width(), height)


def shade_of(remark: Remark) -> QColor:
    """The colour of a remark; one that nobody can read is none."""
    made = QColor(remark.tint) if remark.tint else QColor(THEME.text_3)
    return made if made.isValid() else QColor(THEME.text_3)


class RemarkItem(QGraphicsRectItem):
    """Shows one remark; frames lie below comments, and both below the wires."""

    def __init__(self, name: str, remark: Remark) -> None:
        """Lie where the document has it."""
        super().__init__()
        self.name, self.remark, self.size = name, remark, remark.size
        self.is_chosen = False
        self.setPen(Qt.PenStyle.NoPen)
        self.show_remark(remark)

    def show_remark(self, remark: Remark) -> None:
        """Show a remark in another state."""
        self.remark = remark
        area = remark.size[0] * remark.size[1]
        self.setZValue((-2.0 if remark.frames else -1.0) - area / (area + 1e6))
        self.setPos(*remark.at)
        self.show_size(remark.size)

    def show_size(self, size: tuple[float, float]) -> None:
        """Show it in a size, until the document says which."""
        self.size = size
        above = ABOVE if self.remark.frames else 4.0
        self.setRect(-4, -above, size[0] + 8, size[1] + above + 4)
        self.update()

    def show_chosen(self, *, on: bool) -> None:
        """Show whether it is chosen."""
        self.is_chosen = on
        self.update()

    def body(self) -> QRectF:
        """Its box on the canvas."""
        return QRectF(self.x(), self.y(), *self.size)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint the ground, the words, the edge and the corner that resizes."""
        zoom = painter.worldTransform().m11()
        box, shade = QRectF(0, 0, *self.size), shade_of(self.remark)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addRoundedRect(box, CORNER, CORNER)
        painter.fillPath(path, _over(shade, 0.07 if self.remark.frames else 0.16))
        if self.remark.frames:
            self._paint_title(painter, box, path, zoom)
        else:
            self._paint_words(painter, box, zoom)
        width = 1.5 if self.is_chosen else 1.0
        pen = QPen(colour("accent") if self.is_chosen else _over(shade, 0.55), width)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        corner = QPolygonF(
            [
                box.bottomRight() + QPointF(-3, -GRIP + 2),
                box.bottomRight() + QPointF(-3, -3),
                box.bottomRight() + QPointF(-GRIP + 2, -3),
            ]
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_over(shade, 0.8 if self.is_chosen else 0.35))
        painter.drawPolygon(corner)

    def _paint_title(
        self, painter: QPainter, box: QRectF, path: QPainterPath, zoom: float
    ) -> None:
        strip = strip_of(box, zoom)
        painter.save()
        if strip.top() >= box.top():
            painter.setClipPath(path, Qt.ClipOperation.IntersectClip)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_over(shade_of(self.remark), 0.26))
        painter.drawRect(strip)
        painter.restore()
        pixels = max(13.0, READABLE / zoom)
        face = font(round(pixels), 600)
        painter.setFont(face)
        painter.setPen(colour("text"))
        words = " ".join(self.remark.text.split()) or EMPTY[True]
        fitting = QFontMetricsF(face).elidedText(
            words, Qt.TextElideMode.ElideRight, strip.width() - 2 * PAD
        )
        inside = strip.adjusted(PAD, 0, -PAD, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, fitting)

    def _paint_words(self, painter: QPainter, box: QRectF, zoom: float) -> None:
        painter.save()
        painter.setClipRect(box.adjusted(2, 2, -2, -2), Qt.ClipOperation.IntersectClip)
        painter.setFont(font(round(max(12.0, READABLE / zoom)), 400))
        painter.setPen(colour("text" if self.remark.text else "text_3"))
        wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop
        inside = box.adjusted(PAD, PAD - 1, -PAD, -2)
        painter.drawText(inside, int(wrap), self.remark.text or EMPTY[False])
        painter.restore()


def _over(shade: QColor, share: float) -> QColor:
    made = QColor(shade)
    made.setAlphaF(share)
    return made

"""A node on the canvas: a picture that is kept until the node or the zoom changes."""

import functools
import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsRectItem, QStyleOptionGraphicsItem, QWidget

from luma.domain.ids import NodeId
from luma.domain.picture import Picture
from luma.ui.nodes.badge import Badge, paint_badge
from luma.ui.nodes.body import CORNER, paint_body, view_box
from luma.ui.nodes.charts import paint_places
from luma.ui.nodes.effort import Effort
from luma.ui.nodes.look import MIDDLE, Look
from luma.ui.nodes.pictures import paint_play_line
from luma.ui.theme import colour

MARGIN = 8.0
LARGEST, RING = 3.0, 2.0


class NodeItem(QGraphicsRectItem):
    """Shows one node; what it shows is given to it."""

    def __init__(self, name: NodeId, look: Look, effort: Effort) -> None:
        """Lie at the canvas's corner."""
        super().__init__()
        self.name = name
        self.look = look
        self.selected = False
        self._effort = effort
        self.picture: QImage | None = None
        self.view: Picture | None = None
        self.badges: tuple[Badge, ...] = ()
        self.play_share: float | None = None
        self._kept: QPixmap | None = None
        self._kept_for: tuple[float, float] = (0.0, 0.0)
        self._seen: QPixmap | None = None
        self._seen_for: tuple[int, float, float] = (0, 0.0, 0.0)
        self.setPen(Qt.PenStyle.NoPen)
        self.setZValue(10)
        self._fit()

    def show_look(self, look: Look) -> None:
        """Show the node in another state."""
        if look == self.look:
            return
        if (look.shape.width, look.shape.height) != (
            self.look.shape.width,
            self.look.shape.height,
        ):
            self.prepareGeometryChange()
        self.look, self._kept_for = look, (0.0, 0.0)
        self._fit()
        self.update()

    def show_selected(self, *, on: bool) -> None:
        """Show whether the node is chosen."""
        if on != self.selected:
            self.selected = on
            self.setZValue(11 if on else 10)
            self.update()

    def show_badges(self, badges: tuple[Badge, ...]) -> None:
        """Show what of the node is given away."""
        if badges != self.badges:
            self.prepareGeometryChange()
            self.badges, self._kept_for = badges, (0.0, 0.0)
            self._fit()
            self.update()

    def show_picture(self, picture: QImage | None, view: Picture | None = None) -> None:
        """Show what flows out of the node, or what it is there to show."""
        self.picture, self.view = picture, view
        self.update(view_box(self.look.shape))

    def show_play(self, share: float | None) -> None:
        """Show where the music is in the picture; nothing while it stands."""
        if share != self.play_share:
            self.play_share = share
            self.update(view_box(self.look.shape).adjusted(-1, -1, 1, 1))

    def body(self) -> QRectF:
        """The node's box on the canvas."""
        at = self.pos()
        return QRectF(at.x(), at.y(), self.look.shape.width, self.look.shape.height)

    def port_at(self, name: str, *, is_output: bool) -> QPointF | None:
        """The middle of a port on the canvas."""
        port = self.look.shape.port(name, is_output=is_output)
        if port is None:
            return None
        return self.pos() + QPointF(*self.look.shape.port_at(port))

    def _fit(self) -> None:
        shape = self.look.shape
        right = max((badge.box().right() + 2 for badge in self.badges), default=0.0)
        width = max(shape.width + MARGIN, right) + MARGIN
        self.setRect(-MARGIN, -MARGIN, width, shape.height + 2 * MARGIN + 2)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Lay the kept picture down where it falls on whole pixels, then what moves."""
        at = painter.worldTransform()
        zoom, ratio = at.m11(), painter.device().devicePixelRatio()
        if zoom < MIDDLE or zoom > LARGEST:
            paint_body(painter, self.look, zoom)
        else:
            self._lay_down(painter, zoom, ratio)
        if zoom >= MIDDLE and self.picture is not None and self.look.shape.view is not None:
            self._paint_view(painter, zoom, ratio)
        for badge in self.badges if zoom >= MIDDLE else ():
            paint_badge(painter, badge)
        if self.selected:
            self._paint_ring(painter, zoom, ratio)

    def _lay_down(self, painter: QPainter, zoom: float, ratio: float) -> None:
        """Draw the kept picture; one of another zoom is stretched when time is short."""
        is_sharp = self._kept is not None and self._kept_for == (zoom, ratio)
        if not is_sharp and not self._effort.may_draw():
            if self._kept is None:
                paint_body(painter, self.look, 0.0)
            else:
                painter.drawPixmap(self.rect(), self._kept, QRectF(self._kept.rect()))
            return
        _lay(painter, self._picture(zoom, ratio), QPointF(-MARGIN, -MARGIN), ratio)

    def _paint_ring(self, painter: QPainter, zoom: float, ratio: float) -> None:
        """Draw the edge of a chosen node: a plain one from afar, else one that is kept."""
        width, height = self.look.shape.width, self.look.shape.height
        if zoom < MIDDLE:
            painter.setPen(QPen(colour("accent"), 8.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(0, 0, width, height))
        elif zoom > LARGEST:
            paint_ring(painter, width, height)
        else:
            _lay(painter, ring(width, height, zoom, ratio), QPointF(-RING, -RING), ratio)

    def _paint_view(self, painter: QPainter, zoom: float, ratio: float) -> None:
        assert self.picture is not None
        box = view_box(self.look.shape)
        standing = self.play_share is None
        painter.setOpacity(0.7 if standing or self.look.dark else 1.0)
        key = (self.picture.cacheKey(), zoom, ratio)
        if zoom <= LARGEST and self._seen_for != key and self._effort.may_draw():
            self._seen, self._seen_for = _shrunk(self.picture, box, zoom, ratio), key
        if self._seen is not None and self._seen_for == key:
            _lay(painter, self._seen, box.topLeft(), ratio)
        else:
            painter.drawImage(box, self.picture)
        painter.setOpacity(1.0)
        if self.view is not None and self.view.kind == "xy":
            paint_places(painter, box, self.view, self.play_share)
        elif self.play_share is not None:
            paint_play_line(painter, box, self.play_share)
        painter.setPen(colour("line"))

    def _picture(self, zoom: float, ratio: float) -> QPixmap:
        if self._kept is not None and self._kept_for == (zoom, ratio):
            return self._kept
        box, dense = self.rect(), zoom * ratio
        made = QPixmap(math.ceil(box.width() * dense), math.ceil(box.height() * dense))
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.scale(dense, dense)
        painter.translate(MARGIN, MARGIN)
        paint_body(painter, self.look, zoom)
        painter.end()
        made.setDevicePixelRatio(ratio)
        self._kept, self._kept_for = made, (zoom, ratio)
        return made


def _lay(painter: QPainter, made: QPixmap, corner: QPointF, ratio: float) -> None:
    """Lay a picture down with its corner on the nearest whole pixel."""
    at = painter.worldTransform().map(corner)
    whole = QPointF(round(at.x() * ratio) / ratio, round(at.y() * ratio) / ratio)
    painter.setWorldMatrixEnabled(False)
    painter.drawPixmap(whole, made)
    painter.setWorldMatrixEnabled(True)


def _shrunk(picture: QImage, box: QRectF, zoom: float, ratio: float) -> QPixmap:
    """What a node shows, in the size in which it is seen."""
    dense = zoom * ratio
    made = QPixmap(round(box.width() * dense), round(box.height() * dense))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(made.rect()), picture)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def paint_ring(painter: QPainter, width: float, height: float) -> None:
    """The edge of a chosen node, by lines."""
    painter.setPen(QPen(colour("accent"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(0, 0, width, height), CORNER, CORNER)


@functools.lru_cache(maxsize=64)
def ring(width: float, height: float, zoom: float, ratio: float) -> QPixmap:
    """The edge of a chosen node of a size, as a picture: laying it down is far quicker."""
    dense = zoom * ratio
    made = QPixmap(
        math.ceil((width + 2 * RING) * dense), math.ceil((height + 2 * RING) * dense)
    )
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(dense, dense)
    painter.translate(RING, RING)
    paint_ring(painter, width, height)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made

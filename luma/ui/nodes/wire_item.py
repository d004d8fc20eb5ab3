"""A wire on the canvas."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from luma.domain.graphdoc import Wire
from luma.domain.nodetype import PortKind
from luma.ui.nodes.body import MIDDLE
from luma.ui.nodes.placing import curve_of
from luma.ui.nodes.sprites import port_colour, wire_pen
from luma.ui.theme import colour

REACH = 7.0
HALO_FROM = 0.55
"""Below this zoom a halo is thinner than a pixel."""


def wire_path(start: QPointF, stop: QPointF) -> QPainterPath:
    """The curve from an output to an input."""
    first, second = curve_of((start.x(), start.y()), (stop.x(), stop.y()))
    path = QPainterPath(start)
    path.cubicTo(QPointF(*first), QPointF(*second), stop)
    return path


class WireItem(QGraphicsPathItem):
    """Shows one wire; its ends are given to it."""

    def __init__(self, wire: Wire, kind: PortKind | None) -> None:
        """Lead nowhere yet."""
        super().__init__()
        self.wire, self.kind = wire, kind
        self.selected = self.hovered = self.broken = self.dark = False
        self.setPen(QPen(colour("sunk"), REACH))
        self.setZValue(0)
        self._make_pens()

    @property
    def middle(self) -> QPointF:
        """The point where its value is shown."""
        return self.path().pointAtPercent(0.5)

    def lead(self, start: QPointF, stop: QPointF) -> None:
        """Lead from one point to another."""
        if self._ends != (start, stop):
            self._ends = (QPointF(start), QPointF(stop))
            self.setPath(wire_path(start, stop))

    def show_state(self, *, selected: bool, broken: bool, dark: bool) -> None:
        """Show whether it is chosen, leads to what is wrong, or hangs on it."""
        if (selected, broken, dark) != (self.selected, self.broken, self.dark):
            self.selected, self.broken, self.dark = selected, broken, dark
            self._make_pens()
            self.update()

    def hover(self, *, on: bool) -> None:
        """Be bright under the pointer."""
        if on != self.hovered:
            self.hovered = on
            self._make_pens()
            self.update()

    _ends: tuple[QPointF, QPointF] | None = None

    def _make_pens(self) -> None:
        shade = colour("error") if self.broken else port_colour(self.kind)
        if self.dark and not self.broken:
            shade.setAlphaF(0.55)
        self._pen = wire_pen(self.kind, shade.lighter(125) if self.hovered else shade)
        if self.broken:
            self._pen.setDashPattern([5 / 2, 4 / 2])
        if self.hovered:
            self._pen.setWidthF(self._pen.widthF() + 1)
        self._thin = QPen(shade, 0)
        self._halo = QPen(colour("sunk"), self._pen.widthF() + 3)
        glow = colour("accent")
        glow.setAlphaF(0.35)
        self._glow = QPen(glow, 5)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Draw the curve with a halo that lifts it off those below; a hair from afar."""
        path = self.path()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        zoom = painter.worldTransform().m11()
        if zoom < MIDDLE:
            painter.setPen(self._thin)
            painter.drawPath(path)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.selected or zoom >= HALO_FROM:
            painter.setPen(self._glow if self.selected else self._halo)
            painter.drawPath(path)
        painter.setPen(self._pen)
        painter.drawPath(path)
        if self.kind == "Audio":
            painter.setPen(QPen(colour("sunk"), 1))
            painter.drawPath(path)

"""A wire on the canvas."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from luma.domain.graphdoc import Place, Wire
from luma.domain.nodetype import PortKind
from luma.ui.nodes.look import MIDDLE
from luma.ui.nodes.sprites import paint_port, port_colour, wire_pen
from luma.ui.nodes.wirepath import Points, points_of, wire_path
from luma.ui.theme import colour

REACH = 7.0
HALO_FROM = 0.55
"""Below this zoom a halo is thinner than a pixel."""


class WireItem(QGraphicsPathItem):
    """Shows one wire; its ends are given to it."""

    def __init__(self, wire: Wire, kind: PortKind | None) -> None:
        """Lead nowhere yet."""
        super().__init__()
        self.wire, self.kind = wire, kind
        self.selected = self.hovered = self.broken = self.dark = False
        self.mark = ""
        self._bend: int | None = None
        self._points: Points | None = None
        self._middle: QPointF | None = None
        self.span = 0.0
        self.setPen(QPen(colour("sunk"), REACH))
        self.setZValue(0)
        self._make_pens()

    @property
    def middle(self) -> QPointF:
        """The point where its value is shown."""
        if self._middle is None:
            self._middle = self.path().pointAtPercent(0.5)
        return self._middle

    def lead(self, start: QPointF, stop: QPointF, by: tuple[Place, ...] = ()) -> None:
        """Lead from one point to another, by others where it is bent."""
        way = (start.x(), start.y(), stop.x(), stop.y(), by)
        if self._way != way:
            self._way, self._points = way, None
            self.setPath(wire_path(start, stop, by))
            across, down = abs(stop.x() - start.x()), abs(stop.y() - start.y())
            box = self.path().controlPointRect() if by else None
            self.span = max(box.width(), box.height()) if box else max(across, down)
            # without bends a wire is the same from both its ends
            self._middle = None if by else (start + stop) / 2

    def points(self) -> Points:
        """Points along the wire."""
        if self._points is None:
            self._points = points_of(self.path())
        return self._points

    def show_state(
        self, *, selected: bool, broken: bool, dark: bool, bend: int | None = None
    ) -> None:
        """Show whether it is chosen, leads to what is wrong, or hangs on it."""
        state = (selected, broken, dark, bend)
        if state != (self.selected, self.broken, self.dark, self._bend):
            self.selected, self.broken, self.dark, self._bend = state
            self._make_pens()
            self.update()

    def show_mark(self, mark: str) -> None:
        """Show that it would be cut, or that what is held fits into it."""
        if mark != self.mark:
            self.mark = mark
            self._make_pens()
            self.update()

    def hover(self, *, on: bool) -> None:
        """Be bright under the pointer."""
        if on != self.hovered:
            self.hovered = on
            self._make_pens()
            self.update()

    _way: tuple[float, float, float, float, tuple[Place, ...]] | None = None

    def _make_pens(self) -> None:
        shade = colour("error") if self.broken else port_colour(self.kind)
        if self.mark:
            shade = colour("warn" if self.mark == "cut" else "accent")
        if self.dark and not self.broken and not self.mark:
            shade.setAlphaF(0.55)
        self._pen = wire_pen(self.kind, shade.lighter(125) if self.hovered else shade)
        if self.broken or self.mark == "cut":
            self._pen.setDashPattern([5 / 2, 4 / 2])
        if self.hovered:
            self._pen.setWidthF(self._pen.widthF() + 1)
        self._thin = QPen(shade, 2 if self.mark or self.selected else 0)
        self._thin.setCosmetic(True)
        self._halo = QPen(colour("sunk"), self._pen.widthF() + 3)
        glow = colour("accent")
        glow.setAlphaF(0.35)
        self._glow = QPen(glow, 9 if self.mark else 5)

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
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # noqa: FBT003
            painter.setPen(self._thin)
            painter.drawPath(path)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        glows = self.selected or self.mark == "fits"
        if glows or zoom >= HALO_FROM:
            painter.setPen(self._glow if glows else self._halo)
            painter.drawPath(path)
        painter.setPen(self._pen)
        painter.drawPath(path)
        if self.kind == "Audio":
            painter.setPen(QPen(colour("sunk"), 1))
            painter.drawPath(path)
        for number, (x, y) in enumerate(() if self._way is None else self._way[4]):
            if number == self._bend:
                painter.setPen(QPen(colour("text"), 1.5))
                painter.setBrush(colour("sunk"))
                painter.drawEllipse(QPointF(x, y), 9, 9)
            paint_port(painter, QPointF(x, y), self.kind)

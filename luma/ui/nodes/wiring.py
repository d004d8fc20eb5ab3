"""Dragging a wire: what it may lead to, why not elsewhere, and where it lands."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen

from luma.app.nodes import refusals
from luma.domain.graphdoc import Wire
from luma.domain.graphedits import Disconnect
from luma.domain.ids import NodeId
from luma.domain.nodetype import PortKind
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.scene import GraphScene
from luma.ui.nodes.sprites import paint_port, port_colour, wire_pen
from luma.ui.nodes.wirepath import wire_path
from luma.ui.theme import colour, font

NEAR = 22.0


@dataclass(frozen=True, slots=True)
class Loose:
    """The held end of a wire: the node and port that it hangs on, and what flows there."""

    node: NodeId
    port: str
    is_output: bool
    kind: PortKind | None

    def wire_to(self, node: NodeId, port: str) -> Wire:
        """The wire from here to another end."""
        if self.is_output:
            return Wire(self.node, self.port, node, port)
        return Wire(node, port, self.node, self.port)


def paint_loose(painter: QPainter, scene: GraphScene, held: Loose, stop: QPointF) -> None:
    """Draw a wire that hangs on one end, from there to a place."""
    item = scene.nodes.get(held.node)
    start = None if item is None else item.port_at(held.port, is_output=held.is_output)
    if start is None:
        return
    painter.setPen(QPen(colour("text"), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(start, 9, 9)
    first, last = (start, stop) if held.is_output else (stop, start)
    painter.setPen(QPen(colour("accent", 0.3), 6))
    painter.drawPath(wire_path(first, last))
    painter.setPen(wire_pen(held.kind, port_colour(held.kind)))
    painter.drawPath(wire_path(first, last))
    paint_port(painter, stop, held.kind)


class WireDrag:
    """Leads a wire from an end to where it is let go."""

    def __init__(
        self,
        scene: GraphScene,
        editor: Editor,
        held: Loose,
        dropped: Callable[[Loose, QPointF], object],
        off: Wire | None = None,
    ) -> None:
        """Hang on one end; `off` is the wire that was dragged off its other end."""
        self._scene, self._editor, self._held = scene, editor, held
        self._dropped, self._off = dropped, off
        doc = scene.doc if off is None else Disconnect(off).apply(scene.doc)
        self._why = refusals(
            doc, (held.node, held.port), from_output=held.is_output, among=scene.catalogue
        )
        start = scene.nodes[held.node].port_at(held.port, is_output=held.is_output)
        self._start = self._at = start or QPointF()
        self._target: tuple[NodeId, str] | None = None
        self._zoom = 1.0
        if off is not None and off in scene.wires:
            scene.wires[off].setOpacity(0.15)

    @property
    def words(self) -> str:
        """Why the wire may not end where the pointer is, if it may not."""
        return "" if self._target is None else self._why.get(self._target, "")

    def move(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Follow the pointer, and reach for the nearest end."""
        self._at = at
        best, self._target = NEAR / self._zoom, None
        for node, port in self._why:
            place = self._place(node, port)
            if place is None:
                continue
            away = place - at
            distance = max(abs(away.x()), abs(away.y()))
            if distance < best:
                best, self._target = distance, (node, port)

    def release(self, at: QPointF, keys: Qt.KeyboardModifier) -> None:
        """Connect, refuse, take off, or ask what should be there."""
        self.move(at, keys)
        self.cancel()
        if self._target is not None:
            wire = self._held.wire_to(*self._target)
            if wire != self._off and not self.words:
                self._editor.connect_ends(wire, self._off)
            return
        if self._off is not None:
            self._editor.disconnect_wires([self._off])
        elif not any(item.body().contains(at) for item in self._scene.nodes.values()):
            self._dropped(self._held, at)

    def cancel(self) -> None:
        """Let the wire that was dragged off be seen again."""
        if self._off is not None and self._off in self._scene.wires:
            self._scene.wires[self._off].setOpacity(1.0)

    def paint(self, painter: QPainter, zoom: float) -> None:
        """Draw the wire, dim what it cannot lead to, and ring what it can."""
        self._zoom = zoom
        veil = colour("raised", 0.7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(veil)
        for (node, port), words in self._why.items():
            place = self._place(node, port) if words else None
            if place is not None:
                painter.drawRect(QRectF(place.x() - 7, place.y() - 7, 14, 14))
        stop = self._at
        if self._target is not None and not self.words:
            stop = self._place(*self._target) or stop
            self._ring(painter, stop)
        paint_loose(painter, self._scene, self._held, stop)
        if self.words:
            self._paint_words(painter, zoom)

    def _ring(self, painter: QPainter, at: QPointF) -> None:
        painter.setPen(QPen(colour("text"), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(at, 9, 9)

    def _paint_words(self, painter: QPainter, zoom: float) -> None:
        face = font(11)
        words = self.words[0].upper() + self.words[1:]
        width = QFontMetricsF(face).horizontalAdvance(words) + 20
        painter.save()
        painter.translate(self._at)
        painter.scale(1 / zoom, 1 / zoom)
        box = QRectF(14, 14, width, 24)
        painter.setPen(QPen(colour("error"), 1))
        painter.setBrush(colour("error_fill"))
        painter.drawRoundedRect(box, 12, 12)
        painter.setFont(face)
        painter.setPen(colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _place(self, node: NodeId, port: str) -> QPointF | None:
        item = self._scene.nodes.get(node)
        return None if item is None else item.port_at(port, is_output=not self._held.is_output)

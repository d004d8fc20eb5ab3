"""Strokes over wires: one that cuts them, and one that leads a wire around."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from luma.domain.graphdoc import Wire
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.gestures import HAIR, Keys
from luma.ui.nodes.placing import snapped
from luma.ui.nodes.scene import GraphScene
from luma.ui.nodes.wirepath import crossed
from luma.ui.theme import colour


class CutDrag:
    """Cuts the wires that a stroke goes over."""

    def __init__(self, scene: GraphScene, editor: Editor, at: QPointF) -> None:
        """Lay the knife on."""
        self._scene, self._editor = scene, editor
        self._stroke = [at]
        self._cut: set[Wire] = set()

    @property
    def cut(self) -> frozenset[Wire]:
        """The wires that would be cut."""
        return frozenset(self._cut)

    def move(self, at: QPointF, keys: Keys) -> None:
        """Draw the stroke on, and mark what it goes over."""
        last = self._stroke[-1]
        if (at - last).manhattanLength() < 1:
            return
        self._stroke.append(at)
        start, stop = (last.x(), last.y()), (at.x(), at.y())
        for wire, item in self._scene.wires.items():
            if wire in self._cut or not item.isVisible():
                continue
            box = item.boundingRect()
            if box.right() < min(start[0], stop[0]) or box.left() > max(start[0], stop[0]):
                continue
            if box.bottom() < min(start[1], stop[1]) or box.top() > max(start[1], stop[1]):
                continue
            if crossed(item.points(), start, stop):
                self._cut.add(wire)
                item.show_mark("cut")

    def release(self, at: QPointF, keys: Keys) -> None:
        """Cut."""
        self.move(at, keys)
        self.cancel()
        self._editor.disconnect_wires(sorted(self._cut))

    def cancel(self) -> None:
        """Cut nothing."""
        self._scene.mark_wires("")

    def paint(self, painter: QPainter, zoom: float) -> None:
        """Draw the stroke."""
        pen = QPen(colour("warn"), 1.5 / zoom, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(QPolygonF(self._stroke))


class BendDrag:
    """Moves a point by which a wire is led; it lands on the grid unless Alt is held."""

    def __init__(self, scene: GraphScene, editor: Editor, bend: tuple[Wire, int]) -> None:
        """Take hold of a point."""
        self._scene, self._editor = scene, editor
        self._wire, self._number = bend
        self._before = scene.bends[self._wire]
        self._moved = False

    def move(self, at: QPointF, keys: Keys) -> None:
        """Follow the pointer."""
        start = QPointF(*self._before[self._number])
        if not self._moved and (at - start).manhattanLength() < HAIR:
            return
        self._moved = True
        place = (at.x(), at.y())
        if not keys & Keys.AltModifier:
            place = snapped(*place)
        number = self._number
        by = (*self._before[:number], place, *self._before[number + 1 :])
        self._scene.lead_by(self._wire, by)

    def release(self, at: QPointF, keys: Keys) -> None:
        """Leave the point where it is."""
        by = self._scene.bends.get(self._wire)
        if self._moved and by is not None and by != self._before:
            self._editor.bend(self._wire, by)

    def cancel(self) -> None:
        """Put the point back."""
        if self._wire in self._scene.wires:
            self._scene.lead_by(self._wire, self._before)

    def paint(self, painter: QPainter, zoom: float) -> None:
        """Nothing is only there during the drag."""

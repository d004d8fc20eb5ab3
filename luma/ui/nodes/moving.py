"""Dragging nodes: they land on the grid, into a wire, or out of the flow."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from luma.app.rewiring import find_splice
from luma.domain.graphdoc import Place, Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import NodeType
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.gestures import HAIR, Keys
from luma.ui.nodes.placing import snapped
from luma.ui.nodes.scene import GraphScene
from luma.ui.theme import colour

FEW = 12
"""So many nodes leave a soft edge where they were; more leave a plain one, drawn sooner."""


def wire_under(scene: GraphScene, box: QRectF, kind: NodeType | None) -> Wire | None:
    """The wire that leads through a box and into which a kind of node fits, if there is one."""
    if kind is None:
        return None
    best, found = float("inf"), None
    middle = box.center()
    for wire, item in scene.wires.items():
        if not item.isVisible() or not item.boundingRect().intersects(box):
            continue
        points = item.points()
        inside = points[
            (points[:, 0] >= box.left())
            & (points[:, 0] <= box.right())
            & (points[:, 1] >= box.top())
            & (points[:, 1] <= box.bottom())
        ]
        if not len(inside):
            continue
        away = float(abs(inside - (middle.x(), middle.y())).sum(axis=1).min())
        if away < best and find_splice(wire, scene.kinds, kind) is not None:
            best, found = away, wire
    return found


class MoveDrag:
    """Moves the chosen nodes; they land on the grid unless Alt is held.

    A node that has no wires lands in the wire that it is let go on, if it fits. What is taken
    with Alt held leaves the flow, whose ends are joined.
    """

    def __init__(
        self, scene: GraphScene, editor: Editor, grabbed: NodeId, at: QPointF, *, pull: bool
    ) -> None:
        """Take hold of the chosen nodes by one of them."""
        self._scene, self._editor, self._from = scene, editor, at
        self._grabbed = grabbed
        self._before = {n: scene.nodes[n].pos() for n in scene.selected if n in scene.nodes}
        ends = {
            w
            for w in scene.doc.wires
            if (w.source in self._before) != (w.target in self._before)
        }
        self._pulled = frozenset(ends) if pull else frozenset()
        self._bends = {
            wire: by
            for wire, by in scene.bends.items()
            if wire.source in self._before and wire.target in self._before
        }
        self._may_land = len(self._before) == 1 and (pull or not ends)
        self._into: Wire | None = None
        self._moved = False

    @property
    def into(self) -> Wire | None:
        """The wire into which the node would go."""
        return self._into

    def move(self, at: QPointF, keys: Keys) -> None:
        """Follow the pointer."""
        away = at - self._from
        if not self._moved and max(abs(away.x()), abs(away.y())) < HAIR:
            return
        self._moved = True
        self._scene.moving = frozenset(self._before)
        start = self._before[self._grabbed]
        if not keys & Keys.AltModifier:
            x, y = snapped(start.x() + away.x(), start.y() + away.y())
            away = QPointF(x, y) - start
        self._lay(away)
        self._look_below()

    def release(self, at: QPointF, keys: Keys) -> None:
        """Let the nodes lie where they are."""
        self._scene.moving = frozenset()
        self._scene.mark_wires("")
        places: dict[NodeId, Place] = {
            name: (self._scene.nodes[name].pos().x(), self._scene.nodes[name].pos().y())
            for name in self._before
            if name in self._scene.nodes
        }
        if not self._moved and keys == Keys.NoModifier:
            self._scene.select({self._grabbed})
        if not self._moved or all(QPointF(*at) == self._before[n] for n, at in places.items()):
            return
        if self._into is not None and self._grabbed in places:
            at_place = places[self._grabbed]
            self._editor.put_into(
                self._grabbed, at_place, self._into, pulled=bool(self._pulled)
            )
        elif self._pulled:
            self._editor.pull(places)
        else:
            self._editor.move(places, {wire: self._scene.bends[wire] for wire in self._bends})

    def cancel(self) -> None:
        """Put the nodes back."""
        self._scene.moving = frozenset()
        self._scene.mark_wires("")
        self._lay(QPointF())

    def paint(self, painter: QPainter, zoom: float) -> None:
        """Draw where the nodes were."""
        if not self._moved:
            return
        painter.setPen(QPen(colour("line_control"), 0, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, len(self._before) <= FEW)
        for name, before in self._before.items():
            if name in self._scene.nodes:
                shape = self._scene.nodes[name].look.shape
                box = QRectF(before.x(), before.y(), shape.width, shape.height)
                if len(self._before) <= FEW:
                    painter.drawRoundedRect(box, 6, 6)
                else:
                    painter.drawRect(box)

    def _lay(self, away: QPointF) -> None:
        """Show everything that is held so far from where it was."""
        for name, before in self._before.items():
            if name in self._scene.nodes:
                self._scene.nodes[name].setPos(before + away)
        for wire, by in self._bends.items():
            self._scene.bends[wire] = tuple((x + away.x(), y + away.y()) for x, y in by)
        self._scene.lead_wires(self._before.keys())

    def _look_below(self) -> None:
        """Mark the wire that would take the node, or those that would be cut."""
        self._into = None
        if self._may_land:
            body = self._scene.nodes[self._grabbed].body()
            kind = self._scene.kind_of(self._grabbed)
            found = wire_under(self._scene, body, kind)
            self._into = None if found in self._pulled else found
        if self._into is not None:
            self._scene.mark_wires("fits", {self._into})
        elif self._may_land or self._pulled:
            self._scene.mark_wires("cut", self._pulled)

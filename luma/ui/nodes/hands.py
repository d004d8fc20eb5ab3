"""What the left hand of the mouse does on the canvas: which drag a press begins."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QGraphicsView

from luma.domain.graphdoc import Wire
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.gestures import BoxDrag, Gesture, TurnDrag
from luma.ui.nodes.hits import NUMBERS, Hit, hit_at
from luma.ui.nodes.inline import open_value
from luma.ui.nodes.moving import MoveDrag
from luma.ui.nodes.placing import snapped
from luma.ui.nodes.scene import GraphScene
from luma.ui.nodes.strokes import BendDrag, CutDrag
from luma.ui.nodes.wirepath import bent
from luma.ui.nodes.wiring import Loose, WireDrag, paint_loose

Keys = Qt.KeyboardModifier
CUTTING = Keys.ControlModifier | Keys.ShiftModifier
"""The keys with which a drag cuts wires."""


class Hands:
    """Begins, follows and ends drags; knows what lies under the pointer."""

    def __init__(
        self,
        view: QGraphicsView,
        scene: GraphScene,
        editor: Editor,
        dropped: Callable[[Loose, QPointF], object],
    ) -> None:
        """Be empty."""
        self._view, self._scene, self._editor = view, scene, editor
        self._dropped = dropped
        self._gesture: Gesture | None = None
        self._pressed = Hit()
        self._hovered = Hit()
        self._hanging: tuple[Loose, QPointF] | None = None
        self._has_knife = False

    @property
    def is_dragging(self) -> bool:
        """Whether something is being dragged."""
        return self._gesture is not None

    @property
    def is_hanging(self) -> bool:
        """Whether a wire hangs where it was dropped."""
        return self._hanging is not None

    @property
    def has_knife(self) -> bool:
        """Whether the next drag cuts wires."""
        return self._has_knife

    @property
    def words(self) -> str:
        """Why what is being dragged may not be let go here, if it may not."""
        return self._gesture.words if isinstance(self._gesture, WireDrag) else ""

    def hit(self, event: QMouseEvent) -> Hit:
        """What lies under the pointer."""
        return self.hit_at(event.position().toPoint())

    def hit_at(self, at: QPoint) -> Hit:
        """What lies under a point of the view."""
        return hit_at(self._scene, self._view.mapToScene(at), self._view.transform().m11())

    def press(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        at = self._view.mapToScene(event.position().toPoint())
        self._pressed = hit = self.hit(event)
        if self._has_knife or event.modifiers() == CUTTING:
            self._gesture = CutDrag(self._scene, self._editor, at)
        elif hit.what == "port":
            self._gesture = self._wire(hit)
        else:
            self._gesture = self._begin(hit, at, event)

    def move(self, event: QMouseEvent) -> bool:
        """Go on with a drag, if there is one."""
        if isinstance(self._gesture, TurnDrag):
            self._gesture.turn(event.position().x(), event.modifiers())
        elif self._gesture is not None:
            at = self._view.mapToScene(event.position().toPoint())
            self._gesture.move(at, event.modifiers())
            self._view.viewport().update()
        return self.is_dragging

    def release(self, event: QMouseEvent) -> None:
        """End a drag; a press that stayed where it was opens what it met."""
        gesture, self._gesture = self._gesture, None
        self.take_knife(on=False)
        if gesture is not None:
            at = self._view.mapToScene(event.position().toPoint())
            gesture.release(at, event.modifiers())
            self._view.viewport().update()
            return
        hit, before = self.hit(event), self._pressed
        same = (hit.node, hit.setting) == (before.node, before.setting)
        if same and hit.setting is not None and hit.setting.kind not in NUMBERS:
            self.open(hit)

    def cancel(self) -> bool:
        """Break a drag off, if there is one."""
        gesture, self._gesture = self._gesture, None
        had_knife = self._has_knife
        self.take_knife(on=False)
        if gesture is None:
            return had_knife
        gesture.cancel()
        self._view.viewport().update()
        return True

    def hover(self, hit: Hit) -> bool:
        """Show what lies under the pointer; the answer tells whether it is something else."""
        before, self._hovered = self._hovered, hit
        if before.wire != hit.wire:
            for wire, on in ((before.wire, False), (hit.wire, True)):
                if wire is not None and wire in self._scene.wires:
                    self._scene.wires[wire].hover(on=on)
        return before != hit

    def open(self, hit: Hit) -> None:
        """Open whatever lets the value of a setting be chosen."""
        if hit.node is None or hit.setting is None or hit.box is None:
            return
        node, setting = hit.node, hit.setting
        corners = (hit.box.topLeft(), hit.box.bottomRight())
        box = QRect(*(self._view.mapFromScene(corner) for corner in corners))
        open_value(
            self._view.viewport(),
            box,
            setting,
            hit.value,
            lambda value: self._editor.set(node, setting.name, value),
        )

    def take_knife(self, *, on: bool) -> None:
        """Let the next drag cut wires, or not."""
        if on != self._has_knife:
            self._has_knife = on
            shape = Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor
            self._view.viewport().setCursor(shape)

    def bend(self, wire: Wire, at: QPointF) -> None:
        """Put a point into a wire where it is led by a place."""
        points = self._scene.wires[wire].points()
        start, stop = tuple(points[0]), tuple(points[-1])
        by = self._scene.bends.get(wire, ())
        number, led = bent(start, stop, by, snapped(at.x(), at.y()))
        self._editor.bend(wire, led)
        self._editor.choose_bend_when_there(wire, number)

    def let_go(self) -> None:
        """Let no wire hang where it was dropped."""
        self._hanging = None
        self._view.viewport().update()

    def paint(self, painter: QPainter, zoom: float) -> None:
        """Draw what is only there during a drag."""
        if self._gesture is not None:
            self._gesture.paint(painter, zoom)
        elif self._hanging is not None:
            paint_loose(painter, self._scene, *self._hanging)

    def _begin(self, hit: Hit, at: QPointF, event: QMouseEvent) -> Gesture | None:
        keys = event.modifiers()
        if hit.wire is not None and hit.bend is not None:
            self._scene.select((), (), (hit.wire, hit.bend))
            return BendDrag(self._scene, self._editor, (hit.wire, hit.bend))
        if hit.node is None:
            if hit.wire is None:
                return BoxDrag(self._scene, at, keys)
            self._scene.select((), [hit.wire])
            return None
        chosen = self._scene.selected
        if keys & (Keys.ShiftModifier | Keys.ControlModifier):
            self._scene.select(chosen ^ {hit.node})
        elif hit.node not in chosen:
            self._scene.select({hit.node})
        if hit.setting is None:
            pull = bool(keys & Keys.AltModifier)
            return MoveDrag(self._scene, self._editor, hit.node, at, pull=pull)
        return self._turn(hit, event)

    def _turn(self, hit: Hit, event: QMouseEvent) -> TurnDrag | None:
        assert hit.node is not None  # settings lie on nodes
        assert hit.setting is not None
        if hit.setting.kind not in NUMBERS or not isinstance(hit.value, int | float):
            return None
        turn = TurnDrag(self._editor, hit.node, hit.setting, hit.value)
        turn.begin(event.position().x(), self._editor.new_gesture())
        return turn

    def _wire(self, hit: Hit) -> WireDrag | None:
        """Take hold of a wire at a port; one that ends at an input is dragged off it."""
        assert hit.node is not None  # ports lie on nodes
        assert hit.port is not None
        feeds = () if hit.port.is_output else self._scene.doc.feeds(hit.node)
        ends = [wire for wire in feeds if wire.input == hit.port.name]
        if ends and ends[-1].source in self._scene.nodes:
            off = ends[-1]
            kind = self._scene.kind_of_wire(off)
            held = Loose(off.source, off.output, is_output=True, kind=kind)
            return WireDrag(self._scene, self._editor, held, self._drop, off)
        held = Loose(hit.node, hit.port.name, hit.port.is_output, hit.port.kind)
        return WireDrag(self._scene, self._editor, held, self._drop)

    def _drop(self, held: Loose, at: QPointF) -> None:
        self._hanging = (held, at)
        self._dropped(held, at)

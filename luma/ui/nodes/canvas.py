"""The canvas under the pointer: panning, zooming, and the start of every drag."""

import math

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from luma.domain.nodetype import Json, Setting
from luma.ui.nodes.background import paint_ground
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.gestures import BoxDrag, Gesture, MoveDrag, TurnDrag
from luma.ui.nodes.hits import Hit, hit_at
from luma.ui.nodes.inline import open_value
from luma.ui.nodes.minimap import Minimap
from luma.ui.nodes.overlay import Overlay
from luma.ui.nodes.scene import GraphScene
from luma.ui.nodes.wiring import Loose, WireDrag, paint_loose

LEAST, MOST = 0.15, 4.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
FRAME_MARGIN = 40.0
NUMBERS = frozenset({"number", "whole"})
"""The kinds of settings that are turned."""


class Canvas(QGraphicsView):
    """Shows a graph, and turns what the mouse does into gestures."""

    search_wanted = Signal(QPoint, object)
    """Where a node should be searched for, and the `Loose` wire that it should take, if any."""
    touched = Signal()
    """Somebody works here."""

    def __init__(self, scene: GraphScene, editor: Editor) -> None:
        """Show a scene."""
        super().__init__(scene)
        self.graph, self._editor = scene, editor
        self.overlay = Overlay(scene)
        self._gesture: Gesture | None = None
        self._hanging: tuple[Loose, QPointF] | None = None
        self._pan_from: QPoint | None = None
        self._hovered: Hit = Hit()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Pattern graph")
        self.map = Minimap(self, scene)
        scene.changed.connect(self.map.update)

    @property
    def zoom(self) -> float:
        """How large the canvas is shown."""
        return self.transform().m11()

    @property
    def gesture_words(self) -> str:
        """Why what is being dragged may not be let go here, if it may not."""
        return self._gesture.words if isinstance(self._gesture, WireDrag) else ""

    def zoom_to(self, zoom: float, about: QPointF | None = None) -> None:
        """Show the canvas in a size, with one point of the view held still."""
        kept = min(max(zoom, LEAST), MOST)
        still = QPointF(self.viewport().rect().center()) if about is None else about
        under = self.mapToScene(still.toPoint())
        self.resetTransform()
        self.scale(kept, kept)
        away = self.mapFromScene(under) - still.toPoint()
        self._scroll(away.x(), away.y())
        self.viewport().update()
        self.map.update()

    def frame_all(self) -> None:
        """Show the chosen nodes as large as they fit, or all."""
        box = self.graph.bounds(self.graph.selected or None)
        if box.isEmpty():
            return
        box = box.adjusted(-FRAME_MARGIN, -FRAME_MARGIN, FRAME_MARGIN, FRAME_MARGIN)
        size = self.viewport().size()
        fitting = min(size.width() / box.width(), size.height() / box.height(), 1.0)
        self.zoom_to(fitting)
        self.centerOn(box.center())
        self.viewport().update()

    def place_of(self, at: QPoint) -> QPointF:
        """The place on the canvas under a point of the view."""
        return self.mapToScene(at)

    def middle(self) -> QPoint:
        """Where the pointer is, or the middle of the view."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        inside = self.viewport().rect().contains(at) and self.underMouse()
        return at if inside else self.viewport().rect().center()

    def begin_wire(self, hit: Hit) -> WireDrag | None:
        """Take hold of a wire at a port; one that ends at an input is dragged off it."""
        assert hit.node is not None
        assert hit.port is not None
        if not hit.port.is_output:
            ends = [w for w in self.graph.doc.feeds(hit.node) if w.input == hit.port.name]
            if ends:
                off = ends[-1]
                if off.source not in self.graph.nodes:
                    return None
                kind = self.graph.kind_of_wire(off)
                held = Loose(off.source, off.output, is_output=True, kind=kind)
                return WireDrag(self.graph, self._editor, held, self._drop, off)
        held = Loose(hit.node, hit.port.name, hit.port.is_output, hit.port.kind)
        return WireDrag(self.graph, self._editor, held, self._drop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        self.setFocus()
        self.touched.emit()
        at = self.mapToScene(event.position().toPoint())
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self._gesture = self._begin(hit_at(self.graph, at, self.zoom), at, event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what lies under the pointer."""
        point = event.position().toPoint()
        if self._pan_from is not None:
            away = self._pan_from - point
            self._pan_from = point
            self._scroll(away.x(), away.y())
        elif isinstance(self._gesture, TurnDrag):
            self._gesture.turn(event.position().x(), event.modifiers())
        elif self._gesture is not None:
            self._gesture.move(self.mapToScene(point), event.modifiers())
            self.viewport().update()
        else:
            self._hover(hit_at(self.graph, self.mapToScene(point), self.zoom))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        self._pan_from = None
        gesture, self._gesture = self._gesture, None
        at = self.mapToScene(event.position().toPoint())
        if gesture is not None:
            gesture.release(at, event.modifiers())
            self.viewport().update()
        if isinstance(gesture, TurnDrag) and gesture.turned:
            return
        hit = hit_at(self.graph, at, self.zoom)
        self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        if gesture is not None and hit.setting is not None and isinstance(gesture, MoveDrag):
            return
        self._click(gesture, hit)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Search where nothing is; type where a number is."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit = hit_at(self.graph, self.mapToScene(event.position().toPoint()), self.zoom)
        if hit.what == "empty":
            self.search_wanted.emit(event.position().toPoint(), None)
        elif hit.what == "setting":
            self._open(hit)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else move."""
        turned = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            factor = math.pow(2.0, turned.y() / 360.0)
            self.zoom_to(self.zoom * factor, event.position())
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._scroll(-turned.y(), 0)
        else:
            self._scroll(-turned.x(), -turned.y())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Break a drag off; move what is chosen by the arrows."""
        if event.key() == Qt.Key.Key_Escape:
            if self._gesture is not None:
                self._gesture.cancel()
                self._gesture = None
                self.viewport().update()
            else:
                self.graph.select(())
            return
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None and self.graph.selected:
            self._editor.nudge(*step)
            return
        event.ignore()

    def leaveEvent(self, event: QEnterEvent) -> None:  # type: ignore[override]
        """Show nothing as hovered."""
        self._hover(Hit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the map in its corner."""
        super().resizeEvent(event)
        self.map.place(self.viewport().size())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Draw all anew: overlays do not move with the pixels."""
        super().scrollContentsBy(dx, dy)
        self.viewport().update()
        self.map.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint for as long as there is time; nodes that were left blurred come next."""
        self.graph.effort.begin()
        super().paintEvent(event)
        if self.graph.effort.is_left:
            QTimer.singleShot(0, self.viewport(), self.viewport().update)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Draw the ground with its dots."""
        paint_ground(painter, QRectF(rect), self.viewport().size(), self.zoom)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Draw the values on wires, and what is only there during a drag."""
        self.overlay.paint(painter, QRectF(rect), self.zoom)
        if self._gesture is not None:
            self._gesture.paint(painter, self.zoom)
        elif self._hanging is not None:
            paint_loose(painter, self.graph, *self._hanging)

    def _begin(self, hit: Hit, at: QPointF, event: QMouseEvent) -> Gesture | None:
        if hit.what == "port":
            return self.begin_wire(hit)
        return self._begin_on(hit, at, event)

    def _begin_on(self, hit: Hit, at: QPointF, event: QMouseEvent) -> Gesture | None:
        keys = event.modifiers()
        if hit.node is None:
            if hit.wire is None:
                return BoxDrag(self.graph, at, keys)
            self.graph.select((), [hit.wire])
            return None
        self._choose(hit, keys)
        if hit.setting is None:
            return MoveDrag(self.graph, self._editor, hit.node, at)
        if hit.setting.kind in NUMBERS and isinstance(hit.value, int | float):
            turn = TurnDrag(self._editor, hit.node, hit.setting, hit.value)
            turn.begin(event.position().x(), self._editor.new_gesture())
            return turn
        return None

    def _choose(self, hit: Hit, keys: Qt.KeyboardModifier) -> None:
        assert hit.node is not None
        chosen = self.graph.selected
        if keys & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier):
            self.graph.select(chosen ^ {hit.node})
        elif hit.node not in chosen:
            self.graph.select({hit.node})

    def _click(self, gesture: Gesture | None, hit: Hit) -> None:
        if gesture is None and hit.setting is not None and hit.setting.kind not in NUMBERS:
            self._open(hit)

    def _open(self, hit: Hit) -> None:
        assert hit.node is not None
        assert hit.setting is not None
        assert hit.box is not None
        node, setting = hit.node, hit.setting
        box = QRect(
            self.mapFromScene(hit.box.topLeft()), self.mapFromScene(hit.box.bottomRight())
        )
        self._open_over(
            box, setting, hit.value, lambda v: self._editor.set(node, setting.name, v)
        )

    def _open_over(self, box: QRect, setting: Setting, value: Json, take: object) -> None:
        assert callable(take)
        parent: QWidget = self.viewport()
        open_value(parent, box, setting, value, take)

    @property
    def is_hanging(self) -> bool:
        """Whether a wire hangs where it was dropped."""
        return self._hanging is not None

    def let_go(self) -> None:
        """Let no wire hang where it was dropped."""
        self._hanging = None
        self.viewport().update()

    def _drop(self, held: Loose, at: QPointF) -> None:
        self._hanging = (held, at)
        self.search_wanted.emit(self.mapFromScene(at), held)

    def _hover(self, hit: Hit) -> None:
        before, self._hovered = self._hovered, hit
        if before.wire != hit.wire:
            for wire, on in ((before.wire, False), (hit.wire, True)):
                if wire is not None and wire in self.graph.wires:
                    self.graph.wires[wire].hover(on=on)
        if before == hit:
            return
        shapes = {"port": Qt.CursorShape.CrossCursor, "wire": Qt.CursorShape.PointingHandCursor}
        shape = shapes.get(hit.what, Qt.CursorShape.ArrowCursor)
        if hit.setting is not None:
            number = hit.setting.kind in NUMBERS
            shape = (
                Qt.CursorShape.SizeHorCursor if number else Qt.CursorShape.PointingHandCursor
            )
        self.viewport().setCursor(shape)
        self.viewport().setToolTip(self.overlay.words_for(hit))

    def _scroll(self, x: int, y: int) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + x)
        down.setValue(down.value() + y)

"""The canvas: panning, zooming and painting; drags are begun by `hands`."""

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
from PySide6.QtWidgets import QFrame, QGraphicsView

from luma.domain.ids import NodeId
from luma.ui.nodes.background import paint_ground
from luma.ui.nodes.editor import Editor
from luma.ui.nodes.hands import Hands
from luma.ui.nodes.hits import Hit, cursor_for
from luma.ui.nodes.layout import HEADER
from luma.ui.nodes.legend import Legend
from luma.ui.nodes.minimap import Minimap
from luma.ui.nodes.overlay import Overlay
from luma.ui.nodes.scene import GraphScene
from luma.ui.nodes.wiring import Loose

LEAST, MOST = 0.15, 4.0
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
FRAME_MARGIN = 28.0


class Canvas(QGraphicsView):
    """Shows a graph, and turns what the mouse does into gestures."""

    search_wanted = Signal(QPoint, object)
    """Where a node should be searched for, and the `Loose` wire that it should take, if any."""
    touched = Signal()
    """Somebody works here."""
    walked = Signal(int, int)
    """An arrow was pressed: how far across and down it leads."""
    nudged = Signal(int, int)
    """The same with Shift held, which moves what is chosen."""
    entered = Signal(object)
    """`NodeId`: a node was opened by a double click."""

    def __init__(self, scene: GraphScene, editor: Editor) -> None:
        """Show a scene."""
        super().__init__(scene)
        self.graph, self._editor = scene, editor
        self.overlay = Overlay(scene)
        self.hands = Hands(self, scene, editor, self._drop)
        self._is_framed = False
        self._pan_from: QPoint | None = None
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
        self.legend = Legend(self)
        scene.changed.connect(self.map.look_again)

    @property
    def zoom(self) -> float:
        """How large the canvas is shown."""
        return self.transform().m11()

    def zoom_to(self, zoom: float, about: QPointF | None = None) -> None:
        """Show the canvas in a size, with one point of the view held still."""
        kept = min(max(zoom, LEAST), MOST)
        still = QPointF(self.viewport().rect().center()) if about is None else about
        under = self.mapToScene(still.toPoint())
        self._is_framed = False
        self.resetTransform()
        self.scale(kept, kept)
        away = self.mapFromScene(under) - still.toPoint()
        self._scroll(away.x(), away.y())
        self.viewport().update()
        self.map.update()

    def zoom_by(self, factor: float) -> None:
        """Show the canvas larger or smaller."""
        self.zoom_to(self.zoom * factor)

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
        self._is_framed = not self.graph.selected
        self.viewport().update()

    def ensure_seen(self, *nodes: NodeId) -> None:
        """Move the canvas as little as lets nodes be seen whole."""
        box = self.graph.bounds(node for node in nodes if node in self.graph.nodes)
        if not box.isEmpty():
            self._is_framed = False
            self.ensureVisible(box, 24, 24)

    def head_of(self, node: NodeId) -> QRect:
        """Where a node's head lies in the view."""
        body = self.graph.nodes[node].body()
        stop = self.mapFromScene(QPointF(body.right(), body.top() + HEADER))
        return QRect(self.mapFromScene(body.topLeft()), stop)

    def place_of(self, at: QPoint) -> QPointF:
        """The place on the canvas under a point of the view."""
        return self.mapToScene(at)

    def middle(self) -> QPoint:
        """Where the pointer is, or the middle of the view."""
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        inside = self.viewport().rect().contains(at) and self.underMouse()
        return at if inside else self.viewport().rect().center()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag, or to move the whole canvas with the middle button."""
        self.setFocus()
        self.touched.emit()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with a drag, or show what lies under the pointer."""
        if self._pan_from is not None:
            away = self._pan_from - event.position().toPoint()
            self._pan_from = event.position().toPoint()
            self._scroll(away.x(), away.y())
        elif not self.hands.move(event) and not self.hands.has_knife:
            self._hover(self.hands.hit(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a drag."""
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = None
            self.viewport().setCursor(Qt.CursorShape.ArrowCursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Search where nothing is, bend a wire, type where a number is, or open a node."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        hit = self.hands.hit(event)
        if hit.what == "empty":
            self.search_wanted.emit(event.position().toPoint(), None)
        elif hit.what == "wire" and hit.wire is not None:
            self.hands.bend(hit.wire, self.mapToScene(event.position().toPoint()))
        elif hit.what == "bend":
            self._editor.remove_chosen()
        elif hit.what == "node":
            self.entered.emit(hit.node)
        else:
            self.hands.open(hit)

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
        """Break a drag off; go from node to node by the arrows, and move them with Shift."""
        if event.key() == Qt.Key.Key_Escape:
            if not self.hands.cancel():
                self.graph.select(())
            return
        step = _ARROWS.get(Qt.Key(event.key()))
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if step is not None and plain == Qt.KeyboardModifier.NoModifier:
            self.walked.emit(*step)
            return
        if step is not None and plain == Qt.KeyboardModifier.ShiftModifier:
            self.nudged.emit(*step)
            return
        event.ignore()

    def leaveEvent(self, event: QEnterEvent) -> None:  # type: ignore[override]
        """Show nothing as hovered."""
        self._hover(Hit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the map in its corner."""
        super().resizeEvent(event)
        self.map.place(self.viewport().size())
        self.legend.place(self.viewport().size())
        if self._is_framed:
            self.frame_all()

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
        self.hands.paint(painter, self.zoom)

    def _hover(self, hit: Hit) -> None:
        if not self.hands.hover(hit):
            return
        self.viewport().setCursor(cursor_for(hit))
        self.viewport().setToolTip(self.overlay.words_for(hit))

    def _drop(self, held: Loose, at: QPointF) -> None:
        self.search_wanted.emit(self.mapFromScene(at), held)

    def _scroll(self, x: int, y: int) -> None:
        self._is_framed = False
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() + x)
        down.setValue(down.value() + y)

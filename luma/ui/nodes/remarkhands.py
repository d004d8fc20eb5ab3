"""What the mouse does with comments and frames: it takes what lies on no node and no wire."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from luma.ui.nodes.canvas import Canvas
from luma.ui.nodes.gestures import HAIR
from luma.ui.nodes.placing import places_of, snapped
from luma.ui.nodes.remark_item import GRIP, LEAST, RemarkItem, strip_of
from luma.ui.nodes.remarks import Load, Remarks

LINE = 26
TIP = "Drag to move it, double-click to write, Del takes it away"
CARRIES = "Drag the title to move all that is in it, double-click to write"


class RemarkHands(QObject):
    """Watches the canvas: drags, resizes, and opens the words of remarks."""

    def __init__(self, canvas: Canvas, remarks: Remarks) -> None:
        """Hold nothing."""
        super().__init__(canvas)
        self._canvas, self._remarks = canvas, remarks
        self._held: RemarkItem | None = None
        self._from, self._by = QPointF(), (0.0, 0.0)
        self._load: Load = (frozenset(), frozenset())
        self._is_resizing = False
        self.field: RemarkField | None = None
        canvas.viewport().installEventFilter(self)
        canvas.installEventFilter(self)
        remarks.typing_wanted.connect(self.type)

    def at(self, place: QPointF) -> RemarkItem | None:
        """The remark that can be taken hold of at a place of the canvas."""
        zoom = self._canvas.zoom
        reach = max(GRIP, 8.0 / zoom)
        ordered = sorted(
            self._remarks.items.values(), key=lambda item: item.zValue(), reverse=True
        )
        for item in ordered:
            box = item.body()
            grip = QRectF(box.right() - reach, box.bottom() - reach, reach, reach)
            strip = strip_of(box, zoom)
            held = strip if item.remark.frames else box
            if held.contains(place) or grip.contains(place):
                return item
        return None

    def type(self, name: str | None = None) -> None:
        """Let the words of a remark be typed in its place, or of the chosen one."""
        name = name or self._remarks.chosen
        item = self._remarks.items.get(name or "")
        if item is None or name is None:
            return
        self._canvas.ensureVisible(item.body(), 24, 24)
        box = item.body()
        if item.remark.frames:
            box = strip_of(box, self._canvas.zoom)
        corner = self._canvas.mapFromScene(box.topLeft())
        stop = self._canvas.mapFromScene(box.bottomRight())
        shape = QRect(corner, stop)
        shape.setWidth(max(shape.width(), 160))
        shape.setHeight(max(shape.height(), LINE if item.remark.frames else 3 * LINE))
        field = RemarkField(
            self._canvas.viewport(),
            item.remark.text,
            lambda words: self._remarks.write(name, words),
            is_line=item.remark.frames,
        )
        field.left.connect(self._canvas.setFocus)
        field.setGeometry(shape)
        field.show()
        field.setFocus()
        self.field = field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take presses, moves and releases that concern remarks."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() == Qt.Key.Key_Escape and self._escape()
        if not isinstance(event, QMouseEvent) or watched is self._canvas:
            return False
        act = {
            QEvent.Type.MouseButtonPress: self._press,
            QEvent.Type.MouseMove: self._move,
            QEvent.Type.MouseButtonRelease: self._release,
            QEvent.Type.MouseButtonDblClick: self._open,
        }.get(event.type())
        return act is not None and act(event)

    def _escape(self) -> bool:
        """Put what is held back, or choose nothing."""
        if self._held is None and self._remarks.chosen is None:
            return False
        self.cancel()
        self._remarks.choose(None)
        return True

    def cancel(self) -> None:
        """Put what is held back."""
        if self._held is not None:
            self._lay((0.0, 0.0))
            self._held.show_remark(self._held.remark)
            self._held, self._remarks.is_held = None, False
            self._canvas.graph.moving = frozenset()

    def _free(self, event: QMouseEvent) -> RemarkItem | None:
        """The remark under the pointer, where no node or wire lies over it."""
        hands = self._canvas.hands
        if not self._remarks.items:
            return None
        if hands.has_knife or hands.is_dragging or hands.hit(event).what != "empty":
            return None
        return self.at(self._canvas.mapToScene(event.position().toPoint()))

    def _press(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        item = self._free(event) if plain else None
        if item is None:
            self._remarks.choose(None)
            return False
        self._canvas.setFocus()
        self._canvas.touched.emit()
        self._remarks.choose(item.name)
        self._held, self._remarks.is_held = item, True
        self._from, self._by = self._canvas.mapToScene(event.position().toPoint()), (0.0, 0.0)
        away = item.body().bottomRight() - self._from
        reach = max(GRIP, 8.0 / self._canvas.zoom)
        self._is_resizing = away.x() <= reach and away.y() <= reach
        self._load = self._remarks.load_of(item.name)
        self._canvas.graph.moving = self._load[0]
        return True

    def _move(self, event: QMouseEvent) -> bool:
        if self._held is None:
            self._hover(event)
            return False
        away = self._canvas.mapToScene(event.position().toPoint()) - self._from
        if self._by == (0.0, 0.0) and max(abs(away.x()), abs(away.y())) < HAIR:
            return True
        is_free = event.modifiers() & Qt.KeyboardModifier.AltModifier
        self._by = (away.x(), away.y()) if is_free else snapped(away.x(), away.y())
        if self._is_resizing:
            self._held.show_size(self._size_of(self._held))
        else:
            self._lay(self._by)
        return True

    def _release(self, _: QMouseEvent) -> bool:
        item, self._held = self._held, None
        if item is None:
            return False
        self._remarks.is_held, self._canvas.graph.moving = False, frozenset()
        if self._is_resizing:
            self._remarks.resize(item.name, self._size_of(item))
        else:
            self._remarks.move(item.name, self._by, self._load)
        return True

    def _open(self, event: QMouseEvent) -> bool:
        item = self._free(event)
        if item is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        self.type(item.name)
        return True

    def _hover(self, event: QMouseEvent) -> None:
        if event.buttons() or self._canvas.hands.is_dragging:
            return
        item = self._free(event)
        if item is not None:
            self._canvas.viewport().setToolTip(CARRIES if item.remark.frames else TIP)

    def _size_of(self, item: RemarkItem) -> tuple[float, float]:
        width, height = item.remark.size
        return max(width + self._by[0], LEAST[0]), max(height + self._by[1], LEAST[1])

    def _lay(self, by: tuple[float, float]) -> None:
        """Show what is held, and what it carries, so far from where it was."""
        assert self._held is not None  # it is laid while something is held
        scene, (nodes, others) = self._canvas.graph, self._load
        places = places_of(scene.doc)
        for name in (self._held.name, *others):
            item = self._remarks.items.get(name)
            if item is not None:
                item.setPos(QPointF(*item.remark.at) + QPointF(*by))
        for node in nodes:
            if node in scene.nodes:
                scene.nodes[node].setPos(QPointF(*places[node]) + QPointF(*by))
        scene.lead_wires(nodes)


class RemarkField(QPlainTextEdit):
    """The words of a remark while they are typed; Enter takes them, Escape does not."""

    left = Signal()
    """Enter or Escape ended it, and the keys are free."""

    def __init__(
        self, parent: QWidget, words: str, take: Callable[[str], object], *, is_line: bool
    ) -> None:
        """Begin with the words as they are."""
        super().__init__(words, parent)
        self._is_line, self._take, self._over = is_line, take, False
        self.selectAll()
        self.setToolTip("Enter takes it, Shift+Enter begins a line, Esc leaves it as it was")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Escape end."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Escape:
            self._end(taken=False)
        elif is_enter and (self._is_line or not shift):
            self._end(taken=True)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the words."""
        super().focusOutEvent(event)
        self._end(taken=True)

    def _end(self, *, taken: bool) -> None:
        if self._over:
            return
        self._over = True
        if self.hasFocus():
            self.left.emit()
        self.hide()
        if taken:
            self._take(self.toPlainText())
        self.deleteLater()

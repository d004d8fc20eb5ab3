"""What controls of rows have in common: a thing in them is chosen, dragged and stepped."""

from abc import abstractmethod

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)

from luma.ui.controls.control import Control
from luma.ui.theme import colour

HEIGHT, PAD = 84, 8
STEP, FINE = 0.05, 0.01
TALL = "tall"
"""The property of controls that take a line of their own."""
_MOVES = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Down: (0.0, -1.0),
    Qt.Key.Key_Up: (0.0, 1.0),
}


class RowControl(Control):
    """Shows a row as a picture in which a hand takes hold of one thing at a time."""

    def __init__(self, words: str) -> None:
        """Say in words what a hand can do."""
        super().__init__()
        self.chosen = 0
        self._keyed = False
        self._held = False
        self.setProperty(TALL, "true")
        self.setToolTip(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(120, HEIGHT)
        self.setFixedHeight(HEIGHT)

    def sizeHint(self) -> QSize:
        """Take whatever width there is."""
        return QSize(240, self.height())

    def box(self) -> QRectF:
        """Where the picture lies."""
        return QRectF(self.rect()).adjusted(PAD, PAD, -PAD, -PAD)

    def share_of(self, at: QPointF) -> tuple[float, float]:
        """How far to the right and up a place lies."""
        box = self.box()
        return (
            (at.x() - box.left()) / max(box.width(), 1.0),
            (box.bottom() - at.y()) / max(box.height(), 1.0),
        )

    @abstractmethod
    def count(self) -> int:
        """How many things can be chosen."""

    @abstractmethod
    def take_hold(self, at: QPointF) -> None:
        """Take hold of what lies at a place, or make something there."""

    @abstractmethod
    def drag(self, at: QPointF) -> None:
        """Drag what is held."""

    @abstractmethod
    def nudge(self, across: float, up: float) -> None:
        """Move what is chosen by shares."""

    @abstractmethod
    def drop(self) -> None:
        """Take what is chosen away."""

    def open(self) -> None:
        """Open what is chosen, where it can be opened."""

    @abstractmethod
    def draw(self, painter: QPainter) -> None:
        """Paint the picture."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = True
            self.take_hold(event.position())
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if self._held and event.buttons() & Qt.MouseButton.LeftButton:
            self.drag(event.position())
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        if event.button() == Qt.MouseButton.LeftButton and self._held:
            self._held = False
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, Page up and down choose, Del takes away, Enter opens."""
        key, shift = Qt.Key(event.key()), Qt.KeyboardModifier.ShiftModifier
        if key in _MOVES:
            step = FINE if event.modifiers() & shift else STEP
            across, up = _MOVES[key]
            self._keyed = True
            self.nudge(across * step, up * step)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self.choose(self.chosen + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.choose(0 if key == Qt.Key.Key_Home else self.count() - 1)
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.drop()
            self.finished.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Space}:
            self.open()
        else:
            super().keyPressEvent(event)
        self.update()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End the stepping when the key is let go."""
        if self._keyed and not event.isAutoRepeat():
            self._keyed = False
            self.finished.emit()
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End the stepping."""
        if self._keyed:
            self._keyed = False
            self.finished.emit()
        self.update()
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show what is chosen."""
        self.update()
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, the picture and where the keys go."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        painter.setPen(QPen(colour("accent" if focused else "line"), 1.5 if focused else 1))
        painter.setBrush(colour("void"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        self.draw(painter)

    def choose(self, number: int) -> None:
        """Choose one of the things."""
        self.chosen = min(max(number, 0), self.count() - 1)
        self.update()

"""A slider: a line with a cap."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from luma.domain.nodetype import Json
from luma.ui.controls.control import Control
from luma.ui.theme import colour

TRACK, CAP_WIDTH, CAP_HEIGHT = 4.0, 8.0, 14.0
_KEYS = {
    Qt.Key.Key_Left: -1.0,
    Qt.Key.Key_Down: -1.0,
    Qt.Key.Key_Right: 1.0,
    Qt.Key.Key_Up: 1.0,
    Qt.Key.Key_PageDown: -10.0,
    Qt.Key.Key_PageUp: 10.0,
}


class Slider(Control):
    """A number in a range, by drag, wheel-free, or by the arrow keys."""

    def __init__(self, low: float, high: float, step: float) -> None:
        """Stand at the low end."""
        super().__init__()
        self._low, self._high, self._step = low, high, step
        self._value, self._changed, self._keyed = low, False, False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(40, 24)

    @property
    def value(self) -> float:
        """The number it stands at."""
        return self._value

    def sizeHint(self) -> QSize:
        """Take whatever width there is."""
        return QSize(120, 24)

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a number, and whether it is another than the default."""
        if isinstance(value, int | float):
            self._value = min(max(float(value), self._low), self._high)
        self._changed = changed
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the pointer."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.finished.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the arrows."""
        steps = _KEYS.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
            return
        self._set(self._value + steps * self._step)
        self._keyed = True

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
        super().focusOutEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the line, how far it is filled, and the cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, x = self.height() / 2, self._x()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("lift2"))
        left, width = CAP_WIDTH / 2, self.width() - CAP_WIDTH
        painter.drawRoundedRect(QRectF(left, middle - TRACK / 2, width, TRACK), 2, 2)
        lit = "accent" if self._changed else "text_3"
        painter.setBrush(colour(lit if self.isEnabled() else "text_off"))
        painter.drawRoundedRect(QRectF(left, middle - TRACK / 2, x - left, TRACK), 2, 2)
        painter.setBrush(colour("text" if self.isEnabled() else "text_off"))
        cap = QRectF(x - CAP_WIDTH / 2, middle - CAP_HEIGHT / 2, CAP_WIDTH, CAP_HEIGHT)
        painter.drawRoundedRect(cap, 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 1.5))
            painter.drawRoundedRect(cap.adjusted(-2.5, -2.5, 2.5, 2.5), 4, 4)

    def _x(self) -> float:
        share = (self._value - self._low) / (self._high - self._low)
        return CAP_WIDTH / 2 + share * (self.width() - CAP_WIDTH)

    def _go(self, x: float) -> None:
        share = (x - CAP_WIDTH / 2) / max(self.width() - CAP_WIDTH, 1.0)
        wanted = self._low + min(max(share, 0.0), 1.0) * (self._high - self._low)
        self._set(self._low + round((wanted - self._low) / self._step) * self._step)

    def _set(self, value: float) -> None:
        kept = round(min(max(value, self._low), self._high), 6)
        if kept != self._value:
            self._value = kept
            self.update()
            self.moved.emit(kept)

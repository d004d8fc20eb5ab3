"""How fast the song plays: a reading that is dragged."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from luma.ui.actions import KEEPS_ARROWS
from luma.ui.theme import colour
from luma.ui.transport.reading import Reading

LOW, HIGH, PLAIN = 0.5, 2.0, 1.0
STEP, LEAP, FINE = 0.01, 0.1, 0.1
TIP = (
    "How fast it plays, 0.5 to 2 times: drag from side to side, with Shift in small steps; "
    "double-click for 1 (Alt+, slower, Alt+. faster)."
)
_KEYS = {
    Qt.Key.Key_Up: STEP,
    Qt.Key.Key_Right: STEP,
    Qt.Key.Key_Down: -STEP,
    Qt.Key.Key_Left: -STEP,
    Qt.Key.Key_PageUp: LEAP,
    Qt.Key.Key_PageDown: -LEAP,
}


def bounded(rate: float) -> float:
    """A rate that can be played."""
    return round(min(max(rate, LOW), HIGH), 3)


class RateField(Reading):
    """Shows the rate; a drag of one pixel is a hundredth."""

    moved = Signal(float)

    def __init__(self) -> None:
        """Be as the song is."""
        super().__init__("0.995", TIP, unit="×")
        self._rate, self._from, self._drawn = PLAIN, 0.0, PLAIN
        self._is_held = self._ringed = False
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty(KEEPS_ARROWS, "true")
        self.setAccessibleName("Rate")
        self.show_rate(PLAIN)

    @property
    def rate(self) -> float:
        """The rate that it shows."""
        return self._rate

    def show_rate(self, rate: float) -> None:
        """Show a rate, unless a hand is on it."""
        if not self._is_held:
            self._show(rate)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_held, self._from = True, event.position().x()
            self._drawn = self._rate

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if not self._is_held:
            return
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        way = event.position().x() - self._from
        self._from = event.position().x()
        self._drawn += way * STEP * (FINE if fine else 1.0)
        self._drawn = min(max(self._drawn, LOW), HIGH)
        self._go(self._drawn if fine else round(self._drawn, 2))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self._is_held = False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Be as the song is."""
        self._go(PLAIN)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the arrows; Backspace is as the song is."""
        key = Qt.Key(event.key())
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Backspace:
            self._go(PLAIN)
        elif (step := _KEYS.get(key)) is not None:
            self._go(self._rate + step * (FINE if fine else 1.0))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboards."""
        self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide it."""
        self._ringed = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the reading, and the ring."""
        super().paintEvent(event)
        if self._ringed:
            painter = QPainter(self)
            painter.setPen(QPen(colour("accent"), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)

    def _show(self, rate: float) -> None:
        self._rate = rate
        figure = f"{rate:.3f}" if abs(rate * 100 - round(rate * 100)) > 1e-6 else f"{rate:.2f}"
        self.tell(figure, "text_2" if rate == PLAIN else "accent")

    def _go(self, rate: float) -> None:
        kept = bounded(rate)
        if kept != self._rate:
            self._show(kept)
            self.moved.emit(kept)

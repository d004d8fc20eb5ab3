"""A knob: its name above, an arc about its cap, and its value with the unit below."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)

from luma.domain.nodetype import Json, Setting
from luma.ui.actions import KEEPS_ARROWS
from luma.ui.controls.control import Control
from luma.ui.sound import turning
from luma.ui.sound.typed import Typed
from luma.ui.theme import MONO, colour, font

SIZE, WIDTH, NAME, FIGURE = 40, 68, 16, 16
HEIGHT = NAME + 2 + SIZE + FIGURE
ARC, CAP, POINTER = 3.0, 21.0, 2.0
TURN, FIRST = 270.0, 225.0
TRAVEL = 200.0
"""How many pixels of a drag go from one end to the other."""
HOW = "Drag up and down, with Shift in small steps; double-click for the default, Enter types."
_KEYS = {
    Qt.Key.Key_Up: turning.STEP,
    Qt.Key.Key_Right: turning.STEP,
    Qt.Key.Key_Down: -turning.STEP,
    Qt.Key.Key_Left: -turning.STEP,
    Qt.Key.Key_PageUp: turning.LEAP,
    Qt.Key.Key_PageDown: -turning.LEAP,
    Qt.Key.Key_Home: -1.0,
    Qt.Key.Key_End: 1.0,
}


class Knob(Control):
    """A number in a range, turned by a drag or by keys; the wheel passes by."""

    def __init__(self, setting: Setting, name: str, words: str = "") -> None:
        """Stand at the default of a setting."""
        super().__init__()
        self._setting, self._name = setting, name
        self._default = _number(setting.default)
        self._value, self._share = self._default, turning.share_of(setting, self._default)
        self._from: float | None = None
        self._keyed = self._ringed = False
        self.is_dim = False
        self.typed = Typed(self)
        self.typed.entered.connect(self._take_typed)
        self.setFixedSize(WIDTH, HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(KEEPS_ARROWS, "true")
        self.setAccessibleName(name)
        low, high = (turning.figure(setting, end) for end in turning.ends(setting))
        self.setToolTip(f"{words or name}: {low} to {high}. {HOW}")

    @property
    def value(self) -> float:
        """The number it stands at."""
        return self._value

    @property
    def figure(self) -> str:
        """What stands below it."""
        return turning.figure(self._setting, self._value)

    @property
    def is_held(self) -> bool:
        """Whether a hand is on it."""
        return self._from is not None or self._keyed

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a number, unless a hand is on it."""
        if not self.is_held and isinstance(value, int | float):
            self._value = float(value)
            self._share = turning.share_of(self._setting, self._value)
            self.setAccessibleDescription(self.figure)
            self.update()

    def sizeHint(self) -> QSize:
        """Its one size."""
        return QSize(WIDTH, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.position().y()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Turn it by how far the pointer went up."""
        if self._from is None:
            return
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        way = (self._from - event.position().y()) / TRAVEL * (turning.FINE if fine else 1.0)
        self._from = event.position().y()
        self._turn(self._share + way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go of it."""
        if event.button() == Qt.MouseButton.LeftButton and self._from is not None:
            self._from = None
            self.finished.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go back to the default; on the figure, type another."""
        if event.position().y() >= HEIGHT - FIGURE:
            self.typed.open(self._value)
        else:
            self._reset()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what lies below."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn by the arrows and page keys, type a number, or go back to the default."""
        key = Qt.Key(event.key())
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif (step := _KEYS.get(key)) is not None:
            self._keyed = True
            self._turn(self._share + step * (turning.FINE if fine else 1.0))
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.typed.open(self._value)
        elif key == Qt.Key.Key_Backspace:
            self._reset()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """End the turning when the key is let go."""
        if not event.isAutoRepeat():
            self._end_keys()
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring for keyboards."""
        self._ringed = event.reason() != Qt.FocusReason.MouseFocusReason
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """End the turning."""
        self._end_keys()
        self._ringed = False
        self.update()

    def _end_keys(self) -> None:
        if self._keyed:
            self._keyed = False
            self.finished.emit()

    def _turn(self, share: float) -> None:
        self._share = min(max(share, 0.0), 1.0)
        self._go(turning.value_at(self._setting, self._share))

    def _go(self, value: float) -> None:
        self.update()
        if value != self._value:
            self._value = value
            self.setAccessibleDescription(self.figure)
            self.moved.emit(value)

    def _reset(self) -> None:
        self._share = turning.share_of(self._setting, self._default)
        self._go(self._default)
        self.finished.emit()

    def _take_typed(self, number: float) -> None:
        low, high = turning.ends(self._setting)
        value = min(max(number, low), high)
        self._share = turning.share_of(self._setting, value)
        self._go(value)
        self.finished.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint name, arc, cap with its pointer, and value."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        off = self.is_dim or not self.isEnabled()
        painter.setFont(font(11))
        painter.setPen(colour("text_3" if off else "text_2"))
        painter.drawText(QRectF(0, 0, WIDTH, NAME), _MIDDLE, self._name)
        changed = self._value != self._default
        self._paint_turn(painter, "text_off" if off else "accent" if changed else "text_3")
        if not self.typed.isVisible():
            painter.setFont(font(11, 400, MONO))
            painter.setPen(colour("text_3" if off else "text"))
            painter.drawText(QRectF(0, HEIGHT - FIGURE, WIDTH, FIGURE), _MIDDLE, self.figure)

    def _paint_turn(self, painter: QPainter, lit: str) -> None:
        left, top = (WIDTH - SIZE) / 2, float(NAME + 2)
        middle = QPointF(left + SIZE / 2, top + SIZE / 2)
        box = QRectF(left, top, SIZE, SIZE).adjusted(ARC, ARC, -ARC, -ARC)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for begin, end, shade in (
            (0.0, 1.0, "line_strong"),
            (turning.origin_of(self._setting), self._share, lit),
        ):
            flat = Qt.PenCapStyle.FlatCap
            painter.setPen(QPen(colour(shade), ARC, Qt.PenStyle.SolidLine, flat))
            first, span = FIRST - begin * TURN, -(end - begin) * TURN
            painter.drawArc(box, round(first * 16), round(span * 16))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("lift2"))
        painter.drawEllipse(middle, CAP / 2, CAP / 2)
        angle = math.radians(FIRST - self._share * TURN)
        way = QPointF(math.cos(angle), -math.sin(angle))
        shade = "text_3" if lit == "text_off" else "text"
        round_cap = Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(colour(shade), POINTER, Qt.PenStyle.SolidLine, round_cap))
        painter.drawLine(middle + way * 3.5, middle + way * (CAP / 2 - 1.5))
        if self._ringed:
            painter.setPen(QPen(colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, SIZE / 2, SIZE / 2)


def _number(value: Json) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


_MIDDLE = Qt.AlignmentFlag.AlignCenter

"""A fader: how loud a voice is, from silence at its foot to a little more than in the mix."""

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

from luma.domain.nodetype import Json
from luma.ui.actions import KEEPS_ARROWS
from luma.ui.controls.control import Control
from luma.ui.theme import MONO, colour, font

LOW, HIGH, BEND = -60.0, 6.0, 2.0
SILENCE = -120.0
LONG, CAP_WIDE, CAP_HIGH, TRACK, WIDTH = 124, 22, 14, 4, 56
MARKS = (6, 0, -6, -12, -24, -48)
FINE = 0.1
_KEYS = {
    Qt.Key.Key_Up: 1.0,
    Qt.Key.Key_Right: 1.0,
    Qt.Key.Key_Down: -1.0,
    Qt.Key.Key_Left: -1.0,
    Qt.Key.Key_PageUp: 6.0,
    Qt.Key.Key_PageDown: -6.0,
}


def share_of(level: float) -> float:
    """How far up a fader stands for a level in decibels; the upper half is the finer one."""
    span = (min(max(level, LOW), HIGH) - LOW) / (HIGH - LOW)
    return float(span**BEND)


def level_at(share: float) -> float:
    """The level of a fader that stands so far up; its foot is silence."""
    kept = min(max(share, 0.0), 1.0)
    level = round(LOW + (HIGH - LOW) * kept ** (1 / BEND), 1)
    return SILENCE if level <= LOW else level


def words_of(level: float) -> str:
    """A level as it stands below its fader."""
    return "−∞" if level <= LOW else f"{level:+.1f}".replace("-", "−").replace("+0.0", "0.0")


class Fader(Control):
    """A level in decibels, by a drag or by keys; the wheel passes by."""

    def __init__(self, name: str) -> None:
        """Stand at 0 dB."""
        super().__init__()
        self._level, self._from, self._ringed = 0.0, (0.0, 0.0), False
        self._is_held = False
        self.setMinimumSize(WIDTH, 96)
        self.setMaximumWidth(WIDTH)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty(KEEPS_ARROWS, "true")
        self.setAccessibleName(name)
        self.setToolTip(
            f"{name}: −60 to +6 dB beside the mix, silent at the foot. "
            "Drag up and down, with Shift in small steps; double-click for 0 dB."
        )

    @property
    def level(self) -> float:
        """The level that it stands at."""
        return self._level

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a level, unless a hand is on it."""
        if not self._is_held and isinstance(value, int | float):
            self._level = float(value)
            self.setAccessibleDescription(f"{words_of(self._level)} dB")
            self.update()

    def sizeHint(self) -> QSize:
        """As the look wants it."""
        return QSize(WIDTH, LONG)

    def y_of(self, level: float) -> float:
        """Where the middle of the cap lies for a level."""
        way = self.height() - CAP_HIGH
        return CAP_HIGH / 2 + (1.0 - share_of(level)) * way

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the cap, wherever it stands."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._is_held = True
            self._from = (event.position().y(), share_of(self._level))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if not self._is_held:
            return
        before, share = self._from
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        way = (before - event.position().y()) / (self.height() - CAP_HIGH)
        share = min(max(share + way * (FINE if fine else 1.0), 0.0), 1.0)
        self._from = (event.position().y(), share)
        self._go(level_at(share))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay."""
        if self._is_held:
            self._is_held = False
            self.finished.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Be as loud as in the mix."""
        self._go(0.0)
        self.finished.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what lies below."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by a decibel, with Shift by a tenth; Backspace is 0 dB."""
        key = Qt.Key(event.key())
        fine = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if (step := _KEYS.get(key)) is not None:
            level = max(self._level, LOW) + step * (FINE if fine else 1.0)
            self._go(SILENCE if level <= LOW else round(min(level, HIGH), 1))
        elif key == Qt.Key.Key_Home:
            self._go(SILENCE)
        elif key == Qt.Key.Key_End:
            self._go(HIGH)
        elif key == Qt.Key.Key_Backspace:
            self._go(0.0)
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

    def _go(self, level: float) -> None:
        if level != self._level:
            self._level = level
            self.setAccessibleDescription(f"{words_of(level)} dB")
            self.update()
            self.moved.emit(level)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint marks, track and cap."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.width() / 2 + 6
        painter.setFont(font(10, 400, MONO))
        for mark in MARKS:
            y = self.y_of(mark)
            painter.setPen(QPen(colour("line_strong"), 1))
            painter.drawLine(QPointF(middle - 8, y), QPointF(middle + 8, y))
            painter.setPen(colour("text_3"))
            words = str(mark).replace("-", "−")
            painter.drawText(QRectF(0, y - 7, middle - 13, 14), _RIGHT, words)
        painter.setPen(Qt.PenStyle.NoPen)
        top, at = CAP_HIGH / 2, self.y_of(self._level)
        foot = self.height() - CAP_HIGH / 2
        painter.setBrush(colour("void"))
        painter.drawRoundedRect(QRectF(middle - TRACK / 2, top, TRACK, foot - top), 2, 2)
        shade = "accent" if self._level != 0.0 else "text_3"
        painter.setBrush(colour(shade if self.isEnabled() else "text_off"))
        painter.drawRoundedRect(QRectF(middle - TRACK / 2, at, TRACK, foot - at), 2, 2)
        cap = QRectF(middle - CAP_WIDE / 2, at - CAP_HIGH / 2, CAP_WIDE, CAP_HIGH)
        painter.setBrush(colour("text" if self.isEnabled() else "text_off"))
        painter.drawRoundedRect(cap, 2, 2)
        painter.fillRect(QRectF(cap.left() + 3, at - 0.75, CAP_WIDE - 6, 1.5), colour("base"))
        if self._ringed:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(cap.adjusted(-3, -3, 3, 3), 4, 4)


_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

"""A field for a number: typed, stepped by keys, or dragged from side to side."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from luma.domain.nodetype import Json, Setting
from luma.ui.controls.control import Control
from luma.ui.controls.numbers import bounded, read_number, step_of
from luma.ui.theme import colour
from luma.ui.wording import number_words

HAIR = 3


class NumberField(Control):
    """One number with its unit; one pixel of drag is one step, Shift a tenth, Ctrl ten."""

    def __init__(self, setting: Setting) -> None:
        """Take the range and the unit of a setting."""
        super().__init__()
        self._setting, self._value = setting, 0.0
        self._field = _Field(self)
        self._field.setProperty("mono", "true")
        self._field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._field.editingFinished.connect(self._read)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._field)
        self.setFocusProxy(self._field)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._field.text()

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a number, and whether it is another than the default."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._field.setText("–")
            return
        self._value = float(value)
        if not (self._field.hasFocus() and self._field.isModified()):
            self._field.setText(number_words(self._value, self._setting.unit))
            self._field.setCursorPosition(0)
        shades = self._field.palette()
        shades.setColor(shades.ColorRole.Text, colour("accent" if changed else "text"))
        self._field.setPalette(shades)

    def step(self, steps: float, keys: Qt.KeyboardModifier) -> None:
        """Change the number by some steps."""
        scale = 0.1 if keys & Qt.KeyboardModifier.ShiftModifier else 1.0
        scale = 10.0 if keys & Qt.KeyboardModifier.ControlModifier else scale
        self._set(self._value + steps * step_of(self._setting) * scale)

    def _read(self) -> None:
        number = read_number(self._field.text())
        self._field.setModified(False)
        if number is None:
            self.show_value(self._value)
            return
        if bounded(self._setting, number) != bounded(self._setting, self._value):
            self._set(number)
            self.finished.emit()

    def _set(self, value: float) -> None:
        kept = bounded(self._setting, value)
        if isinstance(kept, int | float) and float(kept) != self._value:
            self._value = float(kept)
            self._field.setModified(False)
            self._field.setText(number_words(self._value, self._setting.unit))
            self.moved.emit(kept)


class _Field(QLineEdit):
    """The text of a number field, which turns into a handle when it is dragged."""

    def __init__(self, owner: NumberField) -> None:
        super().__init__(owner)
        self._owner = owner
        self._from: QPoint | None = None
        self._dragged = False
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._from, self._dragged = event.position().toPoint(), False
        if self.hasFocus():
            super().mousePressEvent(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None or not self.isEnabled():
            return
        at = event.position().toPoint()
        away = at.x() - self._from.x()
        if self._dragged or abs(away) >= HAIR:
            self._dragged, self._from = True, at
            self._owner.step(away, event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged:
            self._owner.finished.emit()
        elif self._from is not None and not self.hasSelectedText():
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.selectAll()
        self._from, self._dragged = None, False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: 1.0, Qt.Key.Key_Down: -1.0}.get(Qt.Key(event.key()))
        if steps is not None:
            self._owner.step(steps, event.modifiers())
            self._owner.finished.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.setModified(False)
            self.clearFocus()
        else:
            super().keyPressEvent(event)

"""Plain fields for numbers, and three of them for a place or a turn."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QHBoxLayout, QSpinBox, QWidget

from luma.domain.venue import Vector
from luma.ui.theme import MONO, colour, font
from luma.ui.venue.geometry import LETTERS

FARTHEST = 1000.0


def whole(low: int, high: int, value: int, tip: str) -> QSpinBox:
    """A field for a whole number; arrow keys step it."""
    made = QSpinBox()
    made.setRange(low, high)
    made.setValue(value)
    _dress(made, tip)
    return made


def number(low: float, high: float, value: float, tip: str) -> QDoubleSpinBox:
    """A field for a number with two places; arrow keys step it by a tenth."""
    made = QDoubleSpinBox()
    made.setRange(low, high)
    made.setDecimals(2)
    made.setSingleStep(0.1)
    made.setValue(value)
    _dress(made, tip)
    return made


class AxisField(QDoubleSpinBox):
    """A number along one axis, with the letter of the axis in its colour."""

    def __init__(self, axis: int, tip: str, step: float) -> None:
        """Stand at nothing."""
        super().__init__()
        self._axis = axis
        self.setRange(-FARTHEST, FARTHEST)
        self.setDecimals(2)
        self.setSingleStep(step)
        _dress(self, f"{tip}: {LETTERS[axis]}")
        self.lineEdit().setTextMargins(10, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the field, then its letter."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(font(11, 600, MONO))
        painter.setPen(colour(("axis_x", "axis_y", "axis_z")[self._axis]))
        room = self.rect().adjusted(7, 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, LETTERS[self._axis])


class Triple(QWidget):
    """Three numbers side by side; `moved` comes when one of them was changed."""

    moved = Signal(int, float)
    """The axis and its number."""

    def __init__(self, tip: str, step: float = 0.1) -> None:
        """Stand at nothing."""
        super().__init__()
        self.fields = tuple(AxisField(axis, tip, step) for axis in range(3))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for axis, field in enumerate(self.fields):
            field.setKeyboardTracking(False)
            field.setMinimumWidth(48)
            row.addWidget(field, 1)
            field.valueChanged.connect(lambda value, axis=axis: self.moved.emit(axis, value))

    @property
    def value(self) -> Vector:
        """The three numbers."""
        x, y, z = (field.value() for field in self.fields)
        return x, y, z

    def show_value(self, value: Vector, mixed: tuple[bool, bool, bool] = (False,) * 3) -> None:
        """Show numbers, a dash where several fixtures differ; nothing is told of it."""
        for field, part, is_mixed in zip(self.fields, value, mixed, strict=True):
            field.blockSignals(True)  # noqa: FBT003  (Qt's own)
            field.setSpecialValueText("–" if is_mixed else "")
            field.setValue(field.minimum() if is_mixed else part)
            field.blockSignals(False)  # noqa: FBT003


def _dress(field: QAbstractSpinBox, tip: str) -> None:
    field.setAlignment(Qt.AlignmentFlag.AlignRight)
    field.lineEdit().setProperty("mono", "true")
    field.setToolTip(tip)
    field.setAccessibleName(tip)

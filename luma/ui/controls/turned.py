"""A number with its slider, where its range is one that a slider can show."""

from PySide6.QtWidgets import QHBoxLayout

from luma.domain.nodetype import Json, Setting
from luma.ui.controls.control import Control
from luma.ui.controls.number import NumberField
from luma.ui.controls.numbers import bounded, is_turnable, step_of
from luma.ui.controls.slider import Slider

FIELD = 58


class Turned(Control):
    """A slider and a field that show one number."""

    def __init__(self, setting: Setting) -> None:
        """Take the range of a setting."""
        super().__init__()
        self._setting = setting
        self.field = NumberField(setting)
        self.slider: Slider | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        if is_turnable(setting):
            assert setting.low is not None  # a turnable range has both ends
            assert setting.high is not None
            self.slider = Slider(setting.low, setting.high, step_of(setting))
            self.slider.moved.connect(self._slide)
            self.slider.finished.connect(self.finished)
            self.setFocusProxy(self.slider)
            row.addWidget(self.slider, 1)
            self.field.setFixedWidth(FIELD + 8 * bool(setting.unit))
        else:
            self.setFocusProxy(self.field)
        row.addWidget(self.field, 0 if self.slider else 1)
        self.field.moved.connect(self._type)
        self.field.finished.connect(self.finished)

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a number, and whether it is another than the default."""
        self.field.show_value(value, changed=changed)
        if self.slider is not None:
            self.slider.show_value(value, changed=changed)

    def _slide(self, value: float) -> None:
        kept = bounded(self._setting, value)
        self.field.show_value(kept, changed=True)
        self.moved.emit(kept)

    def _type(self, value: Json) -> None:
        if self.slider is not None:
            self.slider.show_value(value, changed=True)
        self.moved.emit(value)

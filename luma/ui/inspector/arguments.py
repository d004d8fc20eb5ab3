"""What a clip gives to its pattern, one row for each argument that the pattern leaves open."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from luma.domain.graphdoc import Argument
from luma.domain.nodetype import Json, Setting, SettingKind
from luma.ui.controls.control import Control
from luma.ui.controls.making import control_for
from luma.ui.inspector.rows import TIGHT, Row
from luma.ui.wording import is_same, label_of

KINDS: Mapping[str, SettingKind] = {
    "number": "number",
    "whole": "whole",
    "choice": "choice",
    "colour": "colour",
    "text": "text",
    "switch": "switch",
}


class Arguments(QWidget):
    """A row for every argument."""

    chosen = Signal(str, object)
    finished = Signal()

    def __init__(self) -> None:
        """Know no arguments."""
        super().__init__()
        self._listed: tuple[Argument, ...] = ()
        self.controls = dict[str, Control]()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_values(self, listed: tuple[Argument, ...], given: Mapping[str, Json]) -> None:
        """Show what a clip gives, or the defaults."""
        known = tuple(a for a in listed if a.kind in KINDS and a.name != "selection")
        if known != self._listed:
            self._build(known)
        for argument in known:
            value = given.get(argument.name, argument.default)
            changed = not is_same(value, argument.default)
            self.controls[argument.name].show_value(value, changed=changed)

    def _build(self, listed: tuple[Argument, ...]) -> None:
        self._listed = listed
        self.controls.clear()
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for argument in listed:
            self._column.addWidget(self._row(argument))

    def _row(self, argument: Argument) -> Row:
        name = argument.name
        setting = Setting(
            name,
            KINDS[argument.kind],
            argument.default,
            argument.low,
            argument.high,
            argument.choices,
        )
        control = self.controls[name] = control_for(setting)
        control.moved.connect(lambda value: self.chosen.emit(name, value))
        control.finished.connect(self.finished)
        row = Row(label_of(name), control, argument.help, TIGHT)
        row.label.restored.connect(lambda: self._restore(argument))
        return row

    def _restore(self, argument: Argument) -> None:
        self.chosen.emit(argument.name, argument.default)
        self.finished.emit()

"""What a clip gives to its pattern, one row for each argument that the pattern leaves open."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from luma.domain.argumentkinds import SELECTION, as_setting
from luma.domain.graphdoc import Argument
from luma.domain.nodetype import Json
from luma.domain.venue import Head
from luma.ui.controls.control import Control
from luma.ui.controls.making import control_for
from luma.ui.inspector.rows import TIGHT, Row
from luma.ui.inspector.selection_field import SelectionField
from luma.ui.wording import is_same, label_of

WHO = "selection"
"""The argument that says which lamps a clip lights; it has a row of its own."""
BACK = "Double-click the name for the default."


class Arguments(QWidget):
    """A row for every argument."""

    chosen = Signal(str, object)
    finished = Signal()

    def __init__(self) -> None:
        """Know no arguments."""
        super().__init__()
        self._listed: tuple[Argument, ...] = ()
        self._heads: tuple[Head, ...] = ()
        self._seed = 0
        self.controls = dict[str, Control]()
        self._rows = dict[str, Row]()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def meet(self, heads: tuple[Head, ...], seed: int) -> None:
        """Let selections count among these heads."""
        self._heads, self._seed = heads, seed

    def show_values(self, listed: tuple[Argument, ...], given: Mapping[str, Json]) -> None:
        """Show what a clip gives, or the defaults."""
        known = tuple(a for a in listed if as_setting(a) is not None and a.name != WHO)
        if known != self._listed:
            self._build(known)
        for argument in known:
            value = given.get(argument.name, argument.default)
            changed = not is_same(value, argument.default)
            control = self.controls[argument.name]
            if isinstance(control, SelectionField):
                control.meet(self._heads, self._seed)
            control.show_value(value, changed=changed)
            words = label_of(argument.name)
            self._rows[argument.name].label.setText(words + (" •" if changed else ""))

    def _build(self, listed: tuple[Argument, ...]) -> None:
        self._listed = listed
        self.controls.clear()
        self._rows.clear()
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for argument in listed:
            self._column.addWidget(self._row(argument))

    def _row(self, argument: Argument) -> Row:
        name, setting = argument.name, as_setting(argument)
        assert setting is not None  # only those are listed
        is_selection = argument.kind == SELECTION
        control = SelectionField() if is_selection else control_for(setting)
        self.controls[name] = control
        control.moved.connect(lambda value: self.chosen.emit(name, value))
        control.finished.connect(self.finished)
        row = Row(label_of(name), control, f"{argument.help} {BACK}".strip(), TIGHT)
        row.label.restored.connect(lambda: self._restore(argument))
        back = QAction("Back to the default", row)
        back.triggered.connect(lambda _=False: self._restore(argument))
        row.addAction(back)
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._rows[name] = row
        return row

    def _restore(self, argument: Argument) -> None:
        self.chosen.emit(argument.name, None)
        self.finished.emit()

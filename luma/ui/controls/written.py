"""A text in a language: what is wrong with it is told in words while it is typed."""

from PySide6.QtWidgets import QLabel, QVBoxLayout

from luma.app.writing import FORMULA_NAMES, find_fault
from luma.domain.nodetype import Json, Language
from luma.ui.controls.control import Control
from luma.ui.controls.marked import MarkedField

HINTS: dict[Language, str] = {
    "formula": f"A formula of {', '.join(FORMULA_NAMES)}, such as a * (1 + sin(tau * beats))",
    "selection": "Groups with and, or, not, else, and parts such as front[::2]",
}


class Written(Control):
    """A text that is taken when it reads."""

    def __init__(self, language: Language) -> None:
        """Hold no text."""
        super().__init__()
        self._language, self._shown = language, ""
        self.field = MarkedField()
        self.field.setProperty("mono", "true")
        self.field.setToolTip(HINTS.get(language, ""))
        self.field.textEdited.connect(lambda _: self._check())
        self.field.editingFinished.connect(self._take)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("level", "3")
        self.words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.field)
        column.addWidget(self.words)
        self.setFocusProxy(self.field)

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a text, unless one is being typed."""
        self._shown = "" if value is None else str(value)
        if not (self.field.hasFocus() and self.field.isModified()):
            self.field.setText(self._shown)
            self.field.setCursorPosition(0)
        self._check()

    def _check(self) -> bool:
        """Say what is wrong, and give whether all is well."""
        fault = find_fault(self._language, self.field.text())
        self.field.mark(None if fault is None else fault.at)
        self.words.setText("" if fault is None else fault.words)
        self.words.setVisible(fault is not None)
        return fault is None

    def _take(self) -> None:
        if not self.field.isModified() or self.field.text() == self._shown:
            return
        if self._check():
            self.field.setModified(False)
            self.moved.emit(self.field.text())
            self.finished.emit()

"""A field for a place or a length in music, which points at what does not read."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QToolTip

from luma.domain.errors import BadExpression
from luma.domain.nodetype import Json
from luma.ui.controls.control import Control
from luma.ui.controls.marked import MarkedField
from luma.ui.elided import as_written

Read = Callable[[str], float]


def fault_of(text: str, read: Read) -> BadExpression | None:
    """Where and why a text does not read, if it does not."""
    try:
        read(text)
    except BadExpression as wrong:
        return wrong
    return None


class TimeField(Control):
    """A text that is taken when it reads; until then it stays, with its fault marked."""

    def __init__(self) -> None:
        """Take any text until somebody says how to read it."""
        super().__init__()
        self.field = MarkedField()
        self.field.setProperty("mono", "true")
        self.field.textEdited.connect(lambda _: self._check())
        self.field.editingFinished.connect(self._take)
        self._read: Read | None = None
        self._shown = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.field)
        self.setFocusProxy(self.field)

    @property
    def fault(self) -> BadExpression | None:
        """What is wrong with the text that stands here."""
        return None if self._read is None else fault_of(self.field.text(), self._read)

    def meet(self, read: Read) -> None:
        """Hold texts against how they are read."""
        self._read = read

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a text, unless one is being typed."""
        self._shown = "" if value is None else str(value)
        if not (self.field.hasFocus() and self.field.isModified()):
            self.put_back()
            self.field.setCursorPosition(0)

    def put_back(self) -> None:
        """Show again what was shown before somebody typed."""
        self.field.setText(self._shown)
        self.field.setModified(False)
        self.field.mark(None)
        self.field.setToolTip("")

    def _check(self) -> bool:
        """Mark and tell what is wrong, and give whether all is well."""
        fault = self.fault
        self.field.mark(None if fault is None else fault.at)
        words = "" if fault is None else fault.sentence()
        self.field.setToolTip(as_written(words))
        if words and self.field.isVisible():
            below = self.field.mapToGlobal(QPoint(0, self.field.height()))
            QToolTip.showText(below, as_written(words), self.field)
        else:
            QToolTip.hideText()
        return fault is None

    def _take(self) -> None:
        if not self.field.isModified() or self.field.text() == self._shown:
            self.field.mark(None)
        elif self._check():
            self.field.setModified(False)
            self.moved.emit(self.field.text())
            self.finished.emit()

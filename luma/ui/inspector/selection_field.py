"""A field for a selection of heads: counts them while it is typed, and marks what is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout

from luma.app.selections import Answer, answer
from luma.domain.nodetype import Json
from luma.domain.venue import Head
from luma.ui.controls.control import Control
from luma.ui.controls.marked import MarkedField


class SelectionField(Control):
    """The text of a selection, with its answer below it."""

    answered = Signal(object)

    def __init__(self) -> None:
        """Know no heads yet."""
        super().__init__()
        self._heads: tuple[Head, ...] = ()
        self._seed, self._shown = 0, ""
        self.field = MarkedField()
        self.field.setProperty("mono", "true")
        self.field.textEdited.connect(lambda _: self._count())
        self.field.editingFinished.connect(self._take)
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setProperty("level", "3")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.field)
        column.addWidget(self.words)
        self.setFocusProxy(self.field)

    def meet(self, heads: tuple[Head, ...], seed: int) -> None:
        """Count among these heads."""
        self._heads, self._seed = heads, seed

    def show_value(self, value: Json, *, changed: bool = False) -> None:
        """Show a selection, unless one is being typed."""
        self._shown = "" if value is None else str(value)
        if not (self.field.hasFocus() and self.field.isModified()):
            self.field.setText(self._shown)
            self.field.setCursorPosition(0)
        self._count()

    def _count(self) -> Answer:
        if not self.field.text() and self._shown == "":
            self.words.setText("")
            self.field.mark(None)
            return Answer(0)
        found = answer(self.field.text(), self._heads, self._seed)
        plural = "head" if found.heads == 1 else "heads"
        self.words.setText(found.words or f"{found.heads} {plural}")
        self.field.mark(found.at)
        self.answered.emit(found)
        return found

    def _take(self) -> None:
        if not self.field.isModified() or self.field.text() == self._shown:
            return
        if self._count().at is None:
            self.field.setModified(False)
            self.moved.emit(self.field.text())
            self.finished.emit()

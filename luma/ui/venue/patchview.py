"""The patch table as a person has it: hover, keys, inline editing, chosen rows."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from luma.ui.rowsview import RowsView
from luma.ui.venue.hall import Hall
from luma.ui.venue.patchcolumns import FACES, Column, widths
from luma.ui.venue.patchdelegate import PatchDelegate
from luma.ui.venue.patchheader import PatchHeader
from luma.ui.venue.patchmodel import PatchTable

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
OWN = ENTER | {
    Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Menu, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End,
    Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
DIGITS = {Column.UNIVERSE, Column.ADDRESS, Column.PLACE}
SELECT_ALL = QKeySequence.StandardKey.SelectAll


class PatchView(RowsView):
    """Every row is as high as the next, so that a thousand are as quick as ten."""

    deleted = Signal()
    """Delete: take the chosen fixtures down."""

    def __init__(self, hall: Hall, table: PatchTable) -> None:
        """Show a table."""
        super().__init__()
        self._hall, self.table, self._following = hall, table, False
        self.setModel(table)
        self.delegate: PatchDelegate = PatchDelegate(hall, table, self)
        self.setItemDelegate(self.delegate)
        self.head: PatchHeader = PatchHeader(self, table)
        self.setHorizontalHeader(self.head)
        self.setAccessibleName("Patch")
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.dress()
        self.selectionModel().selectionChanged.connect(self._tell_chosen)
        table.modelReset.connect(self.follow)
        hall.chosen_changed.connect(self.follow)

    def fit(self, total: int) -> Mapping[Column, int]:
        """How wide each column that is seen is, in a table that wide."""
        return widths(total)

    def follow(self) -> None:
        """Show which fixtures are chosen, and bring the first of them into view."""
        if self._following:
            return
        self._following = True
        model, rows = self.selectionModel(), QItemSelection()
        places = sorted(
            p for n in self._hall.chosen if (p := self.table.place_of(n)) is not None
        )
        for first, last in _stretches(places):
            rows.select(self.table.index(first, 0), self.table.index(last, len(Column) - 1))
        model.select(rows, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if places and self.currentIndex().row() not in places:
            column = max(Column.NAME, self.currentIndex().column())
            index = self.table.index(places[0], column)
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(index)
        self._following = False

    def edit_cell(self) -> None:
        """Edit the cell under the cursor, or the name of its row."""
        index = self.currentIndex()
        if not index.isValid() or self.state() == QAbstractItemView.State.EditingState:
            return
        if self.isColumnHidden(index.column()) or not FACES[Column(index.column())].edits:
            index = index.siblingAtColumn(Column.NAME)
        if self.isVisible():
            self.put_cursor(index)
            self.edit(index)

    def put_cursor(self, index: QModelIndex) -> None:
        """Put the cursor on a cell without choosing anything else."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something on a row from meaning more elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() in {_NONE, Qt.KeyboardModifier.ShiftModifier}
            types = event.text().isdigit() and self._column() in DIGITS
            if (plain and (event.key() in OWN or types)) or event.matches(SELECT_ALL):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and F2 edit, as does typing a number; Delete takes down; arrows move."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        self.delegate.with_keyboard = True
        if not self._act(Qt.Key(event.key())):
            self._type_or_walk(event)
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click ends the keyboard's cursor, and beside the rows chooses nothing."""
        if not self.indexAt(event.position().toPoint()).isValid():
            self._hall.choose(())
        super().mousePressEvent(event)

    def _act(self, key: Qt.Key) -> bool:
        """Do what a key alone means; gives whether it means anything."""
        if key in ENTER or key == Qt.Key.Key_F2:
            self.edit_cell()
        elif key == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif key == Qt.Key.Key_Menu:
            self.ask_at_cursor()
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._step_column(-1 if key == Qt.Key.Key_Left else 1)
        else:
            return False
        return True

    def _type_or_walk(self, event: QKeyEvent) -> None:
        letters = event.text()
        if letters.isdigit() and self._column() in DIGITS:
            self._type(letters)
        elif letters.isprintable() and letters and event.key() not in OWN:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _column(self) -> int:
        return self.currentIndex().column()

    def _step_column(self, step: int) -> None:
        index = self.currentIndex()
        column = index.column() + step
        while 0 <= column < len(Column) and self.isColumnHidden(column):
            column += step
        if index.isValid() and 0 <= column < len(Column):
            self.put_cursor(index.siblingAtColumn(column))

    def _type(self, letters: str) -> None:
        self.edit_cell()
        editor = self.viewport().findChild(QLineEdit)
        if editor is not None:
            editor.setText(letters)

    def _tell_chosen(self) -> None:
        if self._following:
            return
        self._following = True
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        rows = (self.table.row_at(place) for place in places)
        self._hall.choose(row.fixture.id for row in rows if row is not None)
        self._following = False


_NONE = Qt.KeyboardModifier.NoModifier


def _stretches(places: list[int]) -> list[tuple[int, int]]:
    """Rising numbers as runs of neighbours, each by its first and last."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found

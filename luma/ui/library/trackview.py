"""The table of tracks: hover, keys, inline editing, and columns that fit its width."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView

from luma.app.shelves import Row
from luma.ui.library.columns import Column, widths
from luma.ui.library.delegate import TrackDelegate
from luma.ui.library.header import Header
from luma.ui.library.marks import star_at
from luma.ui.library.state import States
from luma.ui.library.table import TrackTable
from luma.ui.rowsview import RowsView

ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
OWN = ENTER | {
    Qt.Key.Key_F2, Qt.Key.Key_Delete, Qt.Key.Key_Menu, Qt.Key.Key_Up, Qt.Key.Key_Down,
    Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown,
}  # fmt: skip
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
SELECT_ALL = QKeySequence.StandardKey.SelectAll


class TrackView(RowsView):
    """Shows a track table; every row is as high as the next, so none is measured."""

    opened = Signal()
    """Enter or a double click: open the track under the cursor."""
    deleted = Signal()
    """Delete: take the chosen tracks out of the list, or throw them away."""
    moved = Signal(int)
    """Alt with an arrow: bring the chosen tracks that far down in their list."""
    rated = Signal(object, int)
    """A row whose stars were clicked, and how many it is to have."""

    def __init__(self, table: TrackTable, states: States) -> None:
        """Show a table."""
        super().__init__()
        self.table = table
        self._pressed = QModelIndex()
        self.setModel(table)
        self.delegate: TrackDelegate = TrackDelegate(table, states, self)
        self.setItemDelegate(self.delegate)
        self.head: Header = Header(self)
        self.setHorizontalHeader(self.head)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.dress()

    def fit(self, total: int) -> Mapping[Column, int]:
        """How wide each column that is seen is, in a table that wide."""
        return widths(total)

    def chosen(self) -> tuple[Row, ...]:
        """The selected rows, from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return self.table.rows(places)

    def keep(self, numbers: set[int], current: int | None) -> None:
        """Choose again what was chosen before the rows moved, as far as it is still here."""
        model, select = self.selectionModel(), self.selectionModel().SelectionFlag
        for number in numbers:
            place = self.table.place(number)
            if place is not None:
                model.select(self.table.index(place, 0), select.Select | select.Rows)
        place = None if current is None else self.table.place(current)
        if place is not None:
            index = self.table.index(place, Column.TITLE)
            model.setCurrentIndex(index, select.NoUpdate)
            self.scrollTo(index)

    def go_to(self, place: int) -> None:
        """Choose the row at a place alone, and bring it into view."""
        self.setCurrentIndex(self.table.index(place, Column.TITLE))

    def edit_tags(self) -> None:
        """Edit the title or the artist under the cursor where it stands."""
        index = self.currentIndex()
        if index.isValid() and index.column() not in {Column.TITLE, Column.ARTIST}:
            index = index.siblingAtColumn(Column.TITLE)
        if index.isValid() and index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.edit(index)

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean something on a row from meaning more elsewhere."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if (plain and event.key() in OWN) or event.matches(SELECT_ALL):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, F2 edits, Delete throws away; the rest moves the cursor."""
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
            return
        self.delegate.with_keyboard = True
        if event.key() in ENTER:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.edit_tags()
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        elif event.key() == Qt.Key.Key_Menu:
            self.ask_at_cursor()
        elif event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in STEPS:
            self.moved.emit(STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
            self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Set the stars that are clicked; a click on the last that shines takes all away."""
        at, was = event.position().toPoint(), self._pressed
        self._pressed = QModelIndex()
        super().mouseReleaseEvent(event)
        index = self.indexAt(at)
        row = self.table.row(index.row()) if index.isValid() else None
        if index.column() != Column.STARS or row is None or index != was:
            return
        stars = star_at(self.visualRect(index), event.position().x())
        self.rated.emit(row, 0 if stars == row.listed.stars else stars)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a click begins."""
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() == Qt.MouseButton.LeftButton
        at = self.indexAt(event.position().toPoint())
        self._pressed = at if plain and left else QModelIndex()
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a track; on the stars it is two clicks."""
        index = self.indexAt(event.position().toPoint())
        if index.column() == Column.STARS:
            self.mousePressEvent(event)
        elif index.isValid():
            self.opened.emit()

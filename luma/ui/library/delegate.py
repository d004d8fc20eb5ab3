"""Paints the cells of the track table."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from luma.app.shelves import Row
from luma.ui.elided import as_written
from luma.ui.library import marks
from luma.ui.library.columns import FACES, Column
from luma.ui.library.kept import face, metrics, shade, shortened
from luma.ui.library.state import Sign, States
from luma.ui.library.table import TrackTable, said
from luma.ui.library.words import UNKNOWN, counted, is_from_right
from luma.ui.rowsview import MARGIN

Index = QModelIndex | QPersistentModelIndex
GAP = 4
COLUMNS = tuple(Column)
SIGNS = {
    Sign.PLAYING: ("play", "accent"),
    Sign.PAUSED: ("pause", "text_3"),
    Sign.FAILED: ("circle-alert", "error"),
    Sign.MISSING: ("unlink", "warn"),
    Sign.DONE: ("check", "text_2"),
}
LEVELS = {Column.TITLE: "text", Column.BPM: "text", Column.ADDED: "text_3"}


class TrackDelegate(QStyledItemDelegate):
    """Rows with hover, selection and keyboard cursor, and what stands in them."""

    def __init__(self, table: TrackTable, states: States, view: QAbstractItemView) -> None:
        """Paint states as these know them."""
        super().__init__(view)
        self._table, self._states, self._view = table, states, view
        self.hovered = -1
        self.last: int = Column.LENGTH
        self.with_keyboard = False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        view = self._view
        row = self._table.row(index.row())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = view.hasFocus()
        cell, column = option.rect, COLUMNS[index.column()]
        painter.save()
        painter.fillRect(cell, shade(self._ground(index.row(), chosen, focused)))
        if chosen and column is Column.COLOUR:
            painter.fillRect(
                cell.x(), cell.y(), 2, cell.height(), shade("accent" if focused else "text_3")
            )
        if row is not None:
            inside = cell.adjusted(0, 0, -MARGIN if column is self.last else 0, 0)
            self._paint_row(painter, inside, column, row, chosen=chosen)
        if focused and self.with_keyboard:
            self._paint_cursor(painter, cell, index)
        painter.restore()

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QLineEdit:
        """A field as high as the row."""
        field = QLineEdit(parent)
        field.setFrame(False)
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Begin with the words of the cell, all chosen."""
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
            editor.selectAll()

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Cover the cell."""
        editor.setGeometry(option.rect.adjusted(-3, 1, 0, -1))

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Say what a sign means, or the whole of an elided text."""
        row = self._table.row(index.row())
        if event.type() != QEvent.Type.ToolTip or row is None:
            return False
        words = as_written(self.help_for(row, index, option.rect))
        QToolTip.showText(event.globalPos(), words, view)
        return True

    def help_for(self, row: Row, index: Index, cell: QRect) -> str:
        """What is told of a cell that is pointed at; nothing where it shows everything."""
        column = Column(index.column())
        if column is Column.STATE:
            return self._states.of(row).words
        if column is Column.HEARD:
            heard = ", ".join(row.listed.kinds)
            return f"Heard: {heard}" if heard else "Nothing has been heard yet."
        if column is Column.KEY and row.listed.key is not None:
            return row.listed.key.name
        if column is Column.STARS:
            stars = counted(row.listed.stars, "star") if row.listed.stars else "No stars"
            return f"{stars}. A click sets them, Alt+Shift+0 to 5 too."
        words = said(row, column)
        note = row.listed.note if column is Column.TITLE else ""
        fits = metrics(12).horizontalAdvance(words) <= cell.width() - 2 * GAP
        return "\n".join(part for part in ("" if fits else words, note) if part)

    def _ground(self, place: int, chosen: bool, focused: bool) -> str:  # noqa: FBT001
        if chosen:
            return "accent_fill" if focused else "lift"
        return "raised" if place == self.hovered else "sunk"

    def _paint_row(
        self, painter: QPainter, cell: QRect, column: Column, row: Row, *, chosen: bool
    ) -> None:
        listed = row.listed
        if column is Column.COLOUR and listed.colour:
            marks.paint_bar(painter, cell.translated(1, 0), listed.colour)
        elif column is Column.STATE:
            self._paint_state(painter, cell, row)
        elif column is Column.KEY and listed.key is not None:
            marks.paint_key(painter, cell, listed.key)
        elif column is Column.HEARD:
            marks.paint_dots(painter, cell, listed.kinds)
        elif column is Column.STARS:
            marks.paint_stars(painter, cell, listed.stars, chosen=chosen)
        else:
            self._paint_words(painter, cell, column, row, chosen=chosen)

    def _paint_state(self, painter: QPainter, cell: QRect, row: Row) -> None:
        state = self._states.of(row)
        if state.sign is Sign.HEARING:
            marks.paint_ring(painter, cell, state.share)
        elif state.sign in SIGNS:
            marks.paint_icon(painter, cell, *SIGNS[state.sign])

    def _paint_words(
        self, painter: QPainter, cell: QRect, column: Column, row: Row, *, chosen: bool
    ) -> None:
        words = said(row, column)
        weight = 600 if chosen and column is Column.TITLE else 400
        painter.setFont(face(12, weight))
        painter.setPen(shade(self._shade(column, words, row, chosen=chosen)))
        inside = cell.adjusted(GAP, 0, -GAP, 0)
        across = Qt.AlignmentFlag.AlignLeft
        if column is Column.KEY:
            across = Qt.AlignmentFlag.AlignHCenter
        elif FACES[column].right:
            across = Qt.AlignmentFlag.AlignRight
        shown = shortened(words, 12, weight, inside.width())
        if is_from_right(words):
            painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        painter.drawText(
            inside,
            across | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter,
            shown,
        )

    def _shade(self, column: Column, words: str, row: Row, *, chosen: bool) -> str:
        if words == UNKNOWN:
            return "text_2" if chosen else "text_3"
        if row.missing:
            return "text_2" if chosen else "text_3"
        hearing = row.listed.track.id in self._states.hearing
        if hearing and column is Column.BPM and not chosen:
            return "text_3"
        level = LEVELS.get(column, "text_2")
        return "text_2" if chosen and level == "text_3" else level

    def _paint_cursor(self, painter: QPainter, cell: QRect, index: Index) -> None:
        """The keyboard's edge around the whole row, of which this cell paints its part."""
        view = self._view
        if view.currentIndex().row() != index.row():
            return
        edge = shade("accent")
        painter.fillRect(cell.x(), cell.y(), cell.width(), 1, edge)
        painter.fillRect(cell.x(), cell.bottom(), cell.width(), 1, edge)
        if index.column() == Column.COLOUR:
            painter.fillRect(cell.x(), cell.y(), 1, cell.height(), edge)
        if cell.right() >= view.viewport().width() - 1:
            painter.fillRect(cell.right(), cell.y(), 1, cell.height(), edge)

"""What the levels of a channel do, as a table that is typed into."""

from dataclasses import replace
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QStyleOptionViewItem, QWidget

from luma.app.lampedits import means_of
from luma.app.lampranges import meaning, value_in_words, with_value
from luma.domain.errors import LumaError
from luma.domain.profile import Range, Slot
from luma.ui.elided import as_written
from luma.ui.lamps.bench import Bench
from luma.ui.lamps.tables import LEVEL, SWATCH, TROUBLE, Cells, Face, Index, Table
from luma.ui.library.kept import face, shade

NOWHERE = QModelIndex()
NOTHING = "No ranges: level 0 is none, level 255 is all, and between them it grows."
EDIT = Qt.ItemDataRole.EditRole


class Column(IntEnum):
    """The columns, from left to right."""

    FROM, TO, MEANS, VALUE, NAME = range(5)


FACES: dict[IntEnum, Face] = {
    Column.FROM: Face("From", 40, is_right=True, is_mono=True),
    Column.TO: Face("To", 36, is_right=True, is_mono=True),
    Column.MEANS: Face("Does", 62),
    Column.VALUE: Face("Value", 92),
    Column.NAME: Face("Name", 1.0),
}


class Ranges(QAbstractTableModel):
    """The ranges of the shown channel, in the order of their levels."""

    def __init__(self, bench: Bench) -> None:
        """Show the channel that is shown."""
        super().__init__()
        self._bench = bench
        self._slot: Slot | None = None
        bench.changed.connect(self.refresh)
        self.refresh()

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The ranges from top to bottom."""
        return () if self._slot is None else self._slot.ranges

    def refresh(self) -> None:
        """Show the channel as it is."""
        slot = self._bench.slot
        is_same = len(slot.ranges if slot else ()) == len(self.ranges)
        if is_same:
            self._slot = slot
            if self.ranges:
                last = self.index(len(self.ranges) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._slot = slot
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many ranges there are."""
        return 0 if parent.isValid() else len(self.ranges)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says and how it looks."""
        if self._slot is None or index.row() >= len(self.ranges):
            return None
        part, column = self.ranges[index.row()], Column(index.column())
        said = self._said(self._slot, part, column)
        is_colour = column is Column.VALUE and len(part.colour) == 6
        told = {
            Qt.ItemDataRole.DisplayRole: said,
            EDIT: said,
            SWATCH: QColor(f"#{part.colour}") if is_colour else None,
            LEVEL: "text" if column is Column.MEANS else "text_2",
            TROUBLE: self._is_wrong(part),
            Qt.ItemDataRole.ToolTipRole: as_written(part.name) or None,
        }
        return told.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every cell is typed into."""
        own = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
        return own | Qt.ItemFlag.ItemIsEditable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Take what was typed."""
        slot = self._slot
        if slot is None or role != EDIT or index.row() >= len(slot.ranges):
            return False
        part, column = slot.ranges[index.row()], Column(index.column())
        words = str(value).strip()
        if words == self._said(slot, part, column):
            return False
        try:
            after = self._typed(slot, part, column, words)
        except LumaError as trouble:
            self._bench.troubled.emit(trouble)
            return False
        ranges = [*slot.ranges]
        ranges[index.row()] = after
        self._bench.set_slot(replace(slot, ranges=tuple(ranges)))
        return True

    def _is_wrong(self, part: Range) -> bool:
        def meets(other: Range) -> bool:
            return part.start < other.stop and other.start < part.stop

        is_nonsense = not 0 <= part.start < part.stop <= 256
        return is_nonsense or any(meets(o) for o in self.ranges if o is not part)

    @staticmethod
    def _said(slot: Slot, part: Range, column: Column) -> str:
        match column:
            case Column.FROM:
                return str(part.start)
            case Column.TO:
                return str(part.stop - 1)
            case Column.MEANS:
                return part.means.capitalize()
            case Column.VALUE:
                return value_in_words(slot.does, part)
            case _:
                return part.name

    @staticmethod
    def _typed(slot: Slot, part: Range, column: Column, words: str) -> Range:
        match column:
            case Column.FROM:
                return replace(part, start=_level(words, part.start))
            case Column.TO:
                return replace(part, stop=_level(words, part.stop - 1) + 1)
            case Column.MEANS:
                wanted = next((m for m in means_of(slot.does) if m == words.lower()), None)
                return part if wanted is None else meaning(slot.does, part, wanted)
            case Column.VALUE:
                return with_value(slot.does, part, words) if words else part
            case _:
                return replace(part, name=words)


class _Typed(Cells):
    """Offers the meanings that fit, where a meaning is edited."""

    def __init__(self, bench: Bench, view: QAbstractItemView) -> None:
        super().__init__(tuple(FACES.values()), view)
        self._bench = bench

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        slot = self._bench.slot
        if index.column() != Column.MEANS or slot is None:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems([means.capitalize() for means in means_of(slot.does)])
        box.activated.connect(lambda _: self._done(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data()))
            return
        super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
            return
        super().setModelData(editor, model, index)

    def _done(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class RangeTable(Table):
    """The table as a person has it: Enter and a double click edit, Del takes a range out."""

    deleted = Signal()

    def __init__(self, bench: Bench) -> None:
        """Show the channel that is shown."""
        super().__init__(FACES)
        self.ranges = Ranges(bench)
        self.show_model(self.ranges, _Typed(bench, self))
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.AnyKeyPressed)
        self.setAccessibleName("What the levels of the channel do")
        self.setToolTip("Double click or type to change a cell")

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the table, or say what it means that nothing is in it."""
        super().paintEvent(event)
        if self.ranges.rowCount() == 0:
            painter = QPainter(self.viewport())
            painter.setFont(face(12))
            painter.setPen(shade("text_3"))
            room = self.viewport().rect().adjusted(16, 16, -16, -16)
            flags = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, int(flags), NOTHING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, Del takes the range out."""
        index, key = self.currentIndex(), Qt.Key(event.key())
        if self.state() == QAbstractItemView.State.EditingState or not index.isValid():
            super().keyPressEvent(event)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_F2}:
            self.edit(index)
        elif key == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


def _level(words: str, before: int) -> int:
    digits = "".join(letter for letter in words if letter.isdigit())
    return int(digits[:4]) if digits else before

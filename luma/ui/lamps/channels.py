"""The channels of a mode as a table."""

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from luma.app.lampedits import ANSWERS, fine_of, purpose_in_words
from luma.app.lampranges import value_in_words
from luma.domain.profile import Mode, Range, Slot
from luma.ui.elided import as_written
from luma.ui.lamps.bench import Bench
from luma.ui.lamps.tables import LEVEL, TROUBLE, Face, Index, Table

NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns, from left to right."""

    NUMBER, NAME, HEAD, BITS, REST, MEANS = range(6)


FACES: dict[IntEnum, Face] = {
    Column.NUMBER: Face("No.", 36, is_right=True, is_mono=True),
    Column.NAME: Face("Channel", 1.0),
    Column.HEAD: Face("Head", 48),
    Column.BITS: Face("Bits", 40),
    Column.REST: Face("Rests", 44, is_right=True, is_mono=True),
    Column.MEANS: Face("What its levels do", 1.5),
}


class Channels(QAbstractTableModel):
    """The addresses of the shown mode in their order, each with what is wrong with it."""

    def __init__(self, bench: Bench) -> None:
        """Show the mode that is shown."""
        super().__init__()
        self._bench = bench
        self._mode: Mode | None = None
        self._wrong: dict[int, str] = {}
        bench.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the mode as it is."""
        mode = self._bench.mode
        many = len(mode.slots) if mode else 0
        wrong = (
            {
                n: " ".join(fault.here for fault in found)
                for n in range(many)
                if (found := self._bench.faults(n))
            }
            if self._bench.draft and self._bench.draft.faults
            else {}
        )
        is_same = self._mode is not None and many == len(self._mode.slots) and many > 0
        if not is_same:
            self.beginResetModel()
        self._mode, self._wrong = mode, wrong
        if is_same:
            self.dataChanged.emit(self.index(0, 0), self.index(many - 1, len(Column) - 1))
        else:
            self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many addresses there are."""
        return 0 if parent.isValid() or self._mode is None else len(self._mode.slots)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, how it looks, and whether its row errs."""
        if self._mode is None or index.row() >= len(self._mode.slots):
            return None
        place, column = index.row(), Column(index.column())
        wrong = self._wrong.get(place, "")
        said = wrong if wrong and column is Column.MEANS else self._said(place, column)
        tells = column in {Column.NAME, Column.MEANS}
        told = {
            TROUBLE: bool(wrong),
            LEVEL: self._level(self._mode.slots[place], column, is_wrong=bool(wrong)),
            Qt.ItemDataRole.DisplayRole: said,
            Qt.ItemDataRole.ToolTipRole: as_written(said) if tells else None,
        }
        return told.get(role)

    def _said(self, place: int, column: Column) -> str:
        mode = self._mode
        assert mode is not None
        slot = mode.slots[place]
        bits = "8" if fine_of(mode, place) is None else "16"
        told = {
            Column.NUMBER: str(place + 1),
            Column.NAME: _name(slot),
            Column.HEAD: "All" if slot.head is None else str(slot.head + 1),
            Column.BITS: "" if slot.fine else bits,
            Column.REST: str(slot.default),
            Column.MEANS: _meaning(slot),
        }
        return told[column]

    @staticmethod
    def _level(slot: Slot, column: Column, *, is_wrong: bool) -> str:
        if is_wrong and column is Column.MEANS:
            return "error"
        if column is Column.NAME:
            return "text_3" if slot.fine or slot.does == "fixed" else "text"
        return "text_3" if column in {Column.NUMBER, Column.MEANS} else "text_2"


class ChannelTable(Table):
    """The table as a person has it: arrows walk, Alt moves a channel, Del takes it out."""

    moved = Signal(int)
    """By how many places the channel should go."""
    deleted = Signal()

    def __init__(self, bench: Bench) -> None:
        """Show the mode that is shown."""
        super().__init__(FACES)
        self._bench = bench
        self.channels = Channels(bench)
        self.show_model(self.channels)
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.setAccessibleName("Channels of the mode")
        self.selectionModel().currentRowChanged.connect(
            lambda now, _: bench.show_slot(now.row())
        )
        bench.changed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show which channel is meant."""
        at = self._bench.at
        there = self.currentIndex().row() == at and self.selectionModel().hasSelection()
        if at < 0 or there:
            return
        index = self.channels.index(at, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt with arrows moves, Del takes out; everything else walks."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(step)
        elif event.key() == Qt.Key.Key_Delete:
            self.deleted.emit()
        else:
            super().keyPressEvent(event)


def _name(slot: Slot) -> str:
    words = purpose_in_words(slot.does)
    if slot.fine:
        words = f"{words} fine"
    if slot.does == "fixed" and slot.name:
        return slot.name
    return f"{slot.name} · {words}" if slot.name not in {"", words} else words


def _meaning(slot: Slot) -> str:
    told = [_said(slot, part) for part in slot.ranges]
    bent = f"{ANSWERS[slot.answers]} curve" * (slot.answers != "linear")
    return ", ".join(filter(None, (bent, *told)))


def _said(slot: Slot, part: Range) -> str:
    value = value_in_words(slot.does, part)
    if part.name and part.means != "strobe":
        return part.name
    return " ".join(filter(None, (part.name or part.means, value)))

"""The patch as a table model: rows in an order, those that are searched for."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)

from luma.app.patchedits import in_mode, in_universe, placed, readdressed, renamed
from luma.app.patching import PatchRow
from luma.domain.errors import LumaError
from luma.domain.ids import FixtureId
from luma.domain.venueedits import VenueEdit
from luma.ui.venue.carrying import FIXTURES, carried
from luma.ui.venue.hall import Hall
from luma.ui.venue.patchcolumns import FACES, ORDERS, Column, edited, said

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
STANDING = (
    Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
)
WRITTEN: dict[Column, Callable[[Sequence[PatchRow], str], VenueEdit]] = {
    Column.NAME: renamed,
    Column.UNIVERSE: in_universe,
    Column.ADDRESS: readdressed,
    Column.PLACE: placed,
}


class PatchTable(QAbstractTableModel):
    """The fixtures of the lit room; what is typed goes to all rows that are chosen."""

    def __init__(self, hall: Hall) -> None:
        """Show every row in the order of the patch."""
        super().__init__()
        self._hall = hall
        self.words = ""
        self.sorted_by: tuple[Column, bool] | None = None
        self._rows: tuple[PatchRow, ...] = ()
        self._numbers: dict[FixtureId, int] = {}
        self._places: dict[FixtureId, int] = {}
        self.refresh()

    @property
    def rows(self) -> tuple[PatchRow, ...]:
        """The rows that are shown, from top to bottom."""
        return self._rows

    def search(self, words: str) -> None:
        """Show only rows in which every word is found."""
        self.words = words
        self.refresh()

    def sort_by(self, order: tuple[Column, bool] | None) -> None:
        """Stand in the order of a column, rising or falling, or in that of the patch."""
        self.sorted_by = order
        self.refresh()

    def refresh(self) -> None:
        """Show the room as it is; where rows stay in place, only their cells are told."""
        rows = self._hall.sheet.rows
        self._numbers = {row.fixture.id: n for n, row in enumerate(rows, 1)}
        shown = [row for row in rows if self._is_wanted(row)]
        if self.sorted_by is not None:
            column, falling = self.sorted_by
            key = ORDERS.get(column, lambda row: self._numbers[row.fixture.id])
            shown.sort(key=key, reverse=falling)
        names = {row.fixture.id: place for place, row in enumerate(shown)}
        if list(names) == list(self._places):
            self._rows, self._places = tuple(shown), names
            if shown:
                last = self.index(len(shown) - 1, len(Column) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows, self._places = tuple(shown), names
        self.endResetModel()

    def row_at(self, place: int) -> PatchRow | None:
        """The row at a place."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def place_of(self, name: FixtureId) -> int | None:
        """Where a fixture stands, if it is shown."""
        return self._places.get(name)

    def said(self, index: Index) -> str:
        """What a cell says."""
        row = self.row_at(index.row())
        if row is None:
            return ""
        return said(row, Column(index.column()), self._numbers[row.fixture.id])

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """How many columns there are."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The names of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        face = FACES[Column(section)]
        if role == Qt.ItemDataRole.ToolTipRole:
            return ". ".join(filter(None, (face.name, face.help, "Click to sort")))
        return face.name if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, or what its editor begins with."""
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.said(index)
        if role == Qt.ItemDataRole.EditRole:
            return edited(row, Column(index.column()))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Most columns can be edited."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        face = FACES[Column(index.column())]
        own = STANDING | Qt.ItemFlag.ItemIsDragEnabled
        return own | Qt.ItemFlag.ItemIsEditable if face.edits else own

    def mimeTypes(self) -> list[str]:
        """Fixtures can be dragged into groups."""
        return [FIXTURES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The fixtures of the rows that are dragged, as they stand."""
        places = sorted({index.row() for index in indexes})
        return carried(self._rows[place].fixture.id for place in places)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Edit the row, and with it all that are chosen."""
        row, column = self.row_at(index.row()), Column(index.column())
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        words = str(value).strip()
        if words == edited(row, column):
            return False
        try:
            edit = self._edit(row, column, words)
        except LumaError as trouble:
            self._hall.session.problem.emit(trouble)
            return False
        self._hall.edit(edit)
        return True

    def meant(self, row: PatchRow) -> tuple[PatchRow, ...]:
        """The rows that an edit of one concerns: all that are chosen, as they are shown."""
        chosen = set(self._hall.chosen)
        if row.fixture.id not in chosen:
            return (row,)
        return tuple(each for each in self._rows if each.fixture.id in chosen)

    def _edit(self, row: PatchRow, column: Column, words: str) -> VenueEdit:
        rows = self.meant(row)
        if column is Column.MODE:
            return in_mode(rows, row.fixture.profile, words)
        return WRITTEN[column](rows, words)

    def _is_wanted(self, row: PatchRow) -> bool:
        wanted = self.words.lower().split()
        if not wanted:
            return True
        cells = " ".join(said(row, column, 0) for column in Column)
        text = f"{cells} {row.fixture.universe}.{row.fixture.address}".lower()
        return all(word in text for word in wanted)

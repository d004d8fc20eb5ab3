"""The tracks as a table model: an order of numbers, and the rows that somebody looks at."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from luma.app.shelves import Row
from luma.domain.ids import TrackId
from luma.domain.listing import Listed
from luma.domain.track import Tags
from luma.ui.library.columns import FACES, Column
from luma.ui.library.words import UNKNOWN, clock, day, on_one_line, tempo

Index = QModelIndex | QPersistentModelIndex
BLOCK, KEPT, FEW = 48, 1536, 64
NOWHERE = QModelIndex()
STANDING = (
    Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
)
CHANGING = STANDING | Qt.ItemFlag.ItemIsEditable


class Reader(Protocol):
    """Who knows the rows."""

    def rows(self, numbers: Sequence[int]) -> tuple[Row, ...]:
        """What is shown of a few tracks."""

    def tag(self, tags: dict[TrackId, Tags]) -> None:
        """Give tracks other tags."""


class TrackTable(QAbstractTableModel):
    """Rows are read in blocks when they come into view, and forgotten long after."""

    def __init__(self, reader: Reader, peers: Callable[[], Sequence[Row]] = tuple) -> None:
        """Be empty; `peers` are the rows that an edit of an artist concerns besides its own."""
        super().__init__()
        self._reader, self._peers = reader, peers
        self._order: tuple[int, ...] = ()
        self._places: dict[int, int] | None = None
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._numbers: dict[TrackId, int] = {}
        self.may_edit = True

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many tracks there are."""
        return 0 if parent.isValid() else len(self._order)

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
            sorts = f"Sort by {face.name.lower()}; a third click restores" if face.order else ""
            return ". ".join(words for words in (face.help, sorts) if words)
        return face.name if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a cell says, or its whole row under the user's role."""
        if role == Qt.ItemDataRole.UserRole:
            return self.row(index.row())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}:
            row = self.row(index.row())
            return None if row is None else said(row, Column(index.column()))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Titles and artists can be edited."""
        edits = self.may_edit and index.column() in {Column.TITLE, Column.ARTIST}
        return CHANGING if edits else STANDING

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Retitle a track, or name the artist of it and its peers."""
        row, words = self.row(index.row()), on_one_line(str(value))
        if row is None or role != Qt.ItemDataRole.EditRole:
            return False
        if words == said(row, Column(index.column())):
            return False
        if index.column() == Column.TITLE:
            tags = {row.listed.track.id: replace(row.listed.track.tags, title=words)}
        else:
            tracks = [each.listed.track for each in (row, *self._peers())]
            tags = {track.id: replace(track.tags, artist=words) for track in tracks}
        self._reader.tag(tags)
        return True

    def row(self, place: int) -> Row | None:
        """The row at a place; read with those around it where it is not at hand."""
        if not 0 <= place < len(self._order):
            return None
        number = self._order[place]
        if number not in self._rows:
            first = place // BLOCK * BLOCK
            self._read([n for n in self._order[first : first + BLOCK] if n not in self._rows])
        return self._rows.get(number)

    def rows(self, places: Iterable[int]) -> tuple[Row, ...]:
        """The rows at some places."""
        found = (self.row(place) for place in places)
        return tuple(row for row in found if row is not None)

    def number(self, place: int) -> int:
        """The number of the track at a place."""
        return self._order[place]

    def place(self, number: int) -> int | None:
        """Where a track stands, if it is in the list."""
        if self._places is None:
            self._places = {number: place for place, number in enumerate(self._order)}
        return self._places.get(number)

    def place_of(self, track: TrackId) -> int | None:
        """Where a track stands whose row was read."""
        number = self._numbers.get(track)
        return None if number is None else self.place(number)

    def known_row(self, track: TrackId) -> Row | None:
        """The row of a track, if it was read."""
        number = self._numbers.get(track)
        return None if number is None else self._rows.get(number)

    def reorder(self, order: tuple[int, ...]) -> bool:
        """Stand in another order; gives whether rows moved, beyond few that come and go."""
        before, after = set(self._order), set(order)
        gone, new = before - after, after - before
        kept = tuple(n for n in self._order if n in after)
        steady = kept == tuple(n for n in order if n in before)
        if steady and len(gone) + len(new) <= FEW:
            self._take_out(gone)
            self._put_in(order, new)
            return False
        self.beginResetModel()
        self._order, self._places = order, None
        self.endResetModel()
        return True

    def forget(self, tracks: Iterable[TrackId]) -> None:
        """Read some tracks again when they are next looked at."""
        for track in tracks:
            place = self.place_of(track)
            if place is not None:
                self._rows.pop(self._order[place], None)
                self._tell(place, Column.COLOUR, Column.ADDED)

    def touch(self, track: TrackId) -> None:
        """The state of a track is another, if it is seen."""
        place = self.place_of(track)
        if place is not None:
            self._tell(place, Column.STATE, Column.STATE)

    def _tell(self, place: int, first: Column, last: Column) -> None:
        self.dataChanged.emit(self.index(place, first), self.index(place, last))

    def _read(self, numbers: Sequence[int]) -> None:
        for row in self._reader.rows(numbers):
            self._rows[row.listed.number] = row
            self._numbers[row.listed.track.id] = row.listed.number
        while len(self._rows) > KEPT:
            _, row = self._rows.popitem(last=False)
            self._numbers.pop(row.listed.track.id, None)

    def _take_out(self, gone: set[int]) -> None:
        for place in sorted(
            (p for n in gone if (p := self.place(n)) is not None), reverse=True
        ):
            self.beginRemoveRows(QModelIndex(), place, place)
            self._order = self._order[:place] + self._order[place + 1 :]
            self._places = None
            self.endRemoveRows()

    def _put_in(self, order: tuple[int, ...], new: set[int]) -> None:
        for place, number in enumerate(order):
            if number in new:
                self.beginInsertRows(QModelIndex(), place, place)
                self._order = (*self._order[:place], number, *self._order[place:])
                self._places = None
                self.endInsertRows()


def said(row: Row, column: Column) -> str:
    """What a cell of a row says."""
    say = _SAID.get(column)
    return "" if say is None else say(row.listed)


_SAID: dict[Column, Callable[[Listed], str]] = {
    Column.TITLE: lambda listed: on_one_line(listed.track.title) or UNKNOWN,
    Column.ARTIST: lambda listed: on_one_line(listed.track.tags.artist),
    Column.ALBUM: lambda listed: on_one_line(listed.track.tags.album),
    Column.BPM: lambda listed: tempo(listed.bpm),
    Column.KEY: lambda listed: UNKNOWN if listed.key is None else listed.key.camelot,
    Column.LENGTH: lambda listed: clock(listed.track.tags.seconds),
    Column.ADDED: lambda listed: day(listed.track.added),
}

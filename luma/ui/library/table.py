"""The tracks as a table model: an order of numbers, and the rows that somebody looks at."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from luma.app.shelves import Row
from luma.domain.ids import TrackId
from luma.domain.listing import Listed
from luma.domain.track import Tags
from luma.ui.library.columns import FACES, Column
from luma.ui.library.playlistbar import TRACK_MIME
from luma.ui.library.words import UNKNOWN, clock, day, on_one_line, tempo

Index = QModelIndex | QPersistentModelIndex
BLOCK, KEPT, FEW = 48, 1536, 64
NOWHERE = QModelIndex()
STANDING = (
    Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
    | Qt.ItemFlag.ItemIsDragEnabled
)
CHANGING = STANDING | Qt.ItemFlag.ItemIsEditable


class Reader(Protocol):
    """Who knows the rows."""

    def rows(self, numbers: Sequence[int]) -> tuple[Row, ...]:
        """What is shown of a few tracks, at once."""

    def tag(self, tags: dict[TrackId, Tags]) -> None:
        """Give tracks other tags."""


class TrackTable(QAbstractTableModel):
    """Rows are asked for in blocks when they come into view, and forgotten long after.

    Nobody waits for them: a row that is not here yet is empty, one that has changed stays as
    it was until it was read again.
    """

    wanted = Signal(object)
    """Numbers of tracks whose rows somebody looks at; the answer goes to `take`."""

    def __init__(self, reader: Reader, peers: Callable[[], Sequence[Row]] = tuple) -> None:
        """Be empty; `peers` are the rows that an edit of an artist concerns besides its own."""
        super().__init__()
        self._reader, self._peers = reader, peers
        self._order: tuple[int, ...] = ()
        self._places: dict[int, int] | None = None
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._numbers: dict[TrackId, int] = {}
        self._stale: set[int] = set()
        self._asking: set[int] = set()
        self._asked: set[int] = set()
        self._asks = QTimer(self, singleShot=True, interval=0)
        self._asks.timeout.connect(self._ask)
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

    def mimeTypes(self) -> list[str]:
        """What is dragged."""
        return [TRACK_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The ids of the tracks that are being dragged, from top to bottom."""
        places = sorted({index.row() for index in indexes})
        names = [row.listed.track.id for row in self.rows(places)]
        data = QMimeData()
        data.setData(TRACK_MIME, "\n".join(names).encode())
        return data

    def row(self, place: int) -> Row | None:
        """The row at a place, if it is here; it is asked for with those around it if not."""
        if not 0 <= place < len(self._order):
            return None
        number = self._order[place]
        if number in self._stale:
            self._want([number])
        elif number not in self._rows:
            first = place // BLOCK * BLOCK
            block = self._order[first : first + BLOCK]
            self._want([n for n in block if n not in self._rows])
        return self._rows.get(number)

    def rows(self, places: Iterable[int]) -> tuple[Row, ...]:
        """The rows at some places, those that are not here read at once."""
        numbers = [self._order[place] for place in places]
        missing = [n for n in numbers if n not in self._rows or n in self._stale]
        read = {row.listed.number: row for row in self._reader.rows(missing)} if missing else {}
        found = (read.get(number) or self._rows.get(number) for number in numbers)
        return tuple(row for row in found if row is not None)

    def take(self, rows: Sequence[Row]) -> None:
        """Show rows that were asked for."""
        for row in rows:
            number = row.listed.number
            self._rows[number] = row
            self._numbers[row.listed.track.id] = number
            if number in self._asked:
                self._asked.discard(number)
                self._stale.discard(number)
        while len(self._rows) > KEPT:
            number, row = self._rows.popitem(last=False)
            self._numbers.pop(row.listed.track.id, None)
            self._stale.discard(number)
        places = [p for row in rows if (p := self.place(row.listed.number)) is not None]
        if places:
            first = self.index(min(places), Column.COLOUR)
            self.dataChanged.emit(first, self.index(max(places), Column.ADDED))

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
        self._asked.clear()
        self.endResetModel()
        return True

    def forget(self, tracks: Iterable[TrackId]) -> None:
        """Read some tracks again when they are next looked at."""
        for track in tracks:
            number = self._numbers.get(track)
            if number is None:
                continue
            self._stale.add(number)
            self._asked.discard(number)
            place = self.place(number)
            if place is not None:
                self._tell(place, Column.COLOUR, Column.ADDED)

    def touch(self, track: TrackId) -> None:
        """The state of a track is another, if it is seen."""
        place = self.place_of(track)
        if place is not None:
            self._tell(place, Column.STATE, Column.STATE)

    def _tell(self, place: int, first: Column, last: Column) -> None:
        self.dataChanged.emit(self.index(place, first), self.index(place, last))

    def _want(self, numbers: Iterable[int]) -> None:
        self._asking.update(n for n in numbers if n not in self._asked)
        if self._asking and not self._asks.isActive():
            self._asks.start()

    def _ask(self) -> None:
        numbers = tuple(self._asking)
        self._asking.clear()
        self._asked.update(numbers)
        self.wanted.emit(numbers)

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

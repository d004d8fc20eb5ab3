"""The groups of the room, and the members of one of them in their order, as lists."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, Qt

from luma.domain.errors import LumaError
from luma.domain.groupedits import MoveGroup, RenameGroup
from luma.domain.ids import FixtureId
from luma.domain.venue import Group
from luma.domain.venueedits import AssignGroup
from luma.ui.venue.carrying import FIXTURES, carried, fixtures_of
from luma.ui.venue.hall import Hall
from luma.ui.venue.patchmodel import Index

NOWHERE = QModelIndex()
BASE = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled


class Groups(QAbstractListModel):
    """Every group by its name; fixtures are dropped on it, names are typed."""

    def __init__(self, hall: Hall) -> None:
        """Show the groups of the lit room."""
        super().__init__()
        self._hall = hall
        self.groups: tuple[Group, ...] = ()
        hall.sheet_changed.connect(self._take)
        self._take()

    def heads_of(self, group: Group) -> int:
        """How many heads a group has."""
        rows = (self._hall.row(name) for name in group.fixtures)
        return sum(len(row.heads) for row in rows if row is not None)

    def place_of(self, name: str) -> int | None:
        """Where a group stands."""
        return next((n for n, group in enumerate(self.groups) if group.name == name), None)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many groups there are."""
        return 0 if parent.isValid() else len(self.groups)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name of a group, and its fixtures for whoever points at it."""
        group = self.groups[index.row()]
        if role == Qt.ItemDataRole.ToolTipRole:
            many = self.heads_of(group)
            return f"{group.name}: {len(group.fixtures)} fixtures, {many} heads"
        shown = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole}
        return group.name if role in shown else None

    def setData(
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        """Rename a group."""
        name, to = self.groups[index.row()].name, " ".join(str(value).split())
        if role != Qt.ItemDataRole.EditRole or to == name or not to:
            return False
        try:
            edit = RenameGroup(name, to)
            edit.apply(self._hall.venue)
        except LumaError as trouble:
            self._hall.session.problem.emit(trouble)
            return False
        self._hall.edit(edit)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Groups are renamed, take fixtures, and are dragged themselves."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        own = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDropEnabled
        return BASE | own

    def supportedDropActions(self) -> Qt.DropAction:
        """Fixtures are copied into a group."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Fixtures can be dropped."""
        return [FIXTURES]

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Let the group under the pointer have the fixtures too."""
        names = fixtures_of(data)
        if not names or not parent.isValid():
            return False
        self.join(self.groups[parent.row()], names)
        return True

    def join(self, group: Group, names: Sequence[FixtureId]) -> None:
        """Let a group have fixtures too, after those that it has."""
        new = (name for name in names if name not in group.fixtures)
        self._hall.edit(AssignGroup(group.name, (*group.fixtures, *new)))

    def shift(self, name: str, step: int) -> None:
        """Put a group one place up or down."""
        place = self.place_of(name)
        if place is not None and 0 <= place + step < len(self.groups):
            self._hall.edit(MoveGroup(name, place + step))

    def _take(self) -> None:
        groups = self._hall.venue.groups
        if [g.name for g in groups] == [g.name for g in self.groups]:
            self.groups = groups
            if groups:
                self.dataChanged.emit(self.index(0), self.index(len(groups) - 1))
            return
        self.beginResetModel()
        self.groups = groups
        self.endResetModel()


class Members(QAbstractListModel):
    """The fixtures of one group in its order, which is that of its heads."""

    def __init__(self, hall: Hall) -> None:
        """Show no group."""
        super().__init__()
        self._hall = hall
        self.group: Group | None = None
        hall.sheet_changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show the group as it is now."""
        self.show("" if self.group is None else self.group.name)

    def show(self, name: str) -> None:
        """Show the members of a group, or none."""
        group = self._hall.group(name)
        self.beginResetModel()
        self.group = group
        self.endResetModel()

    @property
    def names(self) -> tuple[FixtureId, ...]:
        """The members from first to last."""
        return self.group.fixtures if self.group else ()

    def shift(self, places: Sequence[int], to: int) -> None:
        """Put members before the one at a place, as one step."""
        if self.group is None or not places:
            return
        moved = [self.names[place] for place in sorted(places)]
        before = [n for p, n in enumerate(self.names[:to]) if p not in places]
        after = [n for p, n in enumerate(self.names) if p >= to and p not in places]
        self._hall.edit(AssignGroup(self.group.name, (*before, *moved, *after)))

    def put_out(self, places: Sequence[int]) -> None:
        """Let the group have some members no longer."""
        if self.group is not None and places:
            kept = (name for place, name in enumerate(self.names) if place not in places)
            self._hall.edit(AssignGroup(self.group.name, tuple(kept)))

    def sort_by_place(self) -> None:
        """Put the members from left to right, then from the front to upstage."""
        if self.group is not None:
            rows = [row for name in self.names if (row := self._hall.row(name))]
            rows.sort(key=lambda row: row.fixture.position)
            names = tuple(row.fixture.id for row in rows)
            self._hall.edit(AssignGroup(self.group.name, names))

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many members there are."""
        return 0 if parent.isValid() else len(self.names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The name of a member."""
        row = self._hall.row(self.names[index.row()])
        told = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}
        return row.fixture.name if row and role in told else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Members are dragged, and dropped between others."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return BASE | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        """Members move."""
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Fixtures can be dropped."""
        return [FIXTURES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The members that are dragged."""
        return carried(self.names[index.row()] for index in indexes)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Put members elsewhere in the row, and newcomers where they are dropped."""
        names = fixtures_of(data)
        if self.group is None or not names:
            return False
        to = row if row >= 0 else parent.row() if parent.isValid() else len(self.names)
        others = [name for name in self.names[:to] if name not in names]
        rest = [name for name in self.names[to:] if name not in names]
        self._hall.edit(AssignGroup(self.group.name, (*others, *names, *rest)))
        return False

"""The panel of groups: their list, the order of one's members, and a field to try out."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from luma.domain.groupedits import RemoveGroup
from luma.domain.venueedits import AssignGroup
from luma.ui.emptiness import Emptiness
from luma.ui.library.overbar import OverBar
from luma.ui.panel import Panel
from luma.ui.venue.grouplists import Groups, Members
from luma.ui.venue.grouprow import GroupRow
from luma.ui.venue.hall import Hall
from luma.ui.venue.tryout import TryOut

NEW_NAME = "group"
SHOWS = "Let the group shine, to find it (Ctrl+Alt+L)"


class GroupsPanel(Panel):
    """Groups on the left, the members of the chosen one on the right."""

    def __init__(self, hall: Hall) -> None:
        """Show the groups of the lit room."""
        body = QWidget()
        super().__init__("Groups", body)
        self._hall = hall
        self.groups, self.members = Groups(hall), Members(hall)
        self.list, self.row = self._made_list(self.groups), self._made_list(self.members)
        self._dress_lists()
        self.order = self.add_tool("align-start-vertical", "Put the members from left to right")
        self.order.clicked.connect(self.members.sort_by_place)
        self.shows = self.add_tool("lightbulb", SHOWS)
        self.shows.setCheckable(True)
        self.shows.clicked.connect(self.show_group)
        self.new = self.add_tool("plus", "New group of the chosen fixtures (Ctrl+G)")
        self.new.clicked.connect(self.add_group)
        self.try_out = TryOut(hall)
        self._lists = self._made_lists()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._lists, 1)
        column.addWidget(self.try_out)
        self._connect()
        self._tell()
        self._enable()

    def _dress_lists(self) -> None:
        self.list.setAccessibleName("Groups")
        self.row.setAccessibleName("Members of the group, in their order")
        self.row.setDragEnabled(True)
        self.row.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.row.setToolTip("The order of the group: drag, or Alt+Up and Alt+Down")

    def _connect(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._show_members)
        self.groups.modelReset.connect(self._keep)
        self.row.selectionModel().selectionChanged.connect(lambda *_: self._point())
        for view in (self.list, self.row):
            view.installEventFilter(self)
        self._hall.sheet_changed.connect(self._tell)
        for signal in (self._hall.chosen_changed, self._hall.identified_changed):
            signal.connect(self._enable)
        self.members.modelReset.connect(self._enable)
        self._hall.session.show_changed.connect(self._enable)

    def add_group(self) -> None:
        """Make a group of the chosen fixtures, in the order in which they were chosen."""
        if not self._hall.chosen:
            return
        taken = {group.name for group in self._hall.venue.groups}
        number = next(n for n in range(1, 10_000) if f"{NEW_NAME} {n}" not in taken)
        self._wanted = f"{NEW_NAME} {number}"
        self._hall.edit(AssignGroup(self._wanted, self._hall.chosen))

    def remove_group(self) -> None:
        """Forget the group under the cursor; its fixtures stay."""
        group = self.members.group
        if group is not None:
            self._hall.edit(RemoveGroup(group.name))

    @property
    def can_show(self) -> bool:
        """Whether there is a group, and light in which it could shine."""
        return self.members.group is not None and self._hall.session.show is not None

    def show_group(self) -> None:
        """Let all of the group under the cursor shine, or end that."""
        group = self.members.group
        if group is not None:
            self._hall.identify(group.fixtures)

    def rename_group(self) -> None:
        """Type another name of the group under the cursor."""
        index = self.list.currentIndex()
        if index.isValid() and self.list.indexWidget(index) is None:
            self.list.edit(self.list.currentIndex())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete, F2 and Alt with arrows, in both lists."""
        if isinstance(event, QKeyEvent) and self._means(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._press(watched, event)
        return super().eventFilter(watched, event)

    def _means(self, event: QKeyEvent) -> bool:
        key, alt = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.AltModifier
        return bool(key in {Qt.Key.Key_Delete, Qt.Key.Key_F2} or (alt and key in _STEPS))

    def _press(self, watched: QObject, event: QKeyEvent) -> bool:
        key, group = Qt.Key(event.key()), self.members.group
        if key == Qt.Key.Key_F2:
            self.rename_group()
        elif key == Qt.Key.Key_Delete:
            self.remove_group() if watched is self.list else self._put_out()
        elif watched is self.list and group is not None:
            self._wanted = group.name
            self.groups.shift(group.name, _STEPS[key])
        else:
            self._shift(_STEPS[key])
        return True

    def _places(self) -> list[int]:
        return sorted(index.row() for index in self.row.selectionModel().selectedRows())

    def _put_out(self) -> None:
        self.members.put_out(self._places())

    def _shift(self, step: int) -> None:
        places = self._places()
        if not places or places[0] + step < 0 or places[-1] + step >= len(self.members.names):
            return
        self._kept = [place + step for place in places]
        self.members.shift(places, places[0] - 1 if step < 0 else places[-1] + 2)

    def _point(self) -> None:
        names = [self.members.names[place] for place in self._places()]
        if names and self.row.hasFocus():
            self._hall.choose(names)

    def _show_members(self, index: QModelIndex) -> None:
        name = self.groups.groups[index.row()].name if index.isValid() else ""
        self._wanted = name or self._wanted
        self.members.show(name)
        group = self.members.group
        if group is not None and self.list.hasFocus():
            self._hall.choose(group.fixtures)

    def _keep(self) -> None:
        """After a change of the list, stay with the group that was shown or made."""
        place = self.groups.place_of(self._wanted) if self._wanted else None
        if place is None and self.groups.groups:
            place = 0
        self.list.setCurrentIndex(self.groups.index(place or 0) if place is not None else _NO)
        self._show_members(self.list.currentIndex())

    def _tell(self) -> None:
        groups = self._hall.venue.groups
        self.facts.setText(str(len(groups)) if groups else "")
        self.order.setEnabled(bool(groups))
        self._lists.setCurrentIndex(0 if groups else 1)
        if self.members.group is None and groups:
            self._keep()
        for place in self._kept:
            index = self.members.index(place)
            select = self.row.selectionModel().SelectionFlag.Select
            self.row.selectionModel().select(index, select)
        self._kept = []

    def _enable(self) -> None:
        for button in (self.new, self._offer):
            button.setEnabled(bool(self._hall.chosen))
        group = self.members.group
        self.shows.setEnabled(self.can_show)
        self.list.viewport().update()
        self.shows.setToolTip(SHOWS if self.can_show else f"{SHOWS}: open a track first")
        self.shows.setChecked(
            group is not None and self._hall.identified == frozenset(group.fixtures) != set()
        )
        words = "New group of the chosen fixtures (Ctrl+G)"
        self.new.setToolTip(words if self._hall.chosen else f"{words}: choose some first")

    def _made_list(self, model: Groups | Members) -> QListView:
        view = QListView()
        view.setFrameShape(QListView.Shape.NoFrame)
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setModel(model)
        view.setItemDelegate(GroupRow(view, self._hall))
        view.setAcceptDrops(True)
        view.setDropIndicatorShown(True)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        OverBar(view)
        return view

    def _made_lists(self) -> QStackedWidget:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        divider = QLabel()
        divider.setObjectName("divider")
        divider.setFixedWidth(1)
        row.addWidget(self.list, 11)
        row.addWidget(divider)
        row.addWidget(self.row, 9)
        empty = Emptiness("group", "No group yet", "Choose fixtures, then group them.")
        words = "Make a group of what is chosen (Ctrl+G)"
        self._offer = empty.offer("Group the chosen", self.add_group, words, primary=False)
        pages = QStackedWidget()
        pages.addWidget(both)
        pages.addWidget(empty)
        return pages

    _wanted = ""
    _kept: list[int] = []  # noqa: RUF012


_NO = QModelIndex()
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}

"""The panel of the patch: search, table, what is wrong, and how full the universes are."""

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from luma.app.events import ProblemRaised
from luma.app.patchedits import freed
from luma.domain.errors import LumaError, PatchConflict
from luma.domain.ids import FixtureId
from luma.domain.roomedits import RemoveFixtures
from luma.domain.venueedits import AssignGroup
from luma.ui.assets import icon
from luma.ui.emptiness import Emptiness
from luma.ui.library.searchfield import SearchField
from luma.ui.panel import Panel
from luma.ui.venue.adding import AddFixturesPopup
from luma.ui.venue.conflicts import ConflictBar
from luma.ui.venue.hall import Hall
from luma.ui.venue.patchfoot import PatchFoot
from luma.ui.venue.patchmodel import PatchTable
from luma.ui.venue.patchview import PatchView
from luma.ui.venue.roommenu import RoomMenu

TYPING_MS, FIELD = 60, 176


class PatchPanel(Panel):
    """Who listens to what."""

    def __init__(self, hall: Hall) -> None:
        """Show the lit room."""
        self._body = QWidget()
        super().__init__("Patch", self._body)
        self._hall = hall
        self.table = PatchTable(hall)
        self.view = PatchView(hall, self.table)
        self.conflicts = ConflictBar(hall)
        self.foot = PatchFoot(hall)
        self.popup = AddFixturesPopup(hall, self)
        self.search = SearchField(
            "Find in the patch", "Search names, fixtures, groups and addresses (Ctrl+F)"
        )
        self.search.setMaximumWidth(FIELD)
        self.add_widget(self.search)
        self.lamps = self.add_tool("sliders-vertical", "Kinds of lamps (Ctrl+Shift+K)")
        self.lamps.setAccessibleName("Kinds of lamps")
        self.rooms = RoomMenu(hall)
        self.add_widget(self.rooms)
        self.add = QPushButton("Add fixtures")
        self.add.setIcon(icon("plus", "text_on"))
        self.add.setProperty("primary", "true")
        self.add.setToolTip("Hang new fixtures (Ctrl+Shift+N)")
        self.add.clicked.connect(self.add_fixtures)
        self.add_widget(self.add)
        self._pages = self._made_pages()
        self._lay_out()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._connect()
        hall.read_kinds()
        self._take()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.conflicts, self._pages, self.foot):
            column.addWidget(widget)
        column.setStretchFactor(self._pages, 1)

    def _connect(self) -> None:
        self._typing.timeout.connect(self._search)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.view.deleted.connect(self.remove_chosen)
        self.view.asked.connect(self._show_menu)
        self.conflicts.pointed.connect(self._point)
        self._hall.sheet_changed.connect(self._take)
        self._hall.session.problem.connect(self._tell)
        bridge = self._hall.session.bridge
        bridge.on(ProblemRaised, lambda fact: self._tell(fact.trouble), self)

    def _tell(self, trouble: LumaError) -> None:
        """Tell what goes wrong while the page is seen, but not what the patch tells anyway."""
        if self.isVisible() and not isinstance(trouble, PatchConflict):
            self.problems.tell(trouble)

    def add_fixtures(self) -> None:
        """Open the form for new fixtures."""
        if self._hall.is_there:
            self.popup.open_at(self.add)

    def focus_search(self) -> None:
        """Begin to search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def remove_chosen(self) -> None:
        """Take the chosen fixtures down."""
        if self._hall.chosen:
            self._hall.edit(RemoveFixtures(self._hall.chosen))

    def free_chosen(self) -> None:
        """Give the chosen fixtures the next free addresses."""
        rows = self.table.meant(self._hall.chosen_rows()[0]) if self._hall.chosen else ()
        if not rows:
            return
        try:
            self._hall.edit(freed(self._hall.sheet, rows))
        except LumaError as trouble:
            self._hall.session.problem.emit(trouble)

    def group_chosen(self, name: str) -> None:
        """Let a group have the chosen fixtures too."""
        group = self._hall.group(name)
        before = group.fixtures if group else ()
        new = (each for each in self._hall.chosen if each not in before)
        self._hall.edit(AssignGroup(name, (*before, *new)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the search: down goes to the table, Escape clears."""
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Escape:
            self.search.clear()
        elif self.search.hasFocus() and event.key() == Qt.Key.Key_Down:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _search(self) -> None:
        self.table.search(self.search.text())
        self._turn_page()

    def _take(self) -> None:
        self.table.refresh()
        sheet = self._hall.sheet
        fixtures, heads = len(sheet.rows), len(sheet.heads)
        many = f"{fixtures} fixture{'s' * (fixtures != 1)}, {heads} head{'s' * (heads != 1)}"
        self.facts.setText(many if self._hall.is_there else "")
        self.add.setEnabled(self._hall.is_there)
        self._turn_page()

    def _turn_page(self) -> None:
        page: QWidget = self.view
        if not self._hall.is_there:
            page = self._no_room if self._hall.is_known else self.view
        elif not self._hall.sheet.rows:
            page = self._no_fixture
        elif not self.table.rows:
            page = self._not_found
        self._pages.setCurrentWidget(page)

    def _point(self, names: tuple[FixtureId, ...]) -> None:
        self.search.clear()
        self._search()
        self._hall.choose(names)
        self.view.setFocus()

    def _show_menu(self, at: QPoint) -> None:
        chosen = self._hall.chosen
        if not chosen:
            return
        menu = QMenu(self)
        menu.addAction("Edit the cell\tF2", self.view.edit_cell)
        menu.addAction(icon("cable"), "Next free addresses\tCtrl+Shift+A", self.free_chosen)
        groups = menu.addMenu(icon("group"), "Add to group")
        for group in self._hall.venue.groups:
            name = group.name
            groups.addAction(name.replace("&", "&&"), partial(self.group_chosen, name))
        groups.setEnabled(bool(self._hall.venue.groups))
        shows = menu.addAction(icon("lightbulb"), "Show in the room\tCtrl+Shift+L")
        shows.triggered.connect(lambda: self._hall.identify(chosen))
        menu.addSeparator()
        menu.addAction(icon("trash-2"), "Take down\tDel", self.remove_chosen)
        menu.popup(at)

    def _made_pages(self) -> QStackedWidget:
        self._no_room = Emptiness(
            "spotlight", "No room yet", "A room holds fixtures and groups; light needs one."
        )
        self._no_room.offer(
            "New room", self.rooms.add, "Make an empty room", "plus", primary=True
        )
        self._no_fixture = Emptiness(
            "lightbulb", "Nothing hangs here", "Add the lamps that there are, with addresses."
        )
        self._no_fixture.offer(
            "Add fixtures", self.add_fixtures, "Hang new fixtures", "plus", primary=True
        )
        self._not_found = Emptiness(
            "search", "No fixture matches", "Look for names, kinds, groups or addresses."
        )
        self._not_found.offer(
            "Clear the search", self.search.clear, "Show every fixture (Esc)", primary=False
        )
        pages = QStackedWidget()
        for page in (self.view, self._no_room, self._no_fixture, self._not_found):
            pages.addWidget(page)
        return pages

"""The panel of tracks: search, table, drops, and what is told of them."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from luma.app.events import ImportMoved, PlaylistsChanged
from luma.app.shelves import Row
from luma.domain.ids import PlaylistId
from luma.domain.listing import Order, Query
from luma.domain.playlists import Playlist, PlaylistKind
from luma.domain.track import Track
from luma.ui.assets import icon
from luma.ui.library.blanks import Blanks
from luma.ui.library.chosen import SOUNDS, Chosen
from luma.ui.library.columns import Column
from luma.ui.library.copiescard import show_copies
from luma.ui.library.doing import Doing
from luma.ui.library.following import Following
from luma.ui.library.hearing import Hearing
from luma.ui.library.lists import Lists
from luma.ui.library.offerbar import OfferBar
from luma.ui.library.searchline import SearchLine
from luma.ui.library.state import Sign, States
from luma.ui.library.table import TrackTable
from luma.ui.library.trackview import TrackView
from luma.ui.library.twins import Twins
from luma.ui.library.windowdrops import WindowDrops
from luma.ui.library.words import counted
from luma.ui.panel import Panel
from luma.ui.session import Session


class LibraryView(Panel):
    """The tracks of the library."""

    listed = Signal()
    """The answer to the newest question is shown."""

    def __init__(self, session: Session) -> None:
        """Show the library of a session's desk."""
        self._body = QWidget()
        super().__init__("Tracks", self._body)
        self._session, self._shelves = session, session.desk.shelves
        self._query, self._total, self._known = Query(), 0, False
        self.states = States(Hearing(session.desk.analyses.kinds))
        self.table = TrackTable(self._shelves, self._chosen)
        self.view = TrackView(self.table, self.states)
        self.doing = Doing(session, self.problems)
        self._line = SearchLine()
        self.search = self._line.field
        self.lists = Lists(session, self.doing)
        self.offers = OfferBar()
        self.twins = Twins(session, self.doing, self.offers)
        self.acts = Chosen(session, self.view, self.doing, self.lists, self)
        self._like: Track | None = None
        self._pages = Blanks(self.view, self.add_music, self.search.clear)
        self._lay_out()
        self.add_tool("plus", "Add music… (Ctrl+O)").clicked.connect(self.add_music)
        self.more = self.add_tool("ellipsis", "More about the library")
        self.more.clicked.connect(self._show_more)
        self._drops = WindowDrops(self, self.doing.add)
        self._listen()
        self._following = Following(session, self.table, self.states, self)
        self._following.moved.connect(self.refresh)
        self._following.told.connect(self.tell_facts)
        self.refresh()

    def add_music(self) -> None:
        """Choose files to bring in."""
        files, _ = QFileDialog.getOpenFileNames(
            self, "Add music", "", f"{SOUNDS};;All files (*)"
        )
        self.doing.add([Path(file) for file in files])

    def focus_search(self) -> None:
        """Begin to search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_copies(self) -> None:
        """Open the copies of the library."""
        show_copies(self._session, self)

    def focus_lists(self) -> None:
        """Begin to choose a list."""
        self.lists.bar.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def begin_list(self, kind: PlaylistKind) -> None:
        """Ask for the name of a new list; a smart one takes the words of the search."""
        self.lists.doing.begin(kind, self.lists.words)

    def has_words(self) -> bool:
        """Whether the search holds words."""
        return bool(self.lists.words)

    def show_list(self, name: PlaylistId | None) -> None:
        """Show the tracks of a list in its own order, or every track."""
        self.view.head.unsort()
        self._like = None
        fresh = Query(self._query.words, playlist=name)
        self._turn_title(fresh)
        self._ask(fresh)

    def show_like(self, track: Track | None) -> None:
        """Show the tracks that go best with one, the nearest first; or every track again."""
        self.view.head.unsort()
        self._like = track
        self.search.clear()
        fresh = Query(like=None if track is None else track.id)
        self._turn_title(fresh)
        self._ask(fresh)

    def show_trash(self, *, wanted: bool) -> None:
        """Turn to the trash, or back to the library."""
        fresh = replace(self._query, in_trash=wanted, playlist=None, like=None)
        self._like = None
        self._turn_title(fresh)
        self._ask(fresh)

    def refresh(self) -> None:
        """Ask for the order of the tracks again."""
        self._ask(self._query)

    def tell_facts(self) -> None:
        """Say in the header how many tracks there are, and how many are being heard."""
        shown, hearing = self.table.rowCount(), len(self.states.hearing)
        count = f"{shown:,}".replace(",", "\N{THIN SPACE}")
        if self._query.words or self._query.playlist or self._query.like:
            count = f"{count} of {self._total:,}".replace(",", "\N{THIN SPACE}")
        self.facts.setText(f"{count} · {hearing} being heard" if hearing else count)
        self.facts.setToolTip(
            f"{counted(self._total, 'track')}, {counted(hearing, 'is', 'are')} being heard"
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Take what is dropped in this window from now on."""
        super().showEvent(event)
        self._drops.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the search: down goes to the table, Enter opens the first, Escape clears."""
        if self.search.hasFocus() and self._step_from_search(Qt.Key(event.key())):
            return
        super().keyPressEvent(event)

    def _step_from_search(self, key: Qt.Key) -> bool:
        if key == Qt.Key.Key_Escape:
            if self._like is not None and not self.search.text():
                self.show_like(None)
            self.search.clear()
            return True
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            self.view.delegate.with_keyboard = True
            if self.view.selectionModel().selectedRows() == []:
                self.view.go_to(0)
            if key != Qt.Key.Key_Down:
                self.acts.open_chosen()
            return True
        return False

    def _chosen(self) -> tuple[Row, ...]:
        return self.view.chosen()

    def _read(self, numbers: tuple[int, ...]) -> None:
        self._session.ask(lambda: self._shelves.rows(numbers), self.table.take)

    def _listen(self) -> None:
        self.table.wanted.connect(self._read)
        self._line.asked.connect(self._search)
        self._session.bridge.on(ImportMoved, self.doing.coming.follow, self)
        self.view.opened.connect(self.acts.open_chosen)
        self.view.deleted.connect(self.acts.remove_chosen)
        self.view.moved.connect(self.acts.move_chosen)
        self.view.rated.connect(lambda row, stars: self.doing.rate((row,), stars))
        self.view.asked.connect(self._show_menu)
        self.view.clicked.connect(self._retry_at)
        self.view.head.sectionClicked.connect(self._sort)
        self.lists.turned.connect(self.show_list)
        self.lists.unliked.connect(lambda: self.show_like(None))
        self.lists.liked.connect(self.show_like)
        self.lists.begun.connect(self._begin_with)
        self._session.bridge.on(PlaylistsChanged, lambda _: self._refill(), self)

    def _refill(self) -> None:
        """Ask again for the tracks of a list that may hold others now."""
        if self._query.playlist is not None:
            self.refresh()

    def _search(self, words: str) -> None:
        self.lists.words = words
        if words != self._query.words:
            self._ask(replace(self._query, words=words))

    def _sort(self, section: int) -> None:
        if self.view.head.turn(section):
            order, falling = self.view.head.sorted_by or (Order.ADDED, False)
            self._ask(replace(self._query, order=order, falling=falling))

    def _ask(self, query: Query) -> None:
        self._query = self.acts.query = query
        whole = Query(in_trash=query.in_trash)
        narrowed = query != replace(whole, order=query.order, falling=query.falling)

        def read() -> tuple[Query, tuple[int, ...], int]:
            order = self._shelves.order(query)
            total = len(self._shelves.order(whole)) if narrowed else len(order)
            return query, order, total

        self._session.ask_aside(read, self._take, key="tracks in order")

    def _take(self, answer: tuple[Query, Sequence[int], int]) -> None:
        query, order, self._total = answer
        if query != self._query:
            return
        self._known = True
        chosen = {self.table.number(i.row()) for i in self.view.selectionModel().selectedRows()}
        current = self.view.currentIndex().row()
        number = self.table.number(current) if current >= 0 else None
        if self.table.reorder(tuple(order)):
            self.view.keep(chosen, number)
        self._turn_page()
        self.tell_facts()
        self.listed.emit()

    def _turn_page(self) -> None:
        is_empty = self._known and not self.table.rowCount()
        self._pages.turn(self._query, self.lists.shown, is_empty=is_empty)

    def _turn_title(self, query: Query) -> None:
        self.title.setText("Trash" if query.in_trash else "Tracks")
        self.table.may_edit = not query.in_trash
        self.lists.show(query.playlist, self._like)

    def _begin_with(self, one: Playlist) -> None:
        """Show a list that was begun just now; a smart one holds the words of the search."""
        self.lists.doing.known[one.id] = one
        if one.kind is PlaylistKind.SMART:
            self.search.clear()
            self._query = replace(self._query, words="")
            self.lists.words = ""
        self.show_list(one.id)

    def _retry_at(self, index: QModelIndex) -> None:
        """Try again where the sign of a failure is clicked."""
        row = self.table.row(index.row())
        on_sign = row is not None and index.column() == Column.STATE
        if row is not None and on_sign and self.states.of(row).sign is Sign.FAILED:
            self.doing.retry([row])

    def _show_menu(self, at: QPoint) -> None:
        menu = self.acts.menu()
        if menu is not None:
            menu.popup(at)

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.addAction(icon("plus"), "Add music…").triggered.connect(self.add_music)
        copies = menu.addAction(icon("hard-drive"), "Copies of the library…")
        copies.triggered.connect(self.show_copies)
        trash = QAction(icon("trash-2"), "Show the trash", menu, checkable=True)
        trash.setChecked(self._query.in_trash)
        trash.toggled.connect(lambda on: self.show_trash(wanted=on))
        menu.addAction(trash)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.offers)
        column.addWidget(self._line)
        column.addWidget(self.lists.bar)
        column.addWidget(self._pages, 1)
        column.addWidget(self.doing.coming)

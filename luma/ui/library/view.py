"""The panel of tracks: search, table, drops, and what is told of them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from luma.app.library import SOUND_SUFFIXES
from luma.app.shelves import Row
from luma.domain.listing import Order, Query
from luma.ui.assets import icon
from luma.ui.emptiness import Emptiness
from luma.ui.library.columns import Column
from luma.ui.library.doing import Doing
from luma.ui.library.following import Following
from luma.ui.library.hearing import Hearing
from luma.ui.library.menu import Acts, menu_for
from luma.ui.library.searchfield import SearchField
from luma.ui.library.state import Sign, States
from luma.ui.library.table import TrackTable
from luma.ui.library.trackview import TrackView
from luma.ui.library.windowdrops import WindowDrops
from luma.ui.library.words import counted
from luma.ui.panel import Panel
from luma.ui.session import Session

TYPING_MS = 60


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
        self.search = SearchField(
            "Title, artist, 120–126",
            "Search titles, artists, albums and tempos as you type (Ctrl+F)",
        )
        self._pages = self._made_pages()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._framed(self.search))
        column.addWidget(self._pages, 1)
        self.add_tool("plus", "Add music… (Ctrl+O)").clicked.connect(self.add_music)
        self.more = self.add_tool("ellipsis", "More about the library")
        self.more.clicked.connect(self._show_more)
        self._drops = WindowDrops(self, self.doing.add)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._search)
        self._listen()
        self._following = Following(session, self.table, self.states, self)
        self._following.moved.connect(self.refresh)
        self._following.told.connect(self.tell_facts)
        self.refresh()

    def add_music(self) -> None:
        """Choose files to bring in."""
        sounds = " ".join(f"*{suffix}" for suffix in sorted(SOUND_SUFFIXES))
        files, _ = QFileDialog.getOpenFileNames(
            self, "Add music", "", f"Music ({sounds});;All files (*)"
        )
        self.doing.add([Path(file) for file in files])

    def focus_search(self) -> None:
        """Begin to search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def open_chosen(self) -> None:
        """Open the track under the cursor."""
        row = self.table.row(self.view.currentIndex().row())
        if row is not None and not self._query.in_trash:
            self._session.open_track(row.listed.track.id)

    def remove_chosen(self) -> None:
        """Throw the chosen tracks away."""
        if not self._query.in_trash:
            self.doing.remove(self.view.chosen())

    def show_trash(self, *, wanted: bool) -> None:
        """Turn to the trash, or back to the library."""
        self.title.setText("Trash" if wanted else "Tracks")
        self.table.may_edit = not wanted
        self._ask(Query(self._query.words, self._query.order, self._query.falling, wanted))

    def refresh(self) -> None:
        """Ask for the order of the tracks again."""
        self._ask(self._query)

    def tell_facts(self) -> None:
        """Say in the header how many tracks there are, and how many are being heard."""
        shown, hearing = self.table.rowCount(), len(self.states.hearing)
        count = f"{shown:,}".replace(",", "\N{THIN SPACE}")
        if self._query.words:
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
            self.search.clear()
            return True
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            self.view.delegate.with_keyboard = True
            if self.view.selectionModel().selectedRows() == []:
                self.view.go_to(0)
            if key != Qt.Key.Key_Down:
                self.open_chosen()
            return True
        return False

    def _chosen(self) -> tuple[Row, ...]:
        return self.view.chosen()

    def _read(self, numbers: tuple[int, ...]) -> None:
        self._session.ask(lambda: self._shelves.rows(numbers), self.table.take)

    def _listen(self) -> None:
        self.table.wanted.connect(self._read)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.view.opened.connect(self.open_chosen)
        self.view.deleted.connect(self.remove_chosen)
        self.view.asked.connect(self._show_menu)
        self.view.clicked.connect(self._retry_at)
        self.view.head.sectionClicked.connect(self._sort)

    def _search(self) -> None:
        words = self.search.text().strip()
        if words != self._query.words:
            self._ask(
                Query(words, self._query.order, self._query.falling, self._query.in_trash)
            )

    def _sort(self, section: int) -> None:
        if self.view.head.turn(section):
            order, falling = self.view.head.sorted_by or (Order.ADDED, False)
            self._ask(Query(self._query.words, order, falling, self._query.in_trash))

    def _ask(self, query: Query) -> None:
        self._query = query
        whole = Query(in_trash=query.in_trash)

        def read() -> tuple[Query, tuple[int, ...], int]:
            order = self._shelves.order(query)
            total = len(self._shelves.order(whole)) if query.words else len(order)
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
        page: QWidget = self.view
        if self._known and not self.table.rowCount():
            page = self._nothing_found if self._query.words else self._nothing_here
            page = self._empty_trash if self._query.in_trash else page
        self._pages.setCurrentWidget(page)

    def _retry_at(self, index: QModelIndex) -> None:
        """Try again where the sign of a failure is clicked."""
        row = self.table.row(index.row())
        on_sign = row is not None and index.column() == Column.STATE
        if row is not None and on_sign and self.states.of(row).sign is Sign.FAILED:
            self.doing.retry([row])

    def _show_menu(self, at: QPoint) -> None:
        rows = self.view.chosen()
        if rows:
            trash = self._query.in_trash
            menu_for(rows, self._acts(), self, in_trash=trash).popup(at)

    def _acts(self) -> Acts:
        view, doing = self.view, self.doing
        return Acts(
            open=self.open_chosen,
            edit=view.edit_tags,
            retry=lambda: doing.retry(view.chosen()),
            hear_again=lambda: doing.hear_again(view.chosen()),
            reveal=lambda: doing.reveal(view.chosen()[0]),
            paint=lambda number: doing.paint(view.chosen(), number),
            remove=self.remove_chosen,
            restore=lambda: doing.restore(view.chosen()),
        )

    def _show_more(self) -> None:
        menu = QMenu(self)
        menu.addAction(icon("plus"), "Add music…").triggered.connect(self.add_music)
        trash = QAction(icon("trash-2"), "Show the trash", menu, checkable=True)
        trash.setChecked(self._query.in_trash)
        trash.toggled.connect(lambda on: self.show_trash(wanted=on))
        menu.addAction(trash)
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _made_pages(self) -> QStackedWidget:
        self._nothing_here = Emptiness(
            "music",
            "Drop music here",
            "Files or folders. They stay where they are; Luma keeps its own copy safe.",
        )
        self._nothing_here.offer(
            "Add music…", self.add_music, "Choose files (Ctrl+O)", "plus", primary=True
        )
        self._nothing_found = Emptiness(
            "search",
            "No track matches",
            "Look for beginnings of words in title, artist and album.",
        )
        self._nothing_found.offer(
            "Clear the search", self.search.clear, "Show every track (Esc)", primary=False
        )
        self._empty_trash = Emptiness(
            "trash-2", "The trash is empty", "What you remove waits here until you restore it."
        )
        pages = QStackedWidget()
        for page in (self.view, self._nothing_here, self._nothing_found, self._empty_trash):
            pages.addWidget(page)
        return pages

    def _framed(self, search: QWidget) -> QWidget:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(search)
        return frame

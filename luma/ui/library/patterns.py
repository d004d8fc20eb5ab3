"""The panel of patterns: a list to drag from, a search, and a button for a new one."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from luma.app.clipstrips import Strip
from luma.app.events import DocumentChanged, PatternAdded, PatternChanged, PatternRemoved
from luma.app.repertoire import ListedPattern, families_of
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId
from luma.domain.pattern import Pattern
from luma.ui.emptiness import Emptiness
from luma.ui.library.chips import Chips
from luma.ui.library.patterndoing import PatternDoing
from luma.ui.library.patternmodel import PatternModel
from luma.ui.library.patternview import PatternView
from luma.ui.library.searchfield import SearchField
from luma.ui.panel import Panel
from luma.ui.session import Session

GATHER_MS = 120


class PatternList(Panel):
    """The patterns of the library."""

    def __init__(self, session: Session) -> None:
        """Show the patterns of a session's desk."""
        self._body = QWidget()
        super().__init__("Patterns", self._body)
        self._session, self._repertoire = session, session.desk.repertoire
        self._wanted: set[GraphId] = set()
        self._asks = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._asks.timeout.connect(self._ask_strips)
        self.model = PatternModel(self._want_strip)
        self.view = PatternView(self.model)
        self.search = SearchField(
            "Name, tag or what it does", "Search names, tags and descriptions as you type"
        )
        self._finder = self._made_finder()
        self.chips = Chips()
        self.chips.turned.connect(self._narrow)
        self.doing = PatternDoing(session, self.view, self.open_chosen)
        self._nothing, self._none = self._made_empty(), self._made_none()
        self._pages = QStackedWidget()
        for page in (self.view, self._nothing, self._none):
            self._pages.addWidget(page)
        self._lay_out()
        self._toggle = self.add_tool("search", "Search the patterns")
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._show_finder)
        self.add_tool("plus", "New pattern").clicked.connect(self.add_pattern)
        self.view.opened.connect(self.open_chosen)
        for fact in (PatternAdded, PatternChanged, PatternRemoved):
            session.bridge.on(fact, lambda _: self.refresh(), self)
        session.bridge.on(DocumentChanged, self._hear_document, self)
        session.pattern_opened.connect(self._follow)
        self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self._finder, self.chips, self._pages):
            column.addWidget(widget)
        column.setStretchFactor(self._pages, 1)

    def refresh(self) -> None:
        """Read the patterns again."""
        self._session.ask_aside(self._repertoire.patterns, self._take, key="patterns by name")

    def add_pattern(self) -> None:
        """Make a new pattern, and open it."""

        def opened(pattern: Pattern) -> None:
            self._session.later(lambda: self._session.open_graph(pattern.default))

        self._session.ask(lambda: self._repertoire.add(opened))

    def open_chosen(self) -> None:
        """Open the graph of the pattern under the cursor."""
        pattern = self.view.currentIndex().data(Qt.ItemDataRole.UserRole)
        if isinstance(pattern, ListedPattern) and pattern.graph is not None:
            self._session.open_graph(pattern.graph)

    def focus_search(self) -> None:
        """Begin to search."""
        self._toggle.setChecked(True)

    def _show_all(self) -> None:
        self.search.clear()
        self.chips.on = frozenset()
        self._narrow(frozenset())
        self.chips.update()
        self.view.setFocus()

    def _want_strip(self, graph: GraphId) -> None:
        """Ask for a strip, but not at every step of a drag."""
        self._wanted.add(graph)
        if not self._asks.isActive():
            self._asks.start()

    def _ask_strips(self) -> None:
        for graph in self._wanted:
            self._session.ask(
                partial(self._repertoire.strip, graph, partial(self._tell, graph))
            )
        self._wanted.clear()

    def _tell(self, graph: GraphId, strip: Strip | None) -> None:
        self._session.later(lambda: self.model.take(graph, strip))

    def _take(self, patterns: tuple[ListedPattern, ...]) -> None:
        self.model.show(patterns)
        self.chips.show_tags(self.model.tags())
        self._show_page()
        self._follow(self._session.graph)
        self._tell_facts()

    def _tell_facts(self) -> None:
        total, shown = self.model.total(), self.model.rowCount()
        self.facts.setText(f"{total}" if shown == total else f"{shown} of {total}")

    def _follow(self, graph: GraphId | None) -> None:
        place = self.model.place_of(graph)
        if place is None:
            self.view.clearSelection()
        elif self.view.currentIndex().row() != place or not self.view.selectedIndexes():
            self.view.setCurrentIndex(self.model.index(place))

    def _hear_document(self, fact: DocumentChanged) -> None:
        if isinstance(fact.after, GraphDoc):
            self.model.forget(GraphId(fact.id), families_of(fact.after))

    def _show_finder(self, wanted: bool) -> None:  # noqa: FBT001  (Qt's own signature)
        self._finder.setVisible(wanted)
        if wanted:
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.search.clear()

    def _search(self, words: str) -> None:
        self.model.search(words)
        self._show_found()

    def _narrow(self, tags: frozenset[str]) -> None:
        self.model.narrow(tags)
        self._show_found()

    def _show_found(self) -> None:
        self.view.scrollToTop()
        self._follow(self._session.graph)
        self._tell_facts()
        self._show_page()

    def _show_page(self) -> None:
        found, total = self.model.rowCount(), self.model.total()
        page = self.view if found else self._none if total else self._nothing
        self._pages.setCurrentWidget(page)

    def _made_empty(self) -> Emptiness:
        nothing = Emptiness(
            "workflow", "No patterns yet", "A pattern is a graph that turns music into light."
        )
        tip = "Make a pattern and open its graph"
        nothing.offer("New pattern", self.add_pattern, tip, "plus", primary=False)
        return nothing

    def _made_none(self) -> Emptiness:
        none = Emptiness("search", "No pattern is like that", "Other words find more.")
        none.offer("Show all patterns", self._show_all, "Clear words and tags", primary=False)
        return none

    def _made_finder(self) -> QWidget:
        self.search.textChanged.connect(self._search)
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.search)
        frame.setVisible(False)
        return frame

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From the search: Escape closes it, down goes to the list."""
        if self.search.hasFocus() and event.key() == Qt.Key.Key_Escape:
            self._toggle.setChecked(False)
            self.view.setFocus()
        elif self.search.hasFocus() and event.key() == Qt.Key.Key_Down:
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            if not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))
        else:
            super().keyPressEvent(event)

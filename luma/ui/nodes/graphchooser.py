"""The graphs of the open pattern, in the header: choose one, add, rename and remove."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from luma.app.events import PatternChanged
from luma.app.implementations import Graphs, graphs_beside
from luma.domain.ids import GraphId
from luma.domain.pattern import Implementation
from luma.ui.assets import icon
from luma.ui.elided import as_written
from luma.ui.nodes.inline import InlineField
from luma.ui.session import Session
from luma.ui.toast import Toast

WIDEST, FIELD = 120, 180
TIP = "The graphs of this pattern: each carries it out in its own way"


class GraphChooser(QObject):
    """A button that names the open graph among those of its pattern."""

    def __init__(self, session: Session, owner: QWidget) -> None:
        """Know of no graph."""
        super().__init__(owner)
        self._session, self._owner = session, owner
        self._shelf = session.desk.pattern_shelf
        self._toast: Toast | None = None
        self.graphs: Graphs | None = None
        self.button = QToolButton()
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setIcon(icon("layers"))
        self.button.setToolTip(TIP)
        self.button.setAccessibleName("Graphs of the pattern")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.menu = QMenu(self.button)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._fill)
        self.button.setMenu(self.menu)
        self.button.hide()
        session.pattern_opened.connect(lambda _: self._ask())
        session.bridge.on(PatternChanged, lambda _: self._ask(), self)
        self._ask()

    def open_menu(self) -> None:
        """Open what can be chosen."""
        if self.button.isVisible():
            self.button.showMenu()

    def add(self, like: GraphId | None = None) -> None:
        """Give the pattern one more graph, empty or like another, and open it."""
        if self.graphs is not None:
            self._shelf.add_implementation(self.graphs.pattern, like=like).then(
                lambda made: self._session.later(lambda: self._session.open_graph(made.id)),
                lambda _: None,
            )

    def copy(self) -> None:
        """Give the pattern one more graph like the open one."""
        self.add(self._session.graph)

    def make_default(self) -> None:
        """Let the open graph play where a clip names no other."""
        graph = self._session.graph
        if graph is not None:
            self._shelf.make_default(graph)

    def rename(self) -> None:
        """Let the name of the open graph be typed over the button."""
        graph = self._session.graph
        if graph is None or self.graphs is None:
            return
        corner = self.button.mapTo(self._owner, self.button.rect().topLeft())
        left = min(corner.x(), self._owner.width() - FIELD - 8)
        box = QRect(left, corner.y(), FIELD, self.button.height())
        before = self.graphs.name_of(graph)

        def take(words: str) -> None:
            if words.strip() and words.strip() != before:
                self._shelf.rename_implementation(graph, words).then(
                    lambda _: None, lambda _: None
                )

        InlineField(self._owner, box, before, take)

    def remove(self) -> None:
        """Take the open graph away, with a way back; the default opens instead."""
        graph, graphs = self._session.graph, self.graphs
        if graph is None or graphs is None or not self.can_remove():
            return

        def told(removed: Implementation) -> None:
            self._session.open_graph(graphs.default)
            self._tell(f'The graph "{removed.name}" is removed', removed)

        self._shelf.remove_implementation(graph).then(
            lambda removed: self._session.later(lambda: told(removed)), lambda _: None
        )

    def can_remove(self) -> bool:
        """Whether the open graph is not the default."""
        graphs, graph = self.graphs, self._session.graph
        return graphs is not None and graph is not None and graph != graphs.default

    def _tell(self, words: str, removed: Implementation) -> None:
        window = self._owner.window()
        if self._toast is None or self._toast.parent() is not window:
            self._toast = Toast(window)

        def back() -> None:
            self._shelf.restore_implementation(removed)
            self._session.open_graph(removed.id)

        self._toast.tell(words, "Undo", back)

    def _ask(self) -> None:
        graph = self._session.graph
        if graph is None:
            self._take(graph, None)
            return
        store = self._session.desk.ground.store
        self._session.ask(
            lambda: graphs_beside(store, graph), lambda found: self._take(graph, found)
        )

    def _take(self, graph: GraphId | None, found: Graphs | None) -> None:
        if graph != self._session.graph:
            return
        self.graphs = found
        self.button.setVisible(found is not None)
        if found is None or graph is None:
            return
        name = found.name_of(graph)
        metrics = self.button.fontMetrics()
        words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, WIDEST)
        self.button.setText(f"\u2009{words}{' ★' if graph == found.default else ''}")
        default = "the default" if graph == found.default else "not the default"
        self.button.setToolTip(as_written(f"{name}, {default}\n{TIP}"))

    def _fill(self) -> None:
        self.menu.clear()
        graphs, here = self.graphs, self._session.graph
        if graphs is None or here is None:
            return
        for graph, name in graphs.names:
            is_default = graph == graphs.default
            entry = self.menu.addAction(name if not is_default else f"{name}\t★ Default")
            if graph == here:
                entry.setIcon(icon("check"))
            entry.triggered.connect(lambda _=False, g=graph: self._session.open_graph(g))
        self.menu.addSeparator()
        self._entry("plus", "Add an empty graph", self.add)
        self._entry("copy", "Copy this graph", self.copy)
        self.menu.addSeparator()
        self._entry("", "Rename this graph", self.rename)
        self._entry("star", "Make it the default", self.make_default, on=here != graphs.default)
        gone = self._entry("trash-2", "Remove this graph", self.remove, on=self.can_remove())
        if not self.can_remove():
            gone.setToolTip("The default cannot be removed. Make another the default first.")

    def _entry(
        self, sign: str, words: str, act: Callable[[], object], *, on: bool = True
    ) -> QAction:
        entry = self.menu.addAction(words)
        if sign:
            entry.setIcon(icon(sign))
        entry.setEnabled(on)
        entry.triggered.connect(lambda _=False: act())
        return entry

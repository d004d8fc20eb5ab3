"""What a person does with patterns of the list: rename, describe, fork, remove."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QListView, QMenu

from luma.app.repertoire import ListedPattern
from luma.domain.pattern import Pattern
from luma.domain.patterndoc import PatternDoc
from luma.ui.assets import icon
from luma.ui.library.patterncard import PatternCard
from luma.ui.nodes.inline import InlineField
from luma.ui.session import Session
from luma.ui.toast import Toast


class PatternDoing:
    """Tells the desk, and says what came of it; works on the pattern under the cursor."""

    def __init__(
        self, session: Session, view: QListView, open_chosen: Callable[[], object]
    ) -> None:
        """Work on the patterns of a list."""
        self._session, self._view, self._open = session, view, open_chosen
        self._shelf = session.desk.pattern_shelf
        self._toast: Toast | None = None
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._open_menu)

    @property
    def chosen(self) -> ListedPattern | None:
        """The pattern under the cursor."""
        found = self._view.currentIndex().data(Qt.ItemDataRole.UserRole)
        return found if isinstance(found, ListedPattern) else None

    def can_work(self) -> bool:
        """Whether the list has the keys, and a pattern is under its cursor."""
        return self._view.hasFocus() and self.chosen is not None

    def rename(self) -> None:
        """Let the name be typed over the row."""
        pattern = self.chosen
        if pattern is None:
            return
        row = self._view.visualRect(self._view.currentIndex())
        box = QRect(row.left() + 8, row.center().y() - 13, row.width() - 16, 26)

        def take(words: str) -> None:
            if words.strip() and words.strip() != pattern.name:
                self._shelf.rename(pattern.id, words).then(_nothing, _nothing)

        InlineField(self._view.viewport(), box, pattern.name, take)

    def describe(self) -> None:
        """Open a card with the description and the tags."""
        pattern = self.chosen
        if pattern is None:
            return
        row = self._view.visualRect(self._view.currentIndex())
        card = PatternCard(self._view, pattern)
        card.described.connect(lambda words: self._shelf.describe(pattern.id, words))
        card.tagged.connect(lambda tags: self._shelf.tag(pattern.id, tags))
        card.open_at(self._view.viewport().mapToGlobal(row.bottomLeft()))

    def fork(self) -> None:
        """Copy the pattern with all its graphs, and open the copy."""
        pattern = self.chosen
        if pattern is None:
            return

        def told(made: Pattern) -> None:
            self._session.open_graph(made.default)
            self._tell(f'"{made.name}" is a copy of "{pattern.name}"')

        self._shelf.fork(pattern.id).then(
            lambda made: self._session.later(lambda: told(made)), _nothing
        )

    def remove(self) -> None:
        """Take the pattern away, with a way back."""
        pattern = self.chosen
        if pattern is None:
            return

        def told(removed: PatternDoc) -> None:
            if self._session.graph in {graph for graph, _ in pattern.implementations}:
                self._session.open_graph(None)
            words = f'The pattern "{pattern.name}" is removed'
            self._tell(words, lambda: self._shelf.restore(removed))

        self._shelf.remove(pattern.id).then(
            lambda removed: self._session.later(lambda: told(removed)), _nothing
        )

    def menu(self) -> QMenu:
        """What can be done with the pattern under the cursor."""
        menu = QMenu(self._view)
        menu.setToolTipsVisible(True)
        pattern = self.chosen
        is_there = pattern is not None
        for sign, words, act in (
            ("workflow", "Open its graph\tReturn", self._open),
            ("", "Rename\tF2", self.rename),
            ("tag", "Describe and tag\tCtrl+I", self.describe),
            ("copy", "Copy it as a new one\tCtrl+D", self.fork),
        ):
            entry = menu.addAction(words)
            entry.setEnabled(is_there)
            if sign:
                entry.setIcon(icon(sign))
            entry.triggered.connect(lambda _=False, act=act: act())
        menu.addSeparator()
        gone = menu.addAction(icon("trash-2"), "Remove\tDel")
        gone.setEnabled(pattern is not None and not pattern.plays)
        gone.triggered.connect(lambda _=False: self.remove())
        if pattern is not None and pattern.plays:
            plural = "clip plays" if pattern.plays == 1 else "clips play"
            gone.setToolTip(f"{pattern.plays} {plural} it. Remove them first.")
        return menu

    def _open_menu(self, at: QPoint) -> None:
        index = self._view.indexAt(at)
        if index.isValid():
            self._view.setCurrentIndex(index)
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._view.viewport().mapToGlobal(at))

    def _tell(self, words: str, back: Callable[[], object] | None = None) -> None:
        window = self._view.window()
        if self._toast is None or self._toast.parent() is not window:
            self._toast = Toast(window)
        self._toast.tell(words, "Undo" if back is not None else "", back)


def _nothing(_: object) -> None:
    """The desk has told it already."""

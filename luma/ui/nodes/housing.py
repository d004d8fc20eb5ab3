"""The kinds of nodes that the open graph can have: those of the house, and all patterns."""

from PySide6.QtCore import QObject

from luma.app.events import DocumentChanged, PatternAdded, PatternChanged, PatternRemoved
from luma.app.nodes import Catalogue
from luma.app.patternbook import Book
from luma.domain.graphdoc import GraphDoc, NodeDoc
from luma.domain.ids import GraphId, PatternId
from luma.domain.nodetype import NodeType
from luma.domain.pattern import NODE_FAMILY
from luma.ui.nodes.live import Live
from luma.ui.nodes.scene import GraphScene
from luma.ui.session import Session


class Housing(QObject):
    """Keeps the kinds of nodes as the library's patterns are."""

    def __init__(
        self, session: Session, scene: GraphScene, live: Live, parent: QObject
    ) -> None:
        """Know the nodes of the house, and ask for the patterns."""
        super().__init__(parent)
        self._session, self._scene, self._live = session, scene, live
        self._book: Book = {}
        self._within: PatternId | None = None
        self._kinds: tuple[NodeType, ...] | None = None
        self._is_asked = False
        for kind in (PatternAdded, PatternChanged, PatternRemoved):
            session.bridge.on(kind, lambda _: self.ask(), self)
        session.bridge.on(DocumentChanged, self._hear, self)
        self.ask()

    @property
    def book(self) -> Book:
        """Every pattern, as it was when it was asked for last."""
        return self._book

    def ask(self) -> None:
        """Ask how the patterns are now."""
        if not self._is_asked:
            self._is_asked = True
            book = self._session.desk.pattern_book
            self._session.ask(lambda: book.now, self._take)

    def enter(self, pattern: PatternId | None) -> None:
        """Know which pattern is open: it cannot play itself."""
        if pattern != self._within:
            self._within = pattern
            self._show()

    def patterns(self) -> tuple[NodeType, ...]:
        """The patterns that could stand in the open graph as nodes."""
        if self._kinds is None:
            self._kinds = _kinds_of(self._book, self._within)
        return self._kinds

    def _take(self, book: Book) -> None:
        self._is_asked = False
        if book is not self._book:
            self._book = book
            self._show()

    def _show(self) -> None:
        book, within = self._book, self._within
        find = book.get
        self._kinds = None
        self._session.ask_aside(
            lambda: _kinds_of(book, within),
            lambda kinds: self._know_kinds(kinds, (book, within)),
            key="kinds of patterns",
        )
        self._live.know(find, within)
        self._scene.know(Catalogue(patterns=find, within=within))

    def _know_kinds(
        self, kinds: tuple[NodeType, ...], asked: tuple[Book, PatternId | None]
    ) -> None:
        if asked[0] is self._book and asked[1] == self._within:
            self._kinds = kinds

    def _hear(self, fact: DocumentChanged) -> None:
        if fact.kind == "graph" and GraphId(fact.id) != self._session.graph:
            self.ask()


def _kinds_of(book: Book, within: PatternId | None) -> tuple[NodeType, ...]:
    """The patterns of a book as nodes, but for the one that is open."""
    house, nothing = Catalogue(patterns=book.get, within=within), GraphDoc()
    nodes = (NodeDoc(f"{NODE_FAMILY}{name}") for name in book if name != within)
    kinds = (house.kind_of(nothing, node) for node in nodes)
    return tuple(kind for kind in kinds if kind is not None)

"""The kinds of nodes that the open graph can have: those of the house, and all patterns."""

from PySide6.QtCore import QObject

from luma.app.events import DocumentChanged, PatternAdded, PatternChanged, PatternRemoved
from luma.app.nodes import Catalogue
from luma.app.patternbook import Book
from luma.domain.graphdoc import NodeDoc
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
        house, doc = self._scene.catalogue, self._scene.doc
        kinds = (
            house.kind_of(doc, NodeDoc(f"{NODE_FAMILY}{name}"))
            for name in self._book
            if name != self._within
        )
        return tuple(kind for kind in kinds if kind is not None)

    def _take(self, book: Book) -> None:
        self._is_asked = False
        if book is not self._book:
            self._book = book
            self._show()

    def _show(self) -> None:
        find = self._book.get
        self._live.know(find, self._within)
        self._scene.know(Catalogue(patterns=find, within=self._within))

    def _hear(self, fact: DocumentChanged) -> None:
        if fact.kind == "graph" and GraphId(fact.id) != self._session.graph:
            self.ask()

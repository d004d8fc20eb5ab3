"""Open, edit, undo, redo, save: the same for graphs, scores and venues."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from luma.app.events import Document, DocumentChanged, DocumentSaved, ProblemRaised
from luma.app.ground import Ground
from luma.domain.codec import Schema
from luma.domain.documents import GRAPH, SCORE, VENUE
from luma.domain.errors import LumaError, StaleRevision
from luma.domain.graphdoc import GraphDoc
from luma.domain.graphedits import GraphEdit, PutNodes
from luma.domain.history import Edit, History
from luma.domain.scoreedits import ScoreEdit
from luma.domain.venueedits import VenueEdit
from luma.graph.migrate import changes
from luma.store.history import Change, Redo, Undo
from luma.store.store import Shelf

Name = tuple[str, str]


def _as_it_is(_: Any) -> tuple[Edit[Any], ...]:
    return ()


def _written_today(doc: GraphDoc) -> tuple[Edit[Any], ...]:
    """The edits that bring the nodes of a graph up to today's versions, if any is older."""
    changed = changes(doc)
    return (PutNodes(changed),) if changed else ()


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of document is written, edited, fetched, kept and brought up to today."""

    schema: Schema[Any]
    edits: object
    load: Callable[[Shelf, Any], tuple[Any, int]]
    save: Callable[[Shelf, Any, Any, int], int]
    renewals: Callable[[Any], tuple[Edit[Any], ...]] = _as_it_is


KINDS = {
    "graph": Kind(
        GRAPH,
        GraphEdit,
        lambda shelf, name: (
            shelf.patterns.get_graph(name).graph,
            shelf.patterns.get_graph(name).revision,
        ),
        lambda shelf, name, doc, seen: shelf.patterns.save_graph(name, doc, seen),
        _written_today,
    ),
    "score": Kind(
        SCORE,
        ScoreEdit,
        lambda shelf, name: (shelf.scores.load(name), shelf.scores.revision(name)),
        lambda shelf, _, doc, seen: shelf.scores.save(doc, seen),
    ),
    "venue": Kind(
        VENUE,
        VenueEdit,
        lambda shelf, name: (shelf.venues.load(name), shelf.venues.revision(name)),
        lambda shelf, _, doc, seen: shelf.venues.save(doc, seen),
    ),
}


@dataclass(frozen=True, slots=True)
class _Together:
    """Edits that are one step; the first of them may bring an older document up to today."""

    edits: tuple[Edit[Any], ...]

    def apply(self, doc: Any) -> Any:
        """Give the document with all of them."""
        for edit in self.edits:
            doc = edit.apply(doc)
        return doc


@dataclass(frozen=True, slots=True)
class Opened:
    """A document with its past, the revision it was saved as, and what is not saved yet."""

    history: History[Any]
    revision: int
    unsaved: tuple[object, ...] = ()
    gesture: str | None = field(default=None, compare=False)
    saved: Any = None
    life: int = 0


def _today(kind: Kind, document: Any) -> Any:
    """A document as its parts are written today, whatever its history holds."""
    return _Together(kind.renewals(document)).apply(document)


class Documents:
    """Holds the open documents and everybody's edits of them; used on the lane."""

    def __init__(self, ground: Ground) -> None:
        """Open nothing before somebody looks."""
        self._lane, self._bus = ground.lane, ground.bus
        self._keeper, self._store = ground.keeper, ground.store
        self._opened: dict[Name, Opened] = {}
        self._lives = 0

    def get(self, kind: str, name: str) -> Any:
        """A document as it is now; opened with its past at the first time."""
        return self._lane.call(lambda: self._shown((kind, name)))

    def look(self, kind: str, name: str) -> Any:
        """A document as it is now, which stays closed where nobody has opened it."""
        if self.is_open(kind, name):
            return self.get(kind, name)
        with self._store.read() as shelf:
            return _today(KINDS[kind], KINDS[kind].load(shelf, name)[0])

    def is_open(self, kind: str, name: str) -> bool:
        """Whether somebody has looked at a document."""
        return (kind, name) in self._opened

    def edit(
        self, kind: str, name: str, edit: Edit[Any], gesture: str | None = None
    ) -> Document:
        """Give a document another state; one gesture is one step, saved at its end."""
        return self._lane.call(lambda: self._edit((kind, name), edit, gesture))

    def finish(self, kind: str, name: str) -> None:
        """End a gesture: what it did becomes one step and is saved."""
        self._lane.call(lambda: self._finish((kind, name)))

    def undo(self, kind: str, name: str) -> Document:
        """Take the last step back, if there is one."""
        return self._lane.call(lambda: self._step((kind, name), Undo()))

    def redo(self, kind: str, name: str) -> Document:
        """Take the last step forward again, if there is one."""
        return self._lane.call(lambda: self._step((kind, name), Redo()))

    def close(self) -> None:
        """Save what gestures left open."""
        self._lane.call(self._save_all)

    def _finish(self, name: Name) -> None:
        if name in self._opened:
            self._save(name)

    def _save_all(self) -> None:
        for name in tuple(self._opened):
            self._save(name)

    def _open(self, name: Name) -> Opened:
        found = self._opened.get(name)
        if found is not None:
            return found
        kind = KINDS[name[0]]
        with self._store.read() as shelf:
            document, revision = kind.load(shelf, name[1])
            history = shelf.history.load(kind.schema, name[1], kind.edits, document)
        self._lives += 1
        opened = Opened(history, revision, saved=document, life=self._lives)
        self._opened[name] = opened
        return opened

    def _edit(self, name: Name, edit: Edit[Any], gesture: str | None) -> Document:
        opened = self._open(name)
        if opened.unsaved and gesture != opened.gesture:
            self._save(name)
            opened = self._opened[name]
        edits = (*KINDS[name[0]].renewals(opened.history.now), edit)
        history = opened.history.record(_Together(edits), gesture)
        self._opened[name] = replace(
            opened, history=history, unsaved=(*opened.unsaved, *edits), gesture=gesture
        )
        self._announce(name, opened.history.now)
        if gesture is None:
            self._save(name)
        return self._now(name)

    def _step(self, name: Name, step: Undo | Redo) -> Document:
        self._open(name)
        self._save(name)
        opened = self._opened[name]
        history = opened.history.undo() if isinstance(step, Undo) else opened.history.redo()
        self._opened[name] = replace(opened, history=history, unsaved=(step,))
        self._announce(name, opened.history.now)
        self._save(name)
        return self._now(name)

    def _shown(self, name: Name) -> Document:
        self._open(name)
        return self._now(name)

    def _now(self, name: Name) -> Document:
        document: Document = _today(KINDS[name[0]], self._opened[name].history.now)
        return document

    def _announce(self, name: Name, was: Document) -> None:
        before, after = _today(KINDS[name[0]], was), self._now(name)
        if after != before:
            self._bus.announce(DocumentChanged(*name, before, after))

    def _save(self, name: Name) -> None:
        opened = self._opened[name]
        before, after, edits = opened.saved, opened.history.now, opened.unsaved
        ended = replace(opened.history, gesture=None)
        self._opened[name] = replace(
            opened, history=ended, unsaved=(), gesture=None, saved=after
        )
        if after == before:
            return
        kind, seen = KINDS[name[0]], opened.revision
        self._opened[name] = replace(self._opened[name], revision=seen + 1)

        def write(shelf: Shelf) -> int:
            if kind.load(shelf, name[1])[0] != before:  # what came before this may be lost
                raise StaleRevision(
                    f"The {name[0]} was changed by somebody else in the meantime.",
                    hint="It is shown as it is now; repeat the change.",
                )
            revision = kind.save(shelf, name[1], after, seen)
            change = Change(kind.schema, name[1], revision, before, after, edits)
            shelf.history.append(change, origin="desk")
            return revision

        self._keeper.save(write).then(
            lambda revision: self._bus.announce(DocumentSaved(*name, revision)),
            lambda trouble: self._lose(name, opened.life, trouble),
        )

    def _lose(self, name: Name, life: int, trouble: Exception) -> None:
        """A state that could not be saved: say so, and go back to what the library holds."""
        if isinstance(trouble, LumaError):
            self._bus.announce(ProblemRaised(trouble))
        lost = self._opened.get(name)
        if lost is not None and lost.life == life:
            del self._opened[name]
            self._open(name)
            self._announce(name, lost.history.now)

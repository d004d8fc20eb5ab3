"""Open, edit, undo, redo, save: the same for graphs, scores, venues and beat grids."""

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from luma.app.documentkinds import KINDS, Kind
from luma.app.events import Document, DocumentChanged, DocumentSaved, ProblemRaised
from luma.app.ground import Ground
from luma.domain.errors import LumaError, NotFound, Refused, StaleRevision
from luma.domain.history import Edit, History, Tie
from luma.domain.ids import new_id
from luma.store.history import Change, Redo, Undo
from luma.store.store import Shelf

Name = tuple[str, str]
Edits = tuple[Edit[Any], ...]
Follow = Callable[[Any, Any], Edit[Any] | None]


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
        self._follow: dict[str, Follow] = {}
        self._lives = 0

    def follow(self, kind: str, by: Follow) -> None:
        """Let an edit lead to another of the same step, told from before and after it."""
        self._follow[kind] = by

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
        return self._lane.call(lambda: self._edit((((kind, name), (edit,)),), gesture)[0])

    def edit_together(
        self, edits: Sequence[tuple[str, str, Edits]], gesture: str | None = None
    ) -> tuple[Document, ...]:
        """Edit several documents by one step, which is undone in all of them or in none."""
        named = tuple(((kind, name), each) for kind, name, each in edits)
        return self._lane.call(lambda: self._edit(named, gesture))

    def finish(self, kind: str, name: str) -> None:
        """End a gesture: what it did becomes one step and is saved."""
        self._lane.call(lambda: self._finish((kind, name)))

    def forget(self, kind: str, name: str) -> None:
        """Close a document that the library no longer has."""
        self._lane.call(lambda: self._opened.pop((kind, name), None))

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
            self._save(*self._taken_with(name))

    def _save_all(self) -> None:
        for name in tuple(self._opened):
            self._save(*self._taken_with(name))

    def _taken_with(self, name: Name) -> tuple[Name, ...]:
        """The documents whose unsaved step is the same as this one's."""
        opened = self._opened[name]
        tie = opened.history.tie
        if tie is None or not opened.unsaved:
            return (name,)
        return tuple(
            each
            for each in tie.documents
            if each in self._opened
            and self._opened[each].unsaved
            and _named(self._opened[each].history.tie, tie)
        )

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

    def _edit(
        self, edits: Sequence[tuple[Name, Edits]], gesture: str | None
    ) -> tuple[Document, ...]:
        names = tuple(name for name, _ in edits)
        tie = Tie(gesture or new_id(), names) if len(edits) > 1 else None
        for name in names:
            opened = self._open(name)
            if opened.unsaved and gesture != opened.gesture:
                self._save(*self._taken_with(name))
        made = [self._edited(name, each, gesture, tie) for name, each in edits]
        self._turn_to(dict(zip(names, made, strict=True)))
        if gesture is None:
            self._save(*names)
        return tuple(self._now(name) for name in names)

    def _edited(self, name: Name, asked: Edits, gesture: str | None, tie: Tie | None) -> Opened:
        """A document after some edits, and after what follows from them."""
        kind, opened = KINDS[name[0]], self._opened[name]
        before = opened.history.now
        edits = (*kind.renewals(before), *asked)
        follow = self._follow.get(name[0]) if tie is None else None
        then = follow and follow(before, _Together(edits).apply(before))
        edits = edits if then is None else (*edits, then)
        history = opened.history.record(_Together(edits), gesture, tie)
        unsaved = (*opened.unsaved, *edits)
        return replace(opened, history=history, unsaved=unsaved, gesture=gesture)

    def _turn_to(self, states: Mapping[Name, Opened]) -> None:
        """Let documents be otherwise, all of them before anybody is told."""
        before = {name: self._opened[name].history.now for name in states}
        self._opened.update(states)
        for name, was in before.items():
            self._announce(name, was)

    def _step(self, name: Name, step: Undo | Redo) -> Document:
        self._open(name)
        self._save(*self._taken_with(name))
        history = self._opened[name].history
        back = isinstance(step, Undo)
        tie = history.tie if back else history.tie_ahead
        names = (name,) if tie is None else self._tied(tie, back=back)
        states = {}
        for each in names:
            opened = self._opened[each]
            past = opened.history.undo() if back else opened.history.redo()
            states[each] = replace(opened, history=past, unsaved=(step,))
        self._turn_to(states)
        self._save(*names)
        return self._now(name)

    def _tied(self, tie: Tie, *, back: bool) -> tuple[Name, ...]:
        """The documents that take a step again, or refuse where one has gone on since."""
        names: list[Name] = []
        for name in tie.documents:
            try:
                self._open(name)
            except NotFound:
                continue
            self._save(*self._taken_with(name))
            history = self._opened[name].history
            if _named(history.tie if back else history.tie_ahead, tie):
                names.append(name)
            elif not back or any(_named(each, tie) for each in history.ties):
                raise Refused(
                    f"That step was taken together with the {name[0]} {name[1]}, which was "
                    "changed since.",
                    hint="Undo the changes there first.",
                )
        return tuple(names)

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

    def _save(self, *names: Name) -> None:
        """Write what is unsaved of some documents, all of it or nothing."""
        writings = [w for w in (self._closed(name) for name in names) if w is not None]
        if not writings:
            return

        def write(shelf: Shelf) -> tuple[int, ...]:
            changes = tuple(writing.on(shelf) for writing in writings)
            shelf.history.append(*changes, origin="desk")
            return tuple(change.revision for change in changes)

        self._keeper.save(write, may_wait=True).then(
            lambda revisions: self._tell_saved(writings, revisions),
            lambda trouble: self._lose(writings, trouble),
        )

    def _closed(self, name: Name) -> "_Writing | None":
        """End what is open of a document, and give what there is to write of it."""
        opened = self._opened[name]
        before, after, edits = opened.saved, opened.history.now, opened.unsaved
        tie = opened.history.tie
        if tie is not None and edits and not isinstance(edits[0], Undo | Redo):
            edits = (tie, *edits)
        ended = replace(opened.history, gesture=None)
        self._opened[name] = replace(
            opened, history=ended, unsaved=(), gesture=None, saved=after
        )
        if after == before:
            return None
        seen = opened.revision
        self._opened[name] = replace(self._opened[name], revision=seen + 1)
        return _Writing(name, before, after, edits, seen, opened.life)

    def _tell_saved(self, writings: Sequence["_Writing"], revisions: Sequence[int]) -> None:
        for writing, revision in zip(writings, revisions, strict=True):
            self._bus.announce(DocumentSaved(*writing.name, revision))

    def _lose(self, writings: Sequence["_Writing"], trouble: Exception) -> None:
        """States that could not be saved: say so, and go back to what the library holds."""
        if isinstance(trouble, LumaError):
            self._bus.announce(ProblemRaised(trouble))
        for writing in writings:
            lost = self._opened.get(writing.name)
            if lost is not None and lost.life == writing.life:
                del self._opened[writing.name]
                with contextlib.suppress(NotFound):  # somebody took it away
                    self._open(writing.name)
                    self._announce(writing.name, lost.history.now)


@dataclass(frozen=True, slots=True)
class _Writing:
    """What is to be written of one document, on what was seen of it."""

    name: Name
    before: Any
    after: Any
    edits: tuple[object, ...]
    seen: int
    life: int

    def on(self, shelf: Shelf) -> Change[Any]:
        """Write it, unless somebody else has changed the document."""
        kind, name = KINDS[self.name[0]], self.name[1]
        if kind.load(shelf, name)[0] != self.before:  # what came before this may be lost
            raise StaleRevision(
                f"The {self.name[0]} was changed by somebody else in the meantime.",
                hint="It is shown as it is now; repeat the change.",
            )
        revision = kind.save(shelf, name, self.after, self.seen)
        return Change(kind.schema, name, revision, self.before, self.after, self.edits)


def _named(one: Tie | None, other: Tie) -> bool:
    return one is not None and one.name == other.name

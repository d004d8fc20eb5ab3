"""The past of every document, so that undo outlives the program."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from luma.domain.codec import Schema, decode_tagged, encode_tagged
from luma.domain.errors import LumaError, StaleRevision
from luma.domain.history import MOST_STEPS, Edit, History, Tie
from luma.domain.nodetype import Json
from luma.store._now import now
from luma.store._tables import JournalRow, SnapshotRow

D = TypeVar("D")
SNAPSHOT_EVERY = 100
KEPT_DAYS = 90


@dataclass(frozen=True, slots=True)
class Undo:
    """A step back, written where an edit would stand."""


@dataclass(frozen=True, slots=True)
class Redo:
    """A step forward again, written where an edit would stand."""


@dataclass(frozen=True, slots=True)
class Change(Generic[D]):
    """One document before and after a step; `revision` is the one it has after.

    The first of its edits may be the tie to the documents that took the step together.
    """

    schema: Schema[D]
    id: str
    revision: int
    before: D
    after: D
    edits: tuple[object, ...]


class Past:
    """The journal of edits, with whole documents in between."""

    def __init__(self, session: Session) -> None:
        """Look at it in a transaction."""
        self._session = session

    def append(self, *changes: Change[Any], origin: str = "") -> int:
        """Write down one step, which may be of several documents, and give its number."""
        step = (self._session.scalar(select(func.max(JournalRow.step))) or 0) + 1
        for change in changes:
            self._write(change, step, origin)
        self._session.flush()
        return step

    def load(self, schema: Schema[D], name: str, edits: object, present: D) -> History[D]:
        """A document with its past, as far as the journal can tell it.

        `edits` is the union of the document's edits. The present is what it is: where the
        journal leads elsewhere, the past is empty.
        """
        rows, documents = self._since_floor(schema.name, name)
        told: History[D] | None = None
        for row in rows:
            try:
                if row.revision - 1 in documents:
                    start = schema.read(documents[row.revision - 1])
                    told = told if told and told.now == start else History(start)
                told = told and _stepped(told, row.edit, edits)
            except LumaError:  # written by another version: the past begins after it
                told = None
        return told if told is not None and told.now == present else History(present)

    def steps(self, schema: Schema[D], name: str) -> tuple[tuple[int, int, str], ...]:
        """The step, revision and origin of each change of a document, the oldest first."""
        rows = self._session.scalars(_of(JournalRow, schema.name, name)).all()
        return tuple((row.step, row.revision, row.origin) for row in rows)

    def _write(self, change: Change[Any], step: int, origin: str) -> None:
        kind, name, revision = change.schema.name, change.id, change.revision
        last = self._last(kind, name)
        if last is not None and last >= revision:
            raise StaleRevision(
                f"The past of the {kind} {name} already reaches revision {last}.",
                hint="Open it again and repeat the change.",
            )
        if last != revision - 1:
            self._snap(change.schema, name, revision - 1, change.before)
        self._session.add(
            JournalRow(
                kind=kind,
                id=name,
                revision=revision,
                step=step,
                edit=[encode_tagged(edit) for edit in change.edits],
                at=now(),
                origin=origin,
            )
        )
        if revision % SNAPSHOT_EVERY == 0:
            self._snap(change.schema, name, revision, change.after)
            self._session.flush()
            self._forget(kind, name, revision - MOST_STEPS)

    def _snap(self, schema: Schema[D], name: str, revision: int, document: D) -> None:
        self._session.merge(
            SnapshotRow(
                kind=schema.name, id=name, revision=revision, document=schema.write(document)
            )
        )

    def _last(self, kind: str, name: str) -> int | None:
        newest = select(func.max(JournalRow.revision))
        return self._session.scalar(
            newest.where(JournalRow.kind == kind, JournalRow.id == name)
        )

    def _since_floor(self, kind: str, name: str) -> tuple[Sequence[JournalRow], dict[int, str]]:
        """The changes that undo can reach, and the whole documents among them."""
        snaps = self._session.scalars(_of(SnapshotRow, kind, name)).all()
        documents = {snap.revision: snap.document for snap in snaps}
        reach = (self._last(kind, name) or 0) - MOST_STEPS
        floor = max((revision for revision in documents if revision <= reach), default=0)
        wanted = _of(JournalRow, kind, name).where(JournalRow.revision > floor)
        return self._session.scalars(wanted).all(), documents

    def _forget(self, kind: str, name: str, reach: int) -> None:
        """Drop what undo no longer reaches and nobody has touched for a season."""
        snaps = self._session.scalars(_of(SnapshotRow, kind, name)).all()
        floor = max((snap.revision for snap in snaps if snap.revision <= reach), default=0)
        self._session.execute(
            delete(JournalRow).where(
                JournalRow.kind == kind,
                JournalRow.id == name,
                JournalRow.revision <= floor,
                JournalRow.at < now(days_ago=KEPT_DAYS),
            )
        )
        first = self._session.scalar(_of(JournalRow, kind, name).limit(1))
        for snap in snaps:
            if first is not None and snap.revision < first.revision - 1:
                self._session.delete(snap)


def _of(row: Any, kind: str, name: str) -> Any:
    return select(row).where(row.kind == kind, row.id == name).order_by(row.revision)


@dataclass(frozen=True, slots=True)
class _Together(Generic[D]):
    """Several edits as one."""

    edits: tuple[Edit[D], ...]

    def apply(self, doc: D) -> D:
        """Give the document after all of them."""
        for edit in self.edits:
            doc = edit.apply(doc)
        return doc


def _stepped(history: History[D], written: list[Json], union: Any) -> History[D]:
    edits = tuple(decode_tagged(union | Undo | Redo | Tie, edit) for edit in written)
    match edits:
        case (Tie() as tie, *rest):
            return history.record(_Together(tuple(rest)), tie=tie)
        case (Undo(),):
            return history.undo()
        case (Redo(),):
            return history.redo()
    return history.record(_Together(edits))

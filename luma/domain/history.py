"""A document and its past: undo is remembering."""

from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

Doc = TypeVar("Doc")
D = TypeVar("D")
MOST_STEPS = 1000


class Edit(Protocol[D]):
    """A wish that a document should be otherwise."""

    def apply(self, doc: D, /) -> D:
        """Give the new document, or refuse."""


@dataclass(frozen=True, slots=True)
class Tie:
    """A step that several documents took together, each by its kind and name."""

    name: str
    documents: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class History(Generic[Doc]):
    """The document now, those before it and those undone; a gesture folds into one step.

    `ties` and `ties_ahead` tell which of the last and the next steps were taken together
    with other documents.
    """

    now: Doc
    past: tuple[Doc, ...] = ()
    future: tuple[Doc, ...] = ()
    gesture: str | None = field(default=None, compare=False)
    ties: tuple[Tie | None, ...] = field(default=(), compare=False)
    ties_ahead: tuple[Tie | None, ...] = field(default=(), compare=False)

    @property
    def tie(self) -> Tie | None:
        """Who took the last step together with this document."""
        return self.ties[-1] if self.ties else None

    @property
    def tie_ahead(self) -> Tie | None:
        """Who took the step that was undone last together with this document."""
        return self.ties_ahead[0] if self.ties_ahead else None

    def record(
        self, edit: Edit[Doc], gesture: str | None = None, tie: Tie | None = None
    ) -> "History[Doc]":
        """The history after an edit; what had been undone is forgotten."""
        after = edit.apply(self.now)
        if after == self.now:
            return self
        folded = gesture is not None and gesture == self.gesture and self.past
        past = self.past if folded else (*self.past, self.now)[-MOST_STEPS:]
        if folded and after == past[-1]:  # the gesture came back to where it began
            return History(past[-1], past[:-1], ties=self.ties[:-1])
        ties = self.ties if folded else (*self.ties, tie)[-MOST_STEPS:]
        return History(after, past, (), gesture, ties)

    def undo(self) -> "History[Doc]":
        """The history one step back, or itself at its beginning."""
        if not self.past:
            return self
        ahead = (self.tie, *self.ties_ahead)
        return History(
            self.past[-1],
            self.past[:-1],
            (self.now, *self.future),
            ties=self.ties[:-1],
            ties_ahead=ahead,
        )

    def redo(self) -> "History[Doc]":
        """The history one step forward again, or itself at its end."""
        if not self.future:
            return self
        return History(
            self.future[0],
            (*self.past, self.now),
            self.future[1:],
            ties=(*self.ties, self.tie_ahead),
            ties_ahead=self.ties_ahead[1:],
        )

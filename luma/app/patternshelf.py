"""What a person does to patterns as things of the library.

Each wish is written by the keeper and announced; whoever waits for its answer is told of
trouble, which is announced as well. From any thread.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from luma.app.events import PatternAdded, PatternChanged, PatternRemoved, ProblemRaised
from luma.app.exchange import (
    Exported,
    Imported,
    copy_of,
    document_of,
    export_pattern,
    read_pattern_file,
    shelve,
    take_in,
)
from luma.app.ground import Ground
from luma.app.keeper import Saved
from luma.domain.errors import BadValue, LumaError
from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, PatternId, new_id
from luma.domain.pattern import Implementation, Pattern
from luma.domain.patterndoc import LONGEST_NAME, PatternDoc
from luma.store.store import Shelf

T = TypeVar("T")
Change = tuple[Pattern, Pattern]
log = logging.getLogger(__name__)


class PatternShelf:
    """Renames, forks, removes, restores and exchanges patterns and their implementations."""

    def __init__(self, ground: Ground) -> None:
        """Write here, and announce there."""
        self._bus, self._keeper, self._store = ground.bus, ground.keeper, ground.store

    def rename(self, name: PatternId, title: str) -> Saved[Change]:
        """Call a pattern otherwise."""
        return self._change(name, lambda pattern: replace(pattern, name=_title(title)))

    def describe(self, name: PatternId, words: str) -> Saved[Change]:
        """Say otherwise what a pattern does."""
        return self._change(name, lambda pattern: replace(pattern, description=words.strip()))

    def tag(self, name: PatternId, tags: tuple[str, ...]) -> Saved[Change]:
        """Give a pattern other tags."""
        kept = tuple(dict.fromkeys(tag.strip() for tag in tags if tag.strip()))
        return self._change(name, lambda pattern: replace(pattern, tags=kept))

    def fork(self, name: PatternId, title: str = "") -> Saved[Pattern]:
        """Copy a pattern with all its graphs under new ids; the copy remembers its origin."""

        def copy(shelf: Shelf) -> Pattern:
            origin = document_of(shelf, name)
            titles = {pattern.name for pattern in shelf.patterns.list()}
            called = _title(title) if title else free_name(origin.name, titles)
            return shelve(shelf, replace(copy_of(origin, PatternId(new_id())), name=called))

        return self._save(copy, lambda made: self._bus.announce(PatternAdded(made)))

    def remove(self, name: PatternId) -> Saved[PatternDoc]:
        """Take a pattern away that nothing plays or uses; the answer can be restored."""

        def take(shelf: Shelf) -> PatternDoc:
            removed = document_of(shelf, name)
            shelf.patterns.remove(name)
            return removed

        return self._save(take, lambda gone: self._bus.announce(PatternRemoved(gone)))

    def restore(self, removed: PatternDoc) -> Saved[Imported]:
        """Put a removed pattern back as it was."""
        return self._take_in(removed)

    def add_implementation(
        self, name: PatternId, title: str = "", like: GraphId | None = None
    ) -> Saved[Implementation]:
        """Give a pattern one more graph: empty, or as a copy of another one."""

        def add(shelf: Shelf) -> tuple[Implementation, Change]:
            pattern = shelf.patterns.get(name)
            taken = {each.name for each in shelf.patterns.graphs_of(name)}
            origin = None if like is None else shelf.patterns.get_graph(like)
            graph = GraphDoc() if origin is None else origin.graph
            called = free_name("Empty" if origin is None else origin.name, taken)
            called = _own(_title(title), taken) if title else called
            made = Implementation(GraphId(new_id()), name, graph, name=called)
            after = replace(pattern, default=pattern.default or made.id)
            shelf.patterns.save(pattern, made)
            shelf.patterns.save(after)
            return made, (pattern, after)

        return self._save_part(add)

    def rename_implementation(self, graph: GraphId, title: str) -> Saved[Implementation]:
        """Call one of a pattern's graphs otherwise."""

        def rename(shelf: Shelf) -> tuple[Implementation, Change]:
            before = shelf.patterns.get_graph(graph)
            pattern = shelf.patterns.get(before.pattern)
            graphs = shelf.patterns.graphs_of(pattern.id)
            taken = {each.name for each in graphs if each.id != graph}
            after = replace(before, name=_own(_title(title), taken))
            shelf.patterns.save(pattern, after)
            return after, (pattern, pattern)

        return self._save_part(rename)

    def make_default(self, graph: GraphId) -> Saved[Implementation]:
        """Let a graph play where a clip names no other."""

        def choose(shelf: Shelf) -> tuple[Implementation, Change]:
            chosen = shelf.patterns.get_graph(graph)
            before = shelf.patterns.get(chosen.pattern)
            after = replace(before, default=graph)
            shelf.patterns.save(after)
            return chosen, (before, after)

        return self._save_part(choose)

    def remove_implementation(self, graph: GraphId) -> Saved[Implementation]:
        """Take a graph away that is neither the default nor played."""

        def take(shelf: Shelf) -> tuple[Implementation, Change]:
            removed = shelf.patterns.get_graph(graph)
            pattern = shelf.patterns.get(removed.pattern)
            shelf.patterns.remove_graph(graph)
            return removed, (pattern, pattern)

        return self._save_part(take)

    def restore_implementation(self, removed: Implementation) -> Saved[Implementation]:
        """Put a removed graph back as it was."""

        def put(shelf: Shelf) -> tuple[Implementation, Change]:
            pattern = shelf.patterns.get(removed.pattern)
            shelf.patterns.save(pattern, removed)
            return removed, (pattern, pattern)

        return self._save_part(put)

    def export(self, name: PatternId) -> Exported:
        """A pattern with all that it uses, as it is saved."""
        with self._store.read() as shelf:
            return export_pattern(shelf, name)

    def import_file(self, path: Path) -> Saved[Imported]:
        """Take in the pattern of a file; one that is here already stays as it is."""
        return self._take_in(read_pattern_file(path))

    def _take_in(self, document: PatternDoc) -> Saved[Imported]:
        def tell(imported: Imported) -> None:
            for taken in imported.taken:
                if taken.how != "known":
                    self._bus.announce(PatternAdded(taken.pattern))

        return self._save(lambda shelf: take_in(shelf, document), tell)

    def _change(self, name: PatternId, change: Callable[[Pattern], Pattern]) -> Saved[Change]:
        def write(shelf: Shelf) -> Change:
            before = shelf.patterns.get(name)
            after = change(before)
            shelf.patterns.save(after)
            return before, after

        return self._save(write, lambda both: self._bus.announce(PatternChanged(*both)))

    def _save_part(
        self, change: Callable[[Shelf], tuple[Implementation, Change]]
    ) -> Saved[Implementation]:
        changes: list[Change] = []

        def write(shelf: Shelf) -> Implementation:
            made, pattern = change(shelf)
            changes.append(pattern)
            return made

        return self._save(write, lambda _: self._bus.announce(PatternChanged(*changes[-1])))

    def _save(self, change: Callable[[Shelf], T], tell: Callable[[T], object]) -> Saved[T]:
        return self._keeper.save(change).then(tell, self._tell)

    def _tell(self, trouble: Exception) -> None:
        if not isinstance(trouble, LumaError):
            log.error("Luma made a mistake with a pattern", exc_info=trouble)
            trouble = LumaError(f"Luma made a mistake with a pattern: {trouble!r}.")
        self._bus.announce(ProblemRaised(trouble))


def _title(title: str) -> str:
    """A name as it is shown: something to read, and not a whole page of it."""
    cleaned = " ".join(title.split())
    if not cleaned:
        raise BadValue("A name needs at least one letter.")
    if len(cleaned) > LONGEST_NAME:
        raise BadValue(f"A name has at most {LONGEST_NAME} letters, not {len(cleaned)}.")
    return cleaned


def _own(title: str, taken: set[str]) -> str:
    if title in taken:
        raise BadValue(
            f'The pattern already has an implementation "{title}".', hint="Choose another name."
        )
    return title


def free_name(title: str, taken: set[str]) -> str:
    """A name that is not taken yet, numbered where it is."""
    number, free = 1, title
    while free in taken:
        number += 1
        free = f"{title[: LONGEST_NAME - 8]} {number}"
    return free

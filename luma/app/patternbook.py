"""Every pattern as it is now, for whoever runs one inside of another; from any thread."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from luma.domain.graphdoc import GraphDoc
from luma.domain.ids import GraphId, PatternId
from luma.domain.pattern import Implementation, Pattern
from luma.graph.playable import Playable
from luma.store.store import Shelf, Store

Book = Mapping[PatternId, Playable]


@dataclass(frozen=True, slots=True)
class Entry:
    """A pattern with all its graphs."""

    pattern: Pattern
    graphs: Mapping[GraphId, Implementation]

    def playable(self) -> Playable | None:
        """The pattern as a node plays it; nothing where it has no graph yet."""
        default = self.graphs.get(self.pattern.default or GraphId(""))
        if default is None:
            return None
        others = {each.name: each.graph for each in self.graphs.values()}
        return Playable(self.pattern.name, default.graph, others, self.pattern.description)


class PatternBook:
    """Keeps a picture of all patterns with their graphs, unsaved edits included."""

    def __init__(self, store: Store) -> None:
        """Read nothing before somebody asks."""
        self._store = store
        self._lock = threading.Lock()  # between those who change the picture
        self._entries: dict[PatternId, Entry] = {}
        self._now: Book | None = None

    @property
    def now(self) -> Book:
        """Every pattern that can be played at this moment; the answer itself never changes."""
        found = self._now
        if found is not None:
            return found
        with self._lock:
            if self._now is None:
                with self._store.read() as shelf:
                    entries = (_entry(shelf, each.id) for each in shelf.patterns.list())
                    self._entries = {each.pattern.id: each for each in entries if each}
                played = {name: entry.playable() for name, entry in self._entries.items()}
                self._now = MappingProxyType({k: v for k, v in played.items() if v})
            return self._now

    def look_again(self, name: PatternId) -> None:
        """Read a pattern anew that was added, changed or removed."""
        with self._lock:
            if self._now is None:
                return
            with self._store.read() as shelf:
                entry = _entry(shelf, name)
            self._now = self._changed(name, entry)

    def note(self, name: GraphId, graph: GraphDoc) -> None:
        """Take over a graph that was edited."""
        with self._lock:
            owner = next((e for e in self._entries.values() if name in e.graphs), None)
            if owner is None:
                return
            changed = replace(owner.graphs[name], graph=graph)
            entry = replace(owner, graphs={**owner.graphs, name: changed})
            self._now = self._changed(owner.pattern.id, entry)

    def owner(self, name: GraphId) -> PatternId | None:
        """The pattern that a graph carries out, as far as anybody has asked for patterns."""
        with self._lock:
            found = (e.pattern.id for e in self._entries.values() if name in e.graphs)
            return next(found, None)

    def _changed(self, name: PatternId, entry: Entry | None) -> Book:
        """The book with one entry written anew; all others are as they were."""
        self._entries.pop(name, None)
        book = {other: played for other, played in (self._now or {}).items() if other != name}
        if entry is not None:
            self._entries[name] = entry
            if (played := entry.playable()) is not None:
                book[name] = played
        return MappingProxyType(book)


def _entry(shelf: Shelf, name: PatternId) -> Entry | None:
    pattern = shelf.patterns.find(name)
    if pattern is None:
        return None
    return Entry(pattern, {each.id: each for each in shelf.patterns.graphs_of(name)})

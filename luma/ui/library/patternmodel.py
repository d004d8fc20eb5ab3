"""The patterns as a list model, with the light of those that somebody looks at."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QImage

from luma.app.clipstrips import Strip
from luma.app.repertoire import ListedPattern
from luma.domain.ids import GraphId, PatternId
from luma.ui.elided import as_written
from luma.ui.library.words import on_one_line
from luma.ui.theme import CLIP_COLOURS

MIME = "application/x-luma-pattern"
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


def colour_of(pattern: PatternId) -> str:
    """The colour of a pattern, the same wherever and whenever it is shown."""
    hashed = hashlib.blake2b(pattern.encode(), digest_size=4).digest()
    return CLIP_COLOURS[int.from_bytes(hashed, "big") % len(CLIP_COLOURS)]


def picture_of(strip: Strip) -> QImage:
    """A strip at its finest, heads from top to bottom and time from left to right."""
    level = strip.levels[0]
    heads, columns, _ = level.shape
    made = QImage(level.data, columns, heads, columns * 3, QImage.Format.Format_RGB888)
    return made.convertToFormat(QImage.Format.Format_RGB32)


class PatternModel(QAbstractListModel):
    """Patterns by name, as far as they match some words; strips come when they are seen."""

    def __init__(self, ask: Callable[[GraphId], object]) -> None:
        """Be empty; `ask` is told once of every graph whose strip is wanted."""
        super().__init__()
        self._ask = ask
        self._all: tuple[ListedPattern, ...] = ()
        self._shown: tuple[ListedPattern, ...] = ()
        self._words: tuple[str, ...] = ()
        self._tags: frozenset[str] = frozenset()
        self._texts: dict[PatternId, str] = {}
        self._pictures: dict[GraphId, QImage | None] = {}
        self._asked: set[GraphId] = set()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """How many patterns match."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a row says, or the whole pattern under the user's role."""
        pattern = self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return on_one_line(pattern.name)
            case Qt.ItemDataRole.UserRole:
                return pattern
            case Qt.ItemDataRole.ToolTipRole:
                drag = "Drag it onto the timeline; double-click opens its graph."
                lines = (pattern.name, pattern.description, _facts_of(pattern), drag)
                return as_written("\n".join(words for words in lines if words))
            case _:
                return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Patterns can be dragged away."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeTypes(self) -> list[str]:
        """What is dragged."""
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The id of the pattern that is being dragged."""
        data = QMimeData()
        if indexes:
            data.setData(MIME, str(self._shown[indexes[0].row()].id).encode())
        return data

    def total(self) -> int:
        """How many patterns there are, matching or not."""
        return len(self._all)

    def show(self, patterns: Iterable[ListedPattern]) -> None:
        """List other patterns."""
        self._all = tuple(patterns)
        self._texts = {one.id: _text_of(one) for one in self._all}
        self._choose()

    def search(self, words: str) -> None:
        """List those in whose names, tags or descriptions every word stands."""
        self._words = tuple(words.casefold().split())
        self._choose()

    def narrow(self, tags: frozenset[str]) -> None:
        """List those that have all of these tags."""
        self._tags = tags
        self._choose()

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with how many patterns have it, the commonest first."""
        counts: dict[str, int] = {}
        for tag in (tag for one in self._all for tag in one.tags):
            counts[tag] = counts.get(tag, 0) + 1
        return tuple(sorted(counts.items(), key=lambda each: (-each[1], each[0])))

    def place_of(self, graph: GraphId | None) -> int | None:
        """Where the pattern of a graph stands, if it is seen."""
        places = (place for place, one in enumerate(self._shown) if one.graph == graph)
        return None if graph is None else next(places, None)

    def picture(self, pattern: ListedPattern) -> QImage | None:
        """What a pattern does with light, once that is known and where it does anything."""
        graph = pattern.graph
        if graph is not None and graph not in self._asked:
            self._asked.add(graph)
            self._ask(graph)
        return None if graph is None else self._pictures.get(graph)

    def is_known(self, pattern: ListedPattern) -> bool:
        """Whether it is known what a pattern does with light."""
        return pattern.graph is None or pattern.graph in self._pictures

    def take(self, graph: GraphId, strip: Strip | None) -> None:
        """Show what a graph does."""
        self._pictures[graph] = None if strip is None else picture_of(strip)
        self._tell(graph)

    def forget(self, graph: GraphId, families: tuple[str, ...]) -> None:
        """A graph was edited; its old strip stays until the new one is there."""
        self._asked.discard(graph)
        self._all = tuple(
            replace(one, families=families) if one.graph == graph else one for one in self._all
        )
        self._shown = tuple(
            replace(one, families=families) if one.graph == graph else one
            for one in self._shown
        )
        self._tell(graph)

    def _choose(self) -> None:
        self.beginResetModel()
        self._shown = tuple(one for one in self._all if self._matches(one))
        self.endResetModel()

    def _matches(self, pattern: ListedPattern) -> bool:
        if not self._tags <= set(pattern.tags):
            return False
        text = self._texts[pattern.id]
        return all(word in text for word in self._words)

    def _tell(self, graph: GraphId) -> None:
        place = self.place_of(graph)
        if place is not None:
            self.dataChanged.emit(self.index(place), self.index(place))


def _text_of(pattern: ListedPattern) -> str:
    """Everything in which words are looked for."""
    parts = (pattern.name, pattern.description, *pattern.families, *pattern.tags)
    return " ".join(parts).casefold()


def _facts_of(pattern: ListedPattern) -> str:
    """Its tags, where it comes from and who plays it, in a line."""
    plays = f"{pattern.plays} {'clip plays' if pattern.plays == 1 else 'clips play'} it"
    came = "comes with Luma" if pattern.is_preset else ""
    facts = (*pattern.tags, came, plays if pattern.plays else "")
    return " · ".join(fact for fact in facts if fact)

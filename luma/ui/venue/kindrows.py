"""The kinds of lamps as rows of a list, of which only those that differ are touched."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from luma.app.kinds import Kind
from luma.ui.venue.patchmodel import Index

MOST_STEPS = 24
"""Where more than so many runs of rows come or go, the list is another one."""


class KindRows(QAbstractListModel):
    """Kinds in order; what stays keeps its row, so that nothing jumps under a hand."""

    def __init__(self, parent: QObject | None, mark: Callable[[str], str]) -> None:
        """Be empty; `mark` is what is said of the kind under a key."""
        super().__init__(parent)
        self.kinds: tuple[Kind, ...] = ()
        self.mark = mark
        self._places: dict[str, int] = {}

    def place(self, key: str) -> int:
        """The row of a kind; below zero where it is not shown."""
        return self._places.get(key, -1)

    def show(self, kinds: tuple[Kind, ...]) -> None:
        """Show these kinds instead, by as few changes of rows as it takes."""
        stay = {kind.key for kind in kinds} & self._places.keys()
        going = list(runs(n for n, k in enumerate(self.kinds) if k.key not in stay))
        coming = list(runs(n for n, k in enumerate(kinds) if k.key not in stay))
        kept = [kind.key for kind in self.kinds if kind.key in stay]
        in_order = kept == [kind.key for kind in kinds if kind.key in stay]
        if not in_order or len(going) + len(coming) > MOST_STEPS:
            self.beginResetModel()
            self._take(kinds)
            self.endResetModel()
            return
        for first, last in reversed(going):
            self.beginRemoveRows(QModelIndex(), first, last)
            self._take(self.kinds[:first] + self.kinds[last + 1 :])
            self.endRemoveRows()
        for first, last in coming:
            self.beginInsertRows(QModelIndex(), first, last)
            self._take(self.kinds[:first] + kinds[first : last + 1] + self.kinds[first:])
            self.endInsertRows()
        self._renew(kinds)

    def rowCount(self, parent: Index | None = None) -> int:
        """How many kinds are shown."""
        return 0 if parent is not None and parent.isValid() else len(self.kinds)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a kind."""
        kind = self.kinds[index.row()]
        words = f"{kind.maker} {kind.name}"
        return words if role in {_DISPLAY, Qt.ItemDataRole.ToolTipRole} else None

    def _renew(self, kinds: tuple[Kind, ...]) -> None:
        """Show the newest state of the same rows."""
        pairs = enumerate(zip(self.kinds, kinds, strict=True))
        changed = list(runs(n for n, (old, new) in pairs if old != new))
        self._take(kinds)
        for first, last in changed:
            self.dataChanged.emit(self.index(first), self.index(last))

    def _take(self, kinds: tuple[Kind, ...]) -> None:
        self.kinds = kinds
        self._places = {kind.key: place for place, kind in enumerate(kinds)}


def runs(places: Iterator[int]) -> Iterator[tuple[int, int]]:
    """Growing numbers as stretches of neighbours, by their first and their last."""
    first = last = None
    for place in places:
        if first is None or last is None:
            first = place
        elif place != last + 1:
            yield first, last
            first = place
        last = place
    if first is not None and last is not None:
        yield first, last


_DISPLAY = Qt.ItemDataRole.DisplayRole

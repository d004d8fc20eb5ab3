"""The search for a node to add: opens at the pointer and stays inside its panel."""

from collections.abc import Collection

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from luma.app.nodes import node_types
from luma.domain.nodetype import NodeType
from luma.ui.nodes.look import family_of
from luma.ui.nodes.popup import Entry, Popup
from luma.ui.nodes.searching import Found, found
from luma.ui.theme import FAMILIES
from luma.ui.wording import spoken

RECENT, MOST = 5, 60
"""So many kinds that were taken come first, and so many are listed."""
NOTHING = "Nothing is called that or does that."


class NodeSearch(Popup):
    """Finds a kind of node by name, and says which was chosen."""

    chosen = Signal(str, bool)
    """The key of a kind, and whether it should be wired."""

    def __init__(self, parent: QWidget) -> None:
        """Be there, unseen."""
        super().__init__(parent, "Name or what it does")
        self._patterns: tuple[NodeType, ...] = ()
        self._among: Collection[str] | None = None
        self._recent: list[str] = []

    @property
    def kinds(self) -> tuple[NodeType, ...]:
        """The kinds among which it finds."""
        return (*node_types(), *self._patterns)

    def know(self, patterns: tuple[NodeType, ...]) -> None:
        """Find these patterns too."""
        self._patterns = patterns

    def open_at(self, at: QPoint, among: Collection[str] | None, takes: str) -> None:
        """Open with the field at a place, for all kinds or only for some."""
        self._among = among
        self.show_at(at, takes)

    def entries(self, text: str) -> tuple[tuple[Entry, ...], str]:
        """The kinds that match."""
        kinds = self.kinds
        rows = found(kinds, text, self._recent, self._among)
        wired = "Ctrl+Enter adds unwired   " if self._among is not None else ""
        foot = f"↑↓ choose   {wired}{len(rows)} of {len(kinds)}" if rows else NOTHING
        return tuple(_entry(row) for row in rows[:MOST]), foot

    def take(self, value: object, *, plain: bool) -> None:
        """Say which kind was chosen."""
        key = str(value)
        self._recent = [key, *(k for k in self._recent if k != key)][:RECENT]
        self.chosen.emit(key, not plain)


def _entry(row: Found) -> Entry:
    family = row.kind.family
    return Entry(
        title=row.kind.title,
        words=spoken(row.kind.help.split("\n", 1)[0]),
        sign=family_of(family).icon,
        value=row.kind.key,
        match=(row.start, row.length),
        tint=FAMILIES[family].colour if family in FAMILIES else "",
        tip=spoken(row.kind.help),
    )

"""What stands in the place of the tracks where there are none, and says why."""

from collections.abc import Callable

from PySide6.QtWidgets import QStackedWidget, QWidget

from luma.domain.listing import Query
from luma.domain.playlists import Playlist, PlaylistKind
from luma.ui.emptiness import Emptiness


class Blanks(QStackedWidget):
    """The table, or what is said instead of it."""

    def __init__(
        self, table: QWidget, add_music: Callable[[], object], clear: Callable[[], object]
    ) -> None:
        """Show the table."""
        super().__init__()
        self._table = table
        self._nothing_here = Emptiness(
            "music",
            "Drop music here",
            "Files or folders. They stay where they are; Luma keeps its own copy safe.",
        )
        self._nothing_here.offer(
            "Add music…", add_music, "Choose files (Ctrl+O)", "plus", primary=True
        )
        self._nothing_found = Emptiness(
            "search",
            "No track matches",
            "Words stand in titles, artists, albums and notes; bpm:120-128, key:~8A or "
            "stars:>3 narrow it down.",
        )
        self._nothing_found.offer(
            "Clear the search", clear, "Show every track (Esc)", primary=False
        )
        self._empty_trash = Emptiness(
            "trash-2", "The trash is empty", "What you remove waits here until you restore it."
        )
        self._empty_list = Emptiness(
            "music", "Nothing in this list yet", "Drag tracks onto its name above."
        )
        self._empty_smart = Emptiness(
            "list-filter", "This smart list finds nothing", "It fills itself as tracks match."
        )
        self._unlike = Emptiness(
            "search", "Nothing to compare yet", "Tempo, key and energy are still being heard."
        )
        for page in (
            table, self._nothing_here, self._nothing_found, self._empty_trash,
            self._empty_list, self._empty_smart, self._unlike,
        ):  # fmt: skip
            self.addWidget(page)

    def turn(self, query: Query, shown: Playlist | None, *, is_empty: bool) -> None:
        """Show what fits a query and what it found."""
        self.setCurrentWidget(self._page(query, shown) if is_empty else self._table)

    def _page(self, query: Query, shown: Playlist | None) -> QWidget:
        if query.in_trash:
            return self._empty_trash
        if query.words:
            return self._nothing_found
        if query.like is not None:
            return self._unlike
        if query.playlist is None:
            return self._nothing_here
        smart = shown is not None and shown.kind is PlaylistKind.SMART
        return self._empty_smart if smart else self._empty_list

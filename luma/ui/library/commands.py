"""The library's commands for menus, keys and the palette."""

from luma.domain.playlists import PlaylistKind
from luma.ui.actions import Action, always
from luma.ui.library.patterns import PatternList
from luma.ui.library.view import LibraryView


def library_actions(library: LibraryView, patterns: PatternList) -> tuple[Action, ...]:
    """What can be done with tracks and patterns."""
    view, acts = library.view, library.acts

    def has_chosen() -> bool:
        return view.selectionModel().hasSelection()

    def has_one() -> bool:
        return len(view.selectionModel().selectedRows()) == 1

    def can_move() -> bool:
        return has_chosen() and acts.can_move()

    def stars(number: int) -> Action:
        words = f"Give the chosen tracks {number} star{'s' * (number != 1)}"
        title = words if number else "Take the stars away"
        keys = f"Alt+Shift+{number}"

        def rate() -> None:
            acts.rate_chosen(number)

        return Action(f"stars {number}", title, keys, has_chosen, rate, "Library", "star")

    return (
        Action("add music", "Add music…", "Ctrl+O", always, library.add_music, "File", "plus"),
        Action("copies", "Copies of the library…", "", always, library.show_copies, "File",
               "hard-drive"),
        Action("new pattern", "New pattern", "Ctrl+Shift+N", always, patterns.add_pattern,
               "File", "workflow"),
        Action("search tracks", "Search the tracks", "Ctrl+F", always, library.focus_search,
               "Library", "search"),
        Action("search patterns", "Search the patterns", "Ctrl+Shift+F", always,
               patterns.focus_search, "Library", "search"),
        Action("rename pattern", "Rename the pattern", "F2", patterns.doing.can_work,
               patterns.doing.rename, "Pattern"),
        Action("describe pattern", "Describe and tag the pattern", "Ctrl+I",
               patterns.doing.can_work, patterns.doing.describe, "Pattern", "tag"),
        Action("fork pattern", "Copy the pattern as a new one", "Ctrl+D",
               patterns.doing.can_work, patterns.doing.fork, "Pattern", "copy"),
        Action("remove pattern", "Remove the pattern", "Del", patterns.doing.can_work,
               patterns.doing.remove, "Pattern", "trash-2"),
        Action("open track", "Open the chosen track", "", has_chosen, acts.open_chosen,
               "Library", "music"),
        Action("edit tags", "Edit the title or artist", "F2", has_chosen, view.edit_tags,
               "Library", "tag"),
        Action("hear anew", "Hear the chosen tracks anew", "", has_chosen,
               acts.hear_chosen_again, "Library", "refresh-cw"),
        Action("retry", "Retry what failed in the chosen tracks", "", has_chosen,
               acts.retry_chosen, "Library", "rotate-ccw"),
        Action("remove tracks", "Remove the chosen tracks", "Del", has_chosen,
               acts.remove_chosen, "Library", "trash-2"),
        Action("note track", "Write a note on the chosen track", "Ctrl+I", has_one,
               acts.note_chosen, "Library", "message-square"),
        Action("like track", "Find tracks like the chosen one", "", has_one,
               acts.like_chosen, "Library", "search"),
        Action("track up", "Move up in the list of tracks", "Alt+Up", can_move,
               lambda: acts.move_chosen(-1), "Library", "chevron-up"),
        Action("track down", "Move down in the list of tracks", "Alt+Down", can_move,
               lambda: acts.move_chosen(1), "Library", "chevron-down"),
        *(stars(number) for number in range(6)),
        Action("lists", "Choose a list of tracks", "Ctrl+L", always, library.focus_lists,
               "Library", "menu"),
        Action("new list", "New list of tracks", "", always,
               lambda: library.begin_list(PlaylistKind.LIST), "Library", "plus"),
        Action("new crate", "New crate", "", always,
               lambda: library.begin_list(PlaylistKind.CRATE), "Library", "layers"),
        Action("new smart list", "New smart list of this search", "", library.has_words,
               lambda: library.begin_list(PlaylistKind.SMART), "Library", "list-filter"),
    )  # fmt: skip

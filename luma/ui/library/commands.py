"""The library's commands for menus, keys and the palette."""

from luma.ui.actions import Action, always
from luma.ui.library.patterns import PatternList
from luma.ui.library.view import LibraryView


def library_actions(library: LibraryView, patterns: PatternList) -> tuple[Action, ...]:
    """What can be done with tracks and patterns."""
    view, doing = library.view, library.doing

    def has_chosen() -> bool:
        return view.selectionModel().hasSelection()

    def hear_anew() -> None:
        doing.hear_again(view.chosen())

    def retry() -> None:
        doing.retry(view.chosen())

    return (
        Action("add music", "Add music…", "Ctrl+O", always, library.add_music, "File", "plus"),
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
        Action("open track", "Open the chosen track", "", has_chosen, library.open_chosen,
               "Library", "music"),
        Action("edit tags", "Edit the title or artist", "F2", has_chosen, view.edit_tags,
               "Library", "tag"),
        Action("hear anew", "Hear the chosen tracks anew", "", has_chosen, hear_anew,
               "Library", "refresh-cw"),
        Action("retry", "Retry what failed in the chosen tracks", "", has_chosen, retry,
               "Library", "rotate-ccw"),
        Action("remove tracks", "Remove the chosen tracks", "Del", has_chosen,
               library.remove_chosen, "Library", "trash-2"),
    )  # fmt: skip

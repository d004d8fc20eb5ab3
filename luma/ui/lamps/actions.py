"""The commands on kinds of lamps."""

from collections.abc import Callable

from luma.ui.actions import Action
from luma.ui.lamps.page import LampsPage


def lamp_actions(page: LampsPage) -> tuple[Action, ...]:
    """Commands on the kind that is open; they need the page to be seen."""
    bench, kind = page.bench, page.kind

    def has_kind() -> bool:
        return page.isVisible() and bench.draft is not None

    def is_changed() -> bool:
        return has_kind() and bench.draft is not None and bench.draft.is_changed

    def has_channel() -> bool:
        return has_kind() and bench.at >= 0

    return (
        _command("new", "New kind of lamp", "Ctrl+N", page.isVisible, bench.add, "plus"),
        _command("copy", "Copy the kind of lamp", "Ctrl+D", has_kind, bench.copy, "copy"),
        _command("save", "Save the kind of lamp", "Ctrl+S", is_changed, bench.save),
        _command("undo", "Undo in the kind of lamp", "Ctrl+Z", has_kind, bench.undo, "undo-2"),
        _command("redo", "Redo in the kind of lamp", "Ctrl+Y", has_kind, bench.redo, "redo-2"),
        _command("discard", "Forget changes of the kind", "", is_changed, bench.discard),
        _command("files", "Bring kinds of lamps from files…", "", page.isVisible,
                page.bring_files, "download"),
        _command("folder", "Bring kinds of lamps from a folder…", "", page.isVisible,
                page.bring_folder, "folder-open"),
        _command("channel", "Add a channel", "Ins", has_kind, kind.add_channel, "plus"),
        _command("range", "Add a range", "Ctrl+R", has_channel, page.channel.add_range),
    )  # fmt: skip


def _command(  # noqa: PLR0913, PLR0917  (the columns of the table)
    name: str,
    title: str,
    keys: str,
    enabled: Callable[[], bool],
    run: Callable[[], object],
    sign: str = "",
) -> Action:
    return Action(f"lamp {name}", title, keys, enabled, run, "Venue", sign)

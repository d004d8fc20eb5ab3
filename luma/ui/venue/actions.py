"""The commands of the venue page."""

from collections.abc import Callable

from luma.ui.actions import Action, always
from luma.ui.lamps.actions import lamp_actions
from luma.ui.venue.page import VenuePage
from luma.ui.venue.sight import WAYS


def venue_actions(page: VenuePage) -> tuple[Action, ...]:
    """Commands on the room, its patch and its groups; they need the page to be seen."""
    hall, patch, groups, room = page.hall, page.patch, page.groups, page.room

    def is_seen() -> bool:
        return page.isVisible() and hall.is_there and not page.sees_lamps()

    def has_chosen() -> bool:
        return is_seen() and bool(hall.chosen)

    def can_show() -> bool:
        return has_chosen() and hall.session.show is not None

    def has_group() -> bool:
        return is_seen() and groups.members.group is not None

    def has_rooms() -> bool:
        return is_seen() and len(hall.rooms) > 1

    def choose_all() -> None:
        hall.choose(row.fixture.id for row in patch.table.rows)

    def show_chosen() -> None:
        hall.identify(hall.chosen)

    rooms, view, outputs = patch.rooms, room.view, page.outputs
    ways = tuple(
        _command(f"look {way}", f"Look at the room: {way}", f"Alt+{number}", is_seen,
                lambda way=way: room.look_from(way))  # type: ignore[misc]
        for number, way in enumerate(WAYS, 1)
    )  # fmt: skip
    return (
        _command("add", "Add fixtures…", "Ctrl+Shift+N", is_seen, patch.add_fixtures, "plus"),
        _command("find", "Search the patch", "Ctrl+F", is_seen, patch.focus_search, "search"),
        _command("all", "Choose every fixture", "Ctrl+A", is_seen, choose_all),
        _command("edit", "Edit the cell", "F2", has_chosen, patch.view.edit_cell),
        _command("remove", "Take fixtures down", "Del", has_chosen, patch.remove_chosen,
                "trash-2"),
        _command("free", "Give fixtures free addresses", "Ctrl+Shift+A", has_chosen,
                patch.free_chosen, "cable"),
        _command("mend", "Find free addresses for what overlaps", "", is_seen,
                patch.conflicts.find_free, "cable"),
        _command("show", "Let fixtures shine, to find them", "Ctrl+Shift+L", can_show,
                show_chosen, "lightbulb"),
        _command("group", "Group the chosen fixtures", "Ctrl+G", has_chosen, groups.add_group,
                "group"),
        _command("show group", "Let the group shine, to find it", "Ctrl+Alt+L",
                lambda: is_seen() and groups.can_show,
                groups.show_group, "lightbulb"),
        _command("rename group", "Rename the group", "", has_group, groups.rename_group),
        _command("remove group", "Forget the group", "", has_group, groups.remove_group),
        _command("order", "Put the group's members from left to right", "", has_group,
                groups.members.sort_by_place, "align-start-vertical"),
        _command("try", "Try out a selection", "Ctrl+E", is_seen,
                groups.try_out.field.setFocus),
        _command("move", "Drag moves fixtures", "G", is_seen,
                lambda: view.turn_instead(on=False), "move"),
        _command("turn", "Drag turns fixtures", "R", is_seen,
                lambda: view.turn_instead(on=True), "rotate-3d"),
        _command("fit", "Show the whole room", "F", is_seen, view.look_at_all, "scan"),
        *ways,
        _command("lamps", "Kinds of lamps", "Ctrl+Shift+K", page.isVisible, page.turn,
                "sliders-vertical"),
        *lamp_actions(page.lamps),
        _command("add output", "Add an output…", "", page.isVisible,
                outputs.add.click, "plus"),
        _command("test output", "Test the output", "", page.isVisible, outputs.test_chosen,
                "network"),
        _command("next room", "Light the next room", "", is_seen, rooms.choose_next,
                "spotlight"),
        _command("new room", "New room", "", always, rooms.add, "plus"),
        _command("copy room", "Copy the room", "", is_seen, rooms.duplicate, "copy"),
        _command("rename room", "Rename the room…", "", is_seen, rooms.rename, "tag"),
        _command("remove room", "Remove the room", "", has_rooms, rooms.remove, "trash-2"),
        _command("import room", "Import a room…", "", always, rooms.bring, "download"),
        _command("export room", "Export the room…", "", is_seen, rooms.write, "upload"),
    )  # fmt: skip


def _command(  # noqa: PLR0913, PLR0917  (the columns of the table)
    name: str,
    title: str,
    keys: str,
    enabled: Callable[[], bool],
    run: Callable[[], object],
    sign: str = "",
) -> Action:
    return Action(f"venue {name}", title, keys, enabled, run, "Venue", sign)

"""What can be done in the node editor, for the table of commands."""

from collections.abc import Callable

from luma.ui.actions import Action
from luma.ui.nodes.view import NodeView

MENU = "Graph"
Line = tuple[str, str, str, Callable[[], bool], Callable[[], object], str]
"""Name, title, keys, when it can be run, what it does, and its icon."""


def node_actions(view: NodeView) -> list[Action]:
    """The commands of the node editor; those of its keys ask whether it has the focus."""

    def is_open() -> bool:
        return view.is_open

    def is_here() -> bool:
        return view.is_open and view.canvas.hasFocus()

    def has_nodes() -> bool:
        return is_here() and bool(view.scene.selected)

    def has_choice() -> bool:
        return is_here() and bool(view.scene.selected or view.scene.selected_wires)

    def has_several() -> bool:
        return view.is_open and len(view.scene.selected) > 1

    rows: tuple[Line, ...] = (
        ("add", "Add a node", "Tab", is_here, view.search_here, "plus"),
        ("copy", "Copy nodes", "Ctrl+C", has_nodes, view.editor.copy, "copy"),
        ("cut", "Cut nodes", "Ctrl+X", has_nodes, view.editor.cut, "scissors"),
        ("paste", "Paste nodes", "Ctrl+V", is_here, view.paste, "clipboard-paste"),
        ("duplicate", "Duplicate nodes", "D", has_nodes, view.editor.duplicate, "copy"),
        (
            "delete",
            "Delete nodes and wires",
            "Del",
            has_choice,
            view.editor.remove_chosen,
            "trash-2",
        ),
        ("select_all", "Select all nodes", "Ctrl+A", is_here, view.select_all, ""),
        ("frame", "Show the whole graph", "F", is_here, view.canvas.frame_all, "maximize"),
        ("align", "Line up nodes", "", has_several, view.editor.align, "align-start-vertical"),
        ("zoom_in", "Zoom in on the graph", "Ctrl++", is_here, view.zoom_in, "zoom-in"),
        ("zoom_out", "Zoom out of the graph", "Ctrl+-", is_here, view.zoom_out, "zoom-out"),
        ("actual", "Show the graph at 100 %", "Ctrl+0", is_here, view.zoom_actual, ""),
        ("values", "Live values on wires", "", is_open, view.toggle_values, "eye"),
        ("costs", "Cost of each node", "", is_open, view.toggle_costs, "thermometer"),
    )
    return [
        Action(f"graph.{name}", title, keys, enabled, run, MENU, sign)
        for name, title, keys, enabled, run, sign in rows
    ]

"""What can be done in the node editor, for the table of commands."""

from collections.abc import Callable
from functools import partial

from luma.ui.actions import Action
from luma.ui.nodes.arranging import Side
from luma.ui.nodes.furnishingactions import furnishing_lines
from luma.ui.nodes.view import NodeView

MENU = "Graph"
ZOOM_STEP = 1.25
Run = Callable[[], object]
ALIGNING: tuple[tuple[Side, str, str, str], ...] = (
    ("left", "left edges", "Ctrl+Shift+Left", "align-start-vertical"),
    ("centre", "centres", "", ""),
    ("right", "right edges", "Ctrl+Shift+Right", ""),
    ("top", "top edges", "Ctrl+Shift+Up", ""),
    ("middle", "middles", "", ""),
    ("bottom", "bottom edges", "Ctrl+Shift+Down", ""),
)
Line = tuple[str, str, str, Callable[[], bool], Run, str]
"""Name, title, keys (the first is shown), when it can be run, what it does, and its icon."""


class Able:
    """When the commands of the node editor can be run; those of keys ask for the focus."""

    def __init__(self, view: NodeView) -> None:
        """Ask a view."""
        self._view = view

    def is_open(self) -> bool:
        """Whether a graph is open."""
        return self._view.is_open

    def is_here(self) -> bool:
        """Whether somebody works on the canvas."""
        return self._view.is_open and self._view.canvas.hasFocus()

    def has_nodes(self) -> bool:
        """Whether nodes are chosen there."""
        return self.is_here() and bool(self._view.scene.selected)

    def has_one(self) -> bool:
        """Whether one node is chosen there."""
        return self.is_here() and len(self._view.scene.selected) == 1

    def has_wires(self) -> bool:
        """Whether wires are chosen there."""
        return self.is_here() and bool(self._view.scene.selected_wires)

    def has_choice(self) -> bool:
        """Whether anything is chosen there."""
        bend = self._view.scene.selected_bend
        return self.has_nodes() or self.has_wires() or (self.is_here() and bend is not None)

    def has_several(self) -> bool:
        """Whether nodes could be brought into an order."""
        return self._view.is_open and len(self._view.scene.selected) > 1

    def has_pattern(self) -> bool:
        """Whether one pattern's node is chosen there."""
        return self.has_one() and self._view.descent.can_enter()

    def is_inside(self) -> bool:
        """Whether one came here through another graph."""
        return self.is_here() and bool(self._view.descent.way)

    def has_bends(self) -> bool:
        """Whether a point of a wire can be chosen."""
        scene = self._view.scene
        bend = scene.selected_bend
        wires = scene.selected_wires if bend is None else {bend[0]}
        return self.is_here() and any(scene.bends.get(wire) for wire in wires)


def node_actions(view: NodeView) -> list[Action]:
    """The commands of the node editor."""
    able = Able(view)
    rows = (
        *_editing(view, able),
        *_patterns(view, able),
        *_wiring(view, able),
        *_seeing(view, able),
        *furnishing_lines(view, able),
    )
    made = []
    for name, title, keys, enabled, run, sign in rows:
        first, *more = keys.split("|")
        action = Action(f"graph.{name}", title, first, enabled, run, MENU, sign, tuple(more))
        made.append(action)
    return made


def _editing(view: NodeView, able: Able) -> tuple[Line, ...]:
    """Commands on nodes."""
    editor, order = view.editor, view.ordering
    paste_fed = partial(view.paste, inbound=True)
    return (
        ("add", "Add a node", "Tab", able.is_here, view.search_here, "plus"),
        ("copy", "Copy nodes", "Ctrl+C", able.has_nodes, editor.copy, "copy"),
        ("cut", "Cut nodes", "Ctrl+X", able.has_nodes, editor.cut, ""),
        ("paste", "Paste nodes", "Ctrl+V", able.is_here, view.paste, "clipboard-paste"),
        ("paste_fed", "Paste with what feeds it", "Ctrl+Shift+V", able.is_here, paste_fed, ""),
        ("duplicate", "Duplicate nodes", "Ctrl+D|D", able.has_nodes, editor.duplicate, "copy"),
        ("rename", "Rename the node", "F2", able.has_one, view.rename, ""),
        ("delete", "Delete what is chosen", "Del", able.has_choice, editor.remove_chosen,
         "trash-2"),
        ("extract", "Delete and join the ends", "Ctrl+Del", able.has_nodes, editor.extract, ""),
        ("mute", "Mute nodes", "M", able.has_nodes, partial(editor.use, "muted"), "eye-off"),
        ("bypass", "Bypass nodes", "Shift+B", able.has_nodes, partial(editor.use, "bypassed"),
         "route"),
        *(
            (f"align_{side}", f"Line up: {words}", keys, able.has_several,
             partial(order.align, side), sign)
            for side, words, keys, sign in ALIGNING
        ),
        ("gaps_across", "Same gaps across", "", able.has_several,
         partial(order.distribute, across=True), ""),
        ("gaps_down", "Same gaps down", "", able.has_several,
         partial(order.distribute, across=False), ""),
        ("lay_out", "Lay out along the wires", "Shift+L", able.is_here, order.lay_out,
         "workflow"),
    )  # fmt: skip


def _patterns(view: NodeView, able: Able) -> tuple[Line, ...]:
    """Commands on patterns inside of the graph."""
    descent, gatherer = view.descent, view.gatherer
    return (
        ("gather", "Gather into a pattern", "Ctrl+G", able.has_nodes, gatherer.ask, "group"),
        ("dissolve", "Dissolve the pattern", "Ctrl+Shift+G", able.has_pattern,
         gatherer.dissolve, "unlink"),
        ("enter", "Enter the pattern", "Return|Enter", able.has_pattern, descent.enter,
         "log-in"),
        ("leave", "Back to the graph around", "Backspace|Alt+Left", able.is_inside,
         descent.leave, "chevron-left"),
    )  # fmt: skip


def _wiring(view: NodeView, able: Able) -> tuple[Line, ...]:
    """Commands on wires."""
    focus = view.focusing
    return (
        ("connect", "Connect the node with", "C", able.has_one, view.adding.find_end, "link"),
        ("knife", "Cut wires by a stroke", "K", able.is_here, view.take_knife, "scissors"),
        ("bend", "Bend the wire", "R", able.has_wires, view.bend_wires, "route"),
        ("next_wire", "Choose the node's next wire", "W", able.is_here, focus.next_wire, ""),
        ("next_bend", "Choose the wire's next bend", "Shift+W", able.has_bends,
         focus.next_bend, ""),
    )  # fmt: skip


def _seeing(view: NodeView, able: Able) -> tuple[Line, ...]:
    """Commands on what is chosen and seen."""
    focus, canvas = view.focusing, view.canvas
    return (
        ("select_all", "Select all nodes", "Ctrl+A", able.is_here, view.select_all, ""),
        ("upstream", "Select all that feeds it", "Shift+U", able.has_nodes,
         partial(focus.grow, upstream=True), ""),
        ("downstream", "Select all that hangs on it", "Shift+D", able.has_nodes,
         partial(focus.grow, upstream=False), ""),
        *(
            (f"go_{words}", f"Go to the node {where}", words.capitalize(), able.is_here,
             partial(focus.step, *way), "")
            for words, where, way in (
                ("left", "before", (-1, 0)),
                ("right", "after", (1, 0)),
                ("up", "above", (0, -1)),
                ("down", "below", (0, 1)),
            )
        ),
        ("frame", "Show the whole graph or what is chosen", "F", able.is_here,
         canvas.frame_all, "maximize"),
        ("zoom_in", "Zoom in on the graph", "Ctrl++", able.is_here,
         partial(canvas.zoom_by, ZOOM_STEP), "zoom-in"),
        ("zoom_out", "Zoom out of the graph", "Ctrl+-", able.is_here,
         partial(canvas.zoom_by, 1 / ZOOM_STEP), "zoom-out"),
        ("actual", "Show the graph at 100 %", "Ctrl+0", able.is_here,
         partial(canvas.zoom_to, 1.0), ""),
        ("values", "Live values on wires", "", able.is_open, view.toggle_values, "eye"),
        ("costs", "Time per node as heat", "H", able.is_here, view.toggle_costs,
         "thermometer"),
    )  # fmt: skip

"""The commands on views, remarks, open settings and what is given away."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from luma.ui.nodes.actions import Able, Line
    from luma.ui.nodes.view import NodeView


def furnishing_lines(view: NodeView, able: Able) -> tuple[Line, ...]:
    """The lines of the table of commands."""
    made = view.furnishing
    remarks, hands = made.remarks, made.remark_hands

    def here() -> bool:
        return able.is_here()

    def has_remark() -> bool:
        return able.is_here() and remarks.chosen is not None

    def has_remarks() -> bool:
        return able.is_here() and bool(remarks.items)

    def can_magnify() -> bool:
        return able.is_here() and made.can_magnify()

    def can_offer() -> bool:
        return able.is_here() and made.offers.can_turn()

    def add_comment() -> None:
        remarks.add_comment(view.canvas.place_of(view.canvas.middle()))

    def add_frame() -> None:
        remarks.add_frame(view.canvas.place_of(view.canvas.middle()))

    return (
        ("magnify", "Show the view large", "Return", can_magnify, made.magnify, "maximize"),
        ("comment", "Write a comment", "Shift+C", here, add_comment, "message-square"),
        ("add_frame", "Frame what is chosen", "Shift+F", here, add_frame, "group"),
        ("next_remark", "Choose the next frame or comment", "Shift+N", has_remarks,
         remarks.choose_next, ""),
        ("write_remark", "Write in the frame or comment", "F2", has_remark, hands.type, ""),
        ("tint_remark", "Colour the frame or comment", "T", has_remark,
         made.menus.open_tints, "palette"),
        ("delete_remark", "Delete the frame or comment", "Del", has_remark, remarks.remove,
         "trash-2"),
        ("leave_open", "Leave a setting open", "A", able.has_one, made.menus.open_settings,
         "log-in"),
        ("graphs", "Choose among the pattern's graphs", "G", here, made.graphs.open_menu,
         "layers"),
        ("rename_graph", "Rename this graph of the pattern", "", here, made.graphs.rename, ""),
        ("default_graph", "Make this graph the default", "", here, made.graphs.make_default,
         "star"),
        ("copy_graph", "Copy this graph of the pattern", "", here,
         made.graphs.copy, "copy"),
        ("add_graph", "Add an empty graph to the pattern", "", here, made.graphs.add, "plus"),
        ("remove_graph", "Remove this graph of the pattern", "", made.graphs.can_remove,
         made.graphs.remove, "trash-2"),
        ("offer", "Give the node's output away", "O", can_offer, made.offers.turn_chosen,
         "upload"),
    )  # fmt: skip

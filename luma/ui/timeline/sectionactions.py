"""The commands on sections."""

from functools import partial

from luma.ui.actions import Action
from luma.ui.timeline.view import TimelineView


def section_actions(view: TimelineView) -> tuple[Action, ...]:
    """Every command on the chosen section; it has its keys for as long as it is chosen."""
    tool, hands = view.sections, view.fingers.sections

    def chosen() -> bool:
        return tool.chosen is not None

    def corrected() -> bool:
        return tool.standing.corrected

    return (
        Action("section name", "Name the section…", "F2", chosen, hands.offer, "Clip"),
        Action("section split", "Split the section", "S", chosen,
               lambda: tool.split(view.play_seconds), "Clip", "scissors"),
        Action("section join", "Join the section with the one before", "Del", chosen,
               tool.join, "Clip", "", ("Backspace",)),
        Action("section next", "Next section", "Right", chosen, partial(hands.walk, 1), "Clip"),
        Action("section previous", "Section before", "Left", chosen, partial(hands.walk, -1),
               "Clip"),
        Action("section forget", "Use the analysed sections", "", corrected, tool.forget,
               "Track", "rotate-ccw"),
    )  # fmt: skip

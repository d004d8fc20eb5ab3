"""The commands on chords, and on what was heard unclearly."""

from functools import partial

from luma.ui.actions import Action
from luma.ui.timeline.ruler import spots_of
from luma.ui.timeline.view import TimelineView

HAIR = 1e-3


def chord_actions(view: TimelineView) -> tuple[Action, ...]:
    """Every command on the chosen chord; it has its keys for as long as it is chosen."""
    tool, hands = view.chords, view.fingers.chords

    def chosen() -> bool:
        return tool.chosen is not None

    def corrected() -> bool:
        return tool.standing.corrected

    def has_spots() -> bool:
        return bool(_spots(view))

    return (
        Action("chord set", "Set the chord…", "F2", chosen, hands.edit, "Clip"),
        Action("chord split", "Split the chord", "S", chosen,
               lambda: tool.split(view.play_seconds), "Clip", "scissors"),
        Action("chord join", "Join the chord with the one before", "Del", chosen, tool.join,
               "Clip", "", ("Backspace",)),
        Action("chord next", "Next chord", "Right", chosen, partial(hands.walk, 1), "Clip"),
        Action("chord previous", "Chord before", "Left", chosen, partial(hands.walk, -1),
               "Clip"),
        Action("chord forget", "Use the analysed chords", "", corrected, tool.forget, "Track",
               "rotate-ccw"),
        Action("unclear next", "Next unclear spot", "U", has_spots,
               partial(go_to_spot, view, 1), "Track", "circle-help"),
        Action("unclear previous", "Unclear spot before", "Shift+U", has_spots,
               partial(go_to_spot, view, -1), "Track", "circle-help"),
    )  # fmt: skip


def _spots(view: TimelineView) -> tuple[tuple[float, float], ...]:
    """The stretches of the open track that were heard unclearly."""
    show = view.session.show
    return () if show is None else spots_of(show.features.beats, show.features.chords)


def go_to_spot(view: TimelineView, by: int) -> None:
    """Go to the next unclear spot or the one before, around the ends; its chord is chosen."""
    spots, now = _spots(view), view.play_seconds
    if not spots:
        return
    starts = [max(0.0, start) for start, _ in spots]
    later = [at for at in starts if at > now + HAIR] or starts[:1]
    sooner = [at for at in starts if at < now - HAIR] or starts[-1:]
    at = later[0] if by > 0 else sooner[-1]
    view.session.seek(at)
    shown = view.scene.view
    if not shown.start <= at < shown.stop:
        view.turn_to(shown.following(at))
    chords = view.chords.chords
    index = None if chords is None else int(chords.index_at(at + HAIR))
    view.chords.choose(index if index is not None and index >= 0 else None)

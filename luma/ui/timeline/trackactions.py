"""The commands on the beats and on the scores of the open track."""

from functools import partial

from PySide6.QtCore import QPoint

from luma.ui.actions import Action
from luma.ui.timeline.gotofield import GoToField
from luma.ui.timeline.lanes import RULER
from luma.ui.timeline.view import TimelineView


def grid_actions(view: TimelineView) -> tuple[Action, ...]:
    """Every command on the beats of the open track."""
    tool = view.grid

    def has_beats() -> bool:
        return tool.grid is not None

    def corrects() -> bool:
        return has_beats() and tool.is_on

    def corrected() -> bool:
        return tool.standing.corrected

    def has_sound() -> bool:
        return has_beats() and view.session.has_sound

    return (
        Action("go to", "Go to…", "Ctrl+J", has_sound, partial(open_go_to, view), "Track",
               "locate"),
        Action("tones", "Show or hide the tones", "Shift+T", has_beats,
               view.sources.fold_tones, "Track"),
        Action("grid correct", "Correct the beats", "G", has_beats, tool.toggle, "Track",
               "timer"),
        Action("grid tap", "Tap the tempo", "T", has_beats, tool.tap, "Track"),
        Action(
            "grid one", "Bars begin at the play head", "Shift+G", has_beats,
            lambda: tool.set_one(view.play_beat_exact), "Track",
        ),
        Action(
            "grid beat earlier", "Beat at the play head a frame earlier", "Alt+Left", corrects,
            lambda: tool.nudge(view.play_beat_exact, -1), "Track",
        ),
        Action(
            "grid beat later", "Beat at the play head a frame later", "Alt+Right", corrects,
            lambda: tool.nudge(view.play_beat_exact, 1), "Track",
        ),
        Action(
            "grid earlier", "All beats a frame earlier", "Alt+Shift+Left", has_beats,
            partial(tool.shift, -1), "Track",
        ),
        Action(
            "grid later", "All beats a frame later", "Alt+Shift+Right", has_beats,
            partial(tool.shift, 1), "Track",
        ),
        Action(
            "grid half earlier", "All beats half a beat earlier", "", has_beats,
            partial(tool.shift_half, -1), "Track",
        ),
        Action(
            "grid half later", "All beats half a beat later", "", has_beats,
            partial(tool.shift_half, 1), "Track",
        ),
        Action(
            "grid double", "Double the tempo", "", has_beats,
            partial(tool.scale, double=True), "Track",
        ),
        Action(
            "grid halve", "Halve the tempo", "", has_beats,
            partial(tool.scale, double=False), "Track",
        ),
        Action(
            "grid second", "Use the second grid", "",
            lambda: tool.standing.second_bpm is not None, tool.take_second, "Track",
        ),
        Action(
            "grid forget", "Use the analysed beats", "", corrected, tool.forget, "Track",
            "rotate-ccw",
        ),
    )  # fmt: skip


def open_go_to(view: TimelineView) -> GoToField:
    """Let a place be typed at the ruler; the view goes there too."""

    def go(seconds: float) -> None:
        view.session.seek(seconds)
        shown = view.scene.view
        if not shown.start <= seconds < shown.stop:
            view.turn_to(shown.following(seconds))

    canvas, lanes = view.canvas, view.scene.lanes
    field = GoToField(canvas, view.session, view.play_beat_exact, go)
    field.open_at(canvas.mapToGlobal(QPoint(lanes.header + 8, RULER + 4)))
    return field


def score_actions(view: TimelineView) -> tuple[Action, ...]:
    """Every command on the scores of the open track."""
    scores = view.scores

    def is_open() -> bool:
        return view.session.score is not None

    def is_one_of_several() -> bool:
        return is_open() and scores.can_remove

    def is_no_default() -> bool:
        return is_open() and not scores.is_default

    return (
        Action("score choose", "Scores of the track…", "Ctrl+Shift+S", is_open,
               scores.open_menu, "Track", "file-music"),
        Action("score new", "New score", "", is_open, scores.add, "Track", "plus"),
        Action("score copy", "Duplicate the score", "", is_open, scores.copy, "Track", "copy"),
        Action("score rename", "Rename the score…", "", is_open, scores.rename, "Track"),
        Action("score default", "Open the score with the track", "", is_no_default,
               scores.make_default, "Track", "pin"),
        Action("score export", "Export the score…", "", is_open, scores.write, "Track",
               "upload"),
        Action("score export whole", "Export the score with its patterns…", "", is_open,
               partial(scores.write, bundle=True), "Track"),
        Action("score import", "Import a score…", "", is_open, scores.bring, "Track",
               "download"),
        Action("score remove", "Remove the score", "", is_one_of_several, scores.remove,
               "Track", "trash-2"),
    )  # fmt: skip

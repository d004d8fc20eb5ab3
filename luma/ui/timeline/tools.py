"""The timeline's commands for the table, and its tools in the head of a panel."""

from functools import partial

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QToolButton

from luma.ui.actions import Action, always
from luma.ui.assets import icon
from luma.ui.panel import Panel
from luma.ui.session import Session
from luma.ui.timeline.menu import open_patterns
from luma.ui.timeline.snap import Snap
from luma.ui.timeline.view import STEP, TimelineView

SNAPS = tuple(Snap)


def timeline_actions(view: TimelineView) -> tuple[Action, ...]:
    """Every command of the timeline."""
    commands = view.commands

    def chosen() -> bool:
        return bool(commands.chosen)

    def is_open() -> bool:
        return view.session.score is not None

    def split() -> bool:
        return commands.can_split(view.play_beat)

    def paste() -> bool:
        return is_open() and commands.has_copied

    return (
        Action(
            "clip place",
            "Place a pattern at the play head…",
            "P",
            is_open,
            partial(open_patterns, view),
            "Clip",
            "plus",
        ),
        Action(
            "clip split",
            "Split at the play head",
            "S",
            split,
            lambda: commands.split(view.play_beat),
            "Clip",
            "scissors",
        ),
        Action("clip duplicate", "Duplicate", "D", chosen, commands.duplicate, "Clip", "copy"),
        Action(
            "clip delete", "Delete clips", "Del", chosen, commands.delete, "Clip", "trash-2"
        ),
        Action("clip cut", "Cut", "Ctrl+X", chosen, commands.cut, "Clip", "scissors"),
        Action("clip copy", "Copy", "Ctrl+C", chosen, commands.copy, "Clip", "copy"),
        Action(
            "clip paste",
            "Paste at the play head",
            "Ctrl+V",
            paste,
            lambda: commands.paste(view.play_beat),
            "Clip",
            "clipboard-paste",
        ),
        Action("clip all", "Select all clips", "Ctrl+A", is_open, commands.select_all, "Clip"),
        Action(
            "clip next",
            "Next clip",
            "Alt+Down",
            is_open,
            partial(commands.select_next, 1),
            "Clip",
        ),
        Action(
            "clip previous",
            "Previous clip",
            "Alt+Up",
            is_open,
            partial(commands.select_next, -1),
            "Clip",
        ),
        Action("timeline fit", "Fit the whole track", "F", is_open, view.fit, "Clip", "scan"),
        Action(
            "timeline fit clip",
            "Fit the chosen clips",
            "Shift+F",
            chosen,
            view.fit_chosen,
            "Clip",
            "scan",
        ),
        Action(
            "timeline zoom in",
            "Zoom in",
            "Ctrl++",
            is_open,
            partial(view.zoom, STEP),
            "Clip",
            "zoom-in",
            ("Ctrl+=",),
        ),
        Action(
            "timeline zoom out",
            "Zoom out",
            "Ctrl+-",
            is_open,
            partial(view.zoom, 1 / STEP),
            "Clip",
            "zoom-out",
        ),
        Action(
            "timeline follow",
            "Follow the play head",
            "",
            always,
            partial(_follow, view),
            "Clip",
            "locate",
        ),
        *(
            Action(
                f"snap {snap.name.lower()}",
                f"Snap: {snap.value.lower()}",
                str(number),
                always,
                partial(_snap, view, snap),
                "Clip",
                "magnet",
            )
            for number, snap in enumerate(SNAPS, start=1)
        ),
    )


class TimelinePanel(Panel):
    """The timeline in its panel."""

    def __init__(self, session: Session) -> None:
        """Show what is open in a session."""
        self.view = TimelineView(session)
        super().__init__("Timeline", self.view)
        _furnish(self, self.view)


def _furnish(panel: Panel, view: TimelineView) -> None:
    """Put the open track's name and the timeline's tools into the head of its panel."""
    snap = QComboBox()
    snap.addItems([each.value for each in SNAPS])
    snap.setFixedSize(76, 24)
    snap.setToolTip("What edges snap to (1–5); hold Alt to be free of it")
    snap.setAccessibleName("Snap")
    snap.activated.connect(lambda index: _snap(view, SNAPS[index]))
    follow = panel.add_tool("locate", "Follow the play head")
    follow.setCheckable(True)
    follow.clicked.connect(lambda: _follow(view))
    panel.add_widget(snap)
    for name, tip, run in (
        ("zoom-out", "Zoom out (Ctrl+−)", partial(view.zoom, 1 / STEP)),
        ("zoom-in", "Zoom in (Ctrl++)", partial(view.zoom, STEP)),
        ("scan", "Fit the whole track (F)", view.fit),
    ):
        panel.add_tool(name, tip).clicked.connect(lambda _, act=run: act())

    def show() -> None:
        _show_settings(view, snap, follow)

    view.settings_changed.connect(show)
    view.session.track_changed.connect(lambda _: _name_track(panel, view))
    show()
    _name_track(panel, view)


def _snap(view: TimelineView, snap: Snap) -> None:
    view.snap = snap


def _follow(view: TimelineView) -> None:
    view.follows = not view.follows


def _show_settings(view: TimelineView, snap: QComboBox, follow: QToolButton) -> None:
    with QSignalBlocker(snap):
        snap.setCurrentIndex(SNAPS.index(view.snap))
    follow.setChecked(view.follows)
    follow.setIcon(icon("locate", "accent" if view.follows else "text_2"))


def _name_track(panel: Panel, view: TimelineView) -> None:
    track = view.session.track
    panel.title.setText("Timeline" if track is None else track.title)
    panel.title.setToolTip("" if track is None else track.title)
    panel.facts.setText("" if track is None else track.tags.artist)

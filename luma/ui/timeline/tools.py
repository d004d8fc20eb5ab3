"""The timeline's commands for the table, and its tools in the head of a panel."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QLabel

from luma.ui.actions import Action, always
from luma.ui.assets import icon, pixmap
from luma.ui.elided import as_written
from luma.ui.panel import Panel
from luma.ui.session import Session
from luma.ui.timeline.chordactions import chord_actions
from luma.ui.timeline.dynamicstool import dynamics_actions
from luma.ui.timeline.layeractions import layer_actions, state_actions
from luma.ui.timeline.menu import open_patterns
from luma.ui.timeline.sectionactions import section_actions
from luma.ui.timeline.snap import Snap
from luma.ui.timeline.stemtool import stem_actions
from luma.ui.timeline.trackactions import grid_actions, score_actions
from luma.ui.timeline.view import STEP, TimelineView

SNAPS = tuple(Snap)
TOOLS, WIDE = 320, 900


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
        *chord_actions(view),
        *stem_actions(view),
        *dynamics_actions(view),
        *section_actions(view),
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
        *state_actions(view),
        *layer_actions(view),
        *grid_actions(view),
        *score_actions(view),
    )


class TimelinePanel(Panel):
    """The timeline in its panel, with the open track's name and tools in its head."""

    def __init__(self, session: Session) -> None:
        """Show what is open in a session."""
        self.view = TimelineView(session)
        super().__init__("Timeline", self.view)
        self._before = Snap.BEAT
        self.add_widget(self.view.scores.button)
        self._beats = self.add_tool("timer", "Correct the beats (G)")
        self._steps = (
            self.add_tool("undo-2", "Undo the last step on the timeline (Ctrl+Z)"),
            self.add_tool("redo-2", "Redo the last step on the timeline (Ctrl+Y)"),
        )
        for tool, step in zip(self._steps, (session.undo, session.redo), strict=True):
            tool.clicked.connect(partial(self._step, step))
        self._magnet = self.add_tool(
            "magnet", "Snap to what is chosen beside; Alt frees from it"
        )
        self._snap = _snap_choice(self.view)
        self.add_widget(self._snap)
        self._follow = self.add_tool("locate", "Follow the play head")
        for tool, act in (
            (self._magnet, self._toggle_snap),
            (self._follow, self._toggle_follow),
            (self._beats, self.view.grid.toggle),
        ):
            tool.setCheckable(True)
            tool.clicked.connect(act)
        for name, tip, run in (
            ("zoom-out", "Zoom out (Ctrl+−)", partial(self.view.zoom, 1 / STEP)),
            ("zoom-in", "Zoom in (Ctrl++)", partial(self.view.zoom, STEP)),
            ("scan", "Fit the whole track (F)", self.view.fit),
        ):
            self.add_tool(name, tip).clicked.connect(lambda _, act=run: act())
        self.view.settings_changed.connect(self._show_settings)
        self.view.grid.changed.connect(self._show_settings)
        session.track_changed.connect(lambda _: self._name_track())
        self._show_settings()
        self._name_track()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write as much of the name as there is room for."""
        super().resizeEvent(event)
        for tool in self._steps:
            tool.setVisible(self.width() >= WIDE)
        self._name_track()

    def _step(self, step: Callable[[], None], _: bool = False) -> None:  # noqa: FBT001, FBT002
        self.view.session.attend("score")
        step()

    def _toggle_snap(self) -> None:
        self.view.snap = self._before if self.view.snap is Snap.OFF else Snap.OFF

    def _toggle_follow(self) -> None:
        self.view.follows = not self.view.follows

    def _show_settings(self) -> None:
        snap = self.view.snap
        self._before = self._before if snap is Snap.OFF else snap
        with QSignalBlocker(self._snap):
            self._snap.setCurrentIndex(SNAPS.index(snap))
        pairs = (("magnet", self._magnet, snap is not Snap.OFF),)
        beats = ("timer", self._beats, self.view.grid.is_on)
        for name, tool, on in (*pairs, ("locate", self._follow, self.view.follows), beats):
            tool.setChecked(on)
            tool.setIcon(icon(name, "accent" if on else "text_2"))

    def _name_track(self) -> None:
        track = self.view.session.track
        name = "Timeline" if track is None else track.title
        room = max(60, self.width() - TOOLS)
        self.title.setText(self.title.fontMetrics().elidedText(name, _AT_END, room))
        self.title.setToolTip(as_written(name) if self.title.text() != name else "")
        self.facts.setText("" if track is None else track.tags.artist)


def _snap_choice(view: TimelineView) -> QComboBox:
    choice = QComboBox()
    choice.addItems([each.value for each in SNAPS])
    choice.setFixedSize(76, 24)
    choice.setToolTip("What edges snap to (1–5)")
    choice.setAccessibleName("Snap")
    choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    choice.activated.connect(lambda index: _snap(view, SNAPS[index]))
    sign = QLabel(choice)
    sign.setPixmap(pixmap("chevron-down", "text_3", 14))
    sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    sign.setGeometry(58, 5, 14, 14)
    return choice


def _snap(view: TimelineView, snap: Snap) -> None:
    view.snap = snap


def _follow(view: TimelineView) -> None:
    view.follows = not view.follows


_AT_END = Qt.TextElideMode.ElideRight

"""The timeline of the open track: overview, lanes and scroll bars."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QVBoxLayout, QWidget

from luma.app.placing import Label
from luma.domain.ids import ClipId, PatternId
from luma.domain.scoreedits import ScoreEdit
from luma.ui.session import Session
from luma.ui.timeline.canvas import Canvas
from luma.ui.timeline.commands import Commands
from luma.ui.timeline.fingers import Fingers
from luma.ui.timeline.lanes import SMALL_BELOW, Lanes, lay_out
from luma.ui.timeline.marks import Marks
from luma.ui.timeline.overview import Overview
from luma.ui.timeline.paint import Said
from luma.ui.timeline.scene import Drag, Scene, times_of
from luma.ui.timeline.snap import Snap, earlier
from luma.ui.timeline.sources import Sources
from luma.ui.timeline.viewport import Viewport

FRAME_MS = 16
STEP = 1.25
BAR = 12
NO_TRACK = Said(
    "", "No track open", "Choose one from the library, or drop music there.", "music"
)
NO_CLIPS = "Drag a pattern here, or press P to place one at the play head."


class TimelineView(QWidget):
    """Shows the open track and its score, and lets clips be placed and changed."""

    settings_changed = Signal()
    """What edges snap to, or whether the play head is followed, is another."""

    def __init__(self, session: Session) -> None:
        """Show what is open."""
        super().__init__()
        self.session, self.commands = session, Commands(session)
        self.sources = Sources(session, self)
        self.fingers = Fingers(self)
        self.canvas = Canvas(self.fingers, self.sources.tiles)
        self.overview = Overview(self.sources.whole)
        self._across, self._down = (
            QScrollBar(Qt.Orientation.Horizontal),
            QScrollBar(self.canvas),
        )
        self._snap, self._follows = Snap.BEAT, True
        self._view, self._scroll = Viewport(), 0
        self._marks: Marks | None = None
        self._loop: tuple[float, float] | None = None
        self._drag = Drag()
        self._hovered: ClipId | None = None
        self._scene = Scene(self._view, lay_out(1, 1, None, has_chords=False))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.overview)
        column.addWidget(self.canvas, 1)
        column.addWidget(self._across)
        kept = self._across.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self._across.setSizePolicy(kept)
        self.setFocusProxy(self.canvas)
        self._clock = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._tick)
        self._connect()
        self._open_show()

    def _connect(self) -> None:
        session = self.session
        session.track_changed.connect(lambda _: self._begin_track())
        session.show_changed.connect(lambda _: self._open_show())
        session.score_changed.connect(lambda _: self.rebuild())
        session.clip_selected.connect(lambda _: self.rebuild())
        self.sources.changed.connect(self.rebuild)
        self.sources.waved.connect(self.canvas.redraw)
        self.sources.waved.connect(self.overview.redraw)
        self.canvas.resized.connect(self._resize)
        self.overview.wished.connect(self.show_stretch)
        self._across.valueChanged.connect(
            lambda at: self.show_stretch(replace(self._view, start=at / 1000))
        )
        self._down.valueChanged.connect(self._scroll_to)

    @property
    def scene(self) -> Scene:
        """What is shown now."""
        return self._scene

    @property
    def snap(self) -> Snap:
        """What edges snap to."""
        return self._snap

    @snap.setter
    def snap(self, snap: Snap) -> None:
        self._snap = snap
        self.settings_changed.emit()

    @property
    def follows(self) -> bool:
        """Whether the view goes along with the play head."""
        return self._follows

    @follows.setter
    def follows(self, follows: bool) -> None:
        self._follows = follows
        self.settings_changed.emit()

    @property
    def labels(self) -> dict[PatternId, Label]:
        """The patterns that can be placed, with their names."""
        return dict(self.sources.labels)

    @property
    def play_seconds(self) -> float:
        """Where the play head is."""
        told = self.session.desk.player.snapshot() if self.session.has_sound else None
        return 0.0 if told is None else float(told.seconds)

    @property
    def play_beat(self) -> float:
        """The beat that the play head is at, drawn back to what edges snap to."""
        if self._marks is None:
            return 0.0
        beat = float(self._marks.grid.position(self.play_seconds))
        return earlier(beat, self._snap, self._marks.bars)

    def show_stretch(self, view: Viewport) -> None:
        """Show another stretch; whoever wishes one no longer follows the play head."""
        if self._follows and self.session.desk.player.wanted.playing:
            self.follows = False
        self._turn_to(view)

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Show more or less, with what lies at a place of the lanes staying there."""
        inside = 0 <= (at := self._view.x(self.play_seconds)) <= self._view.width
        middle = at if inside else self._view.width / 2
        self._turn_to(self._view.zoomed(factor, middle if x is None else x))

    def fit(self) -> None:
        """Show the whole track."""
        self._turn_to(self._view.fitted(0.0, self._view.duration))

    def fit_chosen(self) -> None:
        """Show the chosen clips as large as they fit."""
        times = [
            self._scene.times[c.id] for c in self.commands.chosen if c.id in self._scene.times
        ]
        if times:
            start, stop = min(t.start for t in times), max(t.stop for t in times)
            beside = (stop - start) * 0.05
            self.show_stretch(self._view.fitted(start - beside, stop + beside))

    def place_pattern(self, pattern: PatternId) -> None:
        """Place a pattern at the play head."""
        if self._marks is not None:
            self.commands.place(pattern, self.play_beat, self._marks)

    def edit(self, edit: ScoreEdit) -> None:
        """Edit the score as a part of the gesture that goes on."""
        self.fingers.edit(edit)

    def choose(self, names: Iterable[ClipId]) -> None:
        """Select clips."""
        self.session.select_clips(names)

    def show_drag(self, drag: Drag) -> None:
        """Show what a drag shows."""
        if drag != self._drag:
            self._drag = drag
            self.rebuild()

    def hover(self, name: ClipId | None) -> None:
        """Show the handles of the clip under the pointer."""
        if name != self._hovered:
            self._hovered = name
            self.rebuild()

    def show_loop(self, loop: tuple[float, float] | None) -> None:
        """Show a loop that is being dragged."""
        self._loop = loop
        self.rebuild()

    def seek(self, seconds: float) -> None:
        """Go to a moment."""
        self.session.seek(seconds)

    def loop(self, start: float, stop: float) -> None:
        """Play a stretch over and over."""
        self.session.loop(start, stop)

    def pan(self, across: float, down: float) -> None:
        """Move the view by pixels."""
        if across:
            self.show_stretch(self._view.moved(across))
        if down:
            self._scroll_to(self._scroll + round(down))

    def wheel(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll the layers with Shift or over their names, else the time."""
        turned = event.angleDelta()
        step = event.pixelDelta().y() or turned.y() / 2
        keys, at = event.modifiers(), event.position()
        if keys & Qt.KeyboardModifier.ControlModifier:
            self.zoom(2 ** (turned.y() / 480), at.x() - self._scene.lanes.header)
        elif keys & Qt.KeyboardModifier.ShiftModifier or self._is_over_names(at):
            self.pan(0, -step)
        else:
            self.pan(-(event.pixelDelta().x() or turned.x() / 2) - step, 0)

    def rebuild(self) -> None:
        """Show the newest state of everything."""
        score, drag = self.session.score, self._drag
        if score is not None and drag.offer is not None:
            score = score.with_clips((*score.clips, drag.offer))
        show = self.session.show
        chords = None if show is None else show.features.chords
        lanes = lay_out(
            self.width(), self.canvas.height(), score, has_chords=chords is not None
        )
        self._scroll = min(self._scroll, lanes.overflow)
        width = max(1, self.canvas.width() - lanes.header)
        if width != self._view.width:
            self._view = self._view.resized(width)
        self._scene = Scene(
            self._view, lanes, self._marks, times_of(score, self._marks), chords, score,
            self._scroll, frozenset(self.session.clips), self._hovered, self.sources.labels,
            self.sources.strips, self.sources.troubles, self._loop, drag,
        )  # fmt: skip
        self.canvas.show_scene(self._scene, self._said())
        self.overview.show_view(self._view)
        self._set_bars()
        self._show_play_head(self.play_seconds if self.session.has_sound else None)

    def plain_lanes(self) -> Lanes:
        """The lanes without what is only offered."""
        has_chords, score = self._scene.lanes.has_chords, self.session.score
        return lay_out(self.width(), self.canvas.height(), score, has_chords=has_chords)

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the play head while somebody sees it."""
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look away."""
        self._clock.stop()

    def _said(self) -> Said:
        if self.session.track is None:
            return NO_TRACK
        has_clips = self.session.score is None or bool(self.session.score.clips)
        words = self.sources.wave_words
        return Said(words) if has_clips else Said(words, "No clips yet", NO_CLIPS)

    def _begin_track(self) -> None:
        self._view, self._scroll, self._loop = Viewport(), 0, None

    def _open_show(self) -> None:
        show = self.session.show
        if show is not None:
            seconds = max(show.seconds, 1.0)
            self._marks = Marks.of(show.features.beats, seconds)
            self._view = replace(self._view, duration=seconds)
        self.rebuild()

    def _turn_to(self, view: Viewport) -> None:
        if view != self._view:
            self._view = view
            self.rebuild()

    def _scroll_to(self, down: int) -> None:
        down = min(max(down, 0), self._scene.lanes.overflow)
        if down != self._scroll:
            self._scroll = down
            self.rebuild()

    def _resize(self) -> None:
        self.overview.setFixedHeight(32 if self.height() < SMALL_BELOW + 60 else 40)
        self.rebuild()

    def _is_over_names(self, at: QPointF) -> bool:
        lanes = self._scene.lanes
        return at.x() < lanes.header and at.y() > lanes.layers_top

    def _set_bars(self) -> None:
        view, lanes = self._view, self._scene.lanes
        seen = view.stop - view.start
        self._across.blockSignals(True)  # noqa: FBT003
        self._across.setPageStep(max(1, round(seen * 1000)))
        self._across.setSingleStep(max(1, round(seen * 100)))
        self._across.setRange(0, max(0, round((view.duration - seen) * 1000)))
        self._across.setValue(round(view.start * 1000))
        self._across.blockSignals(False)  # noqa: FBT003
        self._across.setVisible(self._across.maximum() > 0)
        self._down.setVisible(lanes.overflow > 0)
        self._down.setGeometry(
            self.canvas.width() - BAR, lanes.layers_top, BAR, lanes.height - lanes.layers_top
        )
        self._down.blockSignals(True)  # noqa: FBT003
        self._down.setPageStep(lanes.height - lanes.layers_top)
        self._down.setRange(0, lanes.overflow)
        self._down.setValue(self._scroll)
        self._down.blockSignals(False)  # noqa: FBT003

    def _tick(self) -> None:
        """Follow the play head, and whatever loop is played."""
        if not self.session.has_sound:
            self._show_play_head(None)
            return
        wanted, seconds = self.session.desk.player.wanted, self.play_seconds
        loop = None if wanted.loop is None else (float(wanted.loop[0]), float(wanted.loop[1]))
        if loop != self._loop and not self.canvas.is_dragging:
            self._loop = loop
            self.rebuild()
        if wanted.playing and self._follows and not self.canvas.is_dragging:
            self._follow(seconds)
        self._show_play_head(seconds)

    def _follow(self, seconds: float) -> None:
        """Keep the play head at one third, unless a loop is in view as a whole."""
        view, loop = self._view, self._loop
        if loop is not None and view.start <= loop[0] and loop[1] <= view.stop:
            return
        followed = view.following(seconds)
        if abs(followed.start - view.start) * view.scale >= 1.0:
            self._turn_to(followed)

    def _show_play_head(self, seconds: float | None) -> None:
        self.canvas.show_play_head(None if seconds is None else self._scene.x(seconds))
        self.overview.show_play_head(seconds)

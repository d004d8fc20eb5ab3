"""The timeline of the open track: overview, lanes and scroll bars."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from luma.app.placing import Label
from luma.domain.ids import ClipId, PatternId
from luma.domain.scoreedits import ScoreEdit
from luma.domain.units import Seconds
from luma.ui.session import Session
from luma.ui.timeline.canvas import Canvas
from luma.ui.timeline.chordtool import ChordTool
from luma.ui.timeline.commands import Commands
from luma.ui.timeline.dynamicstool import DynamicsTool
from luma.ui.timeline.fingers import Fingers
from luma.ui.timeline.gridbar import GridBar
from luma.ui.timeline.gridtool import GridTool
from luma.ui.timeline.lanes import SMALL_BELOW, Lanes, lay_out
from luma.ui.timeline.layercommands import LayerCommands
from luma.ui.timeline.marks import Marks
from luma.ui.timeline.offered import Offered, said_of
from luma.ui.timeline.overview import Overview
from luma.ui.timeline.playing import PlayHead
from luma.ui.timeline.scene import Arranged, Drag, Scene
from luma.ui.timeline.scores import ScoreChooser
from luma.ui.timeline.scrolling import ScrollBars
from luma.ui.timeline.sectiontool import SectionTool
from luma.ui.timeline.snap import Snap, earlier
from luma.ui.timeline.sources import Sources
from luma.ui.timeline.stemtool import StemTool
from luma.ui.timeline.viewport import Viewport

STEP = 1.25


class TimelineView(QWidget):
    """Shows the open track and its score, and lets clips be placed and changed."""

    settings_changed = Signal()
    """What edges snap to, or whether the play head is followed, is another."""

    def __init__(self, session: Session) -> None:
        """Show what is open."""
        super().__init__()
        self.session, self.commands = session, Commands(session)
        self.layers, self.grid = LayerCommands(session), GridTool(session, self)
        self.chords = ChordTool(session, self)
        self.sections = SectionTool(session, self)
        self.stems = StemTool(session, self)
        self.dynamics = DynamicsTool(session, self)
        self.scores = ScoreChooser(session, self)
        self.sources = Sources(session, self)
        self.fingers = Fingers(self)
        self.canvas = Canvas(self.fingers, self.sources.tiles, self.sources.tones)
        self.overview = Overview(self.sources.whole)
        self._bars = ScrollBars(self.canvas)
        self._head = PlayHead(self, self.show_loop)
        self._snap, self._follows = Snap.BEAT, True
        self._view, self._scroll = Viewport(), 0
        self._marks: Marks | None = None
        self._loop: tuple[float, float] | None = None
        self._drag = Drag()
        self._hovered: ClipId | None = None
        self._arranged = Arranged()
        self._offered = Offered()
        self._scene = Scene(self._view, lay_out(1, 1, None, has_chords=False))
        self._lay_out()
        self.setFocusProxy(self.canvas)
        self._connect()
        self._open_show()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.overview)
        column.addWidget(GridBar(self.session, self.grid, lambda: self.play_beat_exact))
        column.addWidget(self.canvas, 1)
        column.addWidget(self._bars.across)

    def _connect(self) -> None:
        session = self.session
        session.track_changed.connect(lambda _: self._begin_track())
        session.show_changed.connect(lambda _: self._open_show())
        session.score_changed.connect(lambda _: self.rebuild())
        session.clip_selected.connect(lambda _: self.rebuild())
        self.sources.changed.connect(self.rebuild)
        self.grid.changed.connect(self.rebuild)
        self.chords.changed.connect(self.rebuild)
        self.sections.changed.connect(self.rebuild)
        self.stems.changed.connect(self.rebuild)
        self.stems.waved.connect(self.canvas.redraw)
        self.dynamics.changed.connect(self.rebuild)
        self.dynamics.drawn.connect(self.canvas.redraw)
        self.sources.waved.connect(self.canvas.redraw)
        self.sources.waved.connect(self.overview.redraw)
        self.canvas.resized.connect(self._resize)
        self.overview.wished.connect(self.show_stretch)
        self._bars.moved.connect(lambda at: self.show_stretch(replace(self._view, start=at)))
        self._bars.scrolled.connect(self._scroll_to)

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
        return self._head.seconds or 0.0

    @property
    def play_beat_exact(self) -> float:
        """The beat, with its fraction, that the play head is at."""
        marks = self._marks
        return 0.0 if marks is None else float(marks.grid.position(self.play_seconds))

    @property
    def play_beat(self) -> float:
        """The beat that the play head is at, drawn back to what edges snap to."""
        if self._marks is None:
            return 0.0
        return earlier(self.play_beat_exact, self._snap, self._marks.bars)

    def show_stretch(self, view: Viewport) -> None:
        """Show another stretch; whoever wishes one no longer follows the play head."""
        if self._follows and self.session.desk.player.wanted.playing:
            self.follows = False
        self.turn_to(view)

    def turn_to(self, view: Viewport) -> None:
        """Show another stretch, and go on to follow the play head."""
        if view != self._view:
            self._view = view
            self.rebuild()

    def zoom(self, factor: float, x: float | None = None) -> None:
        """Show more or less, with what lies at a place of the lanes staying there."""
        inside = 0 <= (at := self._view.x(self.play_seconds)) <= self._view.width
        middle = at if inside else self._view.width / 2
        self.turn_to(self._view.zoomed(factor, middle if x is None else x))

    def fit(self) -> None:
        """Show the whole track."""
        self.turn_to(self._view.fitted(0.0, self._view.duration))

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

    def hint(self, words: str) -> None:
        """Say in a few words why something stays as it is; none end it."""
        self.session.hinted.emit(words)

    def seek(self, seconds: float) -> None:
        """Go to a moment."""
        self.session.seek(seconds)

    def scrub(self, seconds: float) -> None:
        """Hear a grain at a moment."""
        if self.session.has_sound:
            self.session.ask(lambda: self.session.desk.player.scrub(Seconds(seconds)))

    def let_go(self) -> None:
        """End the scrubbing where it is."""
        self.session.ask(self.session.desk.player.release)

    def loop(self, start: float, stop: float) -> None:
        """Play a stretch over and over."""
        self.session.loop(start, stop)

    def pan(self, across: float, down: float) -> None:
        """Move the view by pixels."""
        if across:
            self.show_stretch(self._view.moved(across))
        if down:
            self._scroll_to(self._scroll + round(down))

    def rebuild(self) -> None:
        """Show the newest state of everything."""
        drag, show = self._drag, self.session.show
        chords = None if show is None else show.features.chords
        lanes = self._arranged.lanes(
            self._offered.with_offer(self.session.score, drag.offer),
            self.width(),
            self.canvas.height(),
            has_chords=self._marks is not None,
            has_tones=self._marks is not None and self.sources.shows_tones,
            stems=0 if self._marks is None else self.stems.height,
            dynamics=0 if self._marks is None else self.dynamics.height,
            has_sections=self.sections.has_any,
        )
        self._scroll = min(self._scroll, lanes.overflow)
        width = max(1, self.canvas.width() - lanes.header)
        if width != self._view.width:
            self._view = self._view.resized(width)
        self._scene = Scene(
            self._view, lanes, self._marks, self._arranged.times(self._marks), chords,
            self._offered.score, self._scroll, frozenset(self.session.clips), self._hovered,
            self.sources.labels, self.sources.strips, self.sources.troubles, self._loop, drag,
            self._arranged.states, self.layers.shown, self.grid.is_on,
            self.grid.standing.corrected, self.chords.chosen,
            self.chords.standing.corrected, self.sections.sections, self.sections.chosen,
            self.sections.standing.corrected,
            stems=self.stems.scene,
            dynamics=self.dynamics.scene,
        )  # fmt: skip
        self.canvas.show_scene(self._scene, said_of(self.session, self.sources.wave_words))
        self.overview.show_view(self._view)
        self.overview.show_sections(self.sections.sections)
        self._bars.show_part(self._view, lanes, self._scroll)
        self._head.show(self._head.seconds)

    def plain_lanes(self) -> Lanes:
        """The lanes without what is only offered."""
        lanes, score = self._scene.lanes, self.session.score
        return lay_out(
            self.width(),
            self.canvas.height(),
            score,
            has_chords=lanes.has_chords,
            has_tones=lanes.tones > 0,
            stems=lanes.stems,
            dynamics=lanes.dynamics,
            has_sections=lanes.sections > 0,
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the play head while somebody sees it."""
        self._head.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look away."""
        self._head.stop()

    def _begin_track(self) -> None:
        self._view, self._scroll, self._loop = Viewport(), 0, None

    def _open_show(self) -> None:
        show = self.session.show
        if show is not None:
            seconds = max(show.seconds, 1.0)
            self._marks = Marks.of(show.features.beats, seconds)
            self._view = replace(self._view, duration=seconds)
        self.rebuild()

    def _scroll_to(self, down: int) -> None:
        down = min(max(down, 0), self._scene.lanes.overflow)
        if down != self._scroll:
            self._scroll = down
            self.rebuild()

    def _resize(self) -> None:
        self.overview.setFixedHeight(32 if self.height() < SMALL_BELOW + 60 else 40)
        self.rebuild()

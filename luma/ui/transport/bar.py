"""The status bar: play and loop, where we are, and how the machine feels."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from luma.app.events import DocumentChanged, DocumentSaved
from luma.app.player import Heard
from luma.domain.rhythm import BeatGrid
from luma.ui.actions import Action
from luma.ui.assets import icon
from luma.ui.jobs.panel import JobLine
from luma.ui.pace import ticking
from luma.ui.session import Session
from luma.ui.theme import MONO, colour, font
from luma.ui.transport.control import Transport
from luma.ui.transport.health import Health
from luma.ui.transport.looppanel import SHORT, LoopPanel
from luma.ui.transport.meter import Meter
from luma.ui.transport.openers import count_menu, opener
from luma.ui.transport.position import UNKNOWN, clock, length, place
from luma.ui.transport.reading import Reading
from luma.ui.transport.speed import Speed

HEIGHT, TICK_MS = 44, 16
GAP, MARGINS, JOB_ROOM = 8, 48, 160
PREPARING = "Preparing sound…"
LOOP_TIP = "The tools of the loop: its ends, its length, its place and its seam"
COUNT_TIP = "More of the metronome: count a bar in"


class TransportBar(QWidget):
    """Play, position, levels and health; polled sixty times a second while it is seen."""

    def __init__(
        self,
        session: Session,
        transport: Transport,
        acts: Mapping[str, Action],
    ) -> None:
        """Show what a session plays, and offer these commands, by their ids."""
        super().__init__()
        self._session, self._transport = session, transport
        self._told: tuple[BeatGrid, tuple[float, float] | None] | None = None
        self.setFixedHeight(HEIGHT)
        self._start = _button(acts["start"], "skip-back")
        self._play = _button(acts["play"], "play")
        self._play.setProperty("flat", None)
        self._play.setProperty("primary", "true")
        self._play.setFixedSize(36, 32)
        self._loop = _button(acts["loop"], "repeat")
        self._loop.setCheckable(True)
        self._click = _button(acts["metronome"], "drum")
        self._click.setCheckable(True)
        self.loop_panel = LoopPanel(transport, [acts[name] for name in SHORT], self)
        self._more = opener(LOOP_TIP, lambda: self.loop_panel.open_above(self._loop))
        self._count = opener(COUNT_TIP, lambda: count_menu(self._count, acts["count in"]))
        self.speed = Speed(transport, acts["pitch"], acts["switch"])
        self._make_readings(session)
        self._hint = QLabel()
        self._hint.setProperty("level", "2")
        self._hint.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._job = JobLine(session)
        self._lay_out()
        session.hinted.connect(self._say)
        session.bridge.on(DocumentChanged, lambda _: self._saved.tell("Saving…"), self)
        session.bridge.on(DocumentSaved, lambda _: self._saved.tell("Saved", "text_3"), self)
        self._timer = ticking(self, TICK_MS, self.refresh)

    def _make_readings(self, session: Session) -> None:
        big = font(18, 500, MONO)
        self._place = Reading("999.4.4", "Bar, beat and sixteenth.", face=big)
        self._time = Reading("99:59.99", "Time from the start.", face=font(13, 400, MONO))
        self._tempo = Reading("124.00", "Tempo of the open track.", unit="bpm")
        self._metre = Reading("4/4", "Beats in a bar.")
        self._span = Reading("123.1–127.1 16 bars", "What is played over and over.")
        self._meter = Meter()
        self._health = Health(session)
        self._sound, self._dropouts, self._light = self._health.parts
        self._saved = Reading("Saving…", "Every edit is saved at once.", face=font(12))
        self._saved.tell("Saved", "text_3")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 12, 0)
        row.setSpacing(GAP)
        for button in (self._start, self._play):
            row.addWidget(button)
        for pair in ((self._loop, self._more), (self._click, self._count)):
            together = QHBoxLayout()
            together.setSpacing(0)
            for button in pair:
                together.addWidget(button)
            row.addLayout(together)
        row.addSpacing(12)
        for reading in (self._place, self._time):
            row.addWidget(reading)
        row.addWidget(_line())
        for widget in (self._tempo, self._metre, self.speed, self._span, self._meter):
            row.addWidget(widget)
        row.addWidget(self._hint, 1)
        row.addWidget(self._job)
        for reading in (self._sound, self._dropouts, self._light, self._saved):
            row.addWidget(reading)
        # who leaves first when the window is narrow
        self._leaving = (
            self._saved, self._metre, self.speed, self._meter, self._dropouts, self._span,
        )  # fmt: skip

    @property
    def job(self) -> JobLine:
        """The line about work in the background."""
        return self._job

    @property
    def readings(self) -> dict[str, str]:
        """What the figures show, by name."""
        shown = ("place", "time", "tempo", "metre", "span", "sound", "dropouts", "light")
        return {name: getattr(self, f"_{name}").figure for name in shown}

    def _say(self, words: str) -> None:
        if words != self._hint.text():
            self._hint.setText(words)

    def refresh(self) -> None:
        """Look at the levels, and show them."""
        player = self._session.desk.player
        heard = player.snapshot()
        self._tell_buttons(playing=player.wanted.playing)
        self._tell_place(heard)
        self.speed.refresh()
        self._health.tell(heard)
        waits = self._session.has_sound and heard is not None and heard.callbacks == 0
        if waits or self._hint.text() == PREPARING:
            self._say(PREPARING if waits else "")

    def _tell_buttons(self, *, playing: bool) -> None:
        ready = self._session.has_sound
        name = "pause" if playing else "play"
        if self._play.property("shown") != (name, ready):
            self._play.setProperty("shown", (name, ready))
            self._play.setIcon(icon(name, "text_on" if ready else "text_off"))
        for button in (self._start, self._play, self._loop):
            if button.isEnabled() != ready:
                button.setEnabled(ready)
        looping = self._transport.loop is not None
        if self._loop.isChecked() != looping or self._loop.property("shown") is None:
            self._loop.setProperty("shown", looping)
            self._loop.setChecked(looping)
            self._loop.setIcon(icon("repeat", "accent" if looping else "text_2"))
        clicking = self._session.desk.metronome.is_on
        if self._click.property("shown") != clicking:
            self._click.setProperty("shown", clicking)
            self._click.setChecked(clicking)
            self._click.setIcon(icon("drum", "accent" if clicking else "text_2"))

    def _tell_place(self, heard: Heard | None) -> None:
        grid, loop = self._session.grid, self._transport.loop
        if heard is None or grid is None or not self._session.has_sound:
            for reading in (self._place, self._time):
                reading.tell(UNKNOWN, "text_3")
            for reading in (self._tempo, self._metre, self._span):
                reading.tell("")
            self._told = None
            self._meter.tell((0.0, 0.0))
            return
        self._place.tell(place(grid, heard.seconds))
        self._time.tell(clock(heard.seconds), "text_2")
        if self._told != (grid, loop):
            self._told = grid, loop
            self._tell_grid(grid, loop)
        quiet = not heard.playing
        self._meter.tell((0.0, 0.0) if quiet else (float(heard.peak[0]), float(heard.peak[1])))

    def _tell_grid(self, grid: BeatGrid, loop: tuple[float, float] | None) -> None:
        """Show what changes only with the track and its loop."""
        shade = "text_3" if grid.assumed else "text"
        self._tempo.tell(f"{grid.bpm:.2f}", shade)
        self._metre.tell(f"{grid.metre}/4", shade)
        if loop is None:
            self._span.tell("No loop", "text_3")
        else:
            ends = "–".join(place(grid, at, fine=False) for at in loop)
            self._span.tell(f"{ends} {length(grid, *loop)}", "text_2")

    def sizeHint(self) -> QSize:
        """As wide as the window, in one height."""
        return QSize(1024, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for any window; items leave one after the other."""
        return QSize(480, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let items leave while there is no room for them."""
        for widget in self._leaving:
            widget.setVisible(True)
        for widget in self._leaving:
            if self._wanted() <= self.width():
                break
            widget.setVisible(False)

    def _wanted(self) -> int:
        children = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        kept = [w for w in children if not w.isHidden() and w not in (self._hint, self._job)]
        return sum(w.minimumWidth() + GAP for w in kept) + MARGINS + JOB_ROOM

    def showEvent(self, event: QShowEvent) -> None:
        """Look while somebody sees it."""
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody does."""
        self._timer.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), colour("void"))


def _button(action: Action, sign: str) -> QToolButton:
    made = QToolButton()
    made.setIcon(icon(sign))
    made.setIconSize(QSize(16, 16))
    made.setProperty("flat", "true")
    made.setFixedSize(28, 28)
    made.setToolTip(f"{action.title} ({action.shown_keys})")
    made.setAccessibleName(action.title)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.clicked.connect(lambda _checked: action.run())
    return made


def _line() -> QWidget:
    made = QLabel()
    made.setFixedSize(1, 20)
    made.setObjectName("divider")
    return made

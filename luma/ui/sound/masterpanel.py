"""The panel of what leaves: levels, loudness, and how the machine copes with it."""

from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from luma.app.events import DevicesChanged, StageReady
from luma.app.player import Heard
from luma.ui.elided import Elided
from luma.ui.pace import ticking
from luma.ui.panel import Panel
from luma.ui.session import Session
from luma.ui.sound.ballistics import decibels, figure, loudness
from luma.ui.sound.figures import Alike, Figures
from luma.ui.sound.mastermeter import MasterMeter
from luma.ui.theme import font

TICK_MS, SLOW = 16, 12
"""Figures in words are new every twelfth tick: faster, nobody reads them."""
BUSY = 0.7
UNKNOWN = ("–", "text_3")
LEVELS = (("Peak", "dB"), ("Mean", "dB"), ("Momentary", "LUFS"), ("Short term", "LUFS"))
THREAD = (("Half within", "%"), ("99.9 % within", "%"), ("Worst", "%"))
FAULTS = (("Dropouts", ""), ("Missed frames", ""), ("No numbers", ""))
ON_THREAD = (
    "How much of the time of a block of sound its thread needs: half of all blocks, nearly "
    "all, and the slowest one. Over 100 % sound breaks off."
)
ON_FAULTS = (
    "Dropouts: sound was too late. Missed frames: sound that was due was not in memory yet. "
    "No numbers: samples of an effect or a file that made no sense and were silenced. "
    "If they grow, choose the latency High or another device."
)


class MasterPanel(Panel):
    """Polls the levels sixty times a second while it is seen, and never else."""

    def __init__(self, session: Session) -> None:
        """Look at what a session's desk plays."""
        content = QWidget()
        super().__init__("Master", content)
        self._session, self._ticks = session, 0
        self.meter = MasterMeter()
        self.levels = Figures(LEVELS, "How loud it is: the held peak, the mean, and as heard.")
        self.alike = Alike()
        self.times = Figures(THREAD, ON_THREAD)
        self.faults = Figures(FAULTS, ON_FAULTS)
        self.device, self.latency = Elided(), Elided()
        self.latency.setProperty("level", "3")
        self._lay_out(content)
        self._timer = ticking(self, TICK_MS, self.refresh)
        for fact in (StageReady, DevicesChanged):
            session.bridge.on(fact, lambda _: self._tell_device(), self)
        self._tell_device()

    @property
    def is_polling(self) -> bool:
        """Whether it looks at the levels."""
        return self._timer.isActive()

    def refresh(self) -> None:
        """Look at the levels, and now and then at the figures."""
        levels = self._session.desk.player.meters().get(0)
        self.meter.tell(levels)
        self._ticks += 1
        if self._ticks % SLOW != 1:
            return
        if levels is None:
            unknown = dict.fromkeys(("peak", "mean", "momentary", "shortterm"), UNKNOWN)
            self.levels.tell(**unknown)
            self.alike.tell(None)
        else:
            mean = max(levels.rms)
            self.levels.tell(
                peak=(figure(decibels(max(levels.held))), "text"),
                mean=(figure(decibels(mean)), "text"),
                momentary=(loudness(levels.momentary), "text"),
                shortterm=(loudness(levels.short_term), "text"),
            )
            self.alike.tell(levels.correlation if mean > 0 else None)
        self._tell_machine(self._session.desk.player.snapshot())

    def _tell_machine(self, heard: Heard | None) -> None:
        if heard is None or heard.callbacks == 0:
            self.times.tell(halfwithin=UNKNOWN, **{"999within": UNKNOWN}, worst=UNKNOWN)
            self.faults.tell(dropouts=UNKNOWN, missedframes=UNKNOWN, nonumbers=UNKNOWN)
            return
        load = heard.load
        self.times.tell(
            halfwithin=_percent(load.median),
            **{"999within": _percent(load.late)},
            worst=_percent(load.worst),
        )
        self.faults.tell(
            dropouts=_count(heard.underruns),
            missedframes=_count(heard.missed),
            nonumbers=_count(heard.broken),
        )

    def _tell_device(self) -> None:
        devices = self._session.desk.devices
        playing = devices.playing_on
        self.device.setText(playing[:1].upper() + playing[1:] or "No sound yet")
        self.device.setToolTip("" if not playing else f"Sound comes out at {playing}")
        self.latency.setText(f"Latency {devices.choice.latency}")

    def _lay_out(self, content: QWidget) -> None:
        self.device.setFont(font(12, 500))
        thread = QLabel("Sound thread")
        thread.setFont(font(11, 600))
        column = QVBoxLayout()
        column.setSpacing(0)
        for widget in (self.levels, self.alike, None, thread, self.times, None, self.faults):
            if widget is None:
                column.addSpacing(8)
            else:
                column.addWidget(widget)
        column.addStretch(1)
        column.addWidget(self.device)
        column.addWidget(self.latency)
        row = QHBoxLayout(content)
        row.setContentsMargins(8, 10, 12, 10)
        row.setSpacing(14)
        row.addWidget(self.meter)
        row.addLayout(column, 1)

    def showEvent(self, event: QShowEvent) -> None:
        """Look while somebody sees it."""
        super().showEvent(event)
        self._ticks = 0
        self.refresh()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody does."""
        super().hideEvent(event)
        self._timer.stop()


def _percent(share: float) -> tuple[str, str]:
    shade = "error" if share >= 1.0 else "warn" if share > BUSY else "text"
    return f"{min(share, 9.99) * 100:.1f}", shade


def _count(number: int) -> tuple[str, str]:
    return (f"{number}" if number < 100_000 else "> 99999"), "warn" if number else "text"

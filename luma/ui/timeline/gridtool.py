"""Putting beats right; each wish is one step with all clips that follow."""

import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from luma.app.grids import Grids
from luma.domain.errors import LumaError
from luma.domain.gridedits import (
    ForgetGrid,
    MoveBeat,
    ScaleGrid,
    SetDownbeat,
    SetMetre,
    SetTempo,
    ShiftGrid,
    tapped,
)
from luma.domain.ids import TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS
from luma.ui.session import Session

FRAME = 1.0 / LIGHT_FPS
TAPPED_MS, FEWEST_TAPS = 1600, 3


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a person has put the beats right, and what was heard instead."""

    corrected: bool = False
    heard_bpm: float | None = None
    offer: str = ""
    second_bpm: float | None = None


class GridTool(QObject):
    """Turns wishes for other beats into edits; while it is on, beats can be taken hold of."""

    changed = Signal()
    """It is on or off, the beats stand otherwise, or somebody taps."""

    def __init__(self, session: Session, parent: QObject) -> None:
        """Be off."""
        super().__init__(parent)
        self._session = session
        self.is_on = False
        self.standing = Standing()
        self.taps: tuple[float, ...] = ()
        self._in_song = False
        self._pause = QTimer(self, singleShot=True, interval=TAPPED_MS)
        self._pause.timeout.connect(self._take_taps)
        session.track_changed.connect(lambda _: self._take(Standing()))
        session.show_changed.connect(lambda _: self._ask())

    @property
    def grid(self) -> BeatGrid | None:
        """The beats that count."""
        return self._session.grid

    @property
    def tapped_bpm(self) -> float | None:
        """The tempo of the taps so far."""
        try:
            return tapped(self.taps).bpm
        except LumaError:
            return None

    def toggle(self) -> None:
        """Let beats be taken hold of, or no longer."""
        self.is_on = not self.is_on
        self.changed.emit()

    def shift(self, frames: int) -> None:
        """Move all beats by frames of light."""
        self._session.edit_grid(ShiftGrid(frames * FRAME))

    def shift_half(self, sign: int) -> None:
        """Move all beats by half a beat, later or earlier."""
        if self.grid is not None:
            self._session.edit_grid(ShiftGrid(sign * 30.0 / self.grid.bpm))

    def scale(self, *, double: bool) -> None:
        """Count twice as many beats, or half as many."""
        self._session.edit_grid(ScaleGrid(double))

    def set_one(self, beat: float) -> None:
        """Let bars begin at the beat nearest to a place."""
        self._session.edit_grid(SetDownbeat(round(beat)))

    def move_beat(self, beat: int, seconds: float) -> None:
        """Put one beat where it is heard."""
        self._session.edit_grid(MoveBeat(beat, seconds))

    def nudge(self, beat: float, frames: int) -> None:
        """Move the beat nearest to a place by frames of light."""
        if self.grid is not None:
            number = round(beat)
            self.move_beat(number, float(self.grid.seconds(number)) + frames * FRAME)

    def set_tempo(self, bpm: float) -> None:
        """Let all beats follow one another in one tempo, from the first downbeat on."""
        self._session.edit_grid(SetTempo(bpm))

    def take_second(self) -> None:
        """Let the second-best grid count."""
        track, session = self._session.track, self._session
        if track is not None:
            session.ask(
                lambda: session.desk.grids.take_second(track.id),
                lambda _: session.attend("grid"),
            )

    def set_metre(self, metre: int) -> None:
        """Give every bar as many beats."""
        self._session.edit_grid(SetMetre(metre))

    def forget(self) -> None:
        """Let what was heard count again."""
        self._session.edit_grid(ForgetGrid())

    def tap(self) -> None:
        """Tap the tempo: along with the song while it plays, else by the clock alone."""
        player = self._session.desk.player
        told = player.snapshot() if self._session.has_sound else None
        in_song = told is not None and player.wanted.playing
        now = float(told.seconds) if told is not None and in_song else time.monotonic()
        if in_song != self._in_song or (self.taps and now <= self.taps[-1]):
            self.taps = ()
        self._in_song, self.taps = in_song, (*self.taps, now)
        self._pause.start()
        self.changed.emit()

    def _take_taps(self) -> None:
        taps, self.taps = self.taps, ()
        if len(taps) >= FEWEST_TAPS:
            told = tapped(taps)
            self._session.edit_grid(told if self._in_song else SetTempo(told.bpm))
        self.changed.emit()

    def _ask(self) -> None:
        track, grids = self._session.track, self._session.desk.grids
        if track is not None:
            self._session.ask(lambda: _standing(grids, track.id), self._take)

    def _take(self, standing: Standing) -> None:
        if standing != self.standing:
            self.standing = standing
            self.changed.emit()


def _standing(grids: Grids, track: TrackId) -> Standing:
    heard, offer = grids.heard(track), grids.find_offer(track)
    bpm = None if heard.assumed else heard.bpm
    second = grids.find_second(track)
    return Standing(
        grids.is_own(track),
        bpm,
        "" if offer is None else offer.words,
        None if second is None else second.bpm,
    )

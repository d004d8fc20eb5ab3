"""Remembers which tracks were heard, once it was for longer than a moment."""

import datetime as dt
import time
from collections.abc import Callable

from luma.app.ground import Ground
from luma.domain.ids import TrackId
from luma.domain.units import Seconds
from luma.store.plays import Play

LEAST_SECONDS = 20.0


class PlayLog:
    """Follows what plays, and writes down what did; used on the lane."""

    def __init__(self, ground: Ground, clock: Callable[[], float] = time.monotonic) -> None:
        """Have heard nothing yet."""
        self._keeper, self._clock = ground.keeper, clock
        self._track: TrackId | None = None
        self._begun, self._heard = "", 0.0
        self._since: float | None = None

    def follow(self, track: TrackId | None, *, playing: bool) -> None:
        """Hear that a track plays, or stands still, from now on."""
        now = self._clock()
        if self._since is not None:
            self._heard, self._since = self._heard + now - self._since, now
        if track != self._track:
            self.close()
            self._track = track
        if playing and not self._begun:
            self._begun = dt.datetime.now(dt.UTC).isoformat(timespec="microseconds")
        self._since = now if playing and track is not None else None

    def close(self) -> None:
        """Write down what was heard until now, where it was more than a moment."""
        track, play = self._track, Play(self._begun, Seconds(self._heard))
        if self._since is not None:
            play = Play(self._begun, Seconds(self._heard + self._clock() - self._since))
        self._track, self._since, self._begun, self._heard = None, None, "", 0.0
        if track is not None and play.seconds >= LEAST_SECONDS:
            self._keeper.save(lambda shelf: shelf.plays.add(track, play))

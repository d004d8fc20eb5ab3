"""The metronome: clicks on the beats that count, in the same stream as the song."""

from pathlib import Path

import numpy as np

from luma.app.grids import Grids
from luma.app.paths import Paths
from luma.app.player import Player
from luma.app.settings import SoundSettings
from luma.audio.clicks import click_frames
from luma.domain.ids import TrackId, new_id
from luma.domain.rhythm import BeatGrid
from luma.domain.units import Decibels


class Metronome:
    """Keeps the stage's clicks true to the beats of the loaded track; used on the lane."""

    def __init__(
        self, paths: Paths, settings: SoundSettings, player: Player, grids: Grids
    ) -> None:
        """Be as the settings say."""
        self._file = paths.runtime / f"clicks-{new_id()}.npy"
        self._player, self._grids = player, grids
        self._level = Decibels(settings.click_db)
        self._is_on = settings.click == "on"
        self._sent: tuple[TrackId, BeatGrid] | None = None

    @property
    def is_on(self) -> bool:
        """Whether it clicks while the song plays."""
        return self._is_on

    def toggle(self) -> None:
        """Click from now on, or no longer."""
        self._is_on = not self._is_on
        self.follow()

    def begin_again(self) -> None:
        """Tell a stage that knows nothing yet."""
        self._sent = None
        self.follow()

    def follow(self) -> None:
        """Let the stage click on the beats as they are now, if they are others."""
        track = self._player.wanted.track
        wished = (track, self._grids.of(track)) if track and self._is_on else None
        if self._player.pid is None or _same(wished, self._sent):
            return
        self._sent = wished
        file = None if wished is None else self._write(*wished)
        self._player.use_clicks(file, self._level)

    def close(self) -> None:
        """Leave no file behind; the stage has read it."""
        self._file.unlink(missing_ok=True)

    def _write(self, track: TrackId, grid: BeatGrid) -> Path:
        """A file of clicks that the stage reads when it is told."""
        aside = self._file.with_suffix(".new")
        with aside.open("wb") as written:
            np.save(written, click_frames(grid, self._grids.seconds(track)))
        aside.replace(self._file)
        return self._file


def _same(one: tuple[TrackId, BeatGrid] | None, other: tuple[TrackId, BeatGrid] | None) -> bool:
    if one is None or other is None:
        return one is other
    return one[0] == other[0] and one[1].has_beats_of(other[1])

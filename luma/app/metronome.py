"""The metronome: clicks on the beats that count, before the song and in its own stream."""

from pathlib import Path

import numpy as np
import numpy.typing as npt

from luma.app.grids import Grids
from luma.app.paths import Paths
from luma.app.player import Player
from luma.app.settings import SoundSettings
from luma.audio.clicks import click_frames, count_in_frames
from luma.domain.errors import BadValue, NotFound
from luma.domain.ids import TrackId, new_id
from luma.domain.rhythm import BeatGrid
from luma.domain.units import Decibels, Frames

MOST_COUNTED = 16


class Metronome:
    """Keeps the stage's clicks true to the beats of the loaded track; used on the lane."""

    def __init__(
        self, paths: Paths, settings: SoundSettings, player: Player, grids: Grids
    ) -> None:
        """Be as the settings say."""
        self._file = paths.runtime / f"clicks-{new_id()}.npy"
        self._count_file = paths.runtime / f"count-{new_id()}.npy"
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

    def count_in(self, beats: int = 4) -> None:
        """Click so many beats at the tempo of the play head, then let the song play from it.

        The song stands until then; off a beat, the last click comes as long before as the beat.
        """
        track, heard = self._player.wanted.track, self._player.snapshot()
        if track is None or heard is None:
            raise NotFound("No track is loaded.", hint="Open one first.")
        if not 1 <= beats <= MOST_COUNTED:
            raise BadValue(
                f"A count-in of {beats} beats cannot be played.",
                hint=f"It takes 1 to {MOST_COUNTED}.",
            )
        rate = self._player.wanted.rate
        rows, length = count_in_frames(self._grids.of(track), heard.seconds, beats, rate)
        file = self._put(self._count_file, rows)
        self._player.count_in(file, Frames(length), self._level)

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
        for file in (self._file, self._count_file):
            file.unlink(missing_ok=True)

    def _write(self, track: TrackId, grid: BeatGrid) -> Path:
        """A file of clicks that the stage reads when it is told."""
        return self._put(self._file, click_frames(grid, self._grids.seconds(track)))

    def _put(self, file: Path, rows: npt.NDArray[np.int64]) -> Path:
        aside = file.with_suffix(".new")
        with aside.open("wb") as written:
            np.save(written, rows)
        aside.replace(file)
        return file


def _same(one: tuple[TrackId, BeatGrid] | None, other: tuple[TrackId, BeatGrid] | None) -> bool:
    if one is None or other is None:
        return one is other
    return one[0] == other[0] and one[1].has_beats_of(other[1])

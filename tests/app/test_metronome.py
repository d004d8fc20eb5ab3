"""The metronome clicks on the beats that count, and on others as soon as they are put right."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

import numpy as np
import pytest

from luma.app.metronome import Metronome
from luma.app.paths import Paths
from luma.app.settings import SoundSettings
from luma.app.wanted import Wanted
from luma.domain.gridedits import ShiftGrid
from luma.domain.ids import TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.units import HOUSE_RATE, Decibels
from tests.app.desks import a_desk, a_track, hear

if TYPE_CHECKING:
    from luma.app.grids import Grids
    from luma.app.player import Player

SONG = TrackId("song")


@dataclass
class Told:
    """A player that remembers what clicks it was told of, and beats that a test chooses."""

    wanted: Wanted = field(default_factory=Wanted)
    pid: int | None = 1
    grid: BeatGrid = field(default_factory=lambda: BeatGrid.steady(120.0, count=5))
    clicks: list[list[int] | None] = field(default_factory=list)

    def use_clicks(self, file: Path | None, level: Decibels) -> None:
        assert level == -9.0
        self.clicks.append(None if file is None else np.load(file)[:, 0].tolist())

    def of(self, track: TrackId) -> BeatGrid:
        assert track == SONG
        return self.grid

    def seconds(self, track: TrackId) -> float:
        assert track == SONG
        return 1.2


@contextmanager
def metronome(told: Told, click: Literal["off", "on"] = "off") -> Iterator[Metronome]:
    paths = Paths.find()
    paths.make()
    settings = SoundSettings(click=click)
    made = Metronome(paths, settings, cast("Player", told), cast("Grids", told))
    yield made
    made.close()


def test_it_clicks_once_it_is_on_and_a_track_is_loaded() -> None:
    told = Told()
    with metronome(told) as clicking:
        clicking.follow()
        assert told.clicks == []
        clicking.toggle()
        assert told.clicks == [], "no track is loaded"
        told.wanted = Wanted(SONG)
        clicking.follow()
        clicking.follow()
        assert told.clicks == [[0, HOUSE_RATE // 2, HOUSE_RATE]], "told once"
        clicking.toggle()
        assert told.clicks[1:] == [None]


def test_corrected_beats_are_told_at_once() -> None:
    told = Told(Wanted(SONG))
    with metronome(told, "on") as clicking:
        assert clicking.is_on
        clicking.follow()
        told.grid = BeatGrid.steady(120.0, first=0.25, count=5)
        clicking.follow()
    assert told.clicks[1] == [HOUSE_RATE // 4, HOUSE_RATE * 3 // 4]


def test_a_stage_that_began_anew_is_told_again_and_none_is_started() -> None:
    told = Told(Wanted(SONG), pid=None)
    with metronome(told, "on") as clicking:
        clicking.follow()
        assert told.clicks == []
        told.pid = 2
        clicking.begin_again()
        clicking.begin_again()
    assert len(told.clicks) == 2


def test_on_a_desk_the_clicks_follow_the_grid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 2.0).id
        hear(desk, track, "pcm")
        sent: list[Path | None] = []
        monkeypatch.setattr(desk.player, "use_clicks", lambda file, _: sent.append(file))
        desk.lane.call(desk.metronome.toggle)
        desk.lane.call(lambda: desk.player.load(track))
        file = desk.lane.call(lambda: sent)[0]
        assert file is not None
        assert np.load(file)[:, 0].tolist() == [0, 24_000, 48_000, 72_000]
        desk.lane.call(lambda: desk.grids.edit(track, ShiftGrid(0.1)))
        desk.lane.call(lambda: None)
        assert np.load(file)[:, 0].tolist() == [4800, 28_800, 52_800, 76_800]

"""What was heard is remembered, once for each time, and moments are not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from luma.app.desk import open_desk
from luma.app.ground import Ground
from luma.app.paths import Paths
from luma.app.playlog import PlayLog
from luma.domain.ids import TrackId
from tests.library import furnish


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with open_desk(Paths.find(tmp_path)) as desk:
        desk.ground.keeper.save(furnish).result()
        yield desk.ground


def heard(ground: Ground) -> list[float]:
    ground.keeper.flush()
    with ground.store.read() as shelf:
        return [play.seconds for play in shelf.plays.of(TrackId("one"))]


def test_a_track_that_was_heard_is_remembered_without_its_pauses(ground: Ground) -> None:
    clock, one = Clock(), TrackId("one")
    log = PlayLog(ground, clock)
    for playing, seconds in ((True, 15.0), (False, 600.0), (True, 10.0), (True, 5.0)):
        log.follow(one, playing=playing)
        clock.now += seconds
    log.follow(None, playing=False)
    assert heard(ground) == [30.0]
    log.close()
    assert heard(ground) == [30.0]


def test_a_moment_is_forgotten_and_closing_remembers(ground: Ground) -> None:
    clock, one = Clock(), TrackId("one")
    log = PlayLog(ground, clock)
    log.follow(one, playing=True)
    clock.now += 19.0
    log.follow(TrackId("two"), playing=True)
    assert heard(ground) == []
    log.follow(one, playing=True)
    clock.now += 21.0
    log.close()
    assert heard(ground) == [21.0]
    with ground.store.read() as shelf:
        (play,) = shelf.plays.of(one)
        assert play.at.startswith("20")

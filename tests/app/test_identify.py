"""Lamps shine to be found: their heads and no others, until somebody ends it."""

from pathlib import Path

import pytest

from luma.app.identify import identify
from luma.app.services import Desk
from luma.domain.errors import Refused
from luma.domain.ids import FixtureId
from luma.domain.roomedits import AddFixtures
from luma.domain.score import Score
from luma.domain.venue import Fixture, Venue
from tests.app.desks import ROOM, SCORE, a_desk, a_track

PAR = Fixture(FixtureId("par"), "Par", "generic/rgb_par", "3 channels")
END = Fixture(FixtureId("end"), "End", "generic/rgb_par", "3 channels", 1, 40)
BAR = Fixture(FixtureId("bar"), "Bar", "generic/rgb_bar", "12 channels", 1, 10)


def _shown(desk: Desk) -> tuple[tuple[int, int], ...]:
    return desk.lights.overlay.shown


def test_the_heads_of_a_fixture_are_shown_while_a_show_is_open(tmp_path: Path) -> None:
    with a_desk() as desk:
        with pytest.raises(Refused, match="No light is sent yet"):
            desk.lane.call(lambda: identify(desk.lights, desk.shows, (PAR.id,)))
        track = a_track(desk, tmp_path)
        room = AddFixtures((PAR, BAR, END)).apply(Venue(ROOM, "Room"))
        desk.ground.keeper.save(lambda shelf: shelf.venues.save(room)).result()
        score = Score(SCORE, track.id, "Main")
        desk.ground.keeper.save(lambda shelf: shelf.scores.save(score)).result()
        desk.lane.call(lambda: desk.shows.open(SCORE, ROOM))
        desk.lane.call(lambda: identify(desk.lights, desk.shows, (BAR.id,)))
        assert _shown(desk) == ((1, 5),)
        desk.lane.call(lambda: identify(desk.lights, desk.shows, (END.id, PAR.id)))
        assert _shown(desk) == ((0, 1), (5, 6))
        desk.lane.call(lambda: identify(desk.lights, desk.shows, ()))
        assert _shown(desk) == ()
        with pytest.raises(Refused, match="no fixture never"):
            desk.lane.call(lambda: identify(desk.lights, desk.shows, (FixtureId("never"),)))

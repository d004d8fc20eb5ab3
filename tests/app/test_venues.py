"""Rooms come and go, one of them is lit, and files hold them."""

from pathlib import Path

import pytest

from luma.app.events import ProblemRaised, RoomChosen, VenuesChanged
from luma.app.services import Desk
from luma.domain.errors import BadDocument, NotFound
from luma.domain.ids import FixtureId, VenueId
from luma.domain.roomedits import AddFixtures, RenameVenue
from luma.domain.venue import Fixture, Venue
from tests.app.desks import Facts, a_desk

LAMP = Fixture(FixtureId("u"), "Lamp", "generic/rgb_par", "3 channels")


def _made(desk: Desk, facts: Facts) -> VenueId:
    desk.lane.call(desk.venues.add)
    return facts.wait(RoomChosen).venue


def test_rooms_are_made_copied_and_taken_away() -> None:
    with a_desk() as desk:
        facts = Facts(desk, (VenuesChanged, RoomChosen, ProblemRaised))
        assert desk.venues.find_lit() is None
        first = _made(desk, facts)
        desk.documents.edit("venue", first, AddFixtures((LAMP,)))
        desk.lane.call(lambda: desk.venues.duplicate(first))
        second = facts.wait(RoomChosen).venue
        listed = [(room.name, room.fixtures) for room in desk.venues.list()]
        assert listed == [("New room", 1), ("New room 2", 1)]
        assert desk.venues.find_lit() == second
        gone: list[Venue] = []
        desk.lane.call(lambda: desk.venues.remove(second, gone.append))
        assert facts.wait(RoomChosen).venue == first
        desk.lane.call(lambda: desk.venues.restore(gone[0]))
        again = facts.wait(RoomChosen).venue
        assert desk.documents.get("venue", again).fixtures == (LAMP,)
        assert desk.documents.get("venue", again).name == "New room 2"


def test_the_last_room_stays() -> None:
    with a_desk() as desk:
        facts = Facts(desk, (RoomChosen, ProblemRaised))
        only = _made(desk, facts)
        desk.lane.call(lambda: desk.venues.remove(only))
        assert "last room" in facts.wait(ProblemRaised).trouble.message
        assert [room.id for room in desk.venues.list()] == [only]


def test_the_lit_room_is_remembered() -> None:
    with a_desk() as desk:
        facts = Facts(desk, (RoomChosen,))
        first, _second = _made(desk, facts), _made(desk, facts)
        desk.lane.call(lambda: desk.venues.choose(first))
        with pytest.raises(NotFound):
            desk.lane.call(lambda: desk.venues.choose(VenueId("never")))
    with a_desk() as desk:
        assert desk.venues.find_lit() == first


def test_a_room_goes_into_a_file_and_comes_back(tmp_path: Path) -> None:
    with a_desk() as desk:
        facts = Facts(desk, (RoomChosen,))
        first = _made(desk, facts)
        desk.documents.edit("venue", first, AddFixtures((LAMP,), "front"))
        desk.documents.edit("venue", first, RenameVenue("Hall"))
        file = tmp_path / "hall.json"
        desk.lane.call(lambda: desk.venues.write(first, file))
        desk.lane.call(lambda: desk.venues.bring(file))
        second = facts.wait(RoomChosen).venue
        here, there = (desk.documents.get("venue", name) for name in (first, second))
        assert first != second
        assert (there.fixtures, there.groups) == (here.fixtures, here.groups)
        assert there.name == "Hall 2"
        file.write_text('{"luma": "score"}', encoding="utf-8")
        with pytest.raises(BadDocument, match=r'"hall\.json" is not a venue'):
            desk.lane.call(lambda: desk.venues.bring(file))
        assert [path.name for path in tmp_path.iterdir()] == ["hall.json"]


def test_a_room_goes_through_an_mvr_file(tmp_path: Path) -> None:
    file = tmp_path / "Hall.mvr"
    with a_desk() as desk:
        facts = Facts(desk, (RoomChosen, ProblemRaised))
        first = _made(desk, facts)
        desk.documents.edit("venue", first, AddFixtures((LAMP,)))
        desk.lane.call(lambda: desk.venues.write(first, file))
        desk.lane.call(lambda: desk.venues.bring(file))
        again = desk.documents.get("venue", facts.wait(RoomChosen).venue)
        assert again.fixtures == (LAMP,)
        assert again.id != first
        file.write_bytes(file.read_bytes()[:-20])
        desk.lane.call(lambda: desk.venues.bring(file))
        assert "not a whole archive" in facts.wait(ProblemRaised).trouble.message

"""Edits keep a venue whole: one lamp per name, groups of lamps that hang."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.errors import BadDocument, BadValue, NotFound, Refused
from luma.domain.ids import FixtureId, VenueId
from luma.domain.venue import Fixture, Group, Venue
from luma.domain.venueedits import (
    AddFixture,
    AssignGroup,
    MoveFixture,
    Readdress,
    RemoveFixture,
    VenueEdit,
)
from tests.domain import drawn

U, V = FixtureId("u"), FixtureId("v")


def _lamp(name: FixtureId = U) -> Fixture:
    return Fixture(name, "Lamp", "generic/par", "rgb")


def _venue(*fixtures: Fixture) -> Venue:
    return Venue(VenueId("room"), "Room", fixtures)


@given(st.lists(st.one_of(*drawn.venue_edits.values()), max_size=30))
def test_any_sequence_of_edits_keeps_a_venue_whole(edits: list[VenueEdit]) -> None:
    document = _venue(_lamp())
    for edit in edits:
        document = drawn.tried(edit, document)
        names = [fixture.id for fixture in document.fixtures]
        assert len(set(names)) == len(names)
        assert all(set(group.fixtures) <= set(names) for group in document.groups)
        assert len({group.name for group in document.groups}) == len(document.groups)


def test_a_lamp_moves_and_listens_elsewhere() -> None:
    venue = MoveFixture(V, (1.0, 2.0, 3.0), (0.0, 0.0, 90.0)).apply(_venue(_lamp(), _lamp(V)))
    venue = Readdress(V, 2, 512).apply(venue)
    lamp = venue.fixture(V)
    assert (lamp.position, lamp.rotation) == ((1.0, 2.0, 3.0), (0.0, 0.0, 90.0))
    assert (lamp.universe, lamp.address) == (2, 512)
    assert venue.fixture(U) == _lamp()


@pytest.mark.parametrize(("universe", "address"), [(0, 1), (1, 0), (1, 513), (-1, 5)])
def test_addresses_that_no_wire_has_are_refused(universe: int, address: int) -> None:
    with pytest.raises(BadValue, match=rf"cannot listen at {universe}\.{address}") as refused:
        Readdress(U, universe, address).apply(_venue(_lamp()))
    assert refused.value.hint == "Universes count from 1, addresses from 1 to 512."


def test_a_removed_lamp_leaves_its_groups() -> None:
    venue = AssignGroup("front", (U, V)).apply(_venue(_lamp(), _lamp(V)))
    assert RemoveFixture(U).apply(venue).groups == (Group("front", (V,)),)


def test_groups_keep_their_place_and_end_when_empty() -> None:
    venue = _venue(_lamp(), _lamp(V))
    for edit in (AssignGroup("a", (U,)), AssignGroup("b", (V,)), AssignGroup("a", (V, U))):
        venue = edit.apply(venue)
    assert venue.groups == (Group("a", (V, U)), Group("b", (V,)))
    assert AssignGroup("a", ()).apply(venue).groups == (Group("b", (V,)),)
    assert AssignGroup("never", ()).apply(venue).groups == venue.groups


def test_names_are_given_once_and_known() -> None:
    with pytest.raises(Refused, match="already"):
        AddFixture(_lamp()).apply(_venue(_lamp()))
    with pytest.raises(BadDocument, match="same name"):
        _venue(_lamp(), _lamp())
    edits: list[VenueEdit] = [
        RemoveFixture(V),
        MoveFixture(V, (0, 0, 0), (0, 0, 0)),
        AssignGroup("a", (V,)),
    ]
    for edit in edits:
        with pytest.raises(NotFound, match='"Room" has no fixture v'):
            edit.apply(_venue(_lamp()))

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.domain.errors import NotFound, StaleRevision
from luma.domain.ids import FixtureId, VenueId
from luma.domain.venue import Fixture, Group, Venue
from luma.store.store import Store

PLACES = st.tuples(*[st.floats(-50, 50)] * 3)
FIXTURES = st.builds(
    Fixture,
    st.sampled_from("abcdef").map(FixtureId),
    st.sampled_from(["Wash", "Spot"]),
    st.just("luma/par"),
    st.just("rgb"),
    st.integers(1, 3),
    st.integers(1, 512),
    PLACES,
    PLACES,
)


@st.composite
def venues(draw: st.DrawFn) -> Venue:
    fixtures = draw(st.lists(FIXTURES, max_size=5, unique_by=lambda fixture: fixture.id))
    members = st.lists(st.sampled_from([f.id for f in fixtures]) if fixtures else st.nothing())
    groups = st.builds(Group, st.sampled_from(["front", "back", "movers"]), members.map(tuple))
    named = draw(st.lists(groups, max_size=3, unique_by=lambda group: group.name))
    return Venue(
        VenueId("hall"), draw(st.sampled_from(["Hall", "Club"])), tuple(fixtures), tuple(named)
    )


class TakeBack(Exception):
    pass


@settings(max_examples=40)
@given(st.lists(venues(), min_size=1, max_size=4))
def test_each_saved_difference_reloads_as_the_document(
    shared: Store, documents: list[Venue]
) -> None:
    with suppress(TakeBack), shared.begin() as shelf:
        revision = 0
        for at, document in enumerate(documents):
            before = documents[at - 1] if at else None
            saved = shelf.venues.save(document, revision)
            assert saved == revision + (document != before)
            revision = saved
            assert shelf.venues.load(document.id) == document
        raise TakeBack


def test_venues_are_listed_by_name_and_removed_whole(store: Store) -> None:
    lamp = Fixture(FixtureId("a"), "Wash", "luma/par", "rgb")
    hall = Venue(VenueId("1"), "Hall", (lamp,), (Group("front", (lamp.id,)),))
    club = Venue(VenueId("2"), "Club")
    with store.begin() as shelf:
        shelf.venues.save(hall)
        shelf.venues.save(club)
    with store.begin() as shelf:
        assert shelf.venues.list() == (club, hall)
        shelf.venues.remove(hall.id)
        assert shelf.venues.find(hall.id) is None
        assert shelf.venues.list() == (club,)


def test_a_venue_keeps_its_promises(store: Store) -> None:
    hall = Venue(VenueId("1"), "Hall")
    with store.begin() as shelf:
        shelf.venues.save(hall)
        assert shelf.venues.revision(hall.id) == 1
        with pytest.raises(StaleRevision, match="Hall"):
            shelf.venues.save(Venue(hall.id, "Hall", groups=(Group("empty"),)), 0)
        with pytest.raises(NotFound, match="no fixture ghost"):
            shelf.venues.save(
                Venue(hall.id, "Hall", groups=(Group("g", (FixtureId("ghost"),)),))
            )
        with pytest.raises(NotFound, match="lost"):
            shelf.venues.load(VenueId("lost"))

"""Edits of many fixtures: all of them or none, everything else as it was."""

import pytest

from luma.domain.errors import NotFound, Refused
from luma.domain.groupedits import MoveGroup, RemoveGroup, RenameGroup
from luma.domain.history import Edit, History
from luma.domain.ids import FixtureId, VenueId
from luma.domain.roomedits import (
    AddFixtures,
    MoveFixtures,
    RemoveFixtures,
    RenameFixtures,
    RenameVenue,
    RotateFixtures,
    SetAddresses,
    SetMode,
    SetTrim,
)
from luma.domain.venue import Fixture, Group, Trim, Venue

U, V, W = (FixtureId(name) for name in "uvw")


def _lamp(name: FixtureId) -> Fixture:
    return Fixture(name, f"Lamp {name}", "generic/rgb_par", "3 channels")


def _room() -> Venue:
    lamps = (_lamp(U), _lamp(V), _lamp(W))
    return Venue(VenueId("r"), "Room", lamps, (Group("a", (U, V)), Group("b", (W,))))


def test_many_change_as_one_and_undo_as_one() -> None:
    past: History[Venue] = History(_room())
    edits: list[Edit[Venue]] = [
        MoveFixtures({U: (1.0, 2.0, 3.0), W: (4.0, 5.0, 6.0)}),
        RotateFixtures({V: (0.0, 0.0, 90.0)}),
        SetAddresses({U: (2, 512), V: (3, 1)}),
        SetMode((U, W), "generic/dimmer", "1 channel"),
        RenameFixtures({V: " Key "}),
        SetTrim((W,), Trim(swap=True)),
        RenameVenue("Hall"),
    ]
    for edit in edits:
        past = past.record(edit)
    u, v, w = past.now.fixtures
    assert (u.position, w.position) == ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0))
    assert v.position == _lamp(V).position
    assert v.rotation == (0.0, 0.0, 90.0)
    assert [(f.universe, f.address) for f in (u, v, w)] == [(2, 512), (3, 1), (1, 1)]
    assert [f.profile for f in (u, v, w)] == [
        "generic/dimmer", "generic/rgb_par", "generic/dimmer",
    ]  # fmt: skip
    assert [f.trim.swap for f in (u, v, w)] == [False, False, True]
    assert (v.name, past.now.name) == ("Key", "Hall")
    for _ in edits:
        past = past.undo()
    assert past.now == _room()


def test_what_one_fixture_is_refused_no_other_gets() -> None:
    with pytest.raises(NotFound, match="no fixture x"):
        MoveFixtures({U: (0.0, 0.0, 0.0), FixtureId("x"): (0.0, 0.0, 0.0)}).apply(_room())
    with pytest.raises(Refused, match="needs a name"):
        RenameFixtures({U: "Key", V: "  "}).apply(_room())
    with pytest.raises(Refused, match="already has a fixture u"):
        AddFixtures((_lamp(FixtureId("x")), _lamp(U))).apply(_room())


def test_new_fixtures_may_join_a_group_at_its_end() -> None:
    x, y = FixtureId("x"), FixtureId("y")
    grown = AddFixtures((_lamp(x), _lamp(y)), "b").apply(_room())
    assert grown.groups == (Group("a", (U, V)), Group("b", (W, x, y)))
    assert AddFixtures((_lamp(x),), "new").apply(_room()).groups[-1] == Group("new", (x,))
    assert AddFixtures((), "new").apply(_room()) == _room()


def test_removed_fixtures_leave_their_groups_and_empty_groups_end() -> None:
    left = RemoveFixtures((W, U)).apply(_room())
    assert [f.id for f in left.fixtures] == [V]
    assert left.groups == (Group("a", (V,)),)


def test_groups_are_renamed_moved_and_forgotten() -> None:
    room = RenameGroup("a", "front").apply(_room())
    assert [g.name for g in room.groups] == ["front", "b"]
    assert [g.name for g in MoveGroup("b", 0).apply(room).groups] == ["b", "front"]
    assert [g.name for g in MoveGroup("front", 9).apply(room).groups] == ["b", "front"]
    assert RemoveGroup("b").apply(room).groups == (Group("front", (U, V)),)
    with pytest.raises(Refused, match="already"):
        RenameGroup("front", "b").apply(room)
    with pytest.raises(NotFound, match='no group "never"'):
        RemoveGroup("never").apply(room)

"""A patch as rows: channels by name, conflicts in words on the row and in the list."""

from dataclasses import replace

from luma.app.patching import sheet_of
from luma.domain.ids import FixtureId, VenueId
from luma.domain.venue import Fixture, Group, Venue
from luma.light.patch import compile_patch
from tests.light.rig import definitions


def _lamp(name: str, profile: str, mode: str, address: int, universe: int = 1) -> Fixture:
    return Fixture(FixtureId(name), name.title(), f"generic/{profile}", mode, universe, address)


A = _lamp("a", "rgb_par", "3 channels", 1)
BAR = _lamp("bar", "rgb_bar", "12 channels", 4)
MOVER = _lamp("mover", "moving_head", "11 channels", 502, 2)


def _venue(*fixtures: Fixture, groups: tuple[Group, ...] = ()) -> Venue:
    return Venue(VenueId("r"), "Room", fixtures, groups)


def test_rows_know_channels_heads_groups_and_use() -> None:
    groups = (Group("all of it", (BAR.id, A.id)), Group("low", (BAR.id,)))
    sheet = sheet_of(_venue(A, BAR, MOVER, groups=groups), definitions())
    assert sheet.conflicts == ()
    a, bar, mover = sheet.rows
    assert a.channels == ("Red", "Green", "Blue")
    assert bar.channels[:4] == ("Red 1", "Green 1", "Blue 1", "Red 2")
    assert mover.channels[:4] == ("Pan", "Pan fine", "Tilt", "Tilt fine")
    assert (a.heads, bar.heads, mover.heads) == (range(1), range(1, 5), range(5, 6))
    assert bar.groups == ("all of it", "low")
    assert (bar.footprint.first, bar.footprint.last) == (4, 15)
    assert mover.footprint.last == 512
    assert sheet.used == {1: 15, 2: 11}
    assert len(sheet.heads) == 6


def test_two_at_one_address_are_told_on_both_rows() -> None:
    other = replace(A, id=FixtureId("b"), name="B", address=3)
    sheet = sheet_of(_venue(A, other, MOVER), definitions())
    (conflict,) = sheet.conflicts
    assert conflict.words == "B overlaps A at 3."
    assert "the same channels of Art-Net 0 · sACN 1. Move one" in conflict.meaning
    assert set(conflict.fixtures) == {A.id, other.id}
    assert [bool(row.trouble) for row in sheet.rows] == [True, True, False]


def test_what_does_not_fit_and_what_nobody_knows_is_told() -> None:
    late = replace(MOVER, address=503)
    strange = _lamp("x", "never", "3 channels", 1)
    odd = _lamp("y", "rgb_par", "never", 2)
    sheet = sheet_of(_venue(late, strange, odd), definitions())
    words = [conflict.words for conflict in sheet.conflicts]
    assert words == [
        "Mover reaches to 513.", "X is of no known kind.", "Y is of no known kind.",
    ]  # fmt: skip
    assert 'has no mode "never"' in sheet.conflicts[2].meaning
    assert all(row.trouble for row in sheet.rows)
    assert [head.is_known for head in sheet.heads] == [True, False, False]


def test_the_patch_and_the_lamps_tell_of_a_conflict_in_the_same_words() -> None:
    strange, twin = _lamp("x", "never", "3 channels", 1), replace(A, id=FixtureId("b"))
    venue = _venue(A, twin, replace(MOVER, address=503), strange)
    told = [conflict.sentence for conflict in sheet_of(venue, definitions()).conflicts]
    assert len(told) == 3
    assert told == list(compile_patch(venue, definitions()).problems)

"""What is typed into a patch becomes edits of one row or of all that are chosen."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from luma.app.hanging import Batch, hung, next_free
from luma.app.kinds import kinds_of
from luma.app.patchedits import (
    apart,
    as_kind,
    freed,
    in_mode,
    in_universe,
    moved,
    placed,
    readdressed,
    renamed,
    turned,
)
from luma.app.patching import PatchRow, Sheet, sheet_of
from luma.domain.errors import LumaError
from luma.domain.history import Edit
from luma.domain.ids import FixtureId, VenueId
from luma.domain.venue import Fixture, Venue
from tests.light.rig import definitions

KINDS = {kind.key: kind for kind in kinds_of(definitions().profiles)}
PAR, BAR = KINDS["generic/rgb_par"], KINDS["generic/rgb_bar"]
LAMPS = tuple(
    Fixture(FixtureId(f"f{i}"), f"Lamp {i}", PAR.key, "3 channels", 1, 1 + 3 * i, (i, 2.0, 3.0))
    for i in range(4)
)


def sheet(*fixtures: Fixture) -> Sheet:
    return sheet_of(Venue(VenueId("r"), "Room", fixtures or LAMPS), definitions())


def after(edit: Edit[Venue]) -> tuple[Fixture, ...]:
    return edit.apply(sheet().venue).fixtures


ROWS = sheet().rows


def test_several_names_count_on() -> None:
    assert [f.name for f in after(renamed(ROWS[1:3], "Spot"))[1:3]] == ["Spot 1", "Spot 2"]
    assert [f.name for f in after(renamed(ROWS[1:3], "Spot 7"))[1:3]] == ["Spot 7", "Spot 8"]
    assert after(renamed(ROWS[:1], " Key  light 7 "))[0].name == "Key light 7"


def test_an_address_fills_downwards_and_into_the_next_universe() -> None:
    filled = after(readdressed(ROWS, "2.505"))
    assert [(f.universe, f.address) for f in filled] == [(2, 505), (2, 508), (3, 1), (3, 4)]
    assert [(f.universe, f.address) for f in after(readdressed(ROWS[1:2], "100"))][1] == (
        1,
        100,
    )
    moved_on = after(in_universe(ROWS[:2], "Art-Net 4 · sACN 5"))
    assert [(f.universe, f.address) for f in moved_on] == [(5, 1), (5, 4), (1, 7), (1, 10)]


def test_places_keep_the_rows_as_they_are_to_each_other() -> None:
    there = after(placed(ROWS[1:3], "−1,5 0 2"))
    assert [f.position for f in there[1:3]] == [(-1.5, 0.0, 2.0), (-0.5, 0.0, 2.0)]
    assert after(moved(ROWS[:1], (0.1, 0.2, 0.3)))[0].position == (0.1, 2.2, 3.3)
    assert after(turned(ROWS[:1], (0.0, 0.0, 270.0)))[0].rotation == (0.0, 0.0, -90.0)


@pytest.mark.parametrize(
    ("act", "words", "why"),
    [
        (readdressed, "abc", "no address"),
        (readdressed, "1.513", "no address 1.513"),
        (readdressed, "0.1", "no address 0.1"),
        (in_universe, "0", "no universe"),
        (placed, "1 2", "no place"),
        (placed, "1 2 1e9", "no place"),
    ],
)
def test_what_is_no_value_is_refused_in_words(
    act: Callable[[Sequence[PatchRow], str], Edit[Venue]], words: str, why: str
) -> None:
    with pytest.raises(LumaError, match=why) as refused:
        act(ROWS, words)
    assert refused.value.hint


def test_modes_go_to_those_that_have_them() -> None:
    bar = Fixture(FixtureId("bar"), "Bar", BAR.key, "12 channels", 2, 1)
    rows = sheet(*LAMPS, bar).rows
    edit = in_mode(rows, BAR.key, "26 channels")
    modes = [f.mode for f in edit.apply(sheet(*LAMPS, bar).venue).fixtures]
    assert modes == ["3 channels"] * 4 + ["26 channels"]
    turned_bars = as_kind(rows[:2], BAR).apply(sheet(*LAMPS, bar).venue).fixtures
    assert [(f.profile, f.mode) for f in turned_bars[:2]] == [(BAR.key, "12 channels")] * 2


def test_conflicts_end_by_one_edit_and_the_first_stays() -> None:
    twin = Fixture(FixtureId("twin"), "Twin", PAR.key, "3 channels", 1, 2)
    crowded = sheet(*LAMPS, twin)
    assert crowded.conflicts
    mended = sheet_of(apart(crowded).apply(crowded.venue), definitions())
    assert mended.conflicts == ()
    assert mended.rows[0].fixture == LAMPS[0]
    row = crowded.row(twin.id)
    assert row is not None
    free = freed(crowded, [row]).apply(crowded.venue).fixture(twin.id)
    assert (free.universe, free.address) == (1, 13)


def test_new_fixtures_stand_on_their_layout_at_free_addresses() -> None:
    mode = PAR.modes[0]
    assert next_free(sheet(), mode, 2) == (1, 13)
    batch = Batch(PAR, mode, "Wash", 3, (1, 1), "line", (0, 1, 2), 4.0)
    grown = after(hung(sheet(), batch))
    assert [f.name for f in grown[4:]] == ["Wash 1", "Wash 2", "Wash 3"]
    assert [f.address for f in grown[4:]] == [13, 16, 19]
    assert [f.position for f in grown[4:]] == [(-2, 1, 2), (0, 1, 2), (2, 1, 2)]
    assert sheet_of(Venue(VenueId("r"), "R", grown), definitions()).conflicts == ()
    with pytest.raises(LumaError, match=r"no room from 64\.511"):
        hung(sheet(), replace(batch, start=(64, 511)))
    with pytest.raises(LumaError, match="need a name"):
        hung(sheet(), replace(batch, name=" "))

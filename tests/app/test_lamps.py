"""A kind of lamp is described step by step, kept, and followed by the lamps of every room."""

from dataclasses import replace
from pathlib import Path

import pytest

from luma.app.events import KindsChanged
from luma.app.fixtures import Brought, NotBrought
from luma.app.kinds import kind_of
from luma.app.lampdraft import BLANK, draft_of, heirs, new_draft
from luma.app.lampedits import (
    apart_of,
    as_slot,
    fine_of,
    in_bits,
    means_of,
    purpose_in_words,
    with_heads,
    without,
)
from luma.app.lampkeeping import bring, following, in_words, keep, throw_away
from luma.app.lampranges import meaning, next_range, value_in_words, with_value
from luma.domain.errors import BadValue, Refused
from luma.domain.ids import FixtureId
from luma.domain.profile import Mode, Profile, Range, Slot
from luma.domain.profileedits import AddSlot, NameProfile, RenameMode, SetSlot
from luma.domain.profilefaults import faults, placed_faults
from luma.domain.roomedits import AddFixtures
from luma.domain.score import Score
from luma.domain.venue import Fixture, Venue
from tests.app.desks import ROOM, SCORE, a_desk, a_track

MOVER = Mode("4", (Slot("pan"), Slot("pan", fine=True), Slot("tilt"), Slot("dimmer")))
LAMP = Profile("Mover", (MOVER,), maker="Acme")


def test_faults_tell_their_place_and_in_all_the_same_sentence() -> None:
    wrong = replace(LAMP, modes=(Mode("m", (Slot("dimmer"), Slot("red", default=300))),))
    (fault,) = placed_faults(wrong)
    assert (fault.mode, fault.slot) == ("m", 1)
    assert fault.here == "Rests at 300; a slot takes 0 to 255."
    assert list(faults(wrong)) == [
        'In the mode "m", slot 2 rests at 300; a slot takes 0 to 255.'
    ]
    lost = replace(LAMP, modes=(Mode("m", (Slot("pan", fine=True),)),))
    assert [(f.mode, f.slot) for f in placed_faults(lost)] == [("m", 0)]


def test_sixteen_bits_put_a_low_byte_behind_and_eight_take_it_out() -> None:
    edit = in_bits(MOVER, 2, 16)
    assert edit is not None
    wide = edit.apply(LAMP).modes[0]
    assert wide.slots[3] == Slot("tilt", fine=True)
    assert fine_of(wide, 2) == 3
    back = in_bits(wide, 2, 8)
    assert back is not None
    assert back.apply(edit.apply(LAMP)) == LAMP
    assert in_bits(MOVER, 0, 16) is None
    assert in_bits(MOVER, 1, 16) is None


def test_a_low_byte_goes_along_with_its_channel_and_away_where_none_can_be() -> None:
    as_zoom = as_slot(MOVER, 0, replace(MOVER.slots[0], does="zoom")).apply(LAMP).modes[0]
    assert [(s.does, s.fine) for s in as_zoom.slots[:2]] == [("zoom", False), ("zoom", True)]
    as_gobo = as_slot(MOVER, 0, replace(MOVER.slots[0], does="gobo")).apply(LAMP).modes[0]
    assert [s.does for s in as_gobo.slots] == ["gobo", "tilt", "dimmer"]
    gone = without(MOVER, 0).apply(LAMP).modes[0]
    assert [s.does for s in gone.slots] == ["tilt", "dimmer"]


def test_ranges_that_a_channel_cannot_have_go_only_with_its_purpose() -> None:
    shutter = Slot("shutter", ranges=(Range(0, 9, "open"), Range(9, 99, "strobe", 1.0, 9.0)))
    lamp = replace(LAMP, modes=(Mode("m", (shutter,)),))
    wheel = as_slot(lamp.modes[0], 0, replace(shutter, does="gobo")).apply(lamp)
    assert [part.means for part in wheel.modes[0].slots[0].ranges] == ["open"]
    named = as_slot(lamp.modes[0], 0, replace(shutter, name="Shutter")).apply(lamp)
    assert named.modes[0].slots[0].ranges == shutter.ranges


def test_heads_lie_in_a_line_around_the_middle() -> None:
    four = with_heads(MOVER, 4, 0.2).apply(LAMP).modes[0].heads
    assert [x for x, _, _ in four] == pytest.approx([-0.3, -0.1, 0.1, 0.3])
    assert apart_of(four) == pytest.approx(0.2)
    assert apart_of(((0.0, 0.0, 0.0), (0.1, 0.0, 0.0), (0.0, 0.1, 0.0))) is None


def test_new_ranges_fill_the_first_gap_with_what_is_sound() -> None:
    for does in ("shutter", "dimmer", "colour_wheel", "gobo", "prism", "zoom", "pan"):
        slot = Slot(does, ranges=(Range(0, 10, means_of(does)[0]), Range(40, 256, "open")))
        part = next_range(slot)
        assert part is not None
        assert (part.start, part.stop) == (10, 40)
        lamp = replace(LAMP, modes=(Mode("m", (replace(slot, ranges=(part,)),)),))
        assert not list(faults(lamp)), does
    assert next_range(Slot("gobo", ranges=(Range(0, 256, "open"),))) is None


@pytest.mark.parametrize(
    ("does", "means", "typed", "said"),
    [
        ("shutter", "strobe", "2 to 12,5", "2–12.5 Hz"),
        ("dimmer", "level", "10-100 %", "10–100 %"),
        ("zoom", "level", "4–60", "4–60°"),
        ("gobo", "gobo", "7", "7"),
        ("colour_wheel", "colour", "#ff8000", "#FF8000"),
        ("shutter", "open", "", ""),
    ],
)
def test_values_are_typed_as_they_are_said(
    does: str, means: str, typed: str, said: str
) -> None:
    part = meaning(does, Range(0, 9, "open"), means)  # type: ignore[arg-type]
    if typed:
        part = with_value(does, part, typed)  # type: ignore[arg-type]
        with pytest.raises(BadValue, match="is no"):
            with_value(does, part, "some")  # type: ignore[arg-type]
    assert value_in_words(does, part) == said  # type: ignore[arg-type]


def test_a_draft_steps_back_and_on_and_knows_whether_there_is_anything_to_keep() -> None:
    draft = draft_of("acme/mover", LAMP)
    assert not draft.is_changed
    named = draft.edit(NameProfile("Spot", "Acme"))
    assert named.is_changed
    assert named.undo().profile == LAMP
    assert named.undo().redo().profile.name == "Spot"
    assert new_draft(()).is_changed
    there = [kind_of(key, replace(BLANK, name=key)) for key in ("own/new_lamp", "new lamp 2")]
    assert new_draft(there).profile.name == "New lamp 3"
    copy = new_draft([kind_of("a/b", LAMP)], replace(LAMP, maker="")).profile
    assert (copy.name, copy.maker) == ("Mover 2", "Own")
    assert not list(faults(BLANK))
    assert purpose_in_words("colour_wheel") == "Colour wheel"


def test_modes_that_are_renamed_or_changed_have_heirs_and_others_have_none() -> None:
    two = replace(LAMP, modes=(MOVER, Mode("1", (Slot("dimmer"),))))
    renamed = RenameMode("1", "one").apply(two)
    assert heirs(two, renamed) == {"1": "one"}
    both = AddSlot("one", 0, Slot("red")).apply(renamed)
    assert heirs(two, both) == {"1": "one"}
    assert heirs(two, replace(two, modes=(MOVER,))) == {}


def test_lamps_of_the_room_follow_what_is_kept(tmp_path: Path) -> None:
    par = Fixture(FixtureId("par"), "Par", "generic/rgb_par", "3 channels")
    with a_desk() as desk:
        told: list[KindsChanged] = []
        desk.bus.on(KindsChanged, told.append)
        room = AddFixtures((par,)).apply(Venue(ROOM, "Room"))
        desk.ground.keeper.save(lambda shelf: shelf.venues.save(room)).result()
        track = a_track(desk, tmp_path)
        score = Score(SCORE, track.id, "Main")
        desk.ground.keeper.save(lambda shelf: shelf.scores.save(score)).result()
        desk.lane.call(lambda: desk.shows.open(SCORE, ROOM))
        was = desk.fixtures.profiles["generic/rgb_par"]
        draft = (
            draft_of("generic/rgb_par", was)
            .edit(RenameMode("3 channels", "4 channels"))
            .edit(AddSlot("4 channels", 0, Slot("dimmer")))
        )
        assert desk.lane.call(lambda: following(desk, draft)) == 1
        assert desk.lane.call(lambda: following(desk, draft_of("generic/rgb_par", was))) == 0
        assert desk.lane.call(lambda: keep(desk, draft)) == "generic/rgb_par"
        sheet = desk.lane.call(lambda: desk.venues.sheet(ROOM))
        assert sheet.rows[0].fixture.mode == "4 channels"
        assert sheet.rows[0].channels[0] == "Dimmer"
        patch = desk.lane.call(lambda: desk.lights.patch)
        assert patch is not None
        assert patch.heads[0].dimmer
        assert told == [KindsChanged(("generic/rgb_par",))]
        desk.lane.call(lambda: throw_away(desk, "generic/rgb_par"))
        assert desk.fixtures.profiles["generic/rgb_par"] == was
        bad = draft_of("generic/rgb_par", was).edit(
            SetSlot("3 channels", 0, Slot("red", default=999))
        )
        with pytest.raises(Refused, match="rests at 999"):
            desk.lane.call(lambda: keep(desk, bad))
        new = desk.lane.call(lambda: keep(desk, new_draft(())))
        assert desk.fixtures.profiles[new] == BLANK


def test_files_and_folders_are_brought_and_what_fails_is_counted(tmp_path: Path) -> None:
    with a_desk() as desk:
        kind = tmp_path / "a.json"
        desk.fixtures.write("generic/dimmer", kind)
        (tmp_path / "bad.qxf").write_text("<nothing")
        found = bring(desk, (tmp_path, tmp_path / "never"))
        assert [type(each) for each in found] == [Brought, NotBrought, NotBrought]
        assert in_words(found) == "1 kind of lamps came in, 2 files did not."

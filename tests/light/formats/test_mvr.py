"""MVR: rigs go out and come back, those of others are understood, traps are refused."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.documents import VENUE
from luma.domain.errors import BadDocument, LumaError
from luma.domain.ids import FixtureId
from luma.domain.venue import Group, Trim
from luma.light.fixtures import Definitions, profile_key, read_definitions
from luma.light.formats.archives import archived
from luma.light.formats.gdtf_writer import write_gdtf
from luma.light.formats.mvr import SCENE, read_mvr
from luma.light.formats.mvr_writer import write_mvr
from luma.light.formats.places import read_place, turned, written_place
from luma.light.patch import compile_patch, rotation_matrix
from tests.light.formats.lamps import SPOT
from tests.light.rig import ASSETS, fixture, venue

HOUSE = read_definitions(ASSETS)
NOBODY = Definitions({})
DEMO = VENUE.read((ASSETS.parent / "demo" / "venue.json").read_text(encoding="utf-8"))


def test_a_rig_comes_back_as_it_was() -> None:
    first = replace(DEMO.fixtures[0], rotation=(180.0, 0.0, 45.0), trim=Trim(swap=True))
    room = replace(DEMO, fixtures=(first, *DEMO.fixtures[1:]))
    back = read_mvr(write_mvr(room, HOUSE), "x", HOUSE)
    assert (back.profiles, back.remarks) == ({}, ())
    assert replace(back.venue, fixtures=()) == replace(room, fixtures=())
    for here, there in zip(back.venue.fixtures, room.fixtures, strict=True):
        assert replace(here, rotation=there.rotation) == there
        assert np.allclose(
            rotation_matrix(here.rotation), rotation_matrix(there.rotation), atol=1e-6
        )


def test_to_somebody_who_knows_no_lamps_a_rig_brings_them() -> None:
    back = read_mvr(write_mvr(DEMO, HOUSE), "x", NOBODY)
    assert {profile.name for profile in back.profiles.values()} == {
        HOUSE.profiles[f.profile].name for f in DEMO.fixtures
    }
    theirs = compile_patch(back.venue, Definitions(back.profiles))
    ours = compile_patch(DEMO, HOUSE)
    assert theirs.problems == ours.problems
    assert len(theirs.heads) == len(ours.heads)
    assert [(w.head, w.source, w.level) for w in theirs.wires] == [
        (w.head, w.source, w.level) for w in ours.wires
    ]


turns = st.tuples(*(st.integers(-36, 36).map(lambda n: n * 5.0),) * 3)
spots = st.tuples(*(st.floats(-90, 90).map(lambda x: round(x, 3)),) * 3)


@given(spots, turns)
def test_every_place_and_turn_comes_back(
    position: tuple[float, float, float], rotation: tuple[float, float, float]
) -> None:
    where, turn = turned(read_place(written_place(position, rotation)))
    assert where == pytest.approx(position, abs=1e-3)
    assert np.allclose(rotation_matrix(turn), rotation_matrix(rotation), atol=1e-5)


FOREIGN = """<?xml version="1.0" encoding="UTF-8"?>
<GeneralSceneDescription verMajor="1" verMinor="5"><Scene>
<AUXData><Class uuid="C1" name="Key light"/></AUXData>
<Layers><Layer name="Truss" uuid="L">
 <Matrix>{1,0,0}{0,1,0}{0,0,1}{0,0,1000}</Matrix><ChildList>
 <Fixture name="Spot 1" uuid="AA-1">
  <Matrix>{0,1,0}{-1,0,0}{0,0,1}{2000,3000,4000}</Matrix>
  <GDTFSpec>Acme@Spot.gdtf</GDTFSpec><GDTFMode>All</GDTFMode><Classing>C1</Classing>
  <Addresses><Address break="0">520</Address></Addresses></Fixture>
 <GroupObject name="Pair" uuid="G"><Matrix>{0,1,0}{-1,0,0}{0,0,1}{500,0,0}</Matrix><ChildList>
  <Fixture name="Spot 2" uuid="AA-2"><Matrix>{1,0,0}{0,1,0}{0,0,1}{1000,0,0}</Matrix>
   <GDTFSpec>Acme@Spot.gdtf</GDTFSpec><GDTFMode>All</GDTFMode>
   <Addresses><Address break="0">3.101</Address></Addresses></Fixture>
  <Fixture name="Lost" uuid="AA-2"><GDTFSpec>Nobody@Knows.gdtf</GDTFSpec></Fixture>
 </ChildList></GroupObject></ChildList></Layer></Layers></Scene></GeneralSceneDescription>"""


def test_a_rig_of_somebody_else_is_understood() -> None:
    data = archived({SCENE: FOREIGN.encode(), "Acme@Spot.gdtf": write_gdtf(SPOT)})
    room, profiles, remarks = read_mvr(data, "Hall", NOBODY)
    one, two, lost = room.fixtures
    assert room.name == "Hall"
    assert (one.universe, one.address) == (2, 8)
    assert one.position == (2.0, 3.0, 5.0)
    assert one.rotation == pytest.approx((0.0, 0.0, 90.0))
    # turned by its group: a metre to the right of it is a metre upstage in the room
    assert two.position == pytest.approx((0.5, 1.0, 1.0))
    assert (two.universe, two.address) == (3, 101)
    assert list(profiles) == [profile_key(SPOT)] == [one.profile]
    assert (lost.profile, lost.universe, lost.address) == ("nobody/knows", 1, 1)
    assert {group.name: group.fixtures for group in room.groups} == {
        "Truss": (one.id, two.id, lost.id), "Key light": (one.id,), "Pair": (two.id, lost.id)
    }  # fmt: skip
    assert len({one.id, two.id, lost.id}) == 3
    assert remarks == (
        'It brings no description of "Nobody@Knows".',
        '"Lost" had no address; it has 1.1.',
    )


def test_a_lamp_that_is_here_under_its_key_but_is_another_one_gets_a_key_of_its_own() -> None:
    key = profile_key(SPOT)
    other = replace(SPOT, pan_degrees=90.0)
    data = archived({SCENE: FOREIGN.encode(), "Acme@Spot.gdtf": write_gdtf(SPOT)})
    room, profiles, _ = read_mvr(data, "x", Definitions({key: other}))
    assert list(profiles) == [f"{key}_2"] == [room.fixtures[0].profile]
    known = read_mvr(data, "x", NOBODY).profiles
    assert read_mvr(data, "x", Definitions(known)).profiles == {}


def test_groups_and_names_of_all_letters_come_back() -> None:
    lamp = replace(fixture("ä<&>", "dimmer", "8 bit"), name='Ünï "1" <&>')
    room = venue(lamp, groups=(Group("vor & zurück", (FixtureId("ä<&>"),)),))
    assert read_mvr(write_mvr(room, HOUSE), "x", HOUSE).venue == room


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "not a whole archive"),
        (archived({"a": b""}), "holds no General"),
        (archived({SCENE: b"<GeneralSceneDescription/>"}), "describes no scene"),
        (archived({SCENE: b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}), "a trap"),
        (archived({SCENE: b"<Scene", "../x": b""}), "leads out of it"),
        (write_mvr(DEMO, HOUSE)[:-9], "not a whole archive"),
    ],
)
def test_traps_and_wrecks_are_refused_in_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(BadDocument, match=says):
        read_mvr(data, "x", HOUSE)


def test_a_bad_lamp_inside_of_a_rig_is_told_and_the_rig_is_read() -> None:
    data = archived({SCENE: FOREIGN.encode(), "Acme@Spot.gdtf": b"PK nothing"})
    room, profiles, remarks = read_mvr(data, "x", NOBODY)
    assert len(room.fixtures) == 3
    assert profiles == {}
    assert "not a whole archive" in remarks[0]


def test_many_lamps_without_an_address_find_room_and_the_rest_is_told() -> None:
    many = "".join(f'<Fixture name="F{n}" uuid="{n}"/>' for n in range(3000))
    text = (
        "<GeneralSceneDescription><Scene><Layers><Layer><ChildList>"
        f"{many}</ChildList></Layer></Layers></Scene></GeneralSceneDescription>"
    )
    room, _, remarks = read_mvr(archived({SCENE: text.encode()}), "x", NOBODY)
    assert len({(lamp.universe, lamp.address) for lamp in room.fixtures}) == 3000
    assert len(remarks) == 3001


GOOD = write_mvr(DEMO, HOUSE)


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255))
def test_a_damaged_file_gives_a_rig_or_a_sentence(at: int, byte: int) -> None:
    data = bytearray(GOOD)
    data[at] = byte
    try:
        room = read_mvr(bytes(data), "x", NOBODY).venue
    except LumaError:
        return
    compile_patch(room, NOBODY)


PIECES = st.sampled_from(
    [
        "<Layers><Layer>", "</Layer></Layers>", "<ChildList>", "</ChildList>", "<GroupObject>",
        "</GroupObject>", "<Fixture/>", '<Fixture name="a" uuid="b"><ChildList><Fixture/>',
        "</ChildList></Fixture>", "<Matrix>{1,0,0}{0,0,0}{0,0,1}{1e9,0,0}</Matrix>",
        "<Matrix>{0,0,0}{0,0,0}{0,0,0}{0,0,0}</Matrix>", "<Matrix>{nan}</Matrix>",
        "<Fixture><Addresses><Address>99999999</Address></Addresses></Fixture>",
        "<Fixture><Addresses><Address>0.0</Address></Addresses></Fixture>",
        "<Fixture><GDTFSpec>../../x</GDTFSpec></Fixture>",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14))
def test_odd_scenes_give_a_rig_or_a_sentence(pieces: list[str]) -> None:
    text = (
        f"<GeneralSceneDescription><Scene>{''.join(pieces)}</Scene></GeneralSceneDescription>"
    )
    try:
        room = read_mvr(archived({SCENE: text.encode()}), "x", NOBODY).venue
    except LumaError:
        return
    for lamp in room.fixtures:
        assert all(math.isfinite(part) for part in (*lamp.position, *lamp.rotation))
        assert ".." not in lamp.profile

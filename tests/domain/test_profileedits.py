"""Edits of a kind of lamp give new ones, and refuse in a sentence what cannot be."""

from collections.abc import Callable

import pytest

from luma.domain.codec import decode_tagged, encode_tagged
from luma.domain.errors import NotFound, Refused
from luma.domain.profile import Mode, Profile, Range, Slot
from luma.domain.profileedits import (
    AddMode,
    AddSlot,
    MoveSlot,
    NameProfile,
    ProfileEdit,
    RemoveMode,
    RemoveSlot,
    RenameMode,
    SetHeads,
    SetReach,
    SetSlot,
)
from luma.domain.profilefaults import faults

LAMP = Profile("Lamp", (Mode("A", (Slot("red"), Slot("green"), Slot("blue"))),))
DIM = Slot("dimmer")


def does(profile: Profile, mode: str = "A") -> list[str]:
    found = profile.find_mode(mode)
    assert found is not None
    return [slot.does for slot in found.slots]


def test_slots_come_go_and_move() -> None:
    assert does(AddSlot("A", 0, DIM).apply(LAMP)) == ["dimmer", "red", "green", "blue"]
    assert does(AddSlot("A", 3, DIM).apply(LAMP)) == ["red", "green", "blue", "dimmer"]
    assert does(SetSlot("A", 1, DIM).apply(LAMP)) == ["red", "dimmer", "blue"]
    assert does(MoveSlot("A", 0, 2).apply(LAMP)) == ["green", "blue", "red"]
    assert does(RemoveSlot("A", 1).apply(LAMP)) == ["red", "blue"]
    assert does(LAMP) == ["red", "green", "blue"]


def test_modes_names_reach_and_heads_change() -> None:
    two = AddMode(Mode("B", (DIM,))).apply(LAMP)
    assert [mode.name for mode in two.modes] == ["A", "B"]
    assert [mode.name for mode in RenameMode("B", "C").apply(two).modes] == ["A", "C"]
    assert RenameMode("A", "A").apply(LAMP) == LAMP
    assert RemoveMode("B").apply(two) == LAMP
    named = NameProfile("Spot", "Acme").apply(LAMP)
    assert (named.name, named.maker) == ("Spot", "Acme")
    far = SetReach(630.0, 300.0, (5.0, 60.0)).apply(LAMP)
    assert (far.pan_degrees, far.tilt_degrees, far.zoom_degrees) == (630.0, 300.0, (5.0, 60.0))
    heads = SetHeads("A", ((0.0, 0.0, 0.0), (1.0, 0.0, 0.0))).apply(LAMP)
    own = SetSlot("A", 2, Slot("blue", head=1)).apply(heads)
    assert not list(faults(own))
    alone = SetHeads("A", ((0.0, 0.0, 0.0),)).apply(own)
    assert alone == LAMP


@pytest.mark.parametrize(
    ("edit", "kind", "says"),
    [
        (RemoveMode("A"), Refused, "only mode"),
        (RemoveMode("Z"), NotFound, 'no mode "Z"'),
        (AddMode(Mode("A", ())), Refused, "already has"),
        (AddMode(Mode(" ", ())), Refused, "needs a name"),
        (RemoveSlot("A", 3), NotFound, "no slot 4"),
        (RemoveSlot("A", -1), NotFound, "no slot 0"),
        (AddSlot("A", 9, DIM), NotFound, "no place 10"),
        (SetHeads("A", ()), Refused, "at least one head"),
        (MoveSlot("A", 0, 7), NotFound, "no slot 8"),
    ],
)
def test_what_cannot_be_is_refused(edit: ProfileEdit, kind: type[Exception], says: str) -> None:
    with pytest.raises(kind, match=says):
        edit.apply(LAMP)


def test_edits_survive_being_written_down() -> None:
    edits = (AddSlot("A", 0, DIM), SetHeads("A", ((1.0, 2.0, 3.0),)), RenameMode("A", "B"))
    for edit in edits:
        assert decode_tagged(ProfileEdit, encode_tagged(edit)) == edit


def shutter(*parts: Range) -> Profile:
    return Profile("x", (Mode("m", (Slot("shutter", ranges=parts),)),))


@pytest.mark.parametrize(
    ("lamp", "says"),
    [
        (lambda: shutter(Range(0, 10, "open"), Range(9, 20, "closed")), "two meanings from 9"),
        (lambda: shutter(Range(0, 300, "open")), "range 0 to 300"),
        (lambda: shutter(Range(0, 10, "strobe", 0.0, 5.0)), "strobes, but not at rates"),
        (lambda: shutter(Range(0, 10, "gobo")), "a range for gobo"),
        (lambda: Profile("x", (Mode("m", (Slot("red", head=4),)),)), "speaks of head 4"),
        (lambda: Profile("x", (Mode("m", (Slot(),) * 513),)), "513 slots"),
        (lambda: Profile("x", (Mode("m", (DIM,)), Mode("m", (DIM,)))), "Two modes"),
        (lambda: Profile("x", (Mode("m", (Slot("pan", fine=True),)),)), "without a coarse"),
        (lambda: Profile("x", (Mode("m", (DIM,)),), zoom_degrees=(0.0, 9.0)), "zoom"),
        (lambda: Profile("x", (Mode("m", (Slot("dimmer", lamp_on=300),)),)), "300"),
        (
            lambda: Profile(
                "x", (Mode("m", (Slot("colour_wheel", ranges=(Range(0, 1, "colour"),)),)),)
            ),
            "six hexadecimal digits",
        ),
    ],
)
def test_nonsense_is_told_in_words(lamp: Callable[[], Profile], says: str) -> None:
    assert says in " ".join(faults(lamp()))

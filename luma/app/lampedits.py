"""What hands do to the channels of a kind of lamp, as edits."""

import itertools
from dataclasses import replace
from typing import get_args

from luma.domain.profile import Meaning, Mode, Purpose, Slot
from luma.domain.profileedits import (
    AddSlot,
    ProfileEdit,
    RemoveSlot,
    SetHeads,
    SetSlot,
    Together,
)
from luma.domain.venue import Vector

PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
ANSWERS = {"linear": "Even", "square": "Square", "root": "Root", "s": "S-shaped"}
WORDS = {"fixed": "Nothing, rests", "uv": "UV", "gobo": "Gobo wheel"}
SINGLE: frozenset[Purpose] = frozenset({"shutter", "colour_wheel", "gobo", "prism", "fixed"})
"""What is never told in two bytes."""
_MEANS: dict[Purpose, tuple[Meaning, ...]] = {
    "shutter": ("open", "closed", "strobe", "level"),
    "dimmer": ("level", "closed", "strobe", "open"),
    "colour_wheel": ("open", "colour", "closed"),
    "gobo": ("open", "gobo", "closed"),
    "prism": ("open", "prism"),
}


def purpose_in_words(does: Purpose) -> str:
    """What a channel does, in words."""
    return WORDS.get(does, does.replace("_", " ").capitalize())


def means_of(does: Purpose) -> tuple[Meaning, ...]:
    """What levels of such a channel can mean."""
    return _MEANS.get(does, ("level",))


def fine_of(mode: Mode, at: int) -> int | None:
    """Where the low byte of a channel stands, if it has one."""
    slot = mode.slots[at]
    wanted = (slot.does, slot.head, True)
    if slot.fine:
        return None
    return next(
        (n for n, s in enumerate(mode.slots) if (s.does, s.head, s.fine) == wanted), None
    )


def in_bits(mode: Mode, at: int, bits: int) -> ProfileEdit | None:
    """Let a channel have 8 or 16 bits: its low byte goes, or comes right behind it."""
    fine, slot = fine_of(mode, at), mode.slots[at]
    if slot.fine or (fine is not None) == (bits == 16):
        return None
    if fine is not None:
        return RemoveSlot(mode.name, fine)
    return AddSlot(mode.name, at + 1, Slot(slot.does, slot.head, fine=True))


def as_slot(mode: Mode, at: int, slot: Slot) -> ProfileEdit:
    """Let a channel be another; its low byte goes along, or goes where none can be."""
    fine = fine_of(mode, at)
    kept = slot.ranges
    if slot.does != mode.slots[at].does:
        kept = tuple(part for part in kept if part.means in means_of(slot.does))
    change = SetSlot(mode.name, at, replace(slot, ranges=kept))
    if fine is None:
        return change
    if slot.does in SINGLE:
        return Together((change, RemoveSlot(mode.name, fine)))
    low = replace(mode.slots[fine], does=slot.does, head=slot.head)
    return Together((change, SetSlot(mode.name, fine, low)))


def without(mode: Mode, at: int) -> ProfileEdit:
    """Take a channel out, with its low byte."""
    fine = fine_of(mode, at)
    places = sorted({at} if fine is None else {at, fine}, reverse=True)
    return Together(tuple(RemoveSlot(mode.name, place) for place in places))


def with_heads(mode: Mode, count: int, apart: float) -> ProfileEdit:
    """So many heads in a line from left to right, as far apart, around the middle."""
    middle = (count - 1) / 2
    places = tuple((round((n - middle) * apart, 4), 0.0, 0.0) for n in range(count))
    return SetHeads(mode.name, places)


def apart_of(heads: tuple[Vector, ...]) -> float | None:
    """How far heads in a line are apart; nothing where they sit otherwise."""
    if len(heads) < 2:
        return 0.1
    step = heads[1][0] - heads[0][0]
    line = all(
        abs(b[0] - a[0] - step) < 1e-3 and a[1:] == b[1:] for a, b in itertools.pairwise(heads)
    )
    return step if line else None

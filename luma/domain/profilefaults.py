"""What is wrong with a kind of lamp, each in a sentence and at its place."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from luma.domain.profile import UNIVERSE_SIZE, Mode, Profile, Purpose, Range, Slot

MOST_MODES, MOST_HEADS, FASTEST_HZ = 256, 512, 100.0
_COLOUR = re.compile(r"[0-9a-fA-F]{6}")
_FITS: dict[str, frozenset[Purpose]] = {
    "strobe": frozenset({"shutter", "dimmer"}),
    "closed": frozenset({"shutter", "dimmer", "colour_wheel", "gobo"}),
    "colour": frozenset({"colour_wheel"}),
    "gobo": frozenset({"gobo"}),
    "prism": frozenset({"prism"}),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, in the mode and at the slot that it concerns, if it does."""

    words: str
    mode: str | None = None
    slot: int | None = None

    @property
    def here(self) -> str:
        """The words for whoever sees its place anyway."""
        return self.words[:1].upper() + self.words[1:]

    @property
    def sentence(self) -> str:
        """The words with their place."""
        if self.mode is None:
            return self.words
        at = "" if self.slot is None else f"slot {self.slot + 1} "
        return f'In the mode "{self.mode}", {at}{self.words}'


def faults(profile: Profile) -> Iterator[str]:
    """Everything that is wrong with a profile."""
    return (fault.sentence for fault in placed_faults(profile))


def placed_faults(profile: Profile) -> Iterator[Fault]:
    """Everything that is wrong with a profile, each with its place."""
    if not profile.modes:
        yield Fault("It has no mode; give it at least one.")
    if len(profile.modes) > MOST_MODES:
        yield Fault(f"It has {len(profile.modes)} modes; keep at most {MOST_MODES}.")
    if not (0 < profile.pan_degrees <= 1080 and 0 < profile.tilt_degrees <= 1080):
        yield Fault("Its arcs should be above 0 and at most 1080 degrees for pan and tilt.")
    if not all(0 < degrees <= 180 for degrees in profile.zoom_degrees):
        yield Fault("Its zoom should lie above 0 and at most at 180 degrees.")
    names = [mode.name for mode in profile.modes]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Fault(f'Two modes are called "{name}"; rename one.')
    for mode in profile.modes:
        yield from _mode_faults(mode)


def _mode_faults(mode: Mode) -> Iterator[Fault]:
    if not 0 < len(mode.slots) <= UNIVERSE_SIZE:
        words = f"there are {len(mode.slots)} slots; a universe takes 1 to {UNIVERSE_SIZE}."
        yield Fault(words, mode.name)
    if not 0 < len(mode.heads) <= MOST_HEADS:
        many = f"are {len(mode.heads)} heads" if mode.heads else "is no head"
        yield Fault(f"there {many}; give it 1 to {MOST_HEADS}.", mode.name)
    seen: dict[tuple[Purpose, int | None, bool], int] = {}
    for at, slot in enumerate(mode.slots):
        for words in _slot_faults(slot, len(mode.heads)):
            yield Fault(words, mode.name, at)
        name = (slot.does, slot.head, slot.fine)
        if slot.does not in {"fixed", "dimmer"} and name in seen:
            yield Fault(f"repeats {slot.does}; leave one of the two.", mode.name, at)
        seen.setdefault(name, at)
    for does, head, fine in sorted(seen, key=str):
        if fine and (does, head, False) not in seen:
            words = f"is a fine slot of {does} without a coarse one; add the coarse one."
            yield Fault(words, mode.name, seen[does, head, fine])


def _slot_faults(slot: Slot, heads: int) -> Iterator[str]:
    for level in (slot.default, 0 if slot.lamp_on is None else slot.lamp_on):
        if not 0 <= level <= 255:
            yield f"rests at {level}; a slot takes 0 to 255."
    if slot.head is not None and not 0 <= slot.head < heads:
        yield f"speaks of head {slot.head}; there are heads 0 to {heads - 1}."
    for part in slot.ranges:
        yield from _range_faults(slot, part)
    ordered = sorted(slot.ranges, key=lambda part: (part.start, part.stop))
    for one, other in itertools.pairwise(ordered):
        if other.start < one.stop:
            yield (
                f"has two meanings from {other.start} to {min(one.stop, other.stop) - 1}: "
                f"{one.name or one.means} and {other.name or other.means}. "
                "Let each level mean one thing."
            )


def _range_faults(slot: Slot, part: Range) -> Iterator[str]:
    if not 0 <= part.start < part.stop <= 256:
        yield f"has the range {part.start} to {part.stop}; it should lie in 0 to 256."
    if part.means in _FITS and slot.does not in _FITS[part.means]:
        yield f"is for {slot.does} and has a range for {part.means}; take it away."
    if part.means == "strobe" and not (
        0 < part.first <= FASTEST_HZ and 0 < part.last <= FASTEST_HZ
    ):
        yield f"strobes, but not at rates above 0 and up to {FASTEST_HZ:g} Hz."
    if part.means == "colour" and not _COLOUR.fullmatch(part.colour):
        yield f'has the colour "{part.colour}"; write six hexadecimal digits.'
    if not 0 <= part.number <= UNIVERSE_SIZE:
        yield f"has the gobo {part.number}; number them from 0."

"""What is wrong with a kind of lamp, each in a sentence."""

import itertools
import re
from collections.abc import Iterator

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


def faults(profile: Profile) -> Iterator[str]:
    """Everything that is wrong with a profile."""
    if not profile.modes:
        yield "It has no mode; give it at least one."
    if len(profile.modes) > MOST_MODES:
        yield f"It has {len(profile.modes)} modes; keep at most {MOST_MODES}."
    if not (0 < profile.pan_degrees <= 1080 and 0 < profile.tilt_degrees <= 1080):
        yield "Its arcs should be above 0 and at most 1080 degrees for pan and tilt."
    if not all(0 < degrees <= 180 for degrees in profile.zoom_degrees):
        yield "Its zoom should lie above 0 and at most at 180 degrees."
    names = [mode.name for mode in profile.modes]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f'Two modes are called "{name}"; rename one.'
    for mode in profile.modes:
        for fault in _mode_faults(mode):
            yield f'In the mode "{mode.name}", {fault}'


def _mode_faults(mode: Mode) -> Iterator[str]:
    if not 0 < len(mode.slots) <= UNIVERSE_SIZE:
        yield f"there are {len(mode.slots)} slots; a universe takes 1 to {UNIVERSE_SIZE}."
    if not 0 < len(mode.heads) <= MOST_HEADS:
        many = f"are {len(mode.heads)} heads" if mode.heads else "is no head"
        yield f"there {many}; give it 1 to {MOST_HEADS}."
    seen: set[tuple[Purpose, int | None, bool]] = set()
    for number, slot in enumerate(mode.slots, 1):
        for fault in _slot_faults(slot, len(mode.heads)):
            yield f"slot {number} {fault}"
        name = (slot.does, slot.head, slot.fine)
        if slot.does not in {"fixed", "dimmer"} and name in seen:
            yield f"slot {number} repeats {slot.does}; leave one of the two."
        seen.add(name)
    for does, head, fine in sorted(seen, key=str):
        if fine and (does, head, False) not in seen:
            yield f"{does} has a fine slot without a coarse one; add the coarse one."


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

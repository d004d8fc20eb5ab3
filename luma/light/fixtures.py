"""What kinds of lamps there are: their modes, addresses and ranges, read from a folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from luma.domain.codec import Schema
from luma.domain.errors import LumaError
from luma.domain.units import Hz
from luma.domain.venue import Vector

Purpose = Literal[
    "dimmer", "red", "green", "blue", "white", "pan", "tilt", "shutter", "fixed"
]  # fmt: skip
EMITTERS: tuple[Purpose, ...] = ("red", "green", "blue", "white")
UNIVERSE_SIZE = 512


@dataclass(frozen=True, slots=True)
class ShutterRange:
    """The levels `[start, stop)` of a shutter; over a strobe's the rate rises evenly."""

    start: int
    stop: int
    means: Literal["open", "closed", "strobe"]
    slow: Hz = Hz(0.0)
    fast: Hz = Hz(0.0)


@dataclass(frozen=True, slots=True)
class Slot:
    """One address of a fixture: what it does and where it rests.

    Without a head it serves the whole fixture; a fine slot is the low byte of the coarse one.
    """

    does: Purpose = "fixed"
    head: int | None = None
    fine: bool = False
    default: int = 0
    ranges: tuple[ShutterRange, ...] = ()


@dataclass(frozen=True, slots=True)
class Mode:
    """One layout of a fixture: its addresses in order, and where its heads sit in metres."""

    name: str
    slots: tuple[Slot, ...]
    heads: tuple[Vector, ...] = ((0.0, 0.0, 0.0),)

    def does(self, purpose: Purpose, head: int) -> bool:
        """Whether a head has a purpose of its own or shares it with its fixture."""
        return any(s.does == purpose and s.head in {None, head} for s in self.slots)


@dataclass(frozen=True, slots=True)
class Profile:
    """A kind of lamp; pan and tilt are the whole arcs through which its heads can turn."""

    name: str
    modes: tuple[Mode, ...]
    pan_degrees: float = 540.0
    tilt_degrees: float = 270.0

    def find_mode(self, name: str) -> Mode | None:
        """The mode of that name, if there is one."""
        return next((mode for mode in self.modes if mode.name == name), None)


PROFILE = Schema(Profile, "fixture", 1)


@dataclass(frozen=True, slots=True)
class Definitions:
    """All kinds of lamps by their key, and in words what could not be read."""

    profiles: Mapping[str, Profile] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def read_definitions(*folders: Path) -> Definitions:
    """The profiles that lie in folders; a key is the path of a file below its folder.

    Where two folders hold one key, the later folder has it.
    """
    profiles: dict[str, Profile] = {}
    problems: list[str] = []
    for folder in folders:
        for path in sorted(folder.rglob("*.json")):
            key = path.relative_to(folder).with_suffix("").as_posix()
            try:
                profile = PROFILE.read(path.read_text(encoding="utf-8"))
            except LumaError as error:
                problems.append(f'The fixture "{key}" cannot be used: {error.sentence()}')
            except (OSError, UnicodeDecodeError) as error:
                problems.append(f'The fixture file "{path}" cannot be read: {error}.')
            else:
                wrong = [f'The fixture "{key}" cannot be used: {w}' for w in faults(profile)]
                problems += wrong
                if not wrong:
                    profiles[key] = profile
    return Definitions(profiles, tuple(problems))


def faults(profile: Profile) -> Iterator[str]:
    """What is wrong with a profile, each in a sentence."""
    if not profile.modes:
        yield "It has no mode; give it at least one."
    if not (0 < profile.pan_degrees <= 1080 and 0 < profile.tilt_degrees <= 360):
        yield "Its arcs should be above 0 and at most 1080 degrees for pan and 360 for tilt."
    for mode in profile.modes:
        for fault in _mode_faults(mode):
            yield f'In the mode "{mode.name}", {fault}'


def _mode_faults(mode: Mode) -> Iterator[str]:
    if not 0 < len(mode.slots) <= UNIVERSE_SIZE:
        yield f"there are {len(mode.slots)} slots; a universe takes 1 to {UNIVERSE_SIZE}."
    if not mode.heads:
        yield "there is no head; give it at least one."
    seen: set[tuple[Purpose, int | None, bool]] = set()
    for number, slot in enumerate(mode.slots, 1):
        for fault in _slot_faults(slot, len(mode.heads)):
            yield f"slot {number} {fault}"
        name = (slot.does, slot.head, slot.fine)
        if slot.does != "fixed" and name in seen:
            yield f"slot {number} repeats {slot.does}; leave one of the two."
        seen.add(name)
    for does, head, fine in sorted(seen, key=str):
        if fine and (does, head, False) not in seen:
            yield f"{does} has a fine slot without a coarse one; add the coarse one."


def _slot_faults(slot: Slot, heads: int) -> Iterator[str]:
    if not 0 <= slot.default <= 255:
        yield f"rests at {slot.default}; a slot takes 0 to 255."
    if slot.head is not None and not 0 <= slot.head < heads:
        yield f"speaks of head {slot.head}; there are heads 0 to {heads - 1}."
    for part in slot.ranges:
        if not 0 <= part.start < part.stop <= 256:
            yield f"has the range {part.start} to {part.stop}; it should lie in 0 to 256."
        if part.means == "strobe" and not 0 < part.slow < part.fast:
            yield "strobes, but its rates do not rise from slow to fast."

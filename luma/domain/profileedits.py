"""Edits of a kind of lamp, each a value that gives a new profile."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from luma.domain.errors import NotFound, Refused
from luma.domain.profile import UNIVERSE_SIZE, Mode, Profile, Slot
from luma.domain.venue import Vector


@dataclass(frozen=True, slots=True)
class NameProfile:
    """Call a kind of lamp by another name and maker."""

    name: str
    maker: str = ""

    def apply(self, doc: Profile) -> Profile:
        """Give the profile with its names."""
        return replace(doc, name=self.name, maker=self.maker)


@dataclass(frozen=True, slots=True)
class SetReach:
    """Say how far a lamp turns, and how narrow and wide its beam is."""

    pan_degrees: float
    tilt_degrees: float
    zoom_degrees: tuple[float, float]

    def apply(self, doc: Profile) -> Profile:
        """Give the profile with its reach."""
        return replace(
            doc,
            pan_degrees=self.pan_degrees,
            tilt_degrees=self.tilt_degrees,
            zoom_degrees=self.zoom_degrees,
        )


@dataclass(frozen=True, slots=True)
class AddMode:
    """Give a kind of lamp one more layout."""

    mode: Mode

    def apply(self, doc: Profile) -> Profile:
        """Give the profile with the mode."""
        _refuse_taken(doc, self.mode.name)
        return replace(doc, modes=(*doc.modes, self.mode))


@dataclass(frozen=True, slots=True)
class RemoveMode:
    """Take a layout away."""

    name: str

    def apply(self, doc: Profile) -> Profile:
        """Give the profile without the mode."""
        mode_of(doc, self.name)
        if len(doc.modes) == 1:
            raise Refused(
                f'"{self.name}" is the only mode of "{doc.name}".',
                hint="Add another one first.",
            )
        return replace(doc, modes=tuple(m for m in doc.modes if m.name != self.name))


@dataclass(frozen=True, slots=True)
class RenameMode:
    """Call a layout by another name."""

    name: str
    new_name: str

    def apply(self, doc: Profile) -> Profile:
        """Give the profile with the mode renamed."""
        if self.new_name != self.name:
            _refuse_taken(doc, self.new_name)
        return _with_mode(doc, self.name, lambda mode: replace(mode, name=self.new_name))


@dataclass(frozen=True, slots=True)
class AddSlot:
    """Put an address into a layout; those behind it move up."""

    mode: str
    at: int
    slot: Slot

    def apply(self, doc: Profile) -> Profile:
        """Give the profile with the slot."""
        slots = mode_of(doc, self.mode).slots
        if len(slots) >= UNIVERSE_SIZE:
            raise Refused(f'"{self.mode}" has {len(slots)} slots, and no universe takes more.')
        if not 0 <= self.at <= len(slots):
            raise NotFound(f'"{self.mode}" has no place {self.at + 1} for a slot.')
        return _with_slots(doc, self.mode, (*slots[: self.at], self.slot, *slots[self.at :]))


@dataclass(frozen=True, slots=True)
class SetSlot:
    """Say what an address does."""

    mode: str
    at: int
    slot: Slot

    def apply(self, doc: Profile) -> Profile:
        """Give the profile with the slot in its new state."""
        slots = _slots_with(doc, self.mode, self.at)
        return _with_slots(
            doc, self.mode, (*slots[: self.at], self.slot, *slots[self.at + 1 :])
        )


@dataclass(frozen=True, slots=True)
class MoveSlot:
    """Put an address elsewhere in its layout."""

    mode: str
    at: int
    to: int

    def apply(self, doc: Profile) -> Profile:
        """Give the profile with the slot moved."""
        slots = list(_slots_with(doc, self.mode, self.at))
        _slots_with(doc, self.mode, self.to)
        slots.insert(self.to, slots.pop(self.at))
        return _with_slots(doc, self.mode, tuple(slots))


@dataclass(frozen=True, slots=True)
class RemoveSlot:
    """Take an address out of a layout; those behind it move down."""

    mode: str
    at: int

    def apply(self, doc: Profile) -> Profile:
        """Give the profile without the slot."""
        slots = _slots_with(doc, self.mode, self.at)
        return _with_slots(doc, self.mode, slots[: self.at] + slots[self.at + 1 :])


@dataclass(frozen=True, slots=True)
class SetHeads:
    """Say how many heads a layout has and where they sit; slots of lost heads are shared."""

    mode: str
    heads: tuple[Vector, ...]

    def apply(self, doc: Profile) -> Profile:
        """Give the profile with the heads."""
        count = len(self.heads)
        if not count:
            raise Refused(f'"{self.mode}" has at least one head.')

        def change(mode: Mode) -> Mode:
            slots = tuple(
                replace(slot, head=None) if (slot.head or 0) >= count else slot
                for slot in mode.slots
            )
            return replace(mode, heads=self.heads, slots=slots)

        return _with_mode(doc, self.mode, change)


@dataclass(frozen=True, slots=True)
class Together:
    """Do several edits, one after the other, as one."""

    edits: "tuple[ProfileEdit, ...]"

    def apply(self, doc: Profile) -> Profile:
        """Give the profile after all of them."""
        for edit in self.edits:
            doc = edit.apply(doc)
        return doc


ProfileEdit = (
    NameProfile | SetReach | AddMode | RemoveMode | RenameMode | AddSlot | SetSlot | MoveSlot
    | RemoveSlot | SetHeads | Together
)  # fmt: skip


def mode_of(doc: Profile, name: str) -> Mode:
    """The mode of that name."""
    found = doc.find_mode(name)
    if found is None:
        known = ", ".join(mode.name for mode in doc.modes)
        raise NotFound(f'"{doc.name}" has no mode "{name}".', hint=f"It has {known}.")
    return found


def _refuse_taken(doc: Profile, name: str) -> None:
    if not name.strip():
        raise Refused("A mode needs a name.", hint="Call it by its channels, for instance.")
    if doc.find_mode(name) is not None:
        raise Refused(f'"{doc.name}" already has a mode "{name}".', hint="Choose another name.")


def _slots_with(doc: Profile, mode: str, at: int) -> tuple[Slot, ...]:
    slots = mode_of(doc, mode).slots
    if not 0 <= at < len(slots):
        raise NotFound(f'"{mode}" has no slot {at + 1}; it has {len(slots)}.')
    return slots


def _with_slots(doc: Profile, mode: str, slots: tuple[Slot, ...]) -> Profile:
    return _with_mode(doc, mode, lambda old: replace(old, slots=slots))


def _with_mode(doc: Profile, name: str, change: Callable[[Mode], Mode]) -> Profile:
    mode_of(doc, name)
    return replace(doc, modes=tuple(change(m) if m.name == name else m for m in doc.modes))

"""A kind of lamp while it is being described: its past, and what is wrong with it so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from luma.app.kinds import Kind
from luma.domain.history import History
from luma.domain.profile import Mode, Profile, Slot
from luma.domain.profileedits import ProfileEdit
from luma.domain.profilefaults import Fault, placed_faults
from luma.light.fixtures import profile_key

BLANK = Profile("New lamp", (Mode("1 channel", (Slot("dimmer"),)),), maker="Own")


@dataclass(frozen=True, slots=True)
class LampDraft:
    """Edits of a kind that nobody has kept yet; without a saved state it is a new one."""

    key: str
    history: History[Profile]
    saved: Profile | None = None

    @property
    def profile(self) -> Profile:
        """The kind as it would be kept."""
        return self.history.now

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to keep."""
        return self.profile != self.saved

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that is wrong with it."""
        return tuple(placed_faults(self.profile))

    def edit(self, edit: ProfileEdit, gesture: str | None = None) -> "LampDraft":
        """The draft after an edit, which is one step."""
        return replace(self, history=self.history.record(edit, gesture))

    def undo(self) -> "LampDraft":
        """The draft one step back."""
        return replace(self, history=self.history.undo())

    def redo(self) -> "LampDraft":
        """The draft one step forward again."""
        return replace(self, history=self.history.redo())


def draft_of(key: str, profile: Profile) -> LampDraft:
    """A kind that is there, to be changed."""
    return LampDraft(key, History(profile), profile)


def new_draft(kinds: Iterable[Kind], profile: Profile = BLANK) -> LampDraft:
    """A new kind, or a copy of one, under a name that none of those there are has."""
    there = tuple(kinds)
    taken = {kind.key for kind in there} | {kind.name.casefold() for kind in there}
    begun = replace(profile, maker=profile.maker or BLANK.maker)
    number, named = 1, begun
    while taken & {profile_key(named), named.name.casefold()}:
        number += 1
        named = replace(begun, name=f"{begun.name} {number}")
    return LampDraft(profile_key(named), History(named))


def heirs(before: Profile, after: Profile) -> Mapping[str, str]:
    """By which mode each one that is gone was followed: the same slots, or the same place."""
    old = {mode.name for mode in before.modes}
    new = [mode for mode in after.modes if mode.name not in old]
    found: dict[str, str] = {}
    for place, mode in enumerate(before.modes):
        if after.find_mode(mode.name) is not None:
            continue
        heir = next((m for m in new if m.slots == mode.slots), None)
        if heir is None and len(after.modes) == len(before.modes):
            heir = after.modes[place] if after.modes[place] in new else None
        if heir is not None:
            found[mode.name] = heir.name
    return found

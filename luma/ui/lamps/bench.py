"""Which kind of lamp is being described, and every change of it that nobody has kept yet."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from luma.app.fixtures import Brought, NotBrought
from luma.app.kinds import Kind, kind_of
from luma.app.lampdraft import LampDraft, draft_of, new_draft
from luma.app.lampedits import as_slot
from luma.app.lampkeeping import bring, following, in_words, keep, throw_away
from luma.domain.errors import LumaError
from luma.domain.profile import Mode, Profile, Slot
from luma.domain.profileedits import ProfileEdit, RenameMode
from luma.domain.profilefaults import Fault
from luma.ui.session import Session
from luma.ui.venue.hall import Hall


class Bench(QObject):
    """The drafts, one of them open with a mode and a channel; lives on Qt's thread."""

    kinds_changed = Signal()
    """The list of kinds is another, or what is said of one."""
    changed = Signal()
    """Another kind, mode or channel is shown, or it is in another state."""
    told = Signal(str)
    """Something was done that is worth a word."""
    troubled = Signal(object)
    """`LumaError`: something could not be done."""

    def __init__(self, hall: Hall) -> None:
        """Have none open."""
        super().__init__(hall)
        self._hall = hall
        self._drafts: dict[str, LampDraft] = {}
        self._own: frozenset[str] = frozenset()
        self._key, self._wanted = "", ""
        self._mode, self._slot = 0, 0
        self._told_of: dict[str, LampDraft] = {}
        hall.kinds_changed.connect(self._take_kinds)

    @property
    def session(self) -> Session:
        """What the views share."""
        return self._hall.session

    @property
    def key(self) -> str:
        """The key of the kind that is open; empty where none is."""
        return self._key

    @property
    def draft(self) -> LampDraft | None:
        """The kind that is open."""
        return self._drafts.get(self._key)

    @property
    def profile(self) -> Profile | None:
        """The open kind as it would be kept."""
        return None if self.draft is None else self.draft.profile

    @property
    def mode(self) -> Mode | None:
        """The mode that is shown."""
        modes = () if self.profile is None else self.profile.modes
        return modes[min(self._mode, len(modes) - 1)] if modes else None

    @property
    def at(self) -> int:
        """The place of the channel that is shown; below zero where the mode has none."""
        return min(self._slot, len(self.mode.slots) - 1) if self.mode else -1

    @property
    def slot(self) -> Slot | None:
        """The channel that is shown."""
        return self.mode.slots[self.at] if self.mode and self.at >= 0 else None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Every kind, those that are being changed as they would be."""
        drafts = {key: kind_of(key, draft.profile) for key, draft in self._drafts.items()}
        found = {kind.key: kind for kind in self._hall.kinds} | drafts
        return tuple(sorted(found.values(), key=lambda k: (k.maker.lower(), k.name.lower())))

    def mark(self, key: str) -> str:
        """What is to be said of a kind in a list."""
        draft = self._drafts.get(key)
        if draft is not None and draft.is_changed:
            return "New" if draft.saved is None else "Changed"
        return "Own" if key in self._own else ""

    @property
    def is_own(self) -> bool:
        """Whether the open kind lies in the user's own set."""
        return self._key in self._own

    def faults(self, at: int | None = None) -> tuple[Fault, ...]:
        """What is wrong at a channel of the shown mode, or at the mode and kind themselves."""
        mode, draft = self.mode, self.draft
        if draft is None or mode is None:
            return ()
        names = {mode.name} if at is not None else {mode.name, None}
        return tuple(f for f in draft.faults if f.slot == at and f.mode in names)

    def open(self, key: str) -> None:
        """Turn to a kind."""
        self._wanted = key
        if key == self._key or not key:
            return
        if key in self._drafts:
            self._show(key)
            return
        fixtures = self.session.desk.fixtures
        self.session.ask(
            lambda: fixtures.profiles.get(key), lambda found: self._take(key, found)
        )

    def add(self) -> None:
        """Begin a new kind."""
        self._begin(new_draft(self.kinds))

    def copy(self) -> None:
        """Begin a copy of the open kind, as one's own."""
        if self.profile is not None:
            self._begin(new_draft(self.kinds, self.profile))

    def edit(self, edit: ProfileEdit | None) -> None:
        """Change the open kind, as one step; what cannot be is told."""
        draft = self.draft
        if edit is None or draft is None:
            return
        try:
            after = draft.edit(edit)
        except LumaError as trouble:
            self.troubled.emit(trouble)
            self.changed.emit()
            return
        self._put(after)

    def set_slot(self, slot: Slot) -> None:
        """Let the shown channel be another."""
        if self.mode is not None and self.at >= 0 and slot != self.slot:
            self.edit(as_slot(self.mode, self.at, slot))

    def rename_mode(self, name: str) -> None:
        """Call the shown mode otherwise."""
        if self.mode is not None:
            self.edit(RenameMode(self.mode.name, " ".join(name.split())))

    def show_mode(self, place: int) -> None:
        """Turn to a mode."""
        if place != self._mode and place >= 0:
            self._mode, self._slot = place, 0
            self.changed.emit()

    def show_slot(self, place: int) -> None:
        """Turn to a channel."""
        if place != self._slot and place >= 0:
            self._slot = place
            self.changed.emit()

    def undo(self) -> None:
        """Take the last change back."""
        if self.draft is not None:
            self._put(self.draft.undo())

    def redo(self) -> None:
        """Take a change forward again."""
        if self.draft is not None:
            self._put(self.draft.redo())

    def save(self) -> None:
        """Keep the open kind in the user's own set; the lamps of all rooms follow."""
        draft = self.draft
        if draft is None or not draft.is_changed:
            return
        if draft.faults:
            words = f"{draft.faults[0].sentence}"
            self.troubled.emit(LumaError(f'"{draft.profile.name}" is not kept yet. {words}'))
            return
        desk = self.session.desk
        self.session.ask(
            lambda: (following(desk, draft), keep(desk, draft)),
            lambda kept: self._take_kept(draft, *kept),
        )

    def discard(self) -> None:
        """Forget the changes of the open kind."""
        draft = self._drafts.pop(self._key, None)
        if draft is None:
            return
        if draft.saved is not None:
            self._drafts[self._key] = draft_of(draft.key, draft.saved)
        else:
            self._key = self._wanted = ""
        self.kinds_changed.emit()
        self.changed.emit()

    def remove(self) -> None:
        """Throw the open kind away, if it is one's own; one of Luma's shows again."""
        key, desk = self._key, self.session.desk
        if key in self._own:
            self.session.ask(lambda: throw_away(desk, key), lambda _: self._drop(key))
        else:
            self.discard()

    def bring(self, places: Iterable[Path]) -> None:
        """Keep the kinds in files and below folders, and say what came of it."""
        wanted, desk = tuple(places), self.session.desk
        if wanted:
            self.session.ask_aside(lambda: bring(desk, wanted), self._take_brought)

    def holds_back(self) -> bool:
        """Whether there is something that nobody has kept and nobody was told of: tell it."""
        lost = {key: draft for key, draft in self._drafts.items() if draft.is_changed}
        if not lost or lost == self._told_of:
            return False
        self._told_of = lost
        first = self._key if self._key in lost else next(iter(lost))
        self.open(first)
        name, more = lost[first].profile.name, len(lost) - 1
        also = f" Nor {'are' if more > 1 else 'is'} {more} more." if more else ""
        hint = "Save it, or close again to lose it."
        self.troubled.emit(LumaError(f'"{name}" is not kept yet.{also}', hint=hint))
        return True

    def _begin(self, draft: LampDraft) -> None:
        self._drafts[draft.key] = draft
        self._show(draft.key)

    def _show(self, key: str) -> None:
        left = self._drafts.get(self._key)
        if left is not None and not left.is_changed and key != self._key:
            del self._drafts[self._key]
        self._key = self._wanted = key
        self._mode = self._slot = 0
        self.kinds_changed.emit()
        self.changed.emit()

    def _put(self, draft: LampDraft) -> None:
        self._drafts[self._key] = draft
        self.kinds_changed.emit()
        self.changed.emit()

    def _take(self, key: str, found: Profile | None) -> None:
        if found is not None and key == self._wanted != self._key:
            self._drafts[key] = draft_of(key, found)
            self._show(key)

    def _take_kept(self, draft: LampDraft, rooms: int, key: str) -> None:
        """Go on from what was kept; what was changed meanwhile stays to be kept."""
        now = self._drafts.pop(draft.key, draft)
        self._drafts[key] = LampDraft(key, now.history, draft.profile)
        if self._key == draft.key:
            self._key = self._wanted = key
        self.told.emit(f'"{draft.profile.name}" is kept among your own.{_followed(rooms)}')
        self.kinds_changed.emit()
        self.changed.emit()

    def _drop(self, key: str) -> None:
        self._drafts.pop(key, None)
        if self._key == key:
            self._key = self._wanted = ""
        self.changed.emit()

    def _take_brought(self, found: tuple[Brought | NotBrought, ...]) -> None:
        refused = [each for each in found if isinstance(each, NotBrought)]
        if refused:
            first = refused[0]
            more = f" So it is with {len(refused) - 1} more." if len(refused) > 1 else ""
            words = f'"{first.file.name}" brings no lamp. {first.why.message}{more}'
            self.troubled.emit(LumaError(words, hint=first.why.hint))
        came = {each.key: each.profile for each in found if isinstance(each, Brought)}
        if came:
            kept = [key for key in came if key in self._drafts and self._drafts[key].is_changed]
            self.told.emit(f"{in_words(found)}{_still_to_keep(len(kept))}")
            self._drafts = {k: d for k, d in self._drafts.items() if k not in came or k in kept}
            for key in kept:
                if self._drafts[key].saved is not None:
                    self._drafts[key] = replace(self._drafts[key], saved=came[key])
            self._key = self._key if self._key in self._drafts else ""
            self.changed.emit()
            self.open(next(iter(came)))

    def _take_kinds(self) -> None:
        fixtures, keys = self.session.desk.fixtures, [kind.key for kind in self._hall.kinds]

        def find() -> frozenset[str]:
            return frozenset(key for key in keys if fixtures.is_own(key))

        self.session.ask_aside(find, self._take_own, key="own kinds of lamps")
        self.kinds_changed.emit()

    def _take_own(self, own: frozenset[str]) -> None:
        self._own = own
        self.kinds_changed.emit()
        self.changed.emit()


def _followed(rooms: int) -> str:
    """A word about the rooms whose lamps have followed, which is a step of their undo."""
    if not rooms:
        return ""
    many = "1 room" if rooms == 1 else f"{rooms} rooms"
    return f" The lamps of {many} follow; undo there would bring the old mode's name back."


def _still_to_keep(many: int) -> str:
    """A word about changes that lie over what was brought."""
    if not many:
        return ""
    return f" Your changes of {'it' if many == 1 else f'{many} of them'} are still to be saved."

"""Kinds of lamps are kept, brought and thrown away, and the lamps of all rooms follow."""

import contextlib
from collections.abc import Collection, Iterable
from pathlib import Path

from luma.app.events import KindsChanged
from luma.app.fixtures import Brought, Fixtures, NotBrought
from luma.app.lampdraft import LampDraft, heirs
from luma.app.services import Desk
from luma.domain.errors import LumaError, NotFound
from luma.domain.roomedits import SetMode
from luma.domain.venue import Venue
from luma.light.fixtures import profile_key


def keep(desk: Desk, draft: LampDraft) -> str:
    """Keep a draft, and give its key; used on the lane."""
    key = draft.key
    if draft.saved is None:
        key = _free(profile_key(draft.profile), desk.fixtures.profiles)
    desk.fixtures.save(key, draft.profile)
    if draft.saved is not None:
        for old, new in heirs(draft.saved, draft.profile).items():
            _follow(desk, key, old, new)
    desk.bus.announce(KindsChanged((key,)))
    return key


def following(desk: Desk, draft: LampDraft) -> int:
    """In how many rooms lamps will follow a draft into other modes; used on the lane."""
    if draft.saved is None:
        return 0
    gone = {(draft.key, mode) for mode in heirs(draft.saved, draft.profile)}
    return sum(any((f.profile, f.mode) in gone for f in room.fixtures) for room in _rooms(desk))


def throw_away(desk: Desk, key: str) -> None:
    """Throw one of the user's own away; used on the lane."""
    desk.fixtures.remove(key)
    desk.bus.announce(KindsChanged((key,)))


def bring(desk: Desk, places: Iterable[Path]) -> tuple[Brought | NotBrought, ...]:
    """Keep the kinds in files and below folders; reads them, so ask beside the lane."""
    found = tuple(each for place in places for each in _bring(desk.fixtures, place))
    if keys := tuple(each.key for each in found if isinstance(each, Brought)):
        desk.bus.announce(KindsChanged(keys))
    return found


def in_words(found: Collection[Brought | NotBrought]) -> str:
    """How many kinds came, and how many did not."""
    came = sum(isinstance(each, Brought) for each in found)
    left = len(found) - came
    words = f"{came} kind{'s' * (came != 1)} of lamps came in" if came else "No kind came in"
    return words + (f", {left} file{'s' * (left != 1)} did not." if left else ".")


def _bring(fixtures: Fixtures, place: Path) -> Iterable[Brought | NotBrought]:
    try:
        yield from fixtures.bring(place)
    except LumaError as trouble:
        yield NotBrought(place, trouble)


def _follow(desk: Desk, key: str, old: str, new: str) -> None:
    """Let the lamps of every room that run in a mode run in the one that it became."""
    for venue in _rooms(desk):
        ids = tuple(f.id for f in venue.fixtures if (f.profile, f.mode) == (key, old))
        if ids:
            desk.documents.edit("venue", venue.id, SetMode(ids, key, new))


def _rooms(desk: Desk) -> Iterable[Venue]:
    """Every room in its newest state."""
    with desk.ground.store.read() as shelf:
        names = [venue.id for venue in shelf.venues.list()]
    for name in names:
        with contextlib.suppress(NotFound):
            yield desk.documents.get("venue", name)


def _free(key: str, taken: Collection[str]) -> str:
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}_{number}"
    return free

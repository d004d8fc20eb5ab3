"""Lists of tracks that a person keeps: plain ones, crates, lists by a query, and folders."""

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from luma.domain.errors import BadValue, Refused
from luma.domain.ids import PlaylistId, TrackId

LONGEST_NAME = 255


class PlaylistKind(enum.Enum):
    """What a list is: ordered, without order, made by a query, or a folder of lists."""

    LIST = "list"
    CRATE = "crate"
    SMART = "smart"
    FOLDER = "folder"

    @property
    def holds_tracks(self) -> bool:
        """Whether a person puts tracks into it."""
        return self in {PlaylistKind.LIST, PlaylistKind.CRATE}


@dataclass(frozen=True, slots=True)
class Playlist:
    """A list, without its tracks; `place` is where it stands in its folder, from 0."""

    id: PlaylistId
    name: str
    kind: PlaylistKind = PlaylistKind.LIST
    folder: PlaylistId | None = None
    place: int = 0
    query: str = ""
    made: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A track at its place in a list; places go from 0 without gaps."""

    place: int
    track: TrackId


def checked_name(name: str) -> str:
    """A name that a list can have, without the space around it."""
    bare = " ".join(name.split())
    if not bare:
        raise BadValue("A playlist needs a name.", hint="Give it one.")
    if len(bare) > LONGEST_NAME:
        raise BadValue(f"The name of a playlist has {LONGEST_NAME} letters at most.")
    return bare


def path_of(playlist: Playlist, known: Mapping[PlaylistId, Playlist]) -> tuple[str, ...]:
    """The names of the folders that a list lies in, the outermost first."""
    names: list[str] = []
    here = known.get(playlist.folder) if playlist.folder is not None else None
    while here is not None and len(names) < len(known):
        names.append(here.name)
        here = known.get(here.folder) if here.folder is not None else None
    return tuple(reversed(names))


def refuse_circle(
    name: PlaylistId, folder: PlaylistId | None, known: Mapping[PlaylistId, Playlist]
) -> None:
    """Refuse to put a folder into itself, or into one that lies in it."""
    here = folder
    for _ in range(len(known) + 1):
        if here is None:
            return
        if here == name:
            break
        here = known[here].folder if here in known else None
    raise Refused(f'The folder "{known[name].name}" cannot lie in itself.')


def in_order(playlists: Iterable[Playlist]) -> tuple[Playlist, ...]:
    """Lists as a tree is read: each folder followed by what lies in it."""
    children: dict[PlaylistId | None, list[Playlist]] = {}
    for each in playlists:
        children.setdefault(each.folder, []).append(each)
    waiting = sorted(children.get(None, ()), key=_place, reverse=True)
    found: list[Playlist] = []
    while waiting:
        here = waiting.pop()
        found.append(here)
        waiting.extend(sorted(children.pop(here.id, ()), key=_place, reverse=True))
    return tuple(found)


def _place(playlist: Playlist) -> tuple[int, str]:
    return playlist.place, playlist.id

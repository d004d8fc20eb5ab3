"""Another program's playlists as lists of the library."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from luma.domain.foreign import ForeignPlaylist
from luma.domain.ids import PlaylistId, TrackId
from luma.domain.playlists import Playlist, PlaylistKind, checked_name
from luma.store.store import Shelf

Status = Literal["new", "filled", "known"]


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a list: the paths that were put into it, and those that are not here."""

    playlist: ForeignPlaylist
    status: Status
    taken: tuple[str, ...]
    missing: tuple[str, ...]


class Lists:
    """The library's lists within one transaction, found by their names and folders."""

    def __init__(self, shelf: Shelf) -> None:
        """Know those that are there."""
        self._shelf = shelf
        self._known = {_key(each): each for each in reversed(shelf.playlists.list())}

    def bring(self, playlist: ForeignPlaylist, here: Mapping[str, TrackId]) -> Filled:
        """Put what a list lacks at its end; it and its folders are made where they lack."""
        folder: PlaylistId | None = None
        for name in playlist.folders:
            folder = self._found_or_made(name, PlaylistKind.FOLDER, folder)[0].id
        own, is_new = self._found_or_made(playlist.name, playlist.kind, folder)
        taken = self._lacking(own, playlist, here)
        if taken:
            self._shelf.playlists.put(own.id, [here[path] for path in taken])
        missing = tuple(path for path in playlist.entries if path not in here)
        status: Status = "new" if is_new else "filled" if taken else "known"
        return Filled(playlist, status, tuple(taken), missing)

    def _lacking(
        self, own: Playlist, playlist: ForeignPlaylist, here: Mapping[str, TrackId]
    ) -> list[str]:
        """The entries that a list does not have, or not as often; a crate has each once."""
        held = Counter(entry.track for entry in self._shelf.playlists.entries(own.id))
        once = playlist.kind is PlaylistKind.CRATE
        taken = []
        for path in playlist.entries:
            track = here.get(path)
            if track is None:
                continue
            if held[track] <= 0:
                taken.append(path)
                held[track] += once
            elif not once:
                held[track] -= 1
        return taken

    def _found_or_made(
        self, name: str, kind: PlaylistKind, folder: PlaylistId | None
    ) -> tuple[Playlist, bool]:
        known = self._known.get((checked_name(name), kind, folder))
        if known is not None:
            return known, False
        made = self._shelf.playlists.add(name, kind, folder)
        self._known[_key(made)] = made
        return made, True


def _key(playlist: Playlist) -> tuple[str, PlaylistKind, PlaylistId | None]:
    return playlist.name, playlist.kind, playlist.folder

"""Finds here the files that another machine's library names."""

import os
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import Literal
from unicodedata import normalize

from luma.domain.errors import BadValue, NotFound
from luma.domain.foreign import ForeignTrack

Map = tuple[str, str]
_FORMS: tuple[Literal["NFC", "NFD"], ...] = ("NFC", "NFD")
"""Letters with marks are written as one sign or as two, by the habits of each system."""


def read_map(text: str) -> Map:
    """The beginning of paths there, and what it is here, of OLD=NEW."""
    old, equals, new = text.partition("=")
    if not equals or not old.strip() or not new.strip():
        raise BadValue(
            f'"{text}" does not say what a path was and is.',
            hint="Write it as --map OLD=NEW, such as --map D:/Music=/home/me/Music.",
        )
    return old.replace("\\", "/").rstrip("/") or "/", new.rstrip("/") or "/"


class Finder:
    """Knows where files lie now: by the beginning of their paths, or by name and size."""

    def __init__(self, maps: Sequence[Map] = (), music: Path | None = None) -> None:
        """Look below this folder for what lies nowhere else; nothing is looked into yet."""
        if music is not None and not music.is_dir():
            raise NotFound(f'There is no folder "{music}".', hint="Check what --music names.")
        self._maps, self._music = tuple(maps), music
        self._names: dict[str, list[Path]] | None = None

    def find(self, track: ForeignTrack) -> Path:
        """The file of a track; refused in a sentence where none is sure to be it."""
        for path in (*self._mapped(track.path), track.path):
            for form in dict.fromkeys((path, *(normalize(form, path) for form in _FORMS))):
                place = Path(form)
                if place.is_absolute() and place.is_file():
                    return place
        if self._music is None:
            raise NotFound(
                f'"{track.path}" is not there.',
                hint="Say where it lies with --map OLD=NEW or --music FOLDER.",
            )
        return self._below(track, self._music)

    def _mapped(self, path: str) -> list[str]:
        found = []
        for old, new in self._maps:
            same = path[: len(old)].casefold() == old.casefold()
            rest = path[len(old) :]
            if same and (not rest or rest.startswith("/") or old.endswith("/")):
                found.append(f"{new.rstrip('/')}/{rest.lstrip('/')}")
        return found

    def _below(self, track: ForeignTrack, music: Path) -> Path:
        if self._names is None:
            self._names = _files_by_name(music)
        named = self._names.get(_key(PurePosixPath(track.path).name), [])
        if not named:
            raise NotFound(f'No file below "{music}" is called as "{track.path}".')
        fit = [path for path in named if _has_size(path, track)]
        if track.size is not None and len(fit) == 1:
            return fit[0]
        likely = fit or named
        shared = {path: _shared(path, track.path) for path in likely}
        most = max(shared.values())
        best = [path for path in likely if shared[path] == most]
        # of another size it is the file that was tagged anew, if its folder is the same too
        if len(best) == 1 and (track.size is None or fit or most > 0):
            return best[0]
        count, what = len(named), "is" if len(named) == 1 else "are"
        raise NotFound(
            f'{count} below "{music}" {what} called as "{track.path}", but none is sure to be '
            "it by its size or folder.",
            hint="Say where it lies with --map OLD=NEW.",
        )


def _files_by_name(folder: Path) -> dict[str, list[Path]]:
    found: defaultdict[str, list[Path]] = defaultdict(list)
    for where, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            found[_key(name)].append(Path(where, name))
    return found


def _key(name: str) -> str:
    """A name as file systems may write it otherwise: composed, in small letters."""
    return normalize("NFC", name).casefold()


def _has_size(path: Path, track: ForeignTrack) -> bool:
    try:
        return track.size is not None and (
            abs(path.stat().st_size - track.size) <= track.size_within
        )
    except OSError:
        return False


def _shared(path: Path, foreign: str) -> int:
    """How many folders above a file are called the same here and there."""
    here = [_key(part) for part in reversed(path.parent.parts)]
    there = [_key(part) for part in reversed(PurePosixPath(foreign).parent.parts)]
    count = 0
    for one, other in zip(here, there, strict=False):
        if one != other or one == "/":
            break
        count += 1
    return count

"""The kinds of lamps that lie in folders, each read when it is first asked for."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from luma.domain.documents import PROFILE
from luma.domain.errors import BadDocument, LumaError
from luma.domain.profile import UNIVERSE_SIZE, Profile
from luma.domain.profilefaults import faults

__all__ = [
    "UNIVERSE_SIZE", "Definitions", "ProfileShelf", "profile_key", "read_definitions",
    "read_profile",
]  # fmt: skip

SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Definitions:
    """All kinds of lamps by their key, and in words what could not be read."""

    profiles: Mapping[str, Profile] = field(default_factory=dict)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with files, where they are files; all of them are read for it."""
        return self.profiles.problems() if isinstance(self.profiles, ProfileShelf) else ()


class ProfileShelf(Mapping[str, Profile]):
    """Profiles in folders; a key is the path of a file below its folder.

    Where two folders hold one key, the later folder has it. A file that has changed is read
    again; one that cannot be used is as good as absent, and told among the problems.
    """

    def __init__(self, *folders: Path) -> None:
        """Look into these folders, which may come and go."""
        self._folders = folders
        self._read: dict[Path, tuple[int, Profile | str]] = {}

    def __getitem__(self, key: str) -> Profile:
        found = self._find(key)
        if not isinstance(found, Profile):
            raise KeyError(key)
        return found

    def __iter__(self) -> Iterator[str]:
        return (key for key in self.keys_there() if isinstance(self._find(key), Profile))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def keys_there(self) -> tuple[str, ...]:
        """The keys of all files in order, whatever the files hold."""
        return tuple(
            sorted(
                {
                    path.relative_to(folder).with_suffix("").as_posix()
                    for folder in self._folders
                    for path in folder.rglob(f"*{SUFFIX}")
                }
            )
        )

    def problems(self) -> tuple[str, ...]:
        """What cannot be used, and why."""
        told: list[str] = []
        for key in self.keys_there():
            found = self._find(key)
            if isinstance(found, str):
                told.append(f'The fixture "{key}" cannot be used: {found}')
        return tuple(told)

    def _find(self, key: str) -> Profile | str | None:
        parts = PurePosixPath(key)
        if parts.is_absolute() or ".." in parts.parts or "\0" in key:
            return None
        for folder in reversed(self._folders):
            path = folder / f"{key}{SUFFIX}"
            try:
                changed = path.stat().st_mtime_ns
            except OSError:
                continue
            known = self._read.get(path)
            if known is None or known[0] != changed:
                known = self._read[path] = changed, _read(path)
            return known[1]
        return None


def _read(path: Path) -> Profile | str:
    try:
        return read_profile(path)
    except LumaError as error:
        return error.sentence()


def read_profile(path: Path) -> Profile:
    """The profile in a file, or a sentence about all that is wrong with it."""
    try:
        profile = PROFILE.read(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise BadDocument(f'The file "{path.name}" cannot be read: {error}.') from error
    if wrong := list(faults(profile)):
        raise BadDocument(" ".join(wrong))
    return profile


def profile_key(profile: Profile) -> str:
    """The key under which a profile is kept unless somebody says otherwise."""
    return f"{_slug(profile.maker) or 'unknown'}/{_slug(profile.name) or 'fixture'}"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:60]


def read_definitions(*folders: Path) -> Definitions:
    """The profiles that lie in folders; the later folder goes before the earlier."""
    return Definitions(ProfileShelf(*folders))

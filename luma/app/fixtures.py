"""The kinds of lamps of a library: looked up, brought from files, kept and thrown away."""

import contextlib
import difflib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from luma.domain.documents import PROFILE
from luma.domain.errors import BadDocument, LumaError, NotFound, Refused, Unavailable
from luma.domain.profile import Profile
from luma.domain.profileedits import ProfileEdit
from luma.domain.profilefaults import faults
from luma.light.fixtures import SUFFIX, Definitions, profile_key, read_profile
from luma.light.formats.gdtf import read_gdtf
from luma.light.formats.gdtf_writer import write_gdtf
from luma.light.formats.qxf import read_qxf

LARGEST_FILE = 256 << 20
_READERS = {".qxf": read_qxf, ".gdtf": read_gdtf}


@dataclass(frozen=True, slots=True)
class Brought:
    """A kind of lamp that came out of a file, and what it replaced."""

    file: Path
    key: str
    profile: Profile
    is_new: bool = True


@dataclass(frozen=True, slots=True)
class NotBrought:
    """A file that no kind of lamp came out of, and why."""

    file: Path
    why: LumaError


class Fixtures:
    """The shelf of kinds of lamps; it may be used from any thread."""

    def __init__(self, folder: Path, definitions: Definitions) -> None:
        """Keep the user's own in a folder, which is one of those that are looked into."""
        self._folder, self._definitions = folder, definitions

    @property
    def profiles(self) -> Mapping[str, Profile]:
        """Every kind of lamp by its key; read when it is asked for."""
        return self._definitions.profiles

    @property
    def definitions(self) -> Definitions:
        """The same for whoever patches lamps."""
        return self._definitions

    def find(self, name: str) -> tuple[str, Profile]:
        """The kind of lamp of that key or name."""
        if (found := self.profiles.get(name)) is not None:
            return name, found
        sought = name.casefold()
        for key, profile in self.profiles.items():
            if sought in {key, profile.name.casefold()}:
                return key, profile
        close = difflib.get_close_matches(sought, list(self.profiles), n=3, cutoff=0.4)
        meant = f"Did you mean {', '.join(close)}?" if close else "`luma fixtures list` tells."
        raise NotFound(f'There is no kind of lamp called "{name}".', hint=meant)

    def is_own(self, key: str) -> bool:
        """Whether the user's own folder holds it."""
        return self._path(key).is_file()

    def save(self, key: str, profile: Profile) -> None:
        """Keep a kind of lamp under a key, in place of what was there; only a sound one."""
        if wrong := list(faults(profile)):
            raise Refused(f'"{profile.name}" cannot be kept: {wrong[0]}')
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, PROFILE.write(profile).encode())

    def edit(self, key: str, edit: ProfileEdit) -> Profile:
        """Keep a kind of lamp with an edit; what came with Luma becomes the user's own."""
        if (before := self.profiles.get(key)) is None:
            raise NotFound(f'There is no kind of lamp under "{key}".')
        after = edit.apply(before)
        self.save(key, after)
        return after

    def remove(self, key: str) -> None:
        """Throw one of the user's own away; one that came with Luma shows again."""
        if not self.is_own(key):
            raise Refused(
                f'"{key}" is none of your own.', hint="Those that came with Luma stay."
            )
        self._path(key).unlink(missing_ok=True)

    def bring(self, place: Path) -> Iterator[Brought | NotBrought]:
        """Keep the kind of lamp in a file, or all those below a folder."""
        taken: dict[str, Profile] = {}
        for file in _files(place):
            try:
                profile = read_lamp(file)
                key = _free_key(profile, taken)
                is_new = not self.is_own(key)
                self.save(key, profile)
            except LumaError as error:
                yield NotBrought(file, error)
            else:
                taken[key] = profile
                yield Brought(file, key, profile, is_new)

    def write(self, key: str, file: Path) -> None:
        """Write a kind of lamp into a file, as GDTF or as Luma's own by how its name ends."""
        _, profile = self.find(key)
        ending = file.suffix.casefold()
        if ending not in {".gdtf", SUFFIX}:
            raise Refused(
                f'"{file.name}" would be no file of fixtures.',
                hint="Let its name end in .gdtf, or in .json for Luma's own.",
            )
        own = PROFILE.write(profile).encode() + b"\n"
        write_whole(file, write_gdtf(profile) if ending == ".gdtf" else own)

    def _path(self, key: str) -> Path:
        parts = PurePosixPath(key)
        if not key or parts.is_absolute() or ".." in parts.parts or "\0" in key:
            raise Refused(f'"{key}" cannot be the key of a fixture.')
        return self._folder / f"{key}{SUFFIX}"


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
        return
    if not place.is_dir():
        raise NotFound(f'"{place}" is neither a file nor a folder.')
    found = [p for p in place.rglob("*") if p.suffix.casefold() in {*_READERS, SUFFIX}]
    if not found:
        raise NotFound(
            f'"{place}" holds no fixtures.', hint="Luma reads .qxf, .gdtf and its own .json."
        )
    yield from sorted(found)


def _free_key(profile: Profile, taken: Mapping[str, Profile]) -> str:
    """The key of a profile, with a number where another one of this time has it."""
    first = key = profile_key(profile)
    number = 1
    while taken.get(key, profile) != profile:
        number += 1
        key = f"{first}_{number}"
    return key


def read_lamp(file: Path) -> Profile:
    """The sound profile in a file of any kind that Luma reads."""
    reader = _READERS.get(file.suffix.casefold())
    if reader is None:
        return read_profile(file)
    profile = reader(read_whole(file))
    if wrong := list(faults(profile)):
        raise BadDocument(f'"{profile.name}" cannot be used: {wrong[0]}')
    return profile


def read_whole(file: Path) -> bytes:
    """What a file holds, unless it is larger than any honest one."""
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise BadDocument(f'"{file.name}" is larger than {LARGEST_FILE >> 20} MB.')
        return file.read_bytes()
    except OSError as error:
        raise Unavailable(f'"{file}" cannot be read: {error.strerror}.') from error


def write_whole(file: Path, data: bytes) -> None:
    """Put bytes into a file, whole or not at all."""
    aside = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        aside.write_bytes(data)
        aside.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise Unavailable(
            f'"{file}" cannot be written: {error.strerror}.', hint="Choose another place."
        ) from error

"""Zip archives from strangers: read in memory, never unpacked, and within bounds."""

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import PurePosixPath

from luma.domain.errors import BadDocument

MOST_MEMBERS, LARGEST_MEMBER, LARGEST_WHOLE = 4096, 64 << 20, 1 << 30
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError)


class Archive:
    """The members of an archive by name."""

    def __init__(self, data: bytes, what: str) -> None:
        """Look through an archive, and refuse one that is none or sets a trap."""
        self._what = what
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise BadDocument(
                f"{what} is not a whole archive.", hint="Copy or download it again."
            ) from error
        members = self._zip.infolist()
        if min((member.header_offset for member in members), default=0) > 0:
            # a cut archive may end in the list of files of another one inside of it
            raise BadDocument(f"{what} is not a whole archive.")
        if len(members) > MOST_MEMBERS:
            raise BadDocument(f"{what} holds {len(members)} files; at most {MOST_MEMBERS} are.")
        if sum(member.file_size for member in members) > LARGEST_WHOLE:
            raise BadDocument(f"{what} would unpack to more than {LARGEST_WHOLE >> 20} MB.")
        for member in members:
            self._look_at(member)
        self._members = {member.filename.casefold(): member for member in members}

    def _look_at(self, member: zipfile.ZipInfo) -> None:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in path.parts[0:1]:
            raise BadDocument(f'{self._what} holds "{member.filename}", which leads out of it.')
        if member.flag_bits & 1:
            raise BadDocument(f"{self._what} is locked with a password.")

    def find(self, name: str) -> bytes | None:
        """What a member holds, by its name in any case; none where there is no such member."""
        found = self._members.get(name.casefold())
        return None if found is None else self._read(found)

    def _read(self, member: zipfile.ZipInfo) -> bytes:
        if member.file_size > LARGEST_MEMBER:
            raise BadDocument(f'"{member.filename}" in it is larger than any honest one.')
        try:
            with self._zip.open(member) as stream:
                data = stream.read(LARGEST_MEMBER + 1)
        except _BROKEN as error:
            raise BadDocument(
                f'{self._what} is damaged at "{member.filename}".',
                hint="Copy or download it again.",
            ) from error
        if len(data) > LARGEST_MEMBER:
            raise BadDocument(f'"{member.filename}" in it is larger than any honest one.')
        return data


def archived(members: Mapping[str, bytes]) -> bytes:
    """An archive with these members, the same bytes for the same members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            archive.writestr(member, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()

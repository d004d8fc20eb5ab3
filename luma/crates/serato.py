"""Serato's library: `database V2` and the crates beside it; grids and cues are in the files."""

import re
from collections.abc import Iterator
from pathlib import Path

from luma.crates.bits import Bits
from luma.crates.files import bytes_of, refuse_more, unreadable
from luma.crates.remarks import Remarks
from luma.crates.values import is_absolute, number, slashed, tempo, words
from luma.domain.errors import BadDocument, LumaError, NotFound
from luma.domain.foreign import ForeignLibrary, ForeignPlaylist, ForeignTrack
from luma.domain.playlists import PlaylistKind

NAME = "Serato"
FOLDER, DATABASE, CRATE = "_Serato_", "database V2", ".crate"
BEGINS = b"vrsn"
LARGEST = 256 << 20
_BETWEEN = "%%"
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{1,2}(?:\.\d+)?)")


def read_serato(place: Path) -> ForeignLibrary:
    """What a folder `_Serato_` holds, or a single crate."""
    remarks = Remarks()
    if place.suffix.casefold() == CRATE:
        home = _home_of(place)
        crate = _crate(place, home)
        tracks = tuple(ForeignTrack(path) for path in dict.fromkeys(crate.entries))
        return ForeignLibrary(NAME, tracks, (crate,), ())
    database = place if place.is_file() else place / DATABASE
    folder = database.parent
    known = {track.path: track for track in _tracks(database, folder, remarks)}
    crates = tuple(_crates(folder, remarks))
    for file in _files(folder / "SmartCrates", "*.scrate"):
        remarks.add(f'the crate "{file.stem}"', "it is made by rules that only Serato knows")
    for crate in crates:
        for path in crate.entries:
            known.setdefault(path, ForeignTrack(path))
    if not known and not crates and not database.exists():
        raise NotFound(
            f'"{folder}" holds neither "{DATABASE}" nor crates.',
            hint=f"Name the folder {FOLDER} of a disk.",
        )
    return ForeignLibrary(NAME, tuple(known.values()), crates, remarks.all())


def _tracks(database: Path, folder: Path, remarks: Remarks) -> Iterator[ForeignTrack]:
    if not database.exists():
        return
    count = 0
    for tag, body in _chunks(bytes_of(database, LARGEST), f'"{database}"'):
        if tag != b"otrk":
            continue
        refuse_more(count, database)
        count += 1
        try:
            fields = dict(_chunks(body, f"track {count}"))
            path = _text(fields.get(b"pfil", b""))
            if not path.strip("/") or "://" in path:
                remarks.add(f"track {count}", "it names no file that lies on a disk")
            else:
                yield _track(_rooted(path, folder), fields)
        except BadDocument as trouble:
            remarks.add(f"track {count}", trouble.message.rstrip("."))


def _track(path: str, fields: dict[bytes, bytes]) -> ForeignTrack:
    def said(tag: bytes) -> str:
        return words(_text(fields.get(tag, b"")))

    return ForeignTrack(
        path,
        title=said(b"tsng"),
        artist=said(b"tart"),
        album=said(b"talb"),
        genre=said(b"tgen"),
        comment=said(b"tcom"),
        bpm=tempo(said(b"tbpm")),
        key=said(b"tkey"),
        seconds=_seconds(said(b"tlen")),
    )


def _seconds(clock: str) -> float:
    found = _CLOCK.fullmatch(clock)
    if found is None:
        return 0.0
    hours, minutes, rest = (number(part) or 0.0 for part in found.groups(default="0"))
    return hours * 3600.0 + minutes * 60.0 + rest


def _crates(folder: Path, remarks: Remarks) -> Iterator[ForeignPlaylist]:
    for file in _files(folder / "Subcrates", f"*{CRATE}"):
        try:
            yield _crate(file, folder)
        except LumaError as trouble:
            remarks.add(f'the crate "{file.name}"', trouble.message.rstrip("."))


def _files(folder: Path, kind: str) -> list[Path]:
    try:
        return sorted(folder.glob(kind), key=lambda file: file.stem.split(_BETWEEN))
    except OSError as cause:
        raise unreadable(folder, cause) from cause


def _crate(file: Path, home: Path) -> ForeignPlaylist:
    data = bytes_of(file, LARGEST)
    if not data.startswith(BEGINS):
        raise BadDocument(f'"{file}" is no crate of Serato.')
    paths = []
    for tag, body in _chunks(data, f'"{file}"'):
        if tag == b"otrk":
            path = _text(dict(_chunks(body, f'"{file}"')).get(b"ptrk", b""))
            if path.strip("/"):
                paths.append(_rooted(path, home))
    *folders, name = [words(part, 255) or "Unnamed" for part in file.stem.split(_BETWEEN)]
    return ForeignPlaylist(name, tuple(folders), tuple(paths), PlaylistKind.CRATE)


def _chunks(data: bytes, what: str) -> Iterator[tuple[bytes, bytes]]:
    bits = Bits(data, what)
    while bits.left:
        tag = bits.take(4)
        yield tag, bits.take(int(bits.one(">I")))


def _text(data: bytes) -> str:
    return data.decode("utf-16-be", "replace").rstrip("\0")


def _home_of(crate: Path) -> Path:
    """The folder of Serato that a crate lies in, or its own."""
    above = [one for one in crate.absolute().parents if one.name == FOLDER]
    return above[0] if above else crate.absolute().parent


def _rooted(path: str, folder: Path) -> str:
    """A path as it stands below the disk that the folder of Serato lies on.

    Serato leaves the disk's name out. Where the file is not there, it is told from the root.
    """
    plain = slashed(path)
    if is_absolute(plain):
        return plain
    for above in folder.absolute().parents:
        try:
            if (above / plain).is_file():
                return (above / plain).as_posix()
        except (OSError, ValueError):
            break
    return "/" + plain

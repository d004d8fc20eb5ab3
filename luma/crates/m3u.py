"""Playlists in files of their own: M3U, M3U8 and PLS, read; M3U8, written."""

import codecs
import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from luma.crates.files import MOST_ENTRIES, bytes_of
from luma.crates.rekordbox import path_of
from luma.crates.remarks import Remarks
from luma.crates.values import is_absolute, seconds, slashed, words
from luma.domain.errors import BadDocument
from luma.domain.foreign import ForeignLibrary, ForeignPlaylist, ForeignTrack

NAME = "M3U"
SUFFIXES = (".m3u", ".m3u8", ".pls")
LARGEST = 64 << 20
_STREAM = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"),
          (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_PLS = re.compile(r"(File|Title|Length)(\d{1,9})\s*=\s*(.*)", re.IGNORECASE)


def read_list(file: Path) -> ForeignLibrary:
    """The one playlist in a file; what lies beside it is named by its place beside it."""
    data = bytes_of(file, LARGEST)
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadDocument(f'"{file}" is no playlist: it is no text.')
    lines = _text(data).splitlines()
    remarks = Remarks()
    is_pls = file.suffix.casefold() == ".pls" or any(
        line.strip().casefold() == "[playlist]" for line in lines[:5]
    )
    named = next((line[10:] for line in lines if line.startswith("#PLAYLIST:")), "")
    tracks: dict[str, ForeignTrack] = {}
    paths: list[str] = []
    for place, entry, title, length in (_of_pls if is_pls else _of_m3u)(lines):
        path = _path(entry, file.absolute().parent)
        if path is None:
            remarks.add(f"line {place}", f'"{words(entry, 120)}" is no file on a disk')
            continue
        if len(paths) == MOST_ENTRIES:
            raise BadDocument(f'"{file}" has more than {MOST_ENTRIES} entries.')
        paths.append(path)
        artist, _, rest = title.partition(" - ")
        told = (rest, artist) if rest else (title, "")
        tracks.setdefault(
            path, ForeignTrack(path, words(told[0]), words(told[1]), seconds=length)
        )
    name = words(named, 255) or words(file.stem, 255) or "Playlist"
    playlist = ForeignPlaylist(name, (), tuple(paths))
    return ForeignLibrary(NAME, tuple(tracks.values()), (playlist,), remarks.all())


def write_list(playlist: ForeignPlaylist, tracks: Sequence[ForeignTrack]) -> bytes:
    """A playlist as an M3U8 file; of each entry there is a track."""
    known = {track.path: track for track in tracks}
    lines = ["#EXTM3U", f"#PLAYLIST:{words(playlist.name)}"]
    for path in playlist.entries:
        track = known[path]
        title = " - ".join(part for part in (track.artist, track.title) if part)
        lines += [f"#EXTINF:{round(track.seconds) or -1},{words(title)}", _written(path)]
    return ("\n".join(lines) + "\n").encode()


def _written(path: str) -> str:
    """A path that stays on its line; one that cannot is written as a location."""
    stays = path.splitlines() == [path] and not path.startswith("#") and path == path.strip()
    if stays and not any("\ud800" <= letter <= "\udfff" for letter in path):
        return path
    return "file://" + quote(path, errors="surrogateescape")


def _text(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.removeprefix(mark if encoding == "utf-8" else b"").decode(
                encoding, "replace"
            )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _of_m3u(lines: Sequence[str]) -> Iterator[tuple[int, str, str, float]]:
    title, length = "", 0.0
    for place, line in enumerate(lines, 1):
        bare = line.strip()
        if bare.startswith("#EXTINF:"):
            told, _, title = bare[8:].partition(",")
            length = seconds(told.split(" ")[0])
        elif bare and not bare.startswith("#"):
            yield place, bare, title, length
            title, length = "", 0.0


def _of_pls(lines: Sequence[str]) -> Iterator[tuple[int, str, str, float]]:
    found: dict[int, dict[str, str]] = {}
    places: dict[int, int] = {}
    for place, line in enumerate(lines, 1):
        told = _PLS.fullmatch(line.strip())
        if told is not None:
            found.setdefault(int(told[2]), {})[told[1].casefold()] = told[3]
            places.setdefault(int(told[2]), place)
    for number in sorted(found):
        entry = found[number]
        if entry.get("file"):
            length = seconds(entry.get("length", ""))
            yield places[number], entry["file"], entry.get("title", ""), length


def _path(entry: str, folder: Path) -> str | None:
    if entry.casefold().startswith("file:"):
        return path_of("file:" + entry[5:]) or None
    if _STREAM.match(entry) or "\0" in entry:
        return None
    path = slashed(entry)
    if is_absolute(path):
        return path
    return posixpath.normpath(posixpath.join(folder.as_posix(), path))

"""Which program a file or folder comes from, and what its library holds."""

from collections.abc import Callable
from pathlib import Path

from luma.crates import engine, m3u, mixxx, rekordbox, serato, traktor
from luma.crates.database import is_database, opened
from luma.crates.files import unreadable
from luma.domain.errors import NotFound, Refused
from luma.domain.foreign import ForeignLibrary

PROGRAMS = (rekordbox.NAME, traktor.NAME, engine.NAME, serato.NAME, mixxx.NAME, "M3U and PLS")
_HEAD = 4096
_INSIDE = (
    ("Database2", "m.db"),
    ("Engine Library", "Database2", "m.db"),
    ("m.db",),
    (mixxx.FILE,),
    ("collection.nml",),
    ("rekordbox.xml",),
)
_Reader = Callable[[Path], ForeignLibrary]


def read_library(source: Path) -> ForeignLibrary:
    """What a file or folder of another program holds."""
    place = _found(source)
    return _reader_of(place)(place)


def _found(source: Path) -> Path:
    """The file that matters in a folder, or Serato's folder."""
    try:
        if not source.exists():
            raise NotFound(f'There is no file or folder "{source}".', hint="Check its name.")
        if not source.is_dir():
            return source
        if source.name == serato.FOLDER:
            return source
        if (source / serato.FOLDER).is_dir():
            return source / serato.FOLDER
        inside = (source.joinpath(*parts) for parts in _INSIDE)
        found = next((file for file in inside if file.is_file()), None)
    except (OSError, ValueError) as cause:
        raise unreadable(source, cause) from cause
    if found is None:
        raise _unknown(source)
    return found


def _reader_of(place: Path) -> _Reader:
    if place.is_dir() or place.suffix.casefold() == serato.CRATE:
        return serato.read_serato
    try:
        with place.open("rb") as stream:
            head = stream.read(_HEAD)
    except OSError as cause:
        raise unreadable(place, cause) from cause
    if head.startswith(serato.BEGINS):
        return serato.read_serato
    if is_database(place):
        return _reader_of_database(place)
    for root, reader in ((rekordbox.ROOT, rekordbox.read_rekordbox),
                         (traktor.ROOT, traktor.read_traktor)):  # fmt: skip
        if any(f"<{root}".encode(code) in head for code in ("utf-8", "utf-16-le", "utf-16-be")):
            return reader
    if place.suffix.casefold() in m3u.SUFFIXES or head.lstrip(b"\xef\xbb\xbf").startswith(
        (b"#EXTM3U", b"[playlist]")
    ):
        return m3u.read_list
    raise _unknown(place)


def _reader_of_database(place: Path) -> _Reader:
    with opened(place) as database:
        for tables, reader in ((mixxx.TABLES, mixxx.read_mixxx),
                               (engine.TABLES, engine.read_engine)):  # fmt: skip
            if all(database.columns(table) for table in tables):
                return reader
    raise _unknown(place)


def _unknown(place: Path) -> Refused:
    return Refused(
        f'"{place}" is no library that Luma knows.',
        hint=f"It reads those of {', '.join(PROGRAMS[:-1])}, and playlists in {PROGRAMS[-1]}. "
        "rekordbox's own is encrypted: export it as XML there.",
    )

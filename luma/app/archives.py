"""A whole library in one file, written beside and renamed, read whole or not at all."""

import hashlib
import json
import os
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from luma import __version__
from luma.app.paths import Paths
from luma.domain.errors import BadDocument, OutOfRoom, Refused
from luma.store.copies import Copies
from luma.store.portable import Carried, copy_portable, count_tracks

FORMAT, NUMBER = "luma library", 1
LABEL, DATABASE, FILES, FIXTURES = "luma-library.json", "luma.db", "files", "fixtures"
BLOCK, SPARE = 1 << 20, 64 << 20
Progress = Callable[[float], object]


@dataclass(frozen=True, slots=True)
class Archived:
    """What went into an archive, and the files that were gone."""

    tracks: int
    files: int
    bytes: int
    missing: tuple[str, ...]


def write_archive(paths: Paths, target: Path, progress: Progress) -> Archived:
    """Write the library of some paths into a file, which appears whole or not at all."""
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    copy = aside.with_name(f"{aside.name}.db")
    try:
        carried = copy_portable(paths.database, copy)
        missing = tuple(str(each.here) for each in carried if not each.here.is_file())
        there = [each for each in carried if each.here.is_file()]
        with zipfile.ZipFile(aside, "x", zipfile.ZIP_STORED) as archive:
            _write(archive, copy, there, paths.fixtures, progress)
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        made = Archived(count_tracks(copy), len(there), aside.stat().st_size, missing)
        aside.replace(target)
    except OSError as cause:
        raise OutOfRoom(
            f'The archive "{target}" could not be written ({cause.strerror or cause}).',
            hint="Look whether its disk is full, and whether you may write there.",
        ) from cause
    finally:
        for leftover in (aside, copy):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    return made


def read_archive(paths: Paths, copies: Copies, source: Path, progress: Progress) -> int:
    """Fill the empty library of some paths from a file, and give the number of its tracks."""
    if count_tracks(paths.database):
        raise Refused(
            "This library has tracks already, and an archive fills an empty one.",
            hint="Name another: `luma library import FILE --library DIR`.",
        )
    room = paths.data / f".incoming-{secrets.token_hex(4)}"
    try:
        with _opened(source) as archive:
            label = _label_of(archive, source)
            entries = _entries_of(archive, source)
            size = sum(entry.file_size for entry in entries)
            room.mkdir(parents=True)
            if shutil.disk_usage(room).free < size + SPARE:
                raise OutOfRoom(
                    f"The archive needs {size / 1e6:.0f} MB, and the disk has less to spare.",
                    hint="Make room, or choose a library on another disk.",
                )
            _unpack(archive, entries, room, label, progress)
        _move(room / FILES, paths.files)
        _move(room / FIXTURES, paths.fixtures)
        copies.replace_by(room / DATABASE)
    except OSError as cause:
        raise Refused(
            f'The archive "{source}" could not be read ({cause.strerror or cause}).',
            hint="The library stays empty.",
        ) from cause
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return count_tracks(paths.database)


def _write(
    archive: zipfile.ZipFile,
    copy: Path,
    there: list[Carried],
    fixtures: Path,
    progress: Progress,
) -> None:
    sums = {each.there: each.file_sha256 for each in there}
    sums[DATABASE] = _sha256(copy)
    kinds = [file for file in sorted(fixtures.rglob("*")) if file.is_file()]
    for file in kinds:
        sums[f"{FIXTURES}/{file.relative_to(fixtures).as_posix()}"] = _sha256(file)
    label = {"format": FORMAT, "number": NUMBER, "luma": __version__, "sha256": sums}
    archive.writestr(LABEL, json.dumps(label, ensure_ascii=False), zipfile.ZIP_DEFLATED)
    archive.write(copy, DATABASE, zipfile.ZIP_DEFLATED)
    for file in kinds:
        archive.write(file, f"{FIXTURES}/{file.relative_to(fixtures).as_posix()}")
    for number, each in enumerate(there, 1):
        archive.write(each.here, each.there)
        progress(number / len(there))


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except FileNotFoundError as cause:
        raise Refused(f'There is no file "{source}".', hint="Check its name.") from cause
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as cause:
        raise BadDocument(
            f'"{source}" is no whole archive of a library ({cause}).',
            hint="Copy it again from where it was written.",
        ) from cause


def _label_of(archive: zipfile.ZipFile, source: Path) -> dict[str, str]:
    """The hash of every file in an archive of Luma's."""
    try:
        label: Any = json.loads(archive.read(LABEL))
        known = label["format"] == FORMAT
        number, sums = int(label["number"]), dict(label["sha256"])
    except (KeyError, ValueError, TypeError) as cause:
        raise BadDocument(f'"{source}" is no archive of a library of Luma.') from cause
    if not known or number > NUMBER:
        raise BadDocument(
            f'"{source}" was written by a newer Luma.', hint="Update Luma, then import it."
        )
    return {str(name): str(sha256) for name, sha256 in sums.items()}


def _entries_of(archive: zipfile.ZipFile, source: Path) -> list[zipfile.ZipInfo]:
    """What is to be unpacked; a name that leads elsewhere spoils all of it."""
    entries = [entry for entry in archive.infolist() if entry.filename != LABEL]
    for entry in entries:
        parts = Path(entry.filename).parts
        inside = parts and parts[0] in {DATABASE, FILES, FIXTURES} and ".." not in parts
        if not inside or entry.is_dir():
            raise BadDocument(
                f'"{source}" holds "{entry.filename}", which is not of a library.'
            )
    return entries


def _unpack(
    archive: zipfile.ZipFile,
    entries: list[zipfile.ZipInfo],
    room: Path,
    sums: dict[str, str],
    progress: Progress,
) -> None:
    named = {entry.filename for entry in entries}
    lost = sorted(sums.keys() - named)
    if lost or DATABASE not in named:
        raise BadDocument(f'The archive lacks "{(lost or [DATABASE])[0]}".')
    for number, entry in enumerate(entries, 1):
        target = room / entry.filename
        target.parent.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with archive.open(entry) as packed, target.open("xb") as file:
            while block := packed.read(BLOCK):
                digest.update(block)
                file.write(block)
            file.flush()
            os.fsync(file.fileno())
        if digest.hexdigest() != sums.get(entry.filename):
            raise BadDocument(
                f'"{entry.filename}" in the archive is not what was written.',
                hint="Copy the archive again from where it was written.",
            )
        progress(number / len(entries))


def _move(folder: Path, target: Path) -> None:
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            place = target / file.relative_to(folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            file.replace(place)


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()

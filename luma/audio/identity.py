"""The names of files and of the sound inside them, as SHA-256."""

import hashlib
import os
import secrets
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from io import FileIO
from pathlib import Path

from luma.audio import _payload
from luma.audio._reflink import reflink
from luma.domain.errors import Refused

_BLOCK = 1 << 18
_AT_ONCE = 8
Stop = Callable[[], bool]


class Stopped(Exception):
    """Somebody does not want a file any more that is being read."""


def file_sha256(path: Path, stop: Stop = lambda: False) -> str:
    """The name of a file: the hash of all its bytes."""
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as file:
        before = os.fstat(file.fileno())
        for block in _read(file, stop, before.st_size):
            digest.update(block)
        _refuse_change(path, before, os.fstat(file.fileno()))
    return digest.hexdigest()


def digest_and_copy(source: Path, target: Path, stop: Stop = lambda: False) -> str:
    """Copy a file and give its hash, in one pass; the target appears whole or not at all.

    Where the file system can, the copy shares its blocks with the original and is read for the
    hash alone. It is never the same file: what is written into the one is not in the other.
    """
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with source.open("rb", buffering=0) as reader, aside.open("x+b", buffering=0) as writer:
            before = os.fstat(reader.fileno())
            if reflink(reader.fileno(), writer.fileno()):
                for block in _read(writer, stop, before.st_size):
                    digest.update(block)
            else:
                for block in _read(reader, stop, before.st_size):
                    digest.update(block)
                    _write(writer, block)
            _refuse_change(source, before, os.fstat(reader.fileno()))
            os.fsync(writer.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return digest.hexdigest()


def payload_sha256(path: Path, stop: Stop = lambda: False) -> str | None:
    """The name of the sound inside a file, which re-tagging keeps; `None` without a rule."""
    with path.open("rb") as file:
        stretches = _payload.stretches(file)
    if stretches is None:
        return None
    digest = hashlib.sha256()
    with path.open("rb", buffering=0) as raw:
        for start, end in stretches:
            raw.seek(start)
            for block in _read(raw, stop, end - start):
                digest.update(block)
    return digest.hexdigest()


def is_locked(path: Path) -> bool:
    """Whether a file is encrypted, so that only its seller's player can open it."""
    with path.open("rb") as file:
        return _payload.is_locked(file)


def sync_folders(folders: Collection[Path]) -> None:
    """Let the names in folders outlive a power cut, side by side: the disk waits but once."""
    if os.name == "posix" and folders:
        with ThreadPoolExecutor(min(len(folders), _AT_ONCE), "sync") as pool:
            list(pool.map(_sync_folder, folders))


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(file: FileIO, stop: Stop, left: int) -> Iterator[memoryview]:
    """So many bytes of a file in blocks, each gone when the next is asked for."""
    room = memoryview(bytearray(min(_BLOCK, left)))
    while left > 0:
        if stop():
            raise Stopped
        count = file.readinto(room[:left])
        if not count:
            return
        left -= count
        yield room[:count]


def _write(file: FileIO, block: memoryview) -> None:
    while block:
        block = block[file.write(block) :]


def _refuse_change(path: Path, before: os.stat_result, after: os.stat_result) -> None:
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Refused(
            f'The file "{path}" changed while it was read.',
            hint="Bring it in again when whatever writes it is done.",
        )

"""The names of files and of the sound inside them, as SHA-256."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from luma.audio import _payload

_BLOCK = 1 << 20


def file_sha256(path: Path) -> str:
    """The name of a file: the hash of all its bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def digest_and_copy(source: Path, target: Path) -> str:
    """Copy a file and give its hash, in one pass; the target appears whole or not at all."""
    aside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with source.open("rb") as reader, aside.open("xb") as writer:
            for block in _blocks(reader):
                digest.update(block)
                writer.write(block)
            writer.flush()
            os.fsync(writer.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    _sync_folder(target.parent)
    return digest.hexdigest()


def payload_sha256(path: Path) -> str | None:
    """The name of the sound inside a file, which re-tagging keeps; `None` without a rule."""
    with path.open("rb") as file:
        stretches = _payload.stretches(file)
        if stretches is None:
            return None
        digest = hashlib.sha256()
        for start, stop in stretches:
            file.seek(start)
            for block in _blocks(file, stop - start):
                digest.update(block)
        return digest.hexdigest()


def _blocks(file: BinaryIO, left: int | None = None) -> Iterator[bytes]:
    while left is None or left > 0:
        block = file.read(_BLOCK if left is None else min(_BLOCK, left))
        if not block:
            return
        if left is not None:
            left -= len(block)
        yield block


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Where the sound lies in files made of chunks: WAV, AIFF, ASF, and FLAC behind its blocks."""

import struct
from typing import BinaryIO

from luma.audio._edges import read_at

Stretches = list[tuple[int, int]]
_ASF_DATA = bytes.fromhex("3626b2758e66cf11a6d900aa0062ce6c")
_ASF_DATA_HEAD = 50
_ASF_LOCKS = (
    bytes.fromhex("fbb3112223bdd211b4b700a0c955fc6e"),  # Content Encryption
    bytes.fromhex("14e68a292226174cb935dae07ee9289c"),  # Extended Content Encryption
)
_MOST_CHUNKS = 10_000
_MOST_HEADER = 1 << 22


def wave(file: BinaryIO, at: int, end: int) -> Stretches | None:
    """The format and the samples of a WAV file, RF64 and BW64 too."""
    found: Stretches = []
    wide = 0
    for _ in range(_MOST_CHUNKS):
        if at + 8 > end:
            break
        name, size = struct.unpack("<4sI", read_at(file, at, 8))
        if name == b"ds64":
            wide = int.from_bytes(read_at(file, at + 16, 8), "little")
        if name == b"data" and size == 0xFFFFFFFF:
            size = wide or end - at - 8
        stop = min(at + 8 + size, end)
        if name in {b"fmt ", b"data"}:
            found.append((at + 8, stop))
        if name == b"data":
            return found
        at = stop + size % 2
    return None


def aiff(file: BinaryIO, at: int, end: int) -> Stretches | None:
    """The format and the samples of an AIFF or AIFC file, in this order."""
    found: dict[bytes, tuple[int, int]] = {}
    for _ in range(_MOST_CHUNKS):
        if at + 8 > end or len(found) == 2:
            break
        name, size = struct.unpack(">4sI", read_at(file, at, 8))
        stop = min(at + 8 + size, end)
        if name in {b"COMM", b"SSND"}:
            found.setdefault(name, (at + 8, stop))
        at = stop + size % 2
    if b"SSND" not in found:
        return None
    return [found[name] for name in (b"COMM", b"SSND") if name in found]


def flac(file: BinaryIO, at: int, end: int) -> Stretches | None:
    """The frames of a FLAC file, behind its blocks of metadata."""
    while at + 4 <= end:
        head = read_at(file, at, 4)
        at += 4 + int.from_bytes(head[1:], "big")
        if head[0] & 0x80:
            return [(at, end)] if at < end else None
    return None


def asf(file: BinaryIO, at: int, end: int) -> Stretches | None:
    """The packets of the data object of a WMA file; tags stand in the header before it."""
    for _ in range(_MOST_CHUNKS):
        head = read_at(file, at, 24)
        if len(head) < 24 or at >= end:
            break
        size = int.from_bytes(head[16:24], "little")
        if head[:16] == _ASF_DATA:
            stop = min(at + size, end) if size else end
            first = at + _ASF_DATA_HEAD
            return [(first, stop)] if first < stop else None
        at += max(size, 24)
    return None


def is_locked_asf(file: BinaryIO) -> bool:
    """Whether the header of a WMA file holds a lock."""
    size = int.from_bytes(read_at(file, 16, 8), "little")
    header = read_at(file, 0, min(size, _MOST_HEADER))
    return any(lock in header for lock in _ASF_LOCKS)

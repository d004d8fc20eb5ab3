"""Where the sound lies inside a file, between its tags: one rule per format."""

import os
import struct
from typing import BinaryIO

Stretches = list[tuple[int, int]]


def stretches(file: BinaryIO) -> Stretches | None:
    """The byte ranges that hold sound in WAV, FLAC and MP3 files; `None` for other formats."""
    end = file.seek(0, os.SEEK_END)
    start = _after_id3(file, 0, end)
    head = _read(file, start, 12)
    if head[:4] in {b"RIFF", b"RF64", b"BW64"} and head[8:] == b"WAVE":
        return _wave(file, start + 12, end)
    if head[:4] == b"fLaC":
        return _flac(file, start + 4, _before_tags(file, start, end))
    start = _after_ape(file, start)
    if _is_mpeg_frame(_read(file, start, 4)):
        return [(start, _before_tags(file, start, end))]
    return None


def _wave(file: BinaryIO, at: int, end: int) -> Stretches | None:
    found: Stretches = []
    wide = 0
    while at + 8 <= end:
        name, size = struct.unpack("<4sI", _read(file, at, 8))
        if name == b"ds64":
            wide = int.from_bytes(_read(file, at + 16, 8), "little")
        if name == b"data" and size == 0xFFFFFFFF:
            size = wide or end - at - 8
        stop = min(at + 8 + size, end)
        if name in {b"fmt ", b"data"}:
            found.append((at + 8, stop))
        if name == b"data":
            return found
        at = stop + size % 2
    return None


def _flac(file: BinaryIO, at: int, end: int) -> Stretches | None:
    while at + 4 <= end:
        head = _read(file, at, 4)
        at += 4 + int.from_bytes(head[1:], "big")
        if head[0] & 0x80:
            return [(at, end)] if at < end else None
    return None


def _after_id3(file: BinaryIO, at: int, end: int) -> int:
    while at < end:
        head = _read(file, at, 10)
        if head[:3] != b"ID3" or len(head) < 10:
            break
        at += _id3_size(head)
    return min(at, end)


def _id3_size(head: bytes) -> int:
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    footer = 10 if head[5] & 0x10 else 0
    return 10 + size + footer


def _after_ape(file: BinaryIO, at: int) -> int:
    head = _read(file, at, 32)
    if head[:8] != b"APETAGEX" or len(head) < 32:
        return at
    return at + 32 + int(struct.unpack("<I", head[12:16])[0])


def _before_tags(file: BinaryIO, start: int, end: int) -> int:
    while True:
        size = _tag_before(file, end)
        if size == 0 or end - size < start:
            return end
        end -= size


def _tag_before(file: BinaryIO, end: int) -> int:
    """How long the tag is that ends here; 0 if none does."""
    size = 0
    foot = _read(file, end - 32, 32)
    if _read(file, end - 128, 3) == b"TAG":
        size = 128
    elif _read(file, end - 227, 4) == b"TAG+":
        size = 227
    elif foot[:8] == b"APETAGEX":
        body, flags = struct.unpack("<I4xI", foot[12:24])
        size = body + (32 if flags & 0x80000000 else 0)
    elif foot[-10:-7] == b"3DI":
        size = _id3_size(foot[-10:])
    elif foot[-9:] == b"LYRICS200" and foot[-15:-9].isdigit():
        size = int(foot[-15:-9]) + 15
    return size


def _is_mpeg_frame(head: bytes) -> bool:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    return version != 1 and layer != 0 and bitrate != 15 and rate != 3


def _read(file: BinaryIO, at: int, count: int) -> bytes:
    if at < 0:
        return b""
    file.seek(at)
    return file.read(count)

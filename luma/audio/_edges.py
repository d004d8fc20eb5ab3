"""Tags that stand before and behind the sound of a file: ID3, APE and Lyrics3."""

import struct
from typing import BinaryIO


def read_at(file: BinaryIO, at: int, count: int) -> bytes:
    """Some bytes of a file; fewer at its end, and none before its beginning."""
    if at < 0:
        return b""
    file.seek(at)
    return file.read(count)


def after_id3(file: BinaryIO, at: int, end: int) -> int:
    """Where the ID3v2 tags end that begin here."""
    while at < end:
        head = read_at(file, at, 10)
        if head[:3] != b"ID3" or len(head) < 10:
            break
        at += _id3_size(head)
    return min(at, end)


def after_ape(file: BinaryIO, at: int) -> int:
    """Where the APE tag ends that begins here."""
    head = read_at(file, at, 32)
    if head[:8] != b"APETAGEX" or len(head) < 32:
        return at
    return at + 32 + int(struct.unpack("<I", head[12:16])[0])


def before_tags(file: BinaryIO, start: int, end: int) -> int:
    """Where the tags begin that end here, however many they are."""
    while True:
        size = _tag_before(file, end)
        if size == 0 or end - size < start:
            return end
        end -= size


def _tag_before(file: BinaryIO, end: int) -> int:
    """How long the tag is that ends here; 0 if none does."""
    size = 0
    foot = read_at(file, end - 32, 32)
    if read_at(file, end - 128, 3) == b"TAG":
        size = 128
    elif read_at(file, end - 227, 4) == b"TAG+":
        size = 227
    elif foot[:8] == b"APETAGEX":
        body, flags = struct.unpack("<I4xI", foot[12:24])
        size = body + (32 if flags & 0x80000000 else 0)
    elif foot[-10:-7] == b"3DI":
        size = _id3_size(foot[-10:])
    elif foot[-9:] == b"LYRICS200" and foot[-15:-9].isdigit():
        size = int(foot[-15:-9]) + 15
    return size


def _id3_size(head: bytes) -> int:
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    footer = 10 if head[5] & 0x10 else 0
    return 10 + size + footer

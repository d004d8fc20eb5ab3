"""Fields by their names in the tags of MP3, AIFF, WAV, FLAC and MP4 files: Serato's own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from luma.crates.bits import Bits, from_base64
from luma.crates.files import unreadable
from luma.crates.id3 import objects_in
from luma.domain.errors import BadDocument

LARGEST = 64 << 20
_MOST_CHUNKS = 10_000
_NAMES = {
    "SERATO_BEATGRID": "Serato BeatGrid",
    "SERATO_MARKERS_V2": "Serato Markers2",
    "beatgrid": "Serato BeatGrid",
    "markersv2": "Serato Markers2",
}
_FIRST_MP4 = (b"moov", b"udta", b"meta", b"ilst")
_COMMENTS = 4


def fields_in(file: Path) -> dict[str, bytes]:
    """What the objects in a file's tags hold; nothing where it has none that are known here."""
    try:
        with file.open("rb") as stream:
            head = stream.read(12)
            stream.seek(0)
            for begins, at, read in _READERS:
                if head[at : at + len(begins)] == begins:
                    return dict(read(stream, f'The tag of "{file.name}"'))
    except OSError as cause:
        raise unreadable(file, cause) from cause
    return {}


def _id3(stream: BinaryIO, what: str) -> Iterator[tuple[str, bytes]]:
    head = stream.read(10)
    size = 0
    for byte in head[6:10]:
        size = size << 7 | byte & 0x7F
    if len(head) < 10 or size > LARGEST:
        raise BadDocument(f"{what} is larger than {LARGEST >> 20} MB.")
    return objects_in(head + stream.read(size), what)


def _aiff(stream: BinaryIO, what: str) -> Iterator[tuple[str, bytes]]:
    return _chunked(stream, what, "big")


def _wave(stream: BinaryIO, what: str) -> Iterator[tuple[str, bytes]]:
    return _chunked(stream, what, "little")


def _chunked(stream: BinaryIO, what: str, order: str) -> Iterator[tuple[str, bytes]]:
    stream.seek(12)
    for _ in range(_MOST_CHUNKS):
        head = stream.read(8)
        if len(head) < 8:
            return
        size = int.from_bytes(head[4:], "big" if order == "big" else "little")
        if head[:4].upper() == b"ID3 ":
            if size > LARGEST:
                raise BadDocument(f"{what} is larger than {LARGEST >> 20} MB.")
            yield from objects_in(stream.read(size), what)
            return
        stream.seek(size + size % 2, 1)


def _flac(stream: BinaryIO, what: str) -> Iterator[tuple[str, bytes]]:
    stream.seek(4)
    for _ in range(_MOST_CHUNKS):
        head = stream.read(4)
        if len(head) < 4:
            return
        size = int.from_bytes(head[1:], "big")
        if head[0] & 0x7F == _COMMENTS:
            yield from _comments(Bits(stream.read(size), what), what)
        else:
            stream.seek(size, 1)
        if head[0] & 0x80:
            return


def _comments(bits: Bits, what: str) -> Iterator[tuple[str, bytes]]:
    bits.take(int(bits.one("<I")))
    for _ in range(bits.count("<I", 4)):
        name, _, text = bits.take(int(bits.one("<I"))).partition(b"=")
        known = _NAMES.get(name.decode("ascii", "replace").upper())
        if known is not None:
            yield known, _enveloped(text, what)


def _mp4(stream: BinaryIO, what: str) -> Iterator[tuple[str, bytes]]:
    start, stop = 0, stream.seek(0, 2)
    for wanted in _FIRST_MP4:
        found = next((atom for atom in _atoms(stream, start, stop) if atom[0] == wanted), None)
        if found is None:
            return
        _, start, stop = found
        start += 4 if wanted == b"meta" else 0
    for name, at, end in _atoms(stream, start, stop):
        if name == b"----" and end - at <= LARGEST:
            parts = {
                part: (first, last - first) for part, first, last in _atoms(stream, at, end)
            }
            known = _NAMES.get(_part(stream, parts, b"name", 4).decode("ascii", "replace"))
            if known is not None:
                yield known, _enveloped(_part(stream, parts, b"data", 8), what)


def _part(
    stream: BinaryIO, parts: dict[bytes, tuple[int, int]], name: bytes, skipped: int
) -> bytes:
    at, size = parts.get(name, (0, 0))
    if size <= skipped:
        return b""
    stream.seek(at + skipped)
    return stream.read(size - skipped)


def _atoms(stream: BinaryIO, start: int, stop: int) -> Iterator[tuple[bytes, int, int]]:
    """The parts of a stretch of an MP4 file: what each is called, where it begins and ends."""
    for _ in range(_MOST_CHUNKS):
        if stop - start < 8:
            return
        stream.seek(start)
        head = stream.read(16)
        size, begin = int.from_bytes(head[:4], "big"), start + 8
        if size == 1:
            size, begin = int.from_bytes(head[8:16], "big"), start + 16
        end = stop if size == 0 else start + size
        if len(head) < 8 or not begin <= end <= stop:
            return
        yield head[4:8], begin, end
        start = end


def _enveloped(text: bytes, what: str) -> bytes:
    """What lies behind a kind and a name in base64 that was left without its end."""
    bits = Bits(from_base64(text, what), what)
    bits.until(b"\0")
    bits.until(b"\0")
    bits.until(b"\0")
    return bits.take(bits.left)


_Reader = Callable[[BinaryIO, str], Iterator[tuple[str, bytes]]]
_READERS: tuple[tuple[bytes, int, _Reader], ...] = (
    (b"ID3", 0, _id3),
    (b"fLaC", 0, _flac),
    (b"AIFF", 8, _aiff),
    (b"AIFC", 8, _aiff),
    (b"WAVE", 8, _wave),
    (b"ftyp", 4, _mp4),
)

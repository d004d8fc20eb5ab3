"""The general objects in an ID3 tag of version 2, by what describes them."""

import zlib
from collections.abc import Iterator

from luma.crates.bits import LARGEST, Bits
from luma.domain.errors import BadDocument

_FRAMES = {2: (3, b"GEO"), 3: (4, b"GEOB"), 4: (4, b"GEOB")}
_UNSYNC, _EXTENDED = 0x80, 0x40
_PACKED = {3: 0x80, 4: 0x08}
_SECRET = {3: 0x40, 4: 0x04}
_LONGEST = 8192
_WIDE = frozenset({1, 2})


def objects_in(tag: bytes, what: str) -> Iterator[tuple[str, bytes]]:
    """Each object's description and bytes; a tag of another version holds none."""
    bits = Bits(tag, what)
    if bits.left < 10 or bits.take(3) != b"ID3":
        return
    version, _, flags = bits.take(3)
    if version not in _FRAMES:
        return
    size = _seven(bits.take(4))
    body = bits.take(min(size, bits.left))
    if flags & _UNSYNC and version < 4:
        body = body.replace(b"\xff\x00", b"\xff")
    frames = Bits(body, what)
    if flags & _EXTENDED and version > 2:
        told = frames.take(4)
        frames.take(_seven(told) - 4 if version == 4 else int.from_bytes(told, "big"))
    yield from _objects(frames, version, what)


def _objects(frames: Bits, version: int, what: str) -> Iterator[tuple[str, bytes]]:
    width, wanted = _FRAMES[version]
    while frames.left > 2 * width + 2:
        name = frames.take(width)
        if not name.strip(b"\0"):
            return
        told = frames.take(width)
        size = _seven(told) if version == 4 else int.from_bytes(told, "big")
        flags = frames.take(2)[1] if version > 2 else 0
        body = frames.take(size)
        if name == wanted and not flags & _SECRET.get(version, 0):
            yield _object(Bits(_plain(body, version, flags, what), what))


def _plain(body: bytes, version: int, flags: int, what: str) -> bytes:
    """A frame as it was before it was packed and made safe."""
    if flags & (0x01 if version == 4 else _PACKED.get(version, 0)):
        body = body[4:]  # how long it was
    if version == 4 and flags & 0x02:
        body = body.replace(b"\xff\x00", b"\xff")
    if flags & _PACKED.get(version, 0):
        unpacking = zlib.decompressobj()
        try:
            body = unpacking.decompress(body, LARGEST)
        except zlib.error as cause:
            raise BadDocument(f"{what} is packed in a way that does not unpack.") from cause
    return body


def _object(bits: Bits) -> tuple[str, bytes]:
    encoding = bits.take(1)[0]
    bits.until(b"\0")
    _text(bits, encoding)
    return _text(bits, encoding), bits.take(bits.left)


def _text(bits: Bits, encoding: int) -> str:
    if encoding not in _WIDE:
        return bits.until(b"\0").decode("latin-1" if encoding == 0 else "utf-8", "replace")
    wide = bytearray()
    while (pair := bits.take(2)) != b"\0\0":
        wide += pair
        if len(wide) > _LONGEST:
            raise BadDocument("The name of an object in a tag has no end.")
    return bytes(wide).decode("utf-16" if encoding == 1 else "utf-16-be", "replace")


def _seven(told: bytes) -> int:
    """A number of which each byte holds seven bits."""
    size = 0
    for byte in told:
        size = size << 7 | byte & 0x7F
    return size

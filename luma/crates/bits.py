"""Bytes read one after the other, within their bounds."""

import base64
import binascii
import struct
import zlib

from luma.domain.errors import BadDocument

LARGEST = 16 << 20


class Bits:
    """Some bytes and how far they are read; reading past their end is refused."""

    def __init__(self, data: bytes, what: str) -> None:
        """Begin at the start of what is called so."""
        self._data, self._what, self._at = data, what, 0

    @property
    def left(self) -> int:
        """How many bytes are not read yet."""
        return len(self._data) - self._at

    @property
    def at(self) -> int:
        """How many bytes are read."""
        return self._at

    def take(self, count: int) -> bytes:
        """The next bytes."""
        if not 0 <= count <= self.left:
            raise BadDocument(f"{self._what} ends too early, at byte {len(self._data)}.")
        self._at += count
        return self._data[self._at - count : self._at]

    def one(self, form: str) -> float:
        """The next number, in the form that `struct` calls so."""
        found: float = struct.unpack(form, self.take(struct.calcsize(form)))[0]
        return found

    def count(self, form: str, each: int) -> int:
        """The next number as a count of things that take at least so many bytes each."""
        found = int(self.one(form))
        if found < 0 or found * each > self.left:
            raise BadDocument(f"{self._what} speaks of {found} parts, which it cannot hold.")
        return found

    def until(self, mark: bytes) -> bytes:
        """The bytes up to a mark, which is read too."""
        end = self._data.find(mark, self._at)
        if end < 0:
            raise BadDocument(f"{self._what} ends within a name, at byte {len(self._data)}.")
        found = self._data[self._at : end]
        self._at = end + len(mark)
        return found


def inflated(data: bytes, what: str) -> bytes:
    """The bytes that were packed by zlib after four bytes with their number."""
    if len(data) < 4:
        return b""
    unpacking = zlib.decompressobj()
    try:
        found = unpacking.decompress(data[4:], LARGEST)
    except zlib.error as cause:
        raise BadDocument(f"{what} is packed in a way that does not unpack.") from cause
    if unpacking.unconsumed_tail:
        raise BadDocument(f"{what} unpacks to more than {LARGEST >> 20} MB, which is a trap.")
    if not unpacking.eof:
        raise BadDocument(f"{what} is cut off.")
    return found


def from_base64(text: bytes, what: str) -> bytes:
    """What base64 says whose lines are broken and whose end may have been left out."""
    bare = b"".join(text.split()).rstrip(b"=\0")
    if len(bare) % 4 == 1:
        bare += b"A"
    try:
        return base64.b64decode(bare + b"=" * (-len(bare) % 4), validate=True)
    except binascii.Error as cause:
        raise BadDocument(f"{what} is not written in base64.") from cause

"""Messages of protobuf as numbered fields, without knowing what they are called."""

import struct
from collections.abc import Iterator

from luma.domain.errors import BadDocument

Value = int | bytes
_MOST_BITS = 70


def fields_of(data: bytes, what: str) -> Iterator[tuple[int, Value]]:
    """Each field's number with its value: a whole number, or the bytes that it holds."""
    at = 0
    while at < len(data):
        head, at = _whole(data, at, what)
        number, wire = head >> 3, head & 7
        if wire == 0:
            value, at = _whole(data, at, what)
            yield number, value
            continue
        size = {1: 8, 5: 4}.get(wire)
        if size is None:
            if wire != 2:
                raise BadDocument(f"{what} is no message of its kind, at byte {at}.")
            size, at = _whole(data, at, what)
        if at + size > len(data):
            raise BadDocument(f"{what} ends too early, at byte {len(data)}.")
        yield number, data[at : at + size]
        at += size


def signed(value: Value) -> int:
    """A whole number that may lie below zero."""
    if not isinstance(value, int):
        return 0
    value &= (1 << 64) - 1
    return value - (1 << 64) if value >> 63 else value


def real(value: Value) -> float:
    """A number with a fraction."""
    if isinstance(value, bytes) and len(value) == 8:
        found: float = struct.unpack("<d", value)[0]
        return found
    return 0.0


def _whole(data: bytes, at: int, what: str) -> tuple[int, int]:
    found = 0
    for shift in range(0, _MOST_BITS, 7):
        if at >= len(data):
            raise BadDocument(f"{what} ends too early, at byte {len(data)}.")
        found |= (data[at] & 0x7F) << shift
        at += 1
        if not data[at - 1] & 0x80:
            return found, at
    raise BadDocument(f"{what} holds a number without end, at byte {at}.")

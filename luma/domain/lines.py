"""Messages between two processes as lines of JSON, never long."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from luma.domain.codec import decode_tagged, encode_tagged, read_json
from luma.domain.errors import BadValue, LumaError

LONGEST_LINE = 1 << 14
LONGEST_SENTENCE = 600

T = TypeVar("T")


def line_of(message: object) -> bytes:
    """The line that carries a message."""
    line = json.dumps(encode_tagged(message)).encode() + b"\n"
    if len(line) > LONGEST_LINE:
        raise BadValue(
            f"A {type(message).__name__} of {len(line)} bytes is too long to be sent.",
            hint=f"A line takes up to {LONGEST_LINE}; shorter names and paths help.",
        )
    return line


def message_of(kinds: object, line: bytes) -> Any:
    """The message of one of some kinds that a line carries."""
    return decode_tagged(kinds, read_json(line.decode(errors="replace"), "A message"))


def understood(
    lines: Iterable[bytes], read: Callable[[bytes], T], complain: Callable[[str], None]
) -> Iterator[T]:
    """The messages of lines; those that carry none are left out, and the first is told."""
    has_complained = False
    for line in lines:
        try:
            message = read(line)
        except LumaError as error:
            if not has_complained:
                complain(error.sentence())
            has_complained = True
        else:
            yield message

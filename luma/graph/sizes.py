"""How many bytes a value holds: each piece of memory once, whoever else looks at it."""

import dataclasses
import sys
from collections.abc import Iterator, Mapping

import numpy as np

PER_RESULT = 256
"""The bytes that it costs to keep a result at all."""

_PER_ARRAY = 128

Pieces = Mapping[int, int]
"""The bytes of pieces of memory, by which object holds them."""


def size_of(value: object) -> int:
    """How many bytes a value takes, by itself."""
    return PER_RESULT + sum(pieces_of(value).values())


def pieces_of(value: object) -> Pieces:
    """The pieces of memory that a value keeps, those that it only looks at among them."""
    found: dict[int, int] = {}
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, np.ndarray):
            owner, size = _owner(item)
            found[id(owner)] = size
        elif item is not None and id(item) not in found:
            found[id(item)] = sys.getsizeof(item)
            waiting.extend(_parts(item))
    return found


def _owner(array: np.ndarray) -> tuple[object, int]:  # type: ignore[type-arg]
    below: object = array
    while isinstance(below, np.ndarray) and below.base is not None:
        below = below.base
    if isinstance(below, np.ndarray):
        return below, below.nbytes + _PER_ARRAY
    try:
        return below, memoryview(below).nbytes
    except TypeError:
        return below, array.nbytes


def _parts(item: object) -> Iterator[object]:
    if dataclasses.is_dataclass(item) and not isinstance(item, type):
        yield from (getattr(item, field.name) for field in dataclasses.fields(item))
    elif isinstance(item, tuple | list | set | frozenset):
        yield from item
    elif isinstance(item, Mapping):
        yield from item.keys()
        yield from item.values()

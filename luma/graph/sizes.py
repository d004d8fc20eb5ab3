"""How many bytes a value holds: each piece of memory once, whoever else looks at it."""

import dataclasses
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from luma.domain.light import SparseLight

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


def _owner(array: npt.NDArray[np.generic]) -> tuple[object, int]:
    """What an array's memory belongs to in the end, and how much that is."""
    while isinstance(array.base, np.ndarray):
        array = array.base
    lender: Any = array.base
    if lender is None:
        return array, array.nbytes + _PER_ARRAY
    try:
        return lender, memoryview(lender).nbytes
    except TypeError:  # it does not tell its size
        return lender, array.nbytes


def _parts(item: object) -> Iterator[object]:
    if isinstance(item, SparseLight):
        yield from (item.planes, item.mask)
    elif dataclasses.is_dataclass(item) and not isinstance(item, type):
        yield from (getattr(item, field.name) for field in dataclasses.fields(item))
    elif isinstance(item, tuple | list | set | frozenset):
        yield from item
    elif isinstance(item, Mapping):
        yield from item.keys()
        yield from item.values()

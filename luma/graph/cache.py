"""Results by recipe, bounded in bytes, and the names that recipes have."""

import dataclasses
import functools
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

import numpy as np

from luma.domain.recording import Recording, Recordings

DEFAULT_LIMIT = 256 * 1024 * 1024
_OVERHEAD = 256


class Cache:
    """What nodes gave, by recipe; what was not asked for the longest goes first.

    Several runs may use it at once.
    """

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        """Hold at most so many bytes."""
        self.limit = limit
        self._held: OrderedDict[str, tuple[object, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()

    @property
    def size(self) -> int:
        """How many bytes are held."""
        return self._bytes

    def __len__(self) -> int:
        """How many results are held."""
        return len(self._held)

    def find(self, recipe: str) -> object | None:
        """The result of a recipe, if it is held."""
        with self._lock:
            held = self._held.get(recipe)
            if held is None:
                return None
            self._held.move_to_end(recipe)
            return held[0]

    def keep(self, recipe: str, result: object) -> None:
        """Hold a result, and let go of older ones where there is no room."""
        size = size_of(result)
        if size > self.limit:
            return
        with self._lock:
            _, before = self._held.pop(recipe, (None, 0))
            self._held[recipe] = (result, size)
            self._bytes += size - before
            while self._bytes > self.limit:
                _, (_, freed) = self._held.popitem(last=False)
                self._bytes -= freed


def size_of(value: object) -> int:
    """Roughly how many bytes a result takes."""
    if isinstance(value, np.ndarray):
        return value.nbytes + _OVERHEAD
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return sum(size_of(getattr(value, f.name)) for f in dataclasses.fields(value))
    if isinstance(value, tuple):
        return sum(size_of(item) for item in value)
    return _OVERHEAD


def recipe_of(*parts: object) -> str:
    """The name of what is made from some plain values, the same in every process."""
    text = json.dumps(parts, sort_keys=True, default=list)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@functools.lru_cache(maxsize=128)
def digest(value: Hashable) -> str:
    """The name of a value's content."""
    fold = hashlib.blake2b(digest_size=16)
    _pour(value, fold)
    return fold.hexdigest()


def _pour(value: object, fold: Any) -> None:
    if isinstance(value, np.ndarray):
        fold.update(f"{value.dtype.str}{value.shape}".encode())
        fold.update(np.ascontiguousarray(value).tobytes())
    elif isinstance(value, Recordings | Recording):
        fold.update(value.name.encode())
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        fold.update(type(value).__name__.encode())
        for field in dataclasses.fields(value):
            _pour(getattr(value, field.name), fold)
    elif isinstance(value, tuple):
        fold.update(f"({len(value)}".encode())
        for item in value:
            _pour(item, fold)
    else:
        fold.update(f"{value!r};".encode())

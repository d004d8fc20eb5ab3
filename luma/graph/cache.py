"""Results by recipe, bounded in bytes, and the names that recipes have."""

import dataclasses
import functools
import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np

from luma.domain.recording import Recording, Recordings
from luma.graph.sizes import PER_RESULT, Pieces, pieces_of

_WRITER = json.JSONEncoder(sort_keys=True, default=list)
DEFAULT_LIMIT = 256 * 1024 * 1024


class Cache:
    """What nodes gave, by recipe; what was not asked for the longest goes first.

    Several runs may use it at once. Memory that several results share is counted once.
    """

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        """Hold at most so many bytes."""
        self.limit = limit
        self._held: OrderedDict[str, tuple[object, Pieces]] = OrderedDict()
        self._holders: dict[int, int] = {}
        self._bytes = 0
        self._lock = threading.Lock()
        self._making: dict[str, threading.Event] = {}

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
        pieces = pieces_of(result)
        if PER_RESULT + sum(pieces.values()) > self.limit:
            return
        with self._lock:
            if recipe in self._held:
                self._let_go(*self._held.pop(recipe))
            self._held[recipe] = (result, pieces)
            self._bytes += PER_RESULT
            for piece, size in pieces.items():
                holders = self._holders.get(piece, 0)
                self._holders[piece] = holders + 1
                self._bytes += 0 if holders else size
            while self._bytes > self.limit:
                _, oldest = self._held.popitem(last=False)
                self._let_go(*oldest)

    def made(self, recipe: str, make: Callable[[], object]) -> object:
        """The result of a recipe, which is made where it is not held, and by one at a time."""
        while (result := self.find(recipe)) is None:
            elsewhere = self._begin(recipe)
            if elsewhere is None:
                return self._make(recipe, make)
            elsewhere.wait()
        return result

    def _begin(self, recipe: str) -> threading.Event | None:
        """What to wait for while somebody else makes a recipe; nothing where it is free."""
        with self._lock:
            elsewhere = self._making.get(recipe)
            if elsewhere is None:
                self._making[recipe] = threading.Event()
            return elsewhere

    def _make(self, recipe: str, make: Callable[[], object]) -> object:
        try:
            result = self.find(recipe)  # it may have come between the look and the turn
            if result is None:
                result = make()
                self.keep(recipe, result)
            return result
        finally:
            with self._lock:
                self._making.pop(recipe).set()

    def _let_go(self, _: object, pieces: Pieces) -> None:
        self._bytes -= PER_RESULT
        for piece, size in pieces.items():
            self._holders[piece] -= 1
            if not self._holders[piece]:
                del self._holders[piece]
                self._bytes -= size


def recipe_of(*parts: object) -> str:
    """The name of what is made from some plain values, the same in every process."""
    text = _WRITER.encode(parts)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


@functools.lru_cache(maxsize=32)
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

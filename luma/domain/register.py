"""The one list behind everything that can be added: nodes, analyzers, effects, outputs."""

import difflib
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Generic, Protocol, TypeVar

from luma.domain.errors import UnknownType


class Entry(Protocol):
    """What a register asks of its entries."""

    @property
    def key(self) -> str:
        """The permanent name."""

    @property
    def help(self) -> str:
        """One sentence for the person who meets it."""

    @property
    def declared_in(self) -> str:
        """The module and line that declare it."""


E = TypeVar("E", bound=Entry)


class Register(Generic[E]):
    """Entries by their permanent key, each declared once and with its help."""

    def __init__(self, what: str) -> None:
        """Name what is registered, for the sentences of its errors."""
        self.what = what
        self._entries: dict[str, E] = {}

    def add(self, entry: E) -> E:
        """Take an entry in, or say with both places why it cannot be."""
        known = self._entries.get(entry.key)
        if known is not None and known.declared_in != entry.declared_in:
            raise TypeError(
                f"the {self.what} {entry.key} is declared twice: "
                f"in {known.declared_in} and in {entry.declared_in}"
            )
        if not entry.help.strip():
            raise TypeError(f"the {self.what} {entry.key} in {entry.declared_in} has no help")
        self._entries[entry.key] = entry
        return entry

    def get(self, key: str) -> E:
        """The entry of that key; names the nearest when there is none."""
        try:
            return self._entries[key]
        except KeyError:
            close = difflib.get_close_matches(key, self._entries, n=3)
            raise UnknownType(self.what, key, close) from None

    def find(self, key: str) -> E | None:
        """The entry of that key, if there is one."""
        return self._entries.get(key)

    def __iter__(self) -> Iterator[E]:
        """All entries, sorted by key."""
        return iter(self._entries[key] for key in sorted(self._entries))

    def __len__(self) -> int:
        """How many entries there are."""
        return len(self._entries)

    def __contains__(self, key: object) -> bool:
        """Whether the key is taken."""
        return key in self._entries


def import_all(package: ModuleType) -> None:
    """Import every module of a package, so that what it declares is registered."""
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)

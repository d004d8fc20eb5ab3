"""Mappings inside frozen values, which nobody can change behind their back."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def frozen(mapping: Mapping[K, V]) -> Mapping[K, V]:
    """A read-only copy of a mapping, or the mapping itself when it is one already."""
    if isinstance(mapping, MappingProxyType):
        return mapping
    return MappingProxyType(dict(mapping))


def freeze_fields(value: object, *names: str) -> None:
    """Make fields of a value that is being born read-only mappings."""
    for name in names:
        object.__setattr__(value, name, frozen(getattr(value, name)))

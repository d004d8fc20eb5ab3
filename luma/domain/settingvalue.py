"""What stands in a setting that is left open: the name of an argument."""

from collections.abc import Mapping
from typing import Final

from luma.domain.nodetype import Json

ARGUMENT: Final = "argument"
"""A setting that is `{"argument": name}` is left open until the pattern is placed."""


def argument_name(value: Json) -> str | None:
    """The name of the argument that a setting is left to, if it is."""
    if isinstance(value, Mapping) and set(value) == {ARGUMENT}:
        name = value[ARGUMENT]
        return name if isinstance(name, str) else None
    return None


def left_to(name: str) -> Json:
    """The setting that is left to an argument."""
    return {ARGUMENT: name}

"""Commands as a table: id, title, keys, when enabled, what it calls, in which menu."""

from collections.abc import Callable
from dataclasses import dataclass


def always() -> bool:
    """Whether a command that is always there can be run."""
    return True


@dataclass(frozen=True, slots=True)
class Action:
    """One command of the window; its keys are a portable text such as `Ctrl+Z`, or empty."""

    id: str
    title: str
    keys: str
    enabled: Callable[[], bool]
    run: Callable[[], object]
    menu: str
    sign: str = ""
    more_keys: tuple[str, ...] = ()

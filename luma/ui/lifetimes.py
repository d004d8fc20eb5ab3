"""Whom an answer speaks to, so that it is dropped once they are gone."""

from collections.abc import Callable
from functools import partial
from types import CellType, FunctionType, MethodType

from PySide6.QtCore import QObject
from shiboken6 import isValid


def is_heard(act: Callable[..., object]) -> bool:
    """Whether all of Qt that an act is a method of, closes over or was given is there."""
    seen: set[int] = set()
    waiting: list[object] = [act]
    while waiting:
        part = waiting.pop()
        if isinstance(part, QObject) and not isValid(part):
            return False
        if id(part) not in seen:
            seen.add(id(part))
            waiting += _inside(part)
    return True


def _inside(part: object) -> tuple[object, ...]:
    match part:
        case MethodType():
            return (part.__self__, part.__func__)
        case partial():
            return (part.func, *part.args, *part.keywords.values())
        case FunctionType():
            return part.__closure__ or ()
        case CellType():
            return () if part == CellType() else (part.cell_contents,)
        case _:
            return ()

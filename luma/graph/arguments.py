"""What is wrong with the arguments that a pattern declares, and what stands in for it."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from luma.domain.argumentkinds import ARGUMENT_KINDS, SELECTION, WIRE_KINDS, as_setting
from luma.domain.errors import LumaError
from luma.domain.graphdoc import Argument
from luma.domain.nodetype import Json, Setting
from luma.domain.selection import parse
from luma.graph.playable import RESERVED
from luma.graph.settings import find_trouble

_NEUTRAL: dict[str, Json] = {
    "switch": False,
    "choice": "",
    "colour": [0.0, 0.0, 0.0],
    "text": "",
    SELECTION: "all",
    "steps": [0.0],
    "drawn": [[0.0, 0.0]],
    "stops": [[0.0, 0.0, 0.0, 0.0]],
}


def faults(arguments: Sequence[Argument]) -> Iterator[tuple[str, str]]:
    """The name of each argument that is not as it should be, and why, in words."""
    seen: set[str] = set()
    for argument in arguments:
        words = _fault(argument)
        if argument.name in seen:
            words = "There are two arguments of this name, and the first counts. Rename one."
        seen.add(argument.name)
        if words:
            yield argument.name, words


def _fault(argument: Argument) -> str | None:
    if not argument.name:
        return "An argument has no name. Give it one."
    if argument.kind not in ARGUMENT_KINDS:
        return (
            f'There is no kind of argument called "{argument.kind:.40}". '
            f"Take one of {', '.join(ARGUMENT_KINDS)}."
        )
    if argument.name in RESERVED:
        return "Every pattern has a setting of this name as a node. Rename the argument."
    return None if argument.kind in WIRE_KINDS else _value_fault(argument)


def _value_fault(argument: Argument) -> str | None:
    if not _has_range(argument):
        return (
            f"Its range from {argument.low} to {argument.high} is none. "
            "Choose a least and a most."
        )
    trouble = find_default_trouble(argument)
    return f"Its default does not fit: {trouble}. Choose another one." if trouble else None


def _has_range(argument: Argument) -> bool:
    ends = [end for end in (argument.low, argument.high) if end is not None]
    return all(math.isfinite(end) for end in ends) and ends == sorted(ends)


def find_default_trouble(argument: Argument) -> str | None:
    """Why an argument cannot have the default that it has, in words, if it cannot."""
    setting = as_setting(argument)
    if setting is None:
        return None
    trouble = find_trouble(setting, argument.default)
    if trouble or argument.kind != SELECTION:
        return trouble
    try:
        parse(str(argument.default))
    except LumaError as refused:
        return refused.message.rstrip(".")
    return None


def sound_arguments(arguments: Sequence[Argument]) -> tuple[Argument, ...]:
    """The arguments, each once and with a default that its kind takes, if that is known."""
    first: dict[str, Argument] = {}
    for argument in arguments:
        first.setdefault(argument.name, argument)
    return tuple(_sound(argument) for argument in first.values())


def _sound(argument: Argument) -> Argument:
    if argument.kind in WIRE_KINDS:
        return replace(argument, default=None)
    if argument.kind not in ARGUMENT_KINDS:
        return argument
    ranged = argument if _has_range(argument) else replace(argument, low=None, high=None)
    if find_default_trouble(ranged) is None:
        return ranged
    return replace(ranged, default=_nearest(ranged))


def _nearest(argument: Argument) -> Json:
    """A default that an argument can have, as near as may be to the one that it cannot."""
    free = replace(argument, low=None, high=None)
    wanted = argument.default if find_default_trouble(free) is None else None
    if argument.kind == "choice" and argument.choices:
        return argument.choices[0]
    if argument.kind in {"number", "whole"}:
        number = wanted if isinstance(wanted, int | float) else 0
        return _within(number, argument)
    return _NEUTRAL[argument.kind]


def _within(value: float, argument: Argument) -> float:
    low, high = argument.low, argument.high
    held = value if low is None else max(value, low)
    held = held if high is None else min(held, high)
    if argument.kind != "whole":
        return float(held)
    return math.ceil(held) if low is not None and held == low else math.floor(held)


def as_curve_setting(argument: Argument) -> Setting:
    """The setting that holds what an argument is, where it flows on a wire."""
    found = as_setting(argument, wirable=True)
    assert found is not None  # it has a plain value
    return replace(found, name="value")

"""Whether a value is one that a setting takes, and the value that its function is given."""

import itertools
import math
import typing
from collections.abc import Callable
from typing import Final

from luma.domain.errors import BadExpression
from luma.domain.graphdoc import Argument
from luma.domain.nodetype import Json, Language, Setting, SettingKind
from luma.domain.selection import parse
from luma.graph.formula import NAMES, read_formula

MOST_IN_ROW: Final = 1024
_SHARE = Setting("", "number", 0.0, 0.0, 1.0)
_PLAIN: dict[SettingKind, tuple[type, str]] = {
    "switch": (bool, "it is either true or false"),
    "text": (str, "it takes a text"),
}
_READERS: dict[Language, Callable[[str], object]] = {
    "formula": lambda text: read_formula(text, NAMES),
    "selection": parse,
}
_ROWS: dict[SettingKind, tuple[int, str]] = {
    "steps": (1, "levels from 0 to 1"),
    "drawn": (2, "points (x, y) from 0 to 1, from left to right"),
    "stops": (4, "places with red, green and blue, from 0 to 1 and in order"),
}


def find_trouble(setting: Setting, value: Json) -> str | None:
    """Why a setting does not take a value, in words, if it does not."""
    match setting.kind:
        case "steps" | "drawn" | "stops":
            return _find_row_trouble(value, *_ROWS[setting.kind])
        case "switch" | "text":
            wanted, words = _PLAIN[setting.kind]
            return _find_text_trouble(setting, value) if isinstance(value, wanted) else words
        case "choice":
            choices = ", ".join(setting.choices)
            return None if value in setting.choices else f"it takes one of {choices}"
        case "colour":
            return _find_colour_trouble(value)
        case _:
            return _find_number_trouble(setting, value)


def _find_text_trouble(setting: Setting, value: Json) -> str | None:
    """Where a text does not read in its language, in words, if it does not."""
    if not isinstance(value, str) or not setting.language:
        return None
    try:
        _READERS[setting.language](value)
    except BadExpression as refused:
        return f"it does not read at character {refused.at + 1}: {refused.why}"
    return None


def _find_number_trouble(setting: Setting, value: Json) -> str | None:
    low = -math.inf if setting.low is None else setting.low
    high = math.inf if setting.high is None else setting.high
    whole = setting.kind == "whole"
    wants = "a whole number" if whole else "a number"
    if setting.low is not None and setting.high is not None:
        wants += f" from {low:g} to {high:g}" + (f" {setting.unit}" if setting.unit else "")
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        return f"it takes {wants}"
    return None if _is_finite(value) and low <= value <= high else f"it takes {wants}"


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number beyond all others
        return False


def _find_colour_trouble(value: Json) -> str | None:
    wants = "it takes red, green and blue, each from 0 to 1"
    if not isinstance(value, list | tuple) or len(value) != 3:
        return wants
    return wants if any(_find_number_trouble(_SHARE, part) for part in value) else None


def _find_row_trouble(value: Json, width: int, what: str) -> str | None:
    """Why a value is not a row of so many shares in each place, in order, if it is not."""
    wants = f"it takes 1 to {MOST_IN_ROW} {what}"
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_IN_ROW:
        return wants
    rows = value if width > 1 else [[item] for item in value]
    if any(not isinstance(row, list | tuple) or len(row) != width for row in rows):
        return wants
    if any(_find_number_trouble(_SHARE, part) for row in rows for part in row):  # type: ignore[union-attr]
        return wants
    ordered = width == 1 or all(a[0] <= b[0] for a, b in itertools.pairwise(rows))  # type: ignore[index, operator]
    return None if ordered else wants


def find_argument_trouble(setting: Setting, argument: Argument | None) -> str | None:
    """Why a setting cannot be left to an argument, in words, if it cannot."""
    if argument is None:
        return "it is left to an argument that the pattern does not have"
    trouble = find_trouble(setting, argument.default)
    return f"the argument {argument.name} does not fit: {trouble}" if trouble else None


def given(setting: Setting, value: Json) -> object:
    """A value as the node's function takes it."""
    if isinstance(value, list):
        return tuple(tuple(item) if isinstance(item, list) else item for item in value)
    if setting.kind == "number" and isinstance(value, int):
        return float(value)
    return value


def as_json(value: object) -> Json:
    """A default as it is written in a function's signature, as it is written down."""
    if isinstance(value, tuple):
        return [as_json(item) for item in value]
    return typing.cast("Json", value)

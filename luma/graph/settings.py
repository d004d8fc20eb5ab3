"""Whether a value is one that a setting takes, and the value that its function is given."""

import math
from collections.abc import Mapping
from typing import Final

from luma.domain.graphdoc import Argument
from luma.domain.nodetype import Json, Setting

ARGUMENT: Final = "argument"
"""A setting that is `{"argument": name}` is left open until the pattern is placed."""


def argument_name(value: Json) -> str | None:
    """The name of the argument that a setting is left to, if it is."""
    if isinstance(value, Mapping) and set(value) == {ARGUMENT}:
        return str(value[ARGUMENT])
    return None


def find_trouble(setting: Setting, value: Json) -> str | None:
    """Why a setting does not take a value, in words, if it does not."""
    match setting.kind:
        case "switch":
            return None if isinstance(value, bool) else "it is either true or false"
        case "text":
            return None if isinstance(value, str) else "it takes a text"
        case "choice":
            choices = ", ".join(setting.choices)
            return None if value in setting.choices else f"it takes one of {choices}"
        case "colour":
            return _find_colour_trouble(value)
        case _:
            return _find_number_trouble(setting, value)


def _find_number_trouble(setting: Setting, value: Json) -> str | None:
    low = -math.inf if setting.low is None else setting.low
    high = math.inf if setting.high is None else setting.high
    whole = setting.kind == "whole"
    wants = "a whole number" if whole else "a number"
    if setting.low is not None and setting.high is not None:
        wants += f" from {low:g} to {high:g}" + (f" {setting.unit}" if setting.unit else "")
    if isinstance(value, bool) or not isinstance(value, int if whole else int | float):
        return f"it takes {wants}"
    return None if math.isfinite(value) and low <= value <= high else f"it takes {wants}"


def _find_colour_trouble(value: Json) -> str | None:
    wants = "it takes red, green and blue, each from 0 to 1"
    if not isinstance(value, list | tuple) or len(value) != 3:
        return wants
    shade = Setting("", "number", 0.0, 0.0, 1.0)
    return wants if any(_find_number_trouble(shade, part) for part in value) else None


def find_argument_trouble(setting: Setting, argument: Argument | None) -> str | None:
    """Why a setting cannot be left to an argument, in words, if it cannot."""
    if argument is None:
        return "it is left to an argument that the pattern does not have"
    trouble = find_trouble(setting, argument.default)
    return f"the argument {argument.name} does not fit: {trouble}" if trouble else None


def given(setting: Setting, value: Json) -> object:
    """A value as the node's function takes it."""
    if isinstance(value, list):
        return tuple(value)
    if setting.kind == "number" and isinstance(value, int):
        return float(value)
    return value

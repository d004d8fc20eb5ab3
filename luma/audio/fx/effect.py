"""The decorator `effect`, which makes a register entry and machine code of a function."""

import inspect
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from luma.audio.kernel.compiled import compiled
from luma.domain.nodetype import Setting
from luma.domain.register import Register
from luma.domain.units import Decibels

Block = npt.NDArray[np.float32]
"""Samples `(frames, 2)`, changed in place."""
State = npt.NDArray[np.float64]
"""What an effect remembers: zeros at first, its own from block to block."""

_UNITS = {Decibels: "dB"}


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a setting takes."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Effect:
    """One kind of effect: its settings, how much it remembers, and its machine code."""

    key: str
    help: str
    state: int
    settings: tuple[Setting, ...]
    run: Callable[..., None]
    declared_in: str


effects: Register[Effect] = Register("effect")


def effect(key: str, *, state: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a function `(block, state, *, settings)` as an effect, with words of state."""

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        run = compiled(_positional(function))
        effects.add(
            Effect(
                key=key,
                help=inspect.getdoc(function) or "",
                state=state,
                settings=_settings(function),
                run=run,
                declared_in=function.__module__,
            )
        )
        return run

    return declare


def _settings(function: Callable[..., None]) -> tuple[Setting, ...]:
    hints = typing.get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters.values()
    return tuple(
        _setting(function, p, hints[p.name]) for p in parameters if p.kind is p.KEYWORD_ONLY
    )


def _setting(function: Callable[..., None], parameter: inspect.Parameter, hint: Any) -> Setting:
    unit, limits = (*typing.get_args(hint), None, None)[:2]
    if parameter.default is parameter.empty or not isinstance(limits, Range):
        raise TypeError(
            f"{function.__module__}: the setting {parameter.name} has no default or no range; "
            "write it as `name: Annotated[unit, Range(low, high)] = default`"
        )
    return Setting(
        name=parameter.name,
        kind="number",
        default=float(parameter.default),
        low=limits.low,
        high=limits.high,
        unit=_UNITS.get(unit, ""),
        wirable=True,
    )


def _positional(function: Callable[..., None]) -> Callable[..., None]:
    """The same function with its settings as plain arguments, for numba knows no others."""
    assert isinstance(function, types.FunctionType)
    code = function.__code__
    names = code.co_argcount + code.co_kwonlyargcount
    plain = types.FunctionType(
        code.replace(co_argcount=names, co_kwonlyargcount=0),
        function.__globals__,
        function.__name__,
    )
    plain.__module__, plain.__qualname__ = function.__module__, function.__qualname__
    return plain

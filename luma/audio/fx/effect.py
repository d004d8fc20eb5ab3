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
from luma.domain.audiograph import number_of
from luma.domain.nodetype import Curve, Json, Setting
from luma.domain.register import Register
from luma.domain.units import Beats, Decibels, Hz, Seconds

Block = npt.NDArray[np.float32]
"""Samples `(frames, 2)`, changed in place; a second one, `side`, is only read."""
State = npt.NDArray[np.float64]
"""What an effect remembers: zeros at first, its own from block to block."""
Room = npt.NDArray[np.float32]
"""Samples in a row that an effect remembers beside its state, zeros at first: delay lines."""

_UNITS = {Decibels: "dB", Seconds: "s", Hz: "Hz", Beats: "beats"}
_TAKES = ("block", "state", "side", "room", "beat")


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a setting takes, and how a knob runs between them."""

    low: float
    high: float
    curve: Curve = "line"


class Choices(tuple[str, ...]):
    """The names that a setting takes; the effect is given the number of the chosen one."""

    __slots__ = ()

    def __new__(cls, *names: str) -> "Choices":
        """The choices in their order."""
        return super().__new__(cls, names)


@dataclass(frozen=True, slots=True)
class Effect:
    """One kind of effect: its settings, what it takes and remembers, and its machine code.

    A source is fed by nothing; one with a side listens to a second input. `latency` is by
    how many frames its sound comes late.
    """

    key: str
    title: str
    help: str
    state: int
    settings: tuple[Setting, ...]
    run: Callable[..., None]
    declared_in: str
    takes: tuple[str, ...] = ("block", "state")
    room: int = 0
    latency: int = 0
    is_source: bool = False
    sums: bool = False

    @property
    def has_side(self) -> bool:
        """Whether it listens to a second input."""
        return "side" in self.takes

    def number_of(self, name: str, value: Json) -> float:
        """The number by which the machine code knows a value of a setting, if it takes it."""
        return number_of(self.settings, self.title, name, value)


effects: Register[Effect] = Register("effect")


def effect(
    key: str,
    *,
    state: int,
    title: str = "",
    room: int = 0,
    latency: int = 0,
    is_source: bool = False,
    sums: bool = False,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a function as an effect, with words of state and samples of room.

    It takes `block` and `state`, and may take `side`, `room` and `beat`, the seconds that a
    beat lasts; its settings follow by name. One that sums has any number of wires led to it.
    """

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        run = compiled(_positional(function))
        effects.add(
            Effect(
                key=key,
                title=title or key.replace("_", " ").capitalize(),
                help=inspect.getdoc(function) or "",
                state=state,
                settings=_settings(function),
                run=run,
                declared_in=function.__module__,
                takes=_takes(function, room),
                room=room,
                latency=latency,
                is_source=is_source,
                sums=sums,
            )
        )
        return run

    return declare


def _takes(function: Callable[..., None], room: int) -> tuple[str, ...]:
    parameters = inspect.signature(function).parameters.values()
    takes = tuple(p.name for p in parameters if p.kind is not p.KEYWORD_ONLY)
    if takes[:2] != _TAKES[:2] or not set(takes) <= set(_TAKES):
        raise TypeError(
            f"{function.__module__}: an effect takes block and state, then any of side, room "
            f"and beat, not {', '.join(takes)}"
        )
    if ("room" in takes) != (room > 0):
        raise TypeError(
            f"{function.__module__}: an effect takes `room` if, and only if, it declares "
            "how much with `room=`"
        )
    return takes


def _settings(function: Callable[..., None]) -> tuple[Setting, ...]:
    hints = typing.get_type_hints(function, include_extras=True)
    parameters = inspect.signature(function).parameters.values()
    return tuple(
        _setting(function, p, hints[p.name]) for p in parameters if p.kind is p.KEYWORD_ONLY
    )


def _setting(function: Callable[..., None], parameter: inspect.Parameter, hint: Any) -> Setting:
    name, default = parameter.name, parameter.default
    unit, limits = (*typing.get_args(hint), None, None)[:2]
    if default is parameter.empty or not (limits or hint is bool):
        raise TypeError(
            f"{function.__module__}: the setting {name} has no default or no range; "
            "write it as `name: Annotated[unit, Range(low, high)] = default`, "
            "`name: Annotated[int, Choices(…)] = 0` or `name: bool = False`"
        )
    if hint is bool:
        return Setting(name, "switch", bool(default), 0.0, 1.0)
    if isinstance(limits, Choices):
        return Setting(name, "choice", limits[default], choices=tuple(limits))
    assert isinstance(limits, Range)
    return Setting(
        name=name,
        kind="number",
        default=float(default),
        low=limits.low,
        high=limits.high,
        unit=_UNITS.get(unit, ""),
        curve=limits.curve,
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

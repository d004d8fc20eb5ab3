"""What a function's annotations say of its ports and settings."""

import inspect
import types
import typing
from dataclasses import dataclass
from typing import Any, Final, Literal

from luma.domain.curve import ClipFrames, Colour, Curve, FrameTimes, Number
from luma.domain.drums import DrumTrack
from luma.domain.energy import Energy, Loudness
from luma.domain.harmony import ChordTrack
from luma.domain.nodetype import Language, Port, Setting, SettingKind
from luma.domain.recording import Recording, Recordings
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import SectionTrack
from luma.domain.venue import Head
from luma.graph.chance import Chance
from luma.graph.ports import KINDS
from luma.graph.settings import as_json, find_trouble

Source = Literal[
    "port", "at", "clip", "heads", "chance",
    "beats", "chords", "sections", "energy", "loudness", "drums", "mix", "recordings",
]  # fmt: skip
"""Where a positional argument comes from: a wire, or what the graph runs in."""

OUT: Final = "out"
"""The name of an output that is the only one."""

OF_TRACK: Final = object()
"""Annotates an argument that is always the track's own, and so is no port."""

_GIVEN: dict[Any, Source] = {
    FrameTimes: "at",
    ClipFrames: "clip",
    tuple[Head, ...]: "heads",
    Chance: "chance",
    Energy: "energy",
    Loudness: "loudness",
    DrumTrack: "drums",
    Recording: "mix",
    Recordings: "recordings",
}
_TRACKS_OWN: dict[Any, Source] = {
    BeatGrid: "beats",
    ChordTrack: "chords",
    SectionTrack: "sections",
}
_PLAIN: dict[Any, SettingKind] = {
    bool: "switch",
    int: "whole",
    float: "number",
    str: "text",
    tuple[float, float, float]: "colour",
    tuple[float, ...]: "steps",
    tuple[tuple[float, float], ...]: "drawn",
    tuple[tuple[float, float, float, float], ...]: "stops",
}


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a setting takes, and its unit."""

    low: float
    high: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class WrittenIn:
    """What a text is written in."""

    language: Language


def read_positional(parameter: inspect.Parameter, hint: Any) -> tuple[Source, Port | None]:
    """Where a positional argument comes from, and its port if that is a wire."""
    plain, marks = _taken_apart(hint)
    if plain in _GIVEN:
        return _GIVEN[plain], None
    if OF_TRACK in marks and plain in _TRACKS_OWN:
        return _TRACKS_OWN[plain], None
    members = [kind for kind in typing.get_args(plain) if kind is not type(None)]
    optional = isinstance(plain, types.UnionType) and len(members) == 1
    carried = members[0] if optional else plain
    if carried not in KINDS:
        raise TypeError(f"no wire carries what it takes as {parameter.name} ({plain})")
    if optional is not (parameter.default is None):
        raise TypeError(
            f"the input {parameter.name} is optional only if it is `X | None = None`"
        )
    many = parameter.kind is parameter.VAR_POSITIONAL
    return "port", Port(parameter.name, KINDS[carried], optional or many, many)


def read_setting(parameter: inspect.Parameter, hint: Any) -> Setting:
    """The setting that a keyword stands for, with its default tried."""
    plain, marks = _taken_apart(hint)
    if parameter.default is parameter.empty:
        raise TypeError(f"the setting {parameter.name} has no default")
    curves = [k for k in typing.get_args(plain) if isinstance(k, type) and issubclass(k, Curve)]
    choices = typing.get_args(plain) if typing.get_origin(plain) is Literal else ()
    kind: SettingKind = "choice" if choices else _kind(parameter.name, plain, curves)
    limits = next((mark for mark in marks if isinstance(mark, Range)), None)
    default = parameter.default
    setting = Setting(
        name=parameter.name,
        kind=kind,
        default=as_json(default),
        low=float(limits.low) if limits else None,
        high=float(limits.high) if limits else None,
        choices=choices,
        unit=limits.unit if limits else "",
        wirable=bool(curves),
        language=next((mark.language for mark in marks if isinstance(mark, WrittenIn)), ""),
    )
    if trouble := find_trouble(setting, setting.default):
        raise TypeError(f"the default of the setting {setting.name} is {default!r}: {trouble}")
    return setting


def _kind(name: str, plain: object, curves: list[type]) -> SettingKind:
    if curves:
        plain = next(k for k in typing.get_args(plain) if k not in curves)
        wanted: SettingKind = "colour" if Colour in curves else "number"
        if _PLAIN.get(plain) != wanted or not {Number, Colour}.issuperset(curves):
            raise TypeError(f"the setting {name} can be wired only as a number or a colour")
    if plain not in _PLAIN:
        raise TypeError(f"the setting {name} has a type that no panel shows ({plain})")
    return _PLAIN[plain]


def read_outputs(hint: Any) -> tuple[tuple[Port, ...], bool]:
    """The outputs that a return type stands for, and whether they are several with names."""
    if hint in KINDS:
        return (Port(OUT, KINDS[hint]),), False
    fields: tuple[str, ...] | None = getattr(hint, "_fields", None)
    hints = typing.get_type_hints(hint) if fields else {}
    if fields is None or any(hints[name] not in KINDS for name in fields):
        raise TypeError(f"no wire carries what it returns ({hint})")
    return tuple(Port(name, KINDS[hints[name]]) for name in fields), True


def _taken_apart(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    if typing.get_origin(hint) is typing.Annotated:
        plain, *marks = typing.get_args(hint)
        return plain, tuple(marks)
    return hint, ()

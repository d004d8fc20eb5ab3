"""One kind of node as a value: its ports, settings and help."""

from dataclasses import dataclass
from typing import Literal

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

PortKind = Literal[
    "Number", "Colour", "Aim", "Point", "Chroma", "Trigger",
    "Beats", "Chords", "Sections", "Audio", "Selection", "Light", "Picture",
]  # fmt: skip
SettingKind = Literal[
    "number", "whole", "choice", "colour", "text", "switch", "steps", "drawn", "stops",
]  # fmt: skip
Memory = float | Literal["none", "all"]
Language = Literal["", "formula", "selection"]
"""What a text is written in; nothing for plain words."""
Curve = Literal["line", "log"]
"""How a knob runs between the least and the most: by steps of the same size, or same factor."""


@dataclass(frozen=True, slots=True)
class Port:
    """A place where a wire ends or begins."""

    name: str
    kind: PortKind
    optional: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that a person may choose on a node; a wirable one may be fed by a curve.

    Steps are a row of levels, a drawn line is points (x, y) from left to right, and stops are
    places on a line with their red, green and blue; all of these lie from 0 to 1. A text may
    have to be written in a language.
    """

    name: str
    kind: SettingKind
    default: Json
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    unit: str = ""
    wirable: bool = False
    language: Language = ""
    curve: Curve = "line"


@dataclass(frozen=True, slots=True)
class NodeType:
    """Everything that palette, inspector, checks and reference need to know of a node."""

    key: str
    version: int
    title: str
    help: str
    inputs: tuple[Port, ...]
    outputs: tuple[Port, ...]
    settings: tuple[Setting, ...]
    memory: Memory = "none"
    declared_in: str = ""
    was: tuple[str, ...] = ()

    @property
    def family(self) -> str:
        """The first half of its key."""
        return self.key.split("/", 1)[0]

    def find_input(self, name: str) -> Port | None:
        """The input of that name; a wirable setting is one too."""
        for port in self.inputs:
            if port.name == name:
                return port
        for setting in self.settings:
            if setting.name == name and setting.wirable:
                kind: PortKind = "Colour" if setting.kind == "colour" else "Number"
                return Port(name, kind, optional=True)
        return None

    def find_output(self, name: str) -> Port | None:
        """The output of that name, if there is one."""
        return next((port for port in self.outputs if port.name == name), None)

    def find_setting(self, name: str) -> Setting | None:
        """The setting of that name, if there is one."""
        return next((setting for setting in self.settings if setting.name == name), None)

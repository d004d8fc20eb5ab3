"""What kinds of arguments a pattern may have, and what each is on a wire and on a panel."""

import typing
from typing import Final

from luma.domain.graphdoc import Argument
from luma.domain.nodetype import PortKind, Setting, SettingKind

SELECTION: Final = "selection"
SETTING_KINDS: Final[tuple[SettingKind, ...]] = typing.get_args(SettingKind)
WIRE_KINDS: Final[tuple[PortKind, ...]] = tuple(
    kind for kind in typing.get_args(PortKind) if kind not in {"Selection", "Picture"}
)
"""The kinds of arguments without a plain value, which only a wire can bring."""

ARGUMENT_KINDS: Final[tuple[str, ...]] = (*SETTING_KINDS, SELECTION, *WIRE_KINDS)

_ON_WIRE: dict[str, PortKind] = {
    "number": "Number",
    "whole": "Number",
    "switch": "Number",
    "colour": "Colour",
    SELECTION: "Selection",
    **{kind: kind for kind in WIRE_KINDS},
}


def wire_kind(argument: Argument) -> PortKind | None:
    """The kind of the output that an argument has on `in/arguments`, if it has one."""
    return _ON_WIRE.get(argument.kind)


def as_setting(argument: Argument, *, wirable: bool = False) -> Setting | None:
    """An argument as a setting of the pattern's node; none where only a wire can bring it."""
    if argument.kind not in {*SETTING_KINDS, SELECTION}:
        return None
    kind = typing.cast("SettingKind", "text" if argument.kind == SELECTION else argument.kind)
    return Setting(
        argument.name,
        kind,
        argument.default,
        argument.low,
        argument.high,
        argument.choices,
        wirable=wirable,
    )

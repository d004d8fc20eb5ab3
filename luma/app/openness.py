"""What a pattern leaves open: arguments of any kind, and the settings that hang on them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from luma.domain.argumentkinds import ARGUMENT_KINDS, SELECTION, WIRE_KINDS, as_setting
from luma.domain.graphdoc import Argument, GraphDoc
from luma.domain.graphedits import GraphEdit, SetArgument, SetParam
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json, Setting
from luma.domain.settingvalue import argument_name, left_to
from luma.graph.arguments import faults, find_default_trouble
from luma.graph.playable import RESERVED
from luma.graph.settings import find_argument_trouble

KIND_WORDS: Final[Mapping[str, str]] = {
    "number": "Number",
    "whole": "Whole number",
    "choice": "Choice",
    "colour": "Colour",
    "text": "Text",
    "switch": "Switch",
    "steps": "Steps",
    "drawn": "Drawn line",
    "stops": "Colours on a line",
    SELECTION: "Selection of lamps",
    **{kind: f"{kind} by wire" for kind in WIRE_KINDS},
}
"""What the kinds of arguments are called, the plain ones first."""
_FRESH: Mapping[str, Json] = {
    "number": 0.5,
    "whole": 1,
    "choice": "first",
    "colour": [1.0, 1.0, 1.0],
    "text": "",
    "switch": False,
    "steps": [1.0, 0.0, 0.0, 0.0],
    "drawn": [[0.0, 0.0], [1.0, 1.0]],
    "stops": [[0.0, 0.0, 0.0, 1.0], [1.0, 1.0, 0.0, 0.0]],
    SELECTION: "all",
}


def fresh_argument(doc: GraphDoc, kind: str = "number", name: str = "") -> Argument:
    """A new argument of a kind, by a name that is free."""
    return of_kind(Argument(free_name(doc, name or kind.lower()), kind), kind)


def of_kind(argument: Argument, kind: str) -> Argument:
    """An argument turned to another kind, with what still fits of its default and range."""
    ranged = kind in {"number", "whole"}
    turned = replace(
        argument,
        kind=kind,
        low=(argument.low if argument.low is not None else 0.0) if ranged else None,
        high=(argument.high if argument.high is not None else 1.0) if ranged else None,
        choices=(argument.choices or ("first", "second")) if kind == "choice" else (),
    )
    if kind == "whole":
        high = max(float(turned.high or 0.0), 8.0)
        turned = replace(turned, low=round(turned.low or 0.0), high=round(high))
    if as_setting(turned) is None:
        return replace(turned, default=None)
    if argument.default is None or find_default_trouble(turned):
        choice = turned.choices[0] if turned.choices else None
        return replace(turned, default=choice or _FRESH[kind])
    return turned


def free_name(doc: GraphDoc, name: str) -> str:
    """A name that no argument has yet."""
    taken = {argument.name for argument in doc.arguments} | RESERVED
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}_{number}"
    return free


def left_open(doc: GraphDoc, node: NodeId, setting: Setting) -> tuple[GraphEdit, ...]:
    """The edits that make an argument of a setting, with its value as the default."""
    value = doc.node(node).settings.get(setting.name, setting.default)
    if argument_name(value) is not None:
        return ()
    kind = SELECTION if setting.language == "selection" else setting.kind
    argument = Argument(
        free_name(doc, setting.name), kind, value, setting.low, setting.high, setting.choices
    )
    return SetArgument(argument), SetParam(node, setting.name, left_to(argument.name))


def closed(doc: GraphDoc, node: NodeId, setting: Setting) -> tuple[GraphEdit, ...]:
    """The edits that give a setting a value of its own again: the default of its argument."""
    name = argument_name(doc.node(node).settings.get(setting.name))
    if name is None:
        return ()
    argument = doc.find_argument(name)
    value = None if argument is None else argument.default
    return (SetParam(node, setting.name, None if value == setting.default else value),)


def fitting(doc: GraphDoc, setting: Setting) -> tuple[str, ...]:
    """The arguments that a setting could be left to."""
    return tuple(a.name for a in doc.arguments if find_argument_trouble(setting, a) is None)


def users(doc: GraphDoc, name: str) -> int:
    """How many settings and wires hang on an argument."""
    sources = doc.argument_nodes()
    wires = sum(wire.source in sources and wire.output == name for wire in doc.wires)
    values = (value for node in doc.nodes.values() for value in node.settings.values())
    return wires + sum(argument_name(value) == name for value in values)


def faults_of(doc: GraphDoc) -> Mapping[str, str]:
    """What is wrong with arguments, by their names."""
    return dict(faults(doc.arguments))


def kinds() -> tuple[str, ...]:
    """Every kind that an argument can have."""
    return tuple(kind for kind in KIND_WORDS if kind in ARGUMENT_KINDS)

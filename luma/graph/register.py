"""The decorator `node`, which makes a node of a function, and the register of all nodes."""

import functools
import inspect
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from luma.domain.nodetype import Json, Memory, NodeType, Port, Setting
from luma.domain.register import Register, import_all
from luma.graph.signature import (
    Range,
    Source,
    WrittenIn,
    read_outputs,
    read_positional,
    read_setting,
)

__all__ = [
    "NodeEntry",
    "Range",
    "WrittenIn",
    "all_nodes",
    "find_entry",
    "node",
    "node_types",
]

Climb = Callable[[Mapping[str, Json]], Mapping[str, Json]]
"""A step from the settings of one version of a node to those of the next."""

Function = TypeVar("Function", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, eq=False)
class NodeEntry:
    """A kind of node, the function behind it, and where its positional arguments come from.

    Each step leads from the settings of its version up to those of the next.
    """

    type: NodeType
    function: Callable[..., Any]
    takes: tuple[tuple[str, Source], ...]
    many_outputs: bool
    steps: Mapping[int, Climb] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The permanent name."""
        return self.type.key

    @property
    def help(self) -> str:
        """What it does, in its own words."""
        return self.type.help

    @property
    def declared_in(self) -> str:
        """The module and line that declare it."""
        return self.type.declared_in


_nodes: Register[NodeEntry] = Register("node")


def node(  # noqa: PLR0913  (all that can be said of a node is said here)
    key: str,
    *,
    version: int = 1,
    memory: float | Literal["none", "all"] = "none",
    was: tuple[str, ...] = (),
    steps: Mapping[int, Climb] | None = None,
    into: Register[NodeEntry] = _nodes,
) -> Callable[[Function], Function]:
    """Declare a function as a node; annotations say its ports, and keywords its settings.

    `steps` lead the settings of older versions up, each from its version to the next.
    """

    def declare(function: Function) -> Function:
        entry = _entry_of(function, key, version, memory, was)
        into.add(replace(entry, steps=_checked(steps or {}, entry)))
        _refuse_shared_names(into)
        return function

    return declare


def _checked(steps: Mapping[int, Climb], entry: NodeEntry) -> Mapping[int, Climb]:
    odd = [number for number in steps if not 1 <= number < entry.type.version]
    if odd:
        raise TypeError(
            f"the node {entry.key} in {entry.declared_in} has steps from versions {odd}, "
            f"and is of version {entry.type.version}"
        )
    return dict(steps)


def _entry_of(
    function: Callable[..., Any], key: str, version: int, memory: Memory, was: tuple[str, ...]
) -> NodeEntry:
    place = f"{function.__module__}:{function.__code__.co_firstlineno}"
    try:
        takes, inputs, settings = _parameters(function)
        outputs, many = read_outputs(typing.get_type_hints(function).get("return"))
    except TypeError as trouble:
        raise TypeError(f"the node {key} in {place}: {trouble}") from None
    kind = NodeType(
        key=key,
        version=version,
        title=key.rpartition("/")[2].replace("_", " ").capitalize(),
        help=inspect.getdoc(function) or "",
        inputs=inputs,
        outputs=outputs,
        settings=settings,
        memory=memory,
        declared_in=place,
        was=was,
    )
    return NodeEntry(kind, function, takes, many)


def _parameters(
    function: Callable[..., Any],
) -> tuple[tuple[tuple[str, Source], ...], tuple[Port, ...], tuple[Setting, ...]]:
    hints = typing.get_type_hints(function, include_extras=True)
    takes: list[tuple[str, Source]] = []
    inputs: list[Port] = []
    settings: list[Setting] = []
    for parameter in inspect.signature(function).parameters.values():
        hint = hints.get(parameter.name)
        if parameter.kind is parameter.KEYWORD_ONLY:
            settings.append(read_setting(parameter, hint))
            continue
        source, port = read_positional(parameter, hint)
        takes.append((parameter.name, source))
        inputs.extend([port] if port is not None else [])
    return tuple(takes), tuple(inputs), tuple(settings)


def _refuse_shared_names(register: Register[NodeEntry]) -> None:
    places: dict[str, str] = {}
    for entry in register:
        for name in (entry.key, *entry.type.was):
            if name in places:
                raise TypeError(
                    f"the node {name} is declared twice: "
                    f"in {places[name]} and in {entry.declared_in}"
                )
            places[name] = entry.declared_in


@functools.cache
def all_nodes() -> Register[NodeEntry]:
    """The register with every node of the house in it."""
    from luma.graph import nodes

    import_all(nodes)
    return _nodes


def node_types() -> tuple[NodeType, ...]:
    """Every kind of node, sorted by key."""
    return tuple(entry.type for entry in all_nodes())


def find_entry(register: Register[NodeEntry], key: str) -> NodeEntry | None:
    """The node of that key, or the one that once had it."""
    return register.find(key) or next((e for e in register if key in e.type.was), None)

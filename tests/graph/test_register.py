"""What a function's annotations become, and what is refused at import."""

from collections.abc import Callable
from typing import Annotated, Any, Literal, NamedTuple

import pytest

from luma.domain.curve import Colour, FrameTimes, Number
from luma.domain.nodetype import Port, Setting
from luma.domain.register import Register
from luma.domain.rhythm import BeatGrid
from luma.domain.venue import Head
from luma.graph.register import NodeEntry, Range, find_entry, node
from luma.graph.settings import find_trouble


class Two(NamedTuple):
    left: Number
    right: Colour


def declared(function: Callable[..., Any], key: str = "test/thing") -> NodeEntry:
    register: Register[NodeEntry] = Register("node")
    node(key, into=register)(function)
    return register.get(key)


def test_annotations_say_ports_settings_outputs_and_help() -> None:
    def thing(
        beats: BeatGrid,
        at: FrameTimes,
        heads: tuple[Head, ...],
        shade: Colour | None = None,
        *more: Number,
        level: Annotated[Number | float, Range(0.0, 2.0, "dB")] = 0.5,
        count: Annotated[int, Range(1, 8)] = 3,
        way: Literal["up", "down"] = "up",
        tint: tuple[float, float, float] = (1.0, 0.0, 0.5),
        on: bool = True,
        name: str = "",
    ) -> Two:
        """Does a thing."""
        return Two(Number(level), Colour(tint))  # type: ignore[arg-type]  # never called

    kind = declared(thing).type
    assert kind.help == "Does a thing."
    assert kind.title == "Thing"
    assert kind.inputs == (
        Port("beats", "Beats"),
        Port("shade", "Colour", optional=True),
        Port("more", "Number", optional=True, many=True),
    )
    assert kind.outputs == (Port("left", "Number"), Port("right", "Colour"))
    assert kind.settings == (
        Setting("level", "number", 0.5, 0.0, 2.0, unit="dB", wirable=True),
        Setting("count", "whole", 3, 1.0, 8.0),
        Setting("way", "choice", "up", choices=("up", "down")),
        Setting("tint", "colour", [1.0, 0.0, 0.5]),
        Setting("on", "switch", default=True),
        Setting("name", "text", ""),
    )
    assert kind.declared_in.startswith("test_register:") or "test_register" in kind.declared_in
    assert kind.find_input("level") == Port("level", "Number", optional=True)


def test_a_key_declared_twice_names_both_places() -> None:
    register: Register[NodeEntry] = Register("node")

    @node("test/one", into=register)
    def one() -> Number:
        """One."""
        return Number(1)  # type: ignore[arg-type]

    with pytest.raises(TypeError, match=r"test/one is declared twice: in .*:\d+ and in .*:\d+"):

        @node("test/one", into=register)
        def other() -> Number:
            """Another."""
            return Number(2)  # type: ignore[arg-type]


def test_an_old_name_finds_the_node_and_cannot_be_taken_again() -> None:
    register: Register[NodeEntry] = Register("node")

    @node("test/new", was=("test/old",), into=register)
    def new() -> Number:
        """New."""
        return Number(1)  # type: ignore[arg-type]

    found = find_entry(register, "test/old")
    assert found is not None
    assert found.key == "test/new"
    with pytest.raises(TypeError, match="test/old is declared twice"):

        @node("test/old", into=register)
        def old() -> Number:
            """Old."""
            return Number(1)  # type: ignore[arg-type]


def no_help() -> Number:
    return Number(1)  # type: ignore[arg-type]


def no_default(*, level: float) -> Number:
    """Has a setting without a default."""
    return Number(level)  # type: ignore[arg-type]


def far_default(*, level: Annotated[float, Range(0, 1)] = 2.0) -> Number:
    """Has a default out of range."""
    return Number(level)  # type: ignore[arg-type]


def odd_choice(*, way: Literal["up"] = "down") -> Number:  # type: ignore[assignment]
    """Has a default that is no choice."""
    return Number(1)  # type: ignore[arg-type]


def odd_input(words: bytes) -> Number:
    """Takes what no wire carries."""
    return Number(1)  # type: ignore[arg-type]


def odd_output() -> str:
    """Gives what no wire carries."""
    return ""


def odd_setting(*, level: complex = 1j) -> Number:
    """Has a setting that no panel shows."""
    return Number(1)  # type: ignore[arg-type]


def half_optional(shade: Colour | None) -> Number:
    """Has an input that is neither."""
    return Number(1)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (no_help, "has no help"),
        (no_default, "the setting level has no default"),
        (far_default, "it takes a number from 0 to 1"),
        (odd_choice, "it takes one of up"),
        (odd_input, "no wire carries what it takes as words"),
        (odd_output, "no wire carries what it returns"),
        (odd_setting, "level has a type that no panel shows"),
        (half_optional, "shade is optional only if"),
    ],
)
def test_what_cannot_be_a_node_is_refused_with_its_place(
    function: Callable[..., Any], words: str
) -> None:
    with pytest.raises(TypeError, match=words) as refused:
        declared(function, "test/odd")
    assert f"test_register:{function.__code__.co_firstlineno}" in str(refused.value)
    assert "test/odd" in str(refused.value)


def test_rows_of_steps_points_and_stops_are_settings() -> None:
    register: Register[NodeEntry] = Register("node")

    @node("math/rows", into=register)
    def rows(
        a: Number,
        *,
        steps: tuple[float, ...] = (1.0, 0.0),
        line: tuple[tuple[float, float], ...] = ((0.0, 0.0), (1.0, 1.0)),
        stops: tuple[tuple[float, float, float, float], ...] = ((0.0, 1.0, 0.0, 0.0),),
    ) -> Number:
        """Nothing of note."""
        return a

    kinds = {setting.name: setting for setting in register.get("math/rows").type.settings}
    assert [kinds[name].kind for name in ("steps", "line", "stops")] == [
        "steps",
        "drawn",
        "stops",
    ]
    assert kinds["line"].default == [[0.0, 0.0], [1.0, 1.0]]
    assert find_trouble(kinds["line"], [[0.5, 0.0], [0.2, 1.0]])
    assert find_trouble(kinds["line"], [[0.0, 0.0, 0.0]])
    assert find_trouble(kinds["steps"], [])
    assert find_trouble(kinds["steps"], [0.5, float("nan")])
    assert find_trouble(kinds["steps"], [0.5, 1.0]) is None
    assert find_trouble(kinds["stops"], [[0.0, 1.0, 1.0, 1.0]]) is None

"""Arguments as outputs: what a clip chooses flows on wires, or else the default."""

import itertools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from luma.domain.argumentkinds import ARGUMENT_KINDS, WIRE_KINDS
from luma.domain.curve import Colour, Number, Trigger
from luma.domain.graphdoc import ARGUMENTS_NODE, Argument, GraphDoc, NodeDoc
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.domain.selection import Selection
from luma.graph.arguments import find_default_trouble, sound_arguments
from luma.graph.catalogue import Catalogue
from luma.graph.check import check
from luma.graph.plan import compile_plan
from luma.graph.run import run
from tests.graph.rooms import context, graph, track

OPEN = NodeId("open")


def opened(arguments: Sequence[Argument], **chosen: Json) -> dict[str, object]:
    """What leaves each output of a graph's arguments, where a clip chooses some."""
    doc = GraphDoc({OPEN: NodeDoc(ARGUMENTS_NODE)}, arguments=tuple(arguments))
    plan = compile_plan(doc, only=frozenset({OPEN}))
    result = run(plan, replace(context(heads=4, frames=30, first=90), arguments=chosen))
    return {
        output: result.values[feed.source, feed.output]
        for (_, output), feed in plan.outputs.items()
    }


@pytest.mark.parametrize(
    ("argument", "chosen", "values"),
    [
        (Argument("a", "number", 0.25), None, [0.25]),
        (Argument("a", "number", 0.25, 0.0, 1.0), 0.75, [0.75]),
        (Argument("a", "number", 0.25, 0.0, 1.0), 7.0, [0.25]),
        (Argument("a", "whole", 3), 5, [5.0]),
        (Argument("a", "switch", default=True), None, [1.0]),
        (Argument("a", "colour", [0.1, 0.2, 0.3]), None, [0.1, 0.2, 0.3, 1.0]),
        (Argument("a", "Number"), None, [0.0]),
        (Argument("a", "Colour"), None, [0.0, 0.0, 0.0, 0.0]),
    ],
)
def test_a_value_flows_as_a_curve(
    argument: Argument, chosen: Json, values: list[float]
) -> None:
    given = {} if chosen is None else {"a": chosen}
    flows = opened([argument], **given)["a"]
    assert isinstance(flows, Number | Colour)
    np.testing.assert_allclose(flows.values, [[values]], rtol=1e-6)


def test_a_selection_names_its_heads() -> None:
    flows = opened([Argument("who", "selection", "right")])["who"]
    assert flows == Selection((2, 3))
    assert opened([Argument("who", "selection", "all")], who="left[:1]")["who"] == Selection(
        (0,)
    )


def test_what_no_wire_brings_is_the_tracks_own_or_nothing() -> None:
    flows = opened([Argument(kind, kind) for kind in WIRE_KINDS])
    known = track()
    assert flows.keys() == set(WIRE_KINDS)
    grid = flows["Beats"]
    np.testing.assert_array_equal(grid.beats, known.beats.beats)  # type: ignore[attr-defined]
    assert flows["Chords"].chords == known.chords.chords  # type: ignore[union-attr, attr-defined]
    assert isinstance(flows["Trigger"], Trigger)
    assert flows["Trigger"].frames.size == 0
    sound = flows["Audio"]
    assert isinstance(sound, Audio)
    assert (sound.first, sound.samples.size) == (90, 30 * SAMPLES_PER_FRAME)


def test_choices_texts_and_rows_have_no_output() -> None:
    arguments = [
        Argument("a", "choice", "x", choices=("x",)),
        Argument("b", "text", ""),
        Argument("c", "steps", [1.0]),
        Argument("d", "of/tomorrow"),
    ]
    assert opened(arguments) == {}


def test_an_arguments_output_lights_lamps() -> None:
    doc = graph(
        {"open": (ARGUMENTS_NODE, {}), "lamp": ("out/light", {})},
        ["open.level > lamp.intensity"],
    )
    doc = replace(doc, arguments=(Argument("level", "number", 0.25, 0.0, 1.0),))
    assert check(doc) == ()
    light = run(compile_plan(doc), replace(context(), arguments={"level": 0.5})).light
    assert np.all(light.values[:, :, 0] == 0.5)
    without = replace(doc, arguments=())
    assert 'no output "level"' in check(without)[0].words


def test_only_what_hangs_on_a_changed_argument_is_computed_anew() -> None:
    doc = graph(
        {
            "open": (ARGUMENTS_NODE, {}),
            "slow": ("math/arithmetic", {}),
            "fast": ("math/arithmetic", {}),
            "lamp": ("out/light", {}),
        },
        [
            "open.one > slow.a",
            "open.two > fast.a",
            "slow.out > lamp.intensity",
            "fast.out > lamp.colour",
        ],
    )
    doc = replace(
        doc, arguments=(Argument("one", "number", 1.0), Argument("two", "number", 1.0))
    )
    plan = compile_plan(doc)
    assert {step.node for step in plan.steps} == {
        "open/one",
        "open/two",
        "slow",
        "fast",
        "lamp",
    }
    assert {plan.owner(step.node) for step in plan.steps} == {"open", "slow", "fast", "lamp"}


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([Argument("a", "number", 1.0), Argument("a", "colour")], "two arguments of this name"),
        ([Argument("a", "lightyears")], 'no kind of argument called "lightyears"'),
        ([Argument("a", "number", 5.0, 0.0, 1.0)], "it takes a number from 0 to 1"),
        ([Argument("a", "number", 0.0, 1.0, 0.0)], "Its range from 1.0 to 0.0 is none"),
        ([Argument("a", "number", 0.0, float("nan"), 0.0)], "range"),
        ([Argument("", "number", 1.0)], "has no name"),
        ([Argument("a", "selection", "((")], "does not fit"),
        ([Argument("dice", "number", 1.0)], "Rename the argument"),
        ([Argument("a", "whole", 10**400)], "it takes a whole number"),
    ],
)
def test_arguments_that_cannot_be_are_told_in_words(
    arguments: list[Argument], words: str
) -> None:
    doc = replace(graph({"lamp": ("out/light", {})}), arguments=tuple(arguments))
    problems = check(doc)
    assert len(problems) == 1
    assert (problems[0].node, problems[0].port) == ("", arguments[-1].name)
    assert words in problems[0].words
    assert not problems[0].blocks
    assert [step.node for step in compile_plan(doc).steps] == ["lamp"]


BAD: list[Json] = [None, True, "((", [], {}, -1e9, 10**400, float("nan"), [[0.0]]]
LIMITS = [(None, None), (0.0, 1.0), (2.5, None), (1.0, -1.0)]


@pytest.mark.parametrize("kind", ARGUMENT_KINDS)
def test_a_default_that_cannot_be_has_one_that_can_in_its_place(kind: str) -> None:
    bad = [
        Argument(f"{number}", kind, default, *limits)
        for number, (default, limits) in enumerate(itertools.product(BAD, LIMITS))
    ]
    sound = sound_arguments(bad)
    if kind != "choice":
        assert [find_default_trouble(argument) for argument in sound] == [None] * len(bad)
    doc = GraphDoc({OPEN: NodeDoc(ARGUMENTS_NODE)}, arguments=tuple(bad))
    result = run(compile_plan(doc, only=frozenset({OPEN})), context(frames=5))
    assert not [p for p in result.problems if p.blocks]


def test_the_kind_of_a_node_hangs_on_its_document() -> None:
    node, house = NodeDoc(ARGUMENTS_NODE), Catalogue()
    for name in ("a", "b"):
        doc = GraphDoc({OPEN: node}, arguments=(Argument(name, "number", 0.0),))
        kind = house.kind_of(doc, node)
        assert kind is not None
        assert [port.name for port in kind.outputs] == [name]

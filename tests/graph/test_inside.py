"""Patterns inside of patterns: arguments, offers, dice, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from luma.domain.curve import Number
from luma.domain.documents import GRAPH
from luma.domain.graphdoc import ARGUMENTS_NODE, Argument, GraphDoc, NodeDoc, Offer, Wire
from luma.domain.ids import NodeId, PatternId
from luma.domain.light import Floats
from luma.domain.nodetype import Json
from luma.graph.catalogue import Catalogue
from luma.graph.check import MOST_NODES, Findings, Problem, check, find_wire_refusal
from luma.graph.plan import compile_plan
from luma.graph.playable import MOST_DEEP, Playable, played_in
from luma.graph.run import run
from tests.graph.rooms import chase, context, graph

Nodes = dict[str, tuple[str, dict[str, Json]]]
Book = dict[PatternId, Playable]
LAMP = NodeId("lamp")


def offering(doc: GraphDoc, arguments: Sequence[Argument], *offers: str) -> GraphDoc:
    """A graph that leaves values open, and gives outputs away (`name = node.output`)."""
    given = [offer.replace(" = ", ".").split(".") for offer in offers]
    return replace(
        doc,
        arguments=tuple(arguments),
        offers=tuple(Offer(name, NodeId(node), output) for name, node, output in given),
    )


def book(**patterns: GraphDoc) -> Book:
    return {PatternId(k): Playable(k.capitalize(), doc) for k, doc in patterns.items()}


def light(doc: GraphDoc, patterns: Book, **arguments: Json) -> Floats:
    """What a sound graph does with four heads."""
    result = run(
        compile_plan(doc, patterns=patterns.get), replace(context(), arguments=arguments)
    )
    assert not [p for p in result.problems if p.blocks], result.problems
    values: Floats = result.light.values
    return values


def problem(doc: GraphDoc, patterns: Book) -> Problem:
    (found,) = [p for p in check(doc, patterns=patterns.get) if p.blocks]
    return found


PULSE = offering(
    graph(
        {
            "pulse": ("time/beat_envelope", {"every": "2", "swing": {"argument": "lazy"}}),
            "open": (ARGUMENTS_NODE, {}),
            "sum": ("math/arithmetic", {"operation": "multiply"}),
        },
        ["pulse.out > sum.a", "open.level > sum.b"],
    ),
    [
        Argument("level", "number", 1.0, 0.0, 1.0),
        Argument("lazy", "number", 0.0, 0.0, 0.75),
    ],
    "out = sum.out",
)


def test_a_pattern_plays_like_its_nodes_would() -> None:
    doc = graph(
        {"p": ("pattern/pulse", {"level": 0.5}), "lamp": ("out/light", {})},
        ["p.out > lamp.intensity"],
    )
    plain = graph(
        {
            "pulse": ("time/beat_envelope", {"every": "2"}),
            "sum": ("math/arithmetic", {"operation": "multiply", "b": 0.5}),
            "lamp": ("out/light", {}),
        },
        ["pulse.out > sum.a", "sum.out > lamp.intensity"],
    )
    assert check(doc, patterns=book(pulse=PULSE).get) == ()
    assert np.array_equal(light(doc, book(pulse=PULSE)), light(plain, {}))
    steps = [step.node for step in compile_plan(doc, patterns=book(pulse=PULSE).get).steps]
    assert steps == ["p/open/level", "p/pulse", "p/sum", "lamp"]


def test_an_argument_follows_a_wire_and_stays_in_its_range() -> None:
    doc = graph(
        {
            "loud": ("in/energy", {}),
            "big": ("math/arithmetic", {"operation": "multiply", "b": 9.0}),
            "p": ("pattern/pulse", {"level": 0.5}),
            "lamp": ("out/light", {}),
        },
        ["loud.loudness > big.a", "big.out > p.level", "p.out > lamp.intensity"],
    )
    plain = graph(
        {
            "loud": ("in/energy", {}),
            "big": ("math/arithmetic", {"operation": "multiply", "b": 9.0}),
            "most": ("math/arithmetic", {"operation": "min", "b": 1.0}),
            "pulse": ("time/beat_envelope", {"every": "2"}),
            "sum": ("math/arithmetic", {"operation": "multiply"}),
            "lamp": ("out/light", {}),
        },
        [
            "loud.loudness > big.a",
            "big.out > most.a",
            "most.out > sum.b",
            "pulse.out > sum.a",
            "sum.out > lamp.intensity",
        ],
    )
    np.testing.assert_array_equal(light(doc, book(pulse=PULSE)), light(plain, {}))


def test_one_wire_into_two_arguments_stays_in_the_range_of_each() -> None:
    beam = offering(
        graph(
            {"open": (ARGUMENTS_NODE, {}), "lamp": ("out/light", {})},
            ["open.level > lamp.intensity"],
        ),
        [
            Argument("level", "number", 0.5, 0.0, 1.0),
            Argument("angle", "number", 0.5, 0.0, 90.0),
        ],
        "angle = open.angle",
    )
    doc = graph(
        {"far": ("in/number", {"value": 50.0}), "p": ("pattern/beam", {})},
        ["far.out > p.level", "far.out > p.angle"],
    )
    plan = compile_plan(doc, patterns=book(beam=beam).get, shown=frozenset({NodeId("p")}))
    angle = run(plan, context()).values[plan.outputs[NodeId("p"), "angle"].source, "out"]
    assert isinstance(angle, Number)
    assert angle.values.item() == 50.0
    assert light(doc, book(beam=beam))[..., 0].max() == 1.0


def test_arguments_are_handed_through_two_patterns() -> None:
    outer = offering(
        graph(
            {
                "p": ("pattern/pulse", {"level": {"argument": "strong"}}),
                "lamp": ("out/light", {}),
            },
            ["p.out > lamp.intensity"],
        ),
        [Argument("strong", "number", 0.25)],
    )
    doc = offering(
        graph({"q": ("pattern/outer", {"strong": {"argument": "most"}})}),
        [Argument("most", "number", 0.5)],
    )
    patterns = book(pulse=PULSE, outer=outer)
    assert light(doc, patterns)[:, :, 0].max() == pytest.approx(0.5)
    assert light(doc, patterns, most=0.75)[:, :, 0].max() == pytest.approx(0.75)
    chosen = graph({"q": ("pattern/outer", {"strong": 40.0})})
    plan = compile_plan(chosen, patterns=patterns.get)
    assert [(p.node, p.blocks) for p in plan.problems] == [("q", False)]
    assert "The default of strong stands in" in plan.problems[0].words
    assert light(chosen, patterns)[:, :, 0].max() == pytest.approx(0.25)


def test_beats_and_curves_come_in_by_wire_or_are_the_tracks_own_and_nothing() -> None:
    inner = offering(
        graph(
            {
                "open": (ARGUMENTS_NODE, {}),
                "pulse": ("time/beat_envelope", {}),
                "sum": ("math/arithmetic", {"operation": "add"}),
            },
            ["open.grid > pulse.beats", "pulse.out > sum.a", "open.more > sum.b"],
        ),
        [Argument("grid", "Beats"), Argument("more", "Number")],
        "out = sum.out",
    )
    kind = Catalogue(patterns=book(it=inner).get).kind_of(GraphDoc(), NodeDoc("pattern/it"))
    assert kind is not None
    assert [(p.name, p.kind, p.optional) for p in kind.inputs] == [
        ("grid", "Beats", True),
        ("more", "Number", True),
    ]
    doc = graph(
        {"p": ("pattern/it", {}), "lamp": ("out/light", {})}, ["p.out > lamp.intensity"]
    )
    plain = graph(
        {"p": ("time/beat_envelope", {}), "lamp": ("out/light", {})}, ["p.out > lamp.intensity"]
    )
    np.testing.assert_array_equal(light(doc, book(it=inner)), light(plain, {}))


RANDOM = offering(
    graph({"dice": ("space/attribute", {"which": "share"})}), [], "out = dice.out"
)


def test_dice_fall_by_path_or_as_they_would_outside() -> None:
    steps = {}
    for dice in ("own", "shared"):
        doc = graph(
            {
                "a": ("pattern/random", {"dice": dice}),
                "b": ("pattern/random", {"dice": dice}),
                "sum": ("math/arithmetic", {}),
                "lamp": ("out/light", {}),
            },
            ["a.out > sum.a", "b.out > sum.b", "sum.out > lamp.intensity"],
        )
        plan = compile_plan(doc, patterns=book(random=RANDOM).get)
        steps[dice] = {str(step.node): str(step.dice) for step in plan.steps}
    assert steps["own"]["a/dice"] == "a/dice"
    assert steps["own"]["b/dice"] == "b/dice"
    assert steps["shared"]["a/dice"] == steps["shared"]["b/dice"] == "dice"


def test_a_pattern_that_plays_itself_is_named_with_its_chain() -> None:
    one = graph({"x": ("pattern/two", {})})
    two = graph({"y": ("pattern/three", {})})
    three = graph({"z": ("pattern/one", {}), "lamp": ("out/light", {})})
    patterns = book(one=one, two=two, three=three)
    found = problem(graph({"p": ("pattern/one", {})}), patterns)
    assert found.node == "p"
    assert "One → Two → Three → One" in found.words
    itself = Catalogue(patterns=patterns.get, within=PatternId("one"))
    words = [p.words for p in check(one, itself) if p.blocks]
    assert "One → Two → Three → One" in words[0]
    plan = compile_plan(graph({"p": ("pattern/one", {})}), patterns=patterns.get)
    assert [step.node for step in plan.steps] == ["p/x/y/lamp"], "what is right still plays"


def test_a_missing_pattern_keeps_its_data_and_is_told() -> None:
    doc = graph({"p": ("pattern/gone", {"deep": [1, {"x": None}]}), "lamp": ("out/light", {})})
    found = problem(doc, {})
    assert (found.node, "no pattern" in found.words) == ("p", True)
    assert GRAPH.read(GRAPH.write(doc)) == doc
    assert [step.node for step in compile_plan(doc).steps] == ["lamp"]


def test_what_is_wrong_inside_is_told_at_the_node_and_darkens_only_what_hangs_on_it() -> None:
    inner = offering(
        graph(
            {
                "odd": ("in/nothing", {}),
                "hurt": ("math/arithmetic", {}),
                "fine": ("time/beat_envelope", {}),
            },
            ["odd.out > hurt.a"],
        ),
        [],
        "bad = hurt.out",
        "good = fine.out",
    )
    doc = graph(
        {"p": ("pattern/it", {}), "dim": ("out/light", {}), "lit": ("out/light", {})},
        ["p.bad > dim.intensity", "p.good > lit.intensity"],
    )
    found = problem(doc, book(it=inner))
    assert found.node == "p"
    assert 'Inside of It, at "odd"' in found.words
    plan = compile_plan(doc, patterns=book(it=inner).get)
    assert [step.node for step in plan.steps] == ["p/fine", "lit"]
    assert plan.blocked == {"dim", "p/odd", "p/hurt"}
    assert {plan.owner(name) for name in plan.blocked} == {"dim", "p"}


def test_a_wire_to_what_is_chosen_once_is_refused_in_words() -> None:
    inner = offering(
        graph({"pulse": ("time/beat_envelope", {"every": {"argument": "pace"}})}),
        [Argument("pace", "choice", "1", choices=("1", "2"))],
        "out = pulse.out",
    )
    fixed = offering(
        graph({"tone": ("space/attribute", {}), "b": ("pattern/it", {})}),
        [Argument("which", "number", 0.0)],
        "out = tone.out",
    )
    house = Catalogue(patterns=book(it=inner, fixed=fixed).get)
    doc = graph({"loud": ("in/energy", {}), "p": ("pattern/it", {})})
    words = find_wire_refusal(doc, Wire(NodeId("loud"), "onset", NodeId("p"), "pace"), house)
    assert words is not None
    assert 'inside of It, every of "pulse" is chosen once' in words
    assert (
        find_wire_refusal(doc, Wire(NodeId("loud"), "onset", NodeId("p"), "x"), house)
        == 'pattern/it has no input "x". Take the wire loud.onset → p.x away.'
    )


def test_another_graph_of_the_pattern_is_played_by_its_name() -> None:
    half = offering(
        graph({"x": ("math/arithmetic", {}), "e": ("in/energy", {})}), [], "out = e.onset"
    )
    pattern = Playable("It", RANDOM, {"main": RANDOM, "loud": half})
    patterns = {PatternId("it"): pattern}
    doc = graph(
        {"p": ("pattern/it", {"implementation": "loud"}), "lamp": ("out/light", {})},
        ["p.out > lamp.intensity"],
    )
    steps = [s.node for s in compile_plan(doc, patterns=patterns.get).steps]
    assert steps == ["p/e", "lamp"]
    gone = graph(
        {"p": ("pattern/it", {"implementation": "gone"}), "lamp": ("out/light", {})},
        ["p.out > lamp.intensity"],
    )
    plan = compile_plan(gone, patterns=patterns.get)
    assert [s.node for s in plan.steps] == ["p/dice", "lamp"]
    (note,) = plan.problems
    assert not note.blocks
    assert "Choose one of loud, main" in note.words


def test_a_muted_pattern_lights_nothing_and_a_bypassed_one_passes_its_wires_on() -> None:
    lit = offering(replace(chase()), [], "out = pulse.out")
    patterns = book(lit=lit)
    doc = graph(
        {"p": ("pattern/lit", {}), "lamp": ("out/light", {})}, ["p.out > lamp.intensity"]
    )
    nodes = dict(doc.nodes)
    for use in ("muted", "bypassed"):
        nodes[NodeId("p")] = replace(nodes[NodeId("p")], use=use)
        plan = compile_plan(doc.with_nodes(nodes), patterns=patterns.get)
        assert [s.node for s in plan.steps if s.entry.key.startswith("out/")] == ["lamp"]
        assert not light(doc.with_nodes(nodes), patterns)[:, :, 0].any()


def test_names_with_strokes_never_meet() -> None:
    doc = graph(
        {
            "p": ("pattern/random", {}),
            "p/dice": ("in/energy", {}),
            "sum": ("math/arithmetic", {}),
            "lamp": ("out/light", {}),
        },
        ["p.out > sum.a", "p/dice.onset > sum.b", "sum.out > lamp.intensity"],
    )
    steps = [s.node for s in compile_plan(doc, patterns=book(random=RANDOM).get).steps]
    assert sorted(steps) == ["lamp", "p/dice", "p/dice'", "sum"]


def test_patterns_that_swell_or_lie_too_deep_are_refused_in_words() -> None:
    leaf = graph({f"n{i}": ("in/energy", {}) for i in range(9)})
    swelling = {PatternId("s0"): Playable("s0", leaf)}
    deep = {PatternId("d0"): Playable("d0", leaf)}
    for level in range(1, 60):
        twice: Nodes = {str(i): (f"pattern/s{level - 1}", {}) for i in range(2)}
        swelling[PatternId(f"s{level}")] = Playable(f"s{level}", graph(twice))
        once = graph({"x": (f"pattern/d{level - 1}", {})})
        deep[PatternId(f"d{level}")] = Playable(f"d{level}", once)
    doc = graph({"p": ("pattern/s25", {})})
    told = [p.words for p in check(doc, patterns=swelling.get) if p.blocks]
    assert 0 < len(told) < 10
    assert any(f"more than {MOST_NODES} nodes" in words for words in told)
    whole = Findings(doc, Catalogue(patterns=swelling.get))
    assert whole.size <= MOST_NODES
    found = problem(graph({"p": ("pattern/d59", {})}), deep)
    assert f"more than {MOST_DEEP} deep" in found.words


def test_all_patterns_that_are_played_are_found() -> None:
    patterns = book(pulse=PULSE, random=RANDOM, outer=graph({"p": ("pattern/pulse", {})}))
    doc = graph({"a": ("pattern/outer", {}), "b": ("pattern/gone", {})})
    assert played_in(doc, patterns.get).keys() == {"outer", "pulse"}


def test_offers_that_name_nothing_are_told() -> None:
    doc = offering(
        graph({"lamp": ("out/light", {})}), [], "a = gone.out", "b = lamp.x", "b = lamp.out"
    )
    words = {(str(p.node), p.port): p.words for p in check(doc)}
    assert 'offers "a" from gone.out, which is not there' in words["", "a"]
    assert set(words) == {("", "a"), ("lamp", "b")}

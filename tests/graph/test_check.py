"""Every mistake of a graph at once, each with its place and what to do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.documents import GRAPH
from luma.domain.errors import CycleError
from luma.domain.graphdoc import Argument, GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import AddNode, Connect, Disconnect, RemoveNode, SetParam
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json
from luma.graph.check import Problem, check, find_wire_refusal
from luma.graph.plan import compile_plan
from tests.graph.rooms import chase, graph


def only(doc: GraphDoc) -> Problem:
    problems = check(doc)
    assert len(problems) == 1, problems
    return problems[0]


def test_a_sound_graph_has_no_problems() -> None:
    assert check(chase()) == ()


def test_an_empty_graph_is_no_mistake() -> None:
    assert check(GraphDoc()) == ()


def test_a_cycle_names_its_loop() -> None:
    doc = graph(
        {name: ("math/arithmetic", {}) for name in "cab"},
        ["a.out > b.a", "b.out > c.a", "c.out > a.a"],
    )
    problem = only(doc)
    assert problem.node == "a"
    assert "a → b → c → a" in problem.words


def test_a_node_wired_to_itself_is_a_cycle() -> None:
    assert "a → a" in only(graph({"a": ("math/arithmetic", {})}, ["a.out > a.a"])).words


def test_a_wrong_wire_says_why() -> None:
    doc = graph(
        {"grid": ("in/beats", {}), "sum": ("math/arithmetic", {})}, ["grid.out > sum.a"]
    )
    problem = only(doc)
    assert (problem.node, problem.port) == ("sum", "a")
    assert (
        problem.words
        == "a cannot be fed by grid.out: it takes numbers, and is given the beat grid. "
        "Put a node between them, or feed a from another."
    )


def test_a_missing_input_is_named() -> None:
    problem = only(graph({"sum": ("math/arithmetic", {})}))
    assert (problem.node, problem.port) == ("sum", "a")
    assert "Lead a wire to it" in problem.words


def test_beats_and_chords_come_from_the_track_unwired() -> None:
    doc = graph({"e": ("time/beat_envelope", {}), "c": ("colour/from_chords", {})})
    assert compile_plan(doc).problems == ()


@pytest.mark.parametrize(
    ("settings", "port", "words"),
    [
        ({"swing": 0.9}, "swing", "it takes a number from 0 to 0.75"),
        ({"swing": True}, "swing", "it takes a number"),
        ({"every": "3"}, "every", "it takes one of 1/4, 1/2"),
        ({"downbeats_only": 1}, "downbeats_only", "either true or false"),
        ({"colour": "red"}, "colour", "has no setting colour"),
        ({"offset": float("inf")}, "offset", "-32 to 32 beats"),
        ({"swing": {"argument": "gone"}}, "swing", "argument that the pattern does not have"),
    ],
)
def test_a_setting_that_cannot_be_is_named(
    settings: dict[str, Json], port: str, words: str
) -> None:
    problem = only(graph({"e": ("time/beat_envelope", settings)}))
    assert (problem.node, problem.port) == ("e", port)
    assert words in problem.words


def test_an_argument_must_fit_its_setting() -> None:
    doc = graph({"e": ("time/beat_envelope", {"swing": {"argument": "lazy"}})})
    fits = replace(doc, arguments=(Argument("lazy", "number", 0.5),))
    assert compile_plan(fits).problems == ()
    assert (
        "does not fit" in only(replace(doc, arguments=(Argument("lazy", "text", "x"),))).words
    )


def test_an_unknown_type_is_kept_and_named_with_the_nearest() -> None:
    doc = graph({"e": ("time/beat_envelop", {"mystery": [1, {"deep": True}]})})
    problem = only(doc)
    assert "Did you mean time/beat_envelope" in problem.words
    assert GRAPH.read(GRAPH.write(doc)) == doc


def test_a_node_of_a_newer_version_is_not_guessed_at() -> None:
    doc = GraphDoc({NodeId("b"): NodeDoc("in/beats", 7)})
    assert "version 7 of in/beats" in only(doc).words


def test_ports_that_are_not_there_and_loose_wires_are_named() -> None:
    doc = graph(
        {
            "e": ("in/energy", {}),
            "sum": ("math/arithmetic", {}),
            "two": ("math/arithmetic", {}),
        },
        ["e.volume > sum.a", "e.onset > two.a", "e.onset > two.z", "gone.out > two.b"],
    )
    words = {problem.port: problem.words for problem in check(doc)}
    assert 'no output "volume". Lead the wire from loudness, onset, brightness' in words["a"]
    assert 'no input "z"' in words["z"]
    assert 'there is no node "gone"' in words["b"]


def test_two_wires_on_one_port_are_one_too_many() -> None:
    doc = graph(
        {"e": ("in/energy", {}), "sum": ("math/arithmetic", {})},
        ["e.onset > sum.a", "e.loudness > sum.a", "e.onset > sum.b", "e.loudness > sum.b"],
    )
    assert [(p.port, p.words[:11]) for p in check(doc)] == [
        ("a", "2 wires end"),
        ("b", "2 wires end"),
    ]


def test_all_problems_are_told_at_once() -> None:
    doc = graph(
        {
            "a": ("math/arithmetic", {}),
            "b": ("math/arithmetic", {"b": 1e12}),
            "c": ("in/nothing", {}),
            "d": ("time/beat_envelope", {"swing": 3}),
        },
        ["a.out > b.a", "b.out > a.a"],
    )
    assert [p.node for p in check(doc)] == ["a", "b", "c", "d"]


def test_a_wire_being_drawn_is_refused_in_words() -> None:
    doc = chase()
    wire = Wire(NodeId("shade"), "out", NodeId("pulse"), "offset")
    assert "given colours" in (find_wire_refusal(doc, wire) or "")
    good = Wire(NodeId("pulse"), "out", NodeId("lamp"), "colour")
    assert find_wire_refusal(doc, good) is None


def test_what_is_wrong_blocks_only_what_depends_on_it() -> None:
    doc = graph(
        {
            "odd": ("in/nothing", {}),
            "hurt": ("math/arithmetic", {}),
            "dim": ("out/light", {}),
            "pulse": ("time/beat_envelope", {}),
            "lit": ("out/light", {}),
        },
        ["odd.out > hurt.a", "hurt.out > dim.intensity", "pulse.out > lit.intensity"],
    )
    plan = compile_plan(doc)
    assert plan.blocked == {"odd", "hurt", "dim"}
    assert [step.node for step in plan.steps] == ["pulse", "lit"]
    assert [problem.node for problem in plan.problems] == ["odd"]


NAMES = st.sampled_from([NodeId(n) for n in "abcde"])
EDITS = st.one_of(
    st.builds(
        AddNode,
        NAMES,
        st.builds(
            NodeDoc, st.sampled_from(["math/arithmetic", "in/energy", "in/odd", "out/light"])
        ),
    ),
    st.builds(RemoveNode, NAMES),
    st.builds(
        Connect,
        st.builds(
            Wire,
            NAMES,
            st.sampled_from(["out", "onset"]),
            NAMES,
            st.sampled_from(["a", "b", "intensity"]),
        ),
    ),
    st.builds(SetParam, NAMES, st.just("b"), st.floats(-2e9, 2e9)),
)


@given(st.lists(EDITS, max_size=25))
def test_edits_keep_a_graph_free_of_cycles_and_always_checkable(edits: list[object]) -> None:
    doc = GraphDoc()
    for edit in edits:
        try:
            doc = edit.apply(doc)  # type: ignore[attr-defined]
        except Exception as refused:
            if type(refused).__module__ != "luma.domain.errors":
                raise
    assert not any("circle" in problem.words for problem in check(doc))
    plan = compile_plan(doc)
    assert not {step.node for step in plan.steps} & plan.blocked
    for step in plan.steps:
        assert all(
            f.source in {s.node for s in plan.steps} for p in step.feeds.values() for f in p
        )


def test_a_wire_that_closes_a_circle_is_refused_by_the_edit() -> None:
    doc = graph({n: ("math/arithmetic", {}) for n in "ab"}, ["a.out > b.a"])
    back = Wire(NodeId("b"), "out", NodeId("a"), "a")
    with pytest.raises(CycleError, match="a → b → a"):
        Connect(back).apply(doc)
    first = Wire(NodeId("a"), "out", NodeId("b"), "a")
    assert back in Connect(back).apply(Disconnect(first).apply(doc)).wires

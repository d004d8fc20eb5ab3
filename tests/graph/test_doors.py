"""Laws that hold for every node of the house."""

import json

import numpy as np
import pytest

from luma.domain.argumentkinds import SELECTION
from luma.domain.codec import decode, encode
from luma.domain.curve import FrameTimes
from luma.domain.energy import Energy
from luma.domain.graphdoc import ARGUMENTS_NODE, Argument, GraphDoc, NodeDoc, Wire
from luma.domain.harmony import NO_CHORD, ChordTrack
from luma.domain.ids import NodeId
from luma.domain.nodetype import NodeType
from luma.domain.rhythm import BeatGrid
from luma.graph.context import Features, RunContext
from luma.graph.plan import compile_plan
from luma.graph.register import node_types
from luma.graph.run import run
from luma.graph.settings import find_trouble
from tests.graph.rooms import row

FAMILIES = {
    "in",
    "listen",
    "time",
    "math",
    "space",
    "colour",
    "motion",
    "out",
    "view",
    "pattern",
}
FEEDS = {
    "Number": ("in/energy", "loudness"),
    "Colour": ("colour/from_chords", "out"),
    "Trigger": ("in/drums", "kick"),
    "Aim": ("motion/circle", "out"),
    "Point": ("motion/orbit", "out"),
}
every_node = pytest.mark.parametrize("kind", node_types(), ids=lambda kind: kind.key)


def defaults(kind: NodeType) -> NodeDoc:
    return NodeDoc(kind.key, kind.version, {s.name: s.default for s in kind.settings})


def silence(frames: int = 60) -> Features:
    nothing = np.zeros(frames, np.float32)
    still = ChordTrack(np.array([0.0, 10.0]), (NO_CHORD,))
    return Features(BeatGrid.assume(10.0), still, Energy(nothing, nothing, nothing))


def test_the_first_eight_nodes_keep_their_keys() -> None:
    assert {kind.key for kind in node_types()} >= {
        "colour/from_chords",
        "in/beats",
        "in/chords",
        "in/energy",
        "math/arithmetic",
        "out/light",
        "space/attribute",
        "time/beat_envelope",
    }


@every_node
def test_it_has_a_lasting_key_and_help(kind: NodeType) -> None:
    assert kind.family in FAMILIES
    assert kind.key == kind.key.lower()
    assert kind.help.split("\n")[0].endswith(".")
    assert kind.title
    assert kind.outputs or kind.key == ARGUMENTS_NODE
    assert "luma.graph.nodes." in kind.declared_in


@every_node
def test_its_defaults_lie_in_their_ranges(kind: NodeType) -> None:
    for setting in kind.settings:
        assert find_trouble(setting, setting.default) is None


@every_node
def test_it_goes_through_json_and_comes_back(kind: NodeType) -> None:
    written = json.dumps(encode(defaults(kind)), allow_nan=False)
    assert decode(NodeDoc, json.loads(written)) == defaults(kind)
    assert decode(NodeType, json.loads(json.dumps(encode(kind)))) == kind


@every_node
def test_it_runs_on_silence_with_two_heads(kind: NodeType) -> None:
    thing, lamp = NodeId("thing"), NodeId("lamp")
    nodes = {thing: defaults(kind), lamp: NodeDoc("out/light")}
    wires = []
    arguments = []
    for port in kind.inputs:
        if port.kind in FEEDS:
            source, name = FEEDS[port.kind]
            nodes[NodeId(port.name)] = NodeDoc(source)
            wires.append(Wire(NodeId(port.name), name, thing, port.name))
        else:
            what = SELECTION if port.kind == "Selection" else port.kind
            arguments.append(Argument(port.name, what, "all"))
            nodes[NodeId("given")] = NodeDoc(ARGUMENTS_NODE)
            wires.append(Wire(NodeId("given"), port.name, thing, port.name))
    shown = {"Number": "intensity", "Colour": "colour"}
    first = [port for port in kind.outputs[:1] if port.kind in shown]
    wires += [Wire(thing, port.name, lamp, shown[port.kind]) for port in first]
    doc = GraphDoc(nodes, tuple(wires), tuple(arguments))
    plan = compile_plan(doc, shown=frozenset({thing}))
    result = run(plan, RunContext(FrameTimes(0, 60), row(2), silence()))
    assert not [problem for problem in result.problems if problem.blocks]
    assert result.light.values.shape == (2, 60, 14)
    assert np.isfinite(result.light.values).all()
    assert result.light.set.all()

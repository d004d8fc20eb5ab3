"""Draws what every kind of node gives over four bars of the demo song, into docs/images/nodes.

Run it with Luma's own Python: `python docs/node_pictures.py [WORD]`. It needs no display.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from demo_room import bar_lines, bars, demo_features, demo_heads
from lanes import Lane, drawn

from luma.domain.graphdoc import Argument, GraphDoc, NodeDoc, Wire
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json, NodeType, PortKind
from luma.graph.context import Features, RunContext
from luma.graph.plan import Feed, compile_plan
from luma.graph.register import node_types
from luma.graph.run import run
from luma.ui.look import application

IMAGES = Path(__file__).resolve().parent / "images" / "nodes"
FIRST_BAR, BARS, HEADS, MOST_LANES = 37, 4, 12, 4

SOURCES: dict[PortKind, tuple[str, str]] = {
    "Number": ("pulse", "out"),
    "Colour": ("chords", "out"),
    "Aim": ("circle", "out"),
    "Point": ("orbit", "out"),
    "Chroma": ("chroma", "out"),
    "Trigger": ("drums", "kick"),
    "Audio": ("audio", "out"),
    "Selection": ("every", "heads"),
}
"""What feeds an input of each kind, where an example names nothing else."""

AROUND: dict[str, NodeDoc] = {
    "pulse": NodeDoc("time/beat_envelope", 1, {"every": "1"}),
    "place": NodeDoc("space/attribute", 1, {"which": "share"}),
    "late": NodeDoc("math/arithmetic", 1, {"operation": "multiply", "b": 2.0}),
    "travelling": NodeDoc("time/beat_envelope", 1, {"every": "2"}),
    "energy": NodeDoc("in/energy"),
    "chords": NodeDoc("colour/from_chords", 1, {"glide": 0.2}),
    "circle": NodeDoc("motion/circle"),
    "orbit": NodeDoc("motion/orbit"),
    "chroma": NodeDoc("listen/chroma"),
    "drums": NodeDoc("in/drums"),
    "audio": NodeDoc("in/audio"),
    "every": NodeDoc("space/every_nth"),
    "ramp": NodeDoc("time/beat_ramp", 1, {"every": "4"}),
    "swing": NodeDoc("time/oscillator", 1, {"length": 3.0}),
    "square": NodeDoc("time/oscillator", 1, {"wave": "square", "length": 8.0}),
    "kelvin": NodeDoc("math/remap", 1, {"out_low": 1500.0, "out_high": 12000.0}),
    "wide": NodeDoc("math/remap", 1, {"out_low": 5.0, "out_high": 60.0}),
    "rate": NodeDoc("math/remap", 1, {"out_low": 0.0, "out_high": 20.0}),
    "beat_count": NodeDoc("time/counter"),
    "shades": NodeDoc("colour/rainbow", 1, {"every": "4"}),
    "jumps": NodeDoc("motion/sweep", 1, {"way": "one_way"}),
}
AROUND_WIRES = (
    ("place.out", "late.a"),
    ("late.out", "travelling.offset"),
    ("audio.out", "chroma.audio"),
    ("ramp.out", "kelvin.a"),
    ("swing.out", "wide.a"),
    ("ramp.out", "rate.a"),
)


@dataclass(frozen=True, slots=True)
class Example:
    """Settings that show a node well, and what feeds its inputs besides the usual."""

    settings: Mapping[str, Json] = field(default_factory=dict)
    feeds: Mapping[str, str] = field(default_factory=dict)


EXAMPLES: dict[str, Example] = {
    "colour/gradient": Example(feeds={"position": "travelling.out"}),
    "colour/hsv": Example({"saturation": 0.9}, {"hue": "place.out", "value": "travelling.out"}),
    "colour/hue_shift": Example(feeds={"turns": "place.out"}),
    "colour/mix": Example(feeds={"share": "travelling.out"}),
    "colour/palette": Example({"glide": 0.0}, {"index": "beat_count.number"}),
    "colour/rainbow": Example({"every": "4"}),
    "colour/temperature": Example(feeds={"kelvin": "kelvin.out"}),
    "in/number": Example({"value": 0.7}),
    "in/colour": Example({"value": [1.0, 0.35, 0.05]}),
    "in/time": Example(),
    "listen/band_filter": Example({"keep": "low", "low": 150.0}),
    "math/arithmetic": Example({"operation": "multiply"}, {"a": "pulse.out", "b": "place.out"}),
    "math/clamp": Example({"low": 0.3, "high": 0.7}, {"a": "swing.out"}),
    "math/formula": Example(
        {"formula": "a * (i % 2) + b * ((i + 1) % 2)"}, {"a": "pulse.out", "b": "swing.out"}
    ),
    "math/invert": Example(feeds={"a": "travelling.out"}),
    "math/mix": Example(feeds={"a": "pulse.out", "b": "swing.out", "share": "ramp.out"}),
    "math/normalise": Example({"against": "running"}, {"a": "energy.onset"}),
    "math/reduce": Example({"over": "heads", "how": "max"}, {"a": "travelling.out"}),
    "math/remap": Example({"out_low": 0.2, "out_high": 0.8, "shape": 0.8}, {"a": "ramp.out"}),
    "math/round": Example({"steps": 4.0}, {"a": "swing.out"}),
    "math/shape": Example({"bias": 0.25, "gain": 0.7}, {"a": "ramp.out"}),
    "math/switch": Example({}, {"choices": "pulse.out", "choice": "beat_count.share"}),
    "math/threshold": Example({"level": 0.4}, {"a": "energy.onset"}),
    "motion/circle": Example({"size": 60.0, "spread": 0.5}),
    "motion/fan": Example(feeds={"spread": "wide.out"}),
    "motion/limit_speed": Example({"speed": 60.0}, {"aim": "jumps.out"}),
    "motion/look_at": Example(feeds={"point": "orbit.out"}),
    "motion/sweep": Example({"spread": 0.3}),
    "out/aim": Example(feeds={"aim": "circle.out"}),
    "out/beam": Example({"gobo": 2.0}, {"prism": "pulse.out"}),
    "out/hold": Example(feeds={"hold": "pulse.out"}),
    "out/intensity": Example(feeds={"intensity": "travelling.out"}),
    "out/light": Example(feeds={"colour": "chords.out", "intensity": "travelling.out"}),
    "out/strobe": Example(feeds={"rate": "rate.out"}),
    "out/zoom": Example(feeds={"zoom": "wide.out"}),
    "space/attribute": Example({"which": "distance"}),
    "space/by_group": Example(),
    "space/having": Example({"what": "movers"}),
    "space/select": Example({"expression": "movers[::2] or front"}),
    "space/random_mask": Example({"share": 0.4, "fade": 0.25}),
    "time/beat_envelope": Example(
        {"attack": 0.1, "decay": 0.3, "sustain": 0.4, "release": 0.3}
    ),
    "time/beat_ramp": Example({"every": "4", "direction": "rising"}),
    "time/decay": Example(feeds={"moments": "drums.snare"}),
    "time/delay": Example({"late": 0.5}, {"value": "pulse.out"}),
    "time/freeze": Example(feeds={"value": "swing.out", "gate": "square.out"}),
    "time/noise": Example({"differs": "line", "speed": 1.0}),
    "time/oscillator": Example(feeds={"phase": "place.out"}),
    "time/sample_hold": Example({"every": "1"}, {"value": "swing.out"}),
    "time/slew": Example({"rise": 6.0, "fall": 1.0}, {"value": "pulse.out"}),
    "time/smooth": Example({"time": 0.3}, {"value": "pulse.out"}),
    "time/stutter": Example({"length": "1/2"}, {"value": "swing.out", "gate": "square.out"}),
    "view/colour_strip": Example(feeds={"colour": "shades.out"}),
    "view/heat_map": Example(feeds={"a": "travelling.out"}),
    "view/xy": Example(feeds={"point": "orbit.out"}),
    "view/scope": Example(feeds={"a": "swing.out"}),
}


def example_of(kind: NodeType) -> tuple[GraphDoc, dict[str, str]]:
    """A graph in which a node gives something to look at, and the names of its feeds."""
    chosen = EXAMPLES.get(kind.key, Example())
    it = NodeId("it")
    feeds = dict(chosen.feeds)
    for port in kind.inputs:
        if port.name not in feeds and not port.optional and port.kind in SOURCES:
            feeds[port.name] = ".".join(SOURCES[port.kind])
    nodes = {NodeId(name): node for name, node in AROUND.items()}
    nodes[it] = NodeDoc(kind.key, kind.version, chosen.settings)
    ends = [*AROUND_WIRES, *((source, f"it.{port}") for port, source in feeds.items())]
    wires = tuple(_wire(source, target) for source, target in ends)
    arguments = (
        Argument("level", "number", 0.7, 0.0, 1.0),
        Argument("colour", "colour", [1.0, 0.4, 0.1]),
    )
    graph = _led_to(GraphDoc(nodes, wires, arguments), it)
    return graph, feeds


def _wire(source: str, target: str) -> Wire:
    (a, out), (b, into) = source.split("."), target.split(".")
    return Wire(NodeId(a), out, NodeId(b), into)


def _led_to(graph: GraphDoc, goal: NodeId) -> GraphDoc:
    """A graph with only what leads to one node."""
    kept, waiting = {goal}, [goal]
    while waiting:
        sources = {wire.source for wire in graph.feeds(waiting.pop())} - kept
        kept |= sources
        waiting.extend(sources)
    nodes = {name: node for name, node in graph.nodes.items() if name in kept}
    wires = tuple(wire for wire in graph.wires if wire.target in kept)
    return GraphDoc(nodes, wires, graph.arguments)


def lanes_of(
    kind: NodeType, graph: GraphDoc, feeds: Mapping[str, str], context: RunContext
) -> Iterator[Lane]:
    """What a node is fed and what it gives, by name."""
    it = NodeId("it")
    plan = compile_plan(graph, shown=frozenset({it}))
    result = run(plan, context)
    for problem in result.problems:
        if problem.blocks:
            raise ValueError(f"{kind.key}: {problem.node}: {problem.words}")
    for port, source in list(feeds.items())[: MOST_LANES - len(kind.outputs)]:
        name, output = source.split(".")
        yield Lane(port, "in", result.values[NodeId(name), output])
    for output in (*(port.name for port in kind.outputs), *_left_open(kind, graph))[
        :MOST_LANES
    ]:
        feed = plan.outputs.get((it, output), Feed(it, output))
        yield Lane(output, "out", result.values[feed.source, feed.output])


def _left_open(kind: NodeType, graph: GraphDoc) -> Iterator[str]:
    """The outputs that a node has for what its pattern leaves open."""
    if kind.key == "in/arguments":
        yield from (argument.name for argument in graph.arguments)


def draw_all(features: Features, word: str = "") -> None:
    """Draw every node whose key holds a word."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    times = bars(features, FIRST_BAR, BARS)
    context = RunContext(times, demo_heads()[:HEADS], features, seed=1)
    for kind in node_types():
        if word in kind.key:
            graph, feeds = example_of(kind)
            lanes = list(lanes_of(kind, graph, feeds, context))
            image = drawn(lanes, times, bar_lines(features, times))
            image.save(str(IMAGES / f"{kind.key.replace('/', '-')}.png"))


def main() -> None:
    """Hear the demo song, and draw."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application(["luma"])
    with demo_features() as features:
        draw_all(features, sys.argv[1] if len(sys.argv) > 1 else "")


if __name__ == "__main__":
    main()

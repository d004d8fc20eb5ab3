"""Rooms, tracks and graphs that the tests of graphs share."""

from collections.abc import Mapping, Sequence

import numpy as np

from luma.domain.curve import FrameTimes
from luma.domain.energy import Energy
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.ids import FixtureId, NodeId
from luma.domain.nodetype import Json
from luma.domain.rhythm import BeatGrid
from luma.domain.venue import Head
from luma.graph.context import Features, RunContext


def row(count: int) -> tuple[Head, ...]:
    """Heads in a row from left to right, the first half in one group."""
    return tuple(
        Head(
            FixtureId(f"f{i}"),
            0,
            (float(i), 0.0, 3.0),
            ("left" if i < count / 2 else "right",),
            ("colour",),
        )
        for i in range(count)
    )


def track(seconds: float = 8.0, bpm: float = 120.0) -> Features:
    """A track of steady beats, four chords and a rising loudness."""
    labels = ("C:maj", "A:min", "F:maj", "G:maj")
    edges = np.linspace(0.0, seconds, len(labels) + 1)
    count = round(seconds * 60)
    ramp = np.linspace(0.0, 1.0, count, dtype=np.float32)
    return Features(
        BeatGrid.steady(bpm, count=int(seconds * bpm / 60) + 1),
        ChordTrack(edges, tuple(Chord.parse(label) for label in labels)),
        Energy(ramp, ramp[::-1].copy(), ramp**2),
    )


def context(heads: int = 4, frames: int = 120, first: int = 0, seed: int = 0) -> RunContext:
    """A run over some heads and frames of the track."""
    return RunContext(FrameTimes(first, frames), row(heads), track(), seed=seed)


def graph(
    nodes: Mapping[str, tuple[str, Mapping[str, Json]]], wires: Sequence[str] = ()
) -> GraphDoc:
    """A graph of nodes by name, with wires written `a.out > b.in`."""
    made = {
        NodeId(name): NodeDoc(kind, 1, settings) for name, (kind, settings) in nodes.items()
    }
    ends = [[end.split(".") for end in wire.split(" > ")] for wire in wires]
    laid = tuple(Wire(NodeId(a), b, NodeId(c), d) for ((a, b), (c, d)) in ends)
    return GraphDoc(made).with_wires(laid)


def chase() -> GraphDoc:
    """Pulses that travel over the heads in the colours of the chords."""
    return graph(
        {
            "place": ("space/attribute", {"which": "share"}),
            "late": ("math/arithmetic", {"operation": "multiply", "b": 2.0}),
            "pulse": ("time/beat_envelope", {"every": "2"}),
            "shade": ("colour/from_chords", {}),
            "lamp": ("out/light", {}),
        },
        [
            "place.out > late.a",
            "late.out > pulse.offset",
            "pulse.out > lamp.intensity",
            "shade.out > lamp.colour",
        ],
    )

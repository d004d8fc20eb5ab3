"""What a pattern's graph costs, beside the same maths written by hand in NumPy.

`python -m benchmarks.graph` runs a pattern of thirty nodes over four minutes on 64 heads: cold,
again with nothing changed, and after one setting near its end was turned. The floor is one
function of plain NumPy that gives the same light. Both are timed in turn in one process, by
what the thread itself worked; a figure is the median of five rounds, and a ratio is that of the
medians. The cost is then measured at other numbers of nodes, heads and seconds, and drawn to
`docs/images/graph-cost.png` when `--draw` is given.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np

from luma.domain.curve import Floats, FrameTimes
from luma.domain.energy import Energy
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import SetParam
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.ids import FixtureId, NodeId
from luma.domain.light import COLOUR, INTENSITY, TINT
from luma.domain.nodetype import Json
from luma.domain.rhythm import BeatGrid
from luma.domain.venue import Head
from luma.graph.cache import Cache
from luma.graph.context import Features, RunContext
from luma.graph.plan import Plan, compile_plan
from luma.graph.run import run

ROUNDS, HEADS, SECONDS, BPM = 5, 64, 240, 126.0
MOST, QUIET_MS, FASTER = 2.0, 1.0, 10.0
TURNED = NodeId("tail")
ADSR = {"attack": 0.1, "decay": 0.3, "sustain": 0.4, "release": 0.2}
PICTURE = Path(__file__).parent.parent / "docs" / "images" / "graph-cost.png"

Nodes = Mapping[str, tuple[str, Mapping[str, Json]]]
NODES: Nodes = {
    "beats": ("in/beats", {}),
    "sound": ("in/energy", {}),
    "chords": ("in/chords", {}),
    "place": ("space/attribute", {"which": "share"}),
    "across": ("space/attribute", {"which": "relative_x"}),
    "around": ("space/attribute", {"which": "angle"}),
    "far": ("space/attribute", {"which": "distance"}),
    "late": ("math/arithmetic", {"operation": "multiply", "b": 2.0}),
    "pulse": ("time/beat_envelope", {"every": "2", **ADSR}),
    "lag": ("math/arithmetic", {"operation": "multiply", "b": 4.0}),
    "second": ("time/beat_envelope", {"every": "1", **ADSR}),
    "both": ("math/arithmetic", {"operation": "max"}),
    "loud": ("math/arithmetic", {"operation": "multiply", "b": 0.75}),
    "raised": ("math/arithmetic", {"operation": "add", "b": 0.25}),
    "lit": ("math/arithmetic", {"operation": "multiply"}),
    "ramp": ("time/beat_ramp", {"every": "4", "direction": "rising"}),
    "wave": ("math/arithmetic", {"operation": "add"}),
    "turn": ("math/arithmetic", {"operation": "modulo", "b": 1.0}),
    "apart": ("math/arithmetic", {"operation": "difference"}),
    "near": ("math/invert", {}),
    "square": ("math/arithmetic", {"operation": "multiply"}),
    "sharp": ("math/arithmetic", {"operation": "multiply"}),
    "mixed": ("math/mix", {"share": 0.4}),
    "hit": ("math/arithmetic", {"operation": "multiply", "b": 0.5}),
    "flash": ("math/arithmetic", {"operation": "add"}),
    "held": ("math/clamp", {}),
    "dim": ("math/remap", {"out_low": 0.05}),
    "shade": ("colour/from_chords", {}),
    "tail": ("math/arithmetic", {"operation": "multiply", "b": 0.9}),
    "lamp": ("out/light", {}),
}
WIRES = """
    beats.out pulse.beats   beats.out second.beats  beats.out ramp.beats
    chords.out shade.chords
    place.out late.a        late.out pulse.offset   around.out lag.a       lag.out second.offset
    pulse.out both.a        second.out both.b       sound.loudness loud.a  loud.out raised.a
    both.out lit.a          raised.out lit.b        ramp.out wave.a        across.out wave.b
    wave.out turn.a         turn.out apart.a        far.out apart.b        apart.out near.a
    near.out square.a       near.out square.b       square.out sharp.a     near.out sharp.b
    lit.out mixed.a         sharp.out mixed.b       sound.onset hit.a      mixed.out flash.a
    hit.out flash.b         flash.out held.a        held.out dim.a         dim.out tail.a
    tail.out lamp.intensity shade.out lamp.colour
"""


def pattern() -> GraphDoc:
    """The pattern of thirty nodes."""
    ends = [end.split(".") for end in WIRES.split()]
    wires = tuple(
        Wire(NodeId(a), b, NodeId(c), d)
        for (a, b), (c, d) in zip(ends[::2], ends[1::2], strict=True)
    )
    nodes = {NodeId(name): NodeDoc(kind, 1, given) for name, (kind, given) in NODES.items()}
    return GraphDoc(nodes).with_wires(wires)


def chain(count: int) -> GraphDoc:
    """A pattern of so many nodes in a row, each of which works on every head and frame."""
    names = [NodeId(f"{number:03}") for number in range(count - 3)]
    doc = GraphDoc(
        {
            NodeId("place"): NodeDoc("space/attribute"),
            NodeId("pulse"): NodeDoc("time/beat_envelope"),
            NodeId("lamp"): NodeDoc("out/light"),
            **{name: NodeDoc("math/arithmetic", 1, {"b": 0.99}) for name in names},
        }
    )
    way = [NodeId("pulse"), *names]
    ends = zip(way, names, strict=False)
    return doc.with_wires(
        (
            Wire(NodeId("place"), "out", NodeId("pulse"), "offset"),
            *(Wire(one, "out", other, "a") for one, other in ends),
            Wire(way[-1], "out", NodeId("lamp"), "intensity"),
        )
    )


def context(heads: int = HEADS, seconds: int = SECONDS) -> RunContext:
    """Heads in two rows, and a track of steady beats that is heard all through."""
    rig = tuple(
        Head(FixtureId(f"f{i}"), 0, (i % 32 - 15.5, float(i // 32), 4.0)) for i in range(heads)
    )
    dice = np.random.default_rng(1)
    frames = seconds * 60
    heard = Energy(*(dice.random(frames).astype(np.float32) for _ in range(3)))
    labels = [Chord.parse(name) for name in ("C:maj", "A:min", "F:maj", "G:maj")]
    bars = max(seconds // 2, 1)
    chords = ChordTrack(
        np.linspace(0.0, seconds, bars + 1), tuple(labels[n % 4] for n in range(bars))
    )
    beats = BeatGrid.steady(BPM, count=int(seconds * BPM / 60) + 2)
    return RunContext(FrameTimes(0, frames), rig, Features(beats, chords, heard))


def by_hand(ctx: RunContext, shade: Floats) -> tuple[Floats, Floats]:  # noqa: PLR0915
    """The intensity and the colour of the same pattern, as one would write them in NumPy.

    The colours of the chords are given: they take next to no time, and a page to write.
    """
    one = np.float32(1.0)
    energy = ctx.features.energy
    assert energy is not None
    where = np.array([head.position for head in ctx.heads])
    index = np.arange(len(ctx.heads), dtype=np.float64)
    place = (index / (len(index) - 1)).astype(np.float32)[:, None]
    x = where[:, 0]
    across = ((x - x.min()) / np.ptp(x)).astype(np.float32)[:, None]
    away = np.round(where - where.mean(axis=0), 6)
    around = np.mod(np.arctan2(away[:, 1], away[:, 0]) / (2 * np.pi), 1.0)
    far = np.linalg.norm(where - where.mean(axis=0), axis=1)
    far = (far / far.max()).astype(np.float32)[:, None]
    beat = ctx.features.beats.position(ctx.times.seconds)[None, :] + 1e-9

    def envelope(every: float, offset: Floats) -> Floats:
        pulses = (beat - offset) / every
        phase = (pulses - np.floor(pulses)).astype(np.float32)
        rise, fall = np.float32(ADSR["attack"]), np.float32(ADSR["decay"])
        hold, fade = np.float32(ADSR["sustain"]), np.float32(ADSR["release"])
        level = one - (one - hold) * (phase - rise) / fall
        level = np.where(phase < rise + fall, level, hold)
        level = np.where(phase < rise, phase / rise, level)
        level = np.where(phase >= one - fade, hold * (one - phase) / fade, level)
        return np.asarray(np.clip(level, np.float32(0.0), one), np.float32)

    pulse = envelope(2.0, place * np.float32(2.0))
    second = envelope(1.0, around.astype(np.float32)[:, None] * np.float32(4.0))
    raised = energy.loudness[None] * np.float32(0.75) + np.float32(0.25)
    lit = np.maximum(pulse, second) * raised
    bars = beat / 4.0
    ramp = (bars - np.floor(bars)).astype(np.float32)
    turn = np.mod(ramp + across, one)
    near = one - np.abs(turn - far)
    sharp = near * near * near
    share = np.float32(0.4)
    mixed = lit * (one - share) + sharp * share
    flash = mixed + energy.onset[None] * np.float32(0.5)
    held = np.clip(flash, np.float32(0.0), one)
    low = np.float32(0.05)
    dim = low * (one - held) + held
    tail = dim * np.float32(0.9)
    return np.clip(tail, np.float32(0.0), one), shade


def took(work: Callable[[], object]) -> float:
    """How many milliseconds of the processor some work takes; letting it go is not counted."""
    began = time.thread_time()
    answer = work()
    ended = time.thread_time()
    del answer
    return (ended - began) * 1000.0


def check_equal(plan: Plan, ctx: RunContext, shade: Floats) -> None:
    """Hold the graph's light against that of the hand."""
    result = run(plan, ctx)
    assert result.problems == (), result.problems
    intensity, colour = by_hand(ctx, shade)
    values = result.light.values
    np.testing.assert_allclose(values[:, :, INTENSITY], intensity, atol=2e-5)
    spread = np.broadcast_to(colour, (HEADS, *colour.shape))
    np.testing.assert_array_equal(values[:, :, COLOUR.start : TINT + 1], spread)


def shades_of(ctx: RunContext) -> Floats:
    """The colours of the chords over time."""
    doc = GraphDoc(
        {NodeId("it"): NodeDoc("colour/from_chords"), NodeId("x"): NodeDoc("out/light")}
    )
    doc = doc.with_wires((Wire(NodeId("it"), "out", NodeId("x"), "colour"),))
    values = run(compile_plan(doc), replace(ctx, heads=ctx.heads[:1])).light.values
    return np.array(values[0, :, 1:5])


def against_the_hand() -> bool:
    """Time the pattern cold, unchanged and edited, and tell whether all limits are kept."""
    ctx, doc = context(), pattern()
    plan, shade = compile_plan(doc), shades_of(ctx)
    check_equal(plan, ctx, shade)
    cold, hand, still, edited = (list[float]() for _ in range(4))
    ran: set[frozenset[str]] = set()
    for number in range(ROUNDS + 1):  # the first only warms up
        cache = Cache()
        hand.append(took(lambda: by_hand(ctx, shade)))
        cold.append(took(lambda: run(plan, ctx, cache)))  # noqa: B023
        still.append(took(lambda: run(plan, ctx, cache)))  # noqa: B023
        other = compile_plan(SetParam(TURNED, "b", 0.8 - number / 100).apply(doc))
        edited.append(took(lambda: ran.add(frozenset(run(other, ctx, cache).timings))))  # noqa: B023
    cold_ms, hand_ms, still_ms, edited_ms = (
        statistics.median(times[1:]) for times in (cold, hand, still, edited)
    )
    compiled_ms = statistics.median(took(lambda: compile_plan(doc)) for _ in range(ROUNDS))
    downstream = ran == {frozenset({"tail", "lamp"})}
    print(f"{len(plan.steps)} nodes, {HEADS} heads, {SECONDS} s, of the processor ({load()})")
    told = [
        ("cold", cold_ms, f"{cold_ms / hand_ms:.2f} × by hand ({hand_ms:.1f} ms)", MOST),
        ("nothing changed", still_ms, f"limit {QUIET_MS:g} ms", 0.0),
        ("one setting", edited_ms, f"{cold_ms / edited_ms:.1f} × faster than cold", FASTER),
        ("compiling", compiled_ms, "the plan, in each case before the run", 0.0),
    ]
    for name, figure, words, limit in told:
        print(f"{name:<16} {figure:8.2f} ms  {words}{f', limit {limit:g} ×' if limit else ''}")
    print(f"after the setting ran {', '.join(sorted(frozenset.union(*ran)))}: {downstream}")
    return (
        cold_ms <= MOST * hand_ms
        and still_ms < QUIET_MS
        and cold_ms >= FASTER * edited_ms
        and downstream
    )


Line = tuple[str, list[int], list[float]]


def worked(work: Callable[[], object], count: int) -> float:
    """How many milliseconds of the processor some work takes, in the median.

    All that it gives is kept until the end, as a cache would, so that no memory is used twice.
    """
    times, kept = list[float](), list[object]()
    for _ in range(count):
        began = time.thread_time()
        kept.append(work())
        times.append((time.thread_time() - began) * 1000.0)
    return statistics.median(times)


def lines() -> list[Line]:
    """What a run costs cold, in milliseconds, over nodes, heads and seconds."""
    found: list[Line] = []
    ways: dict[str, Callable[[int], tuple[GraphDoc, RunContext]]] = {
        "nodes": lambda n: (chain(n), context(32, 60)),
        "heads": lambda n: (chain(30), context(n, 60)),
        "seconds": lambda n: (chain(30), context(32, n)),
    }
    sizes = {
        "nodes": [10, 20, 40, 60, 80, 100],
        "heads": [8, 24, 48, 64, 96, 128],
        "seconds": [30, 60, 90, 120, 180, 240],
    }
    for what, setting in ways.items():
        costs = []
        for size in sizes[what]:
            doc, ctx = setting(size)
            plan = compile_plan(doc)
            run(plan, ctx)
            costs.append(worked(lambda: run(plan, ctx), ROUNDS))  # noqa: B023
        found.append((what, sizes[what], costs))
    return found


def fit(line: Line) -> tuple[float, float, float]:
    """The straight line through the costs: per unit, at nothing, and how far they stray."""
    _, sizes, costs = line
    slope, start = np.polyfit(sizes, costs, 1)
    strays = np.abs(np.array(costs) - (slope * np.array(sizes) + start)) / max(costs)
    return float(slope), float(start), float(strays.max())


def load() -> str:
    """How busy the machine is."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


def main() -> int:
    """Measure, print, and tell whether the limits were kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--draw", action="store_true")
    options = parser.parse_args()
    kept = against_the_hand()
    print(f"all limits: {'kept' if kept else 'BROKEN'}")
    print(f"cold, in ms of the processor ({load()})")
    found = lines()
    for line in found:
        slope, start, stray = fit(line)
        what, sizes, costs = line
        row = "  ".join(f"{s}: {c:.1f}" for s, c in zip(sizes, costs, strict=True))
        print(f"{what:<8} {row}")
        print(f"         {start:.1f} + {slope:.3f} a {what[:-1]}, strays {stray:.0%} at most")
    if options.draw:
        from benchmarks._drawing import draw

        draw(found, PICTURE)
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())

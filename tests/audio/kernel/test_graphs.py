"""The audio graph while it is changed: what stays sounds on to the bit, what changes fades."""

import itertools

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.audio.kernel import slots
from luma.audio.kernel.engine import Engine
from luma.audio.kernel.plan import MASTER_GAIN
from luma.audio.kernel.slots import FADE_FRAMES, SWAP_FRAMES
from luma.domain.audiograph import DECK, IN, OUT, OUTPUT, PLAIN
from luma.domain.blocks import POSITION, Position, heard
from luma.domain.errors import BadGraph, BadValue
from luma.domain.graphdoc import GraphDoc, NodeDoc, Wire
from luma.domain.graphedits import AddNode, Connect, Disconnect, RemoveNode, ReplaceNode
from luma.domain.ids import NodeId
from luma.domain.nodetype import Json

Audio = npt.NDArray[np.float32]
SECONDS = 2
RNG = np.random.default_rng(8)
NOISE = (0.25 * RNG.uniform(-1, 1, (48_000 * SECONDS, 2))).astype(np.float32)
ONES = np.ones((48_000 * SECONDS, 2), np.float32)


def node(kind: str, **settings: Json) -> NodeDoc:
    return NodeDoc(kind, settings=settings)


def wire(source: str, target: str, port: str = IN) -> Wire:
    return Wire(NodeId(source), OUT, NodeId(target), port)


def graph(nodes: dict[str, NodeDoc], *wires: Wire) -> GraphDoc:
    whole = {DECK: NodeDoc(DECK), OUTPUT: NodeDoc(OUTPUT), **nodes}
    return GraphDoc({NodeId(name): each for name, each in whole.items()}, wires)


def chain(**nodes: NodeDoc) -> GraphDoc:
    """The deck through some nodes, one after the other."""
    way = [DECK, *nodes, OUTPUT]
    return graph(nodes, *(wire(*pair) for pair in itertools.pairwise(way)))


def playing(doc: GraphDoc = PLAIN, sound: Audio = NOISE) -> Engine:
    engine = Engine()
    engine.graphs.begin(doc)
    engine.use_source(sound, 1)
    engine.play()
    return engine


def test_the_plain_graph_is_the_source_to_the_bit() -> None:
    out = playing().render(4000)
    assert np.array_equal(out[FADE_FRAMES:], NOISE[FADE_FRAMES:4000])


def test_a_wire_to_two_effects_and_their_sum_is_what_numpy_says() -> None:
    doc = graph(
        {"soft": node("gain", level=-20.0), "half": node("gain", level=-6.0)},
        wire(DECK, "soft"), wire(DECK, "half"), wire("soft", OUTPUT), wire("half", OUTPUT),
    )  # fmt: skip
    out = playing(doc).render(4000)[FADE_FRAMES:]
    wanted = NOISE[FADE_FRAMES:4000] * (10 ** (-20 / 20) + 10 ** (-6 / 20))
    assert np.allclose(out, wanted, atol=1e-7)


def test_a_new_effect_fades_in_over_twenty_milliseconds() -> None:
    engine = playing(sound=ONES)
    engine.render(1000)
    engine.graphs.use(chain(soft=node("gain", level=-120.0)))
    out = engine.render(2000)[:, 0]
    wanted = 1.0 - np.minimum(np.arange(2000), SWAP_FRAMES) / SWAP_FRAMES
    assert np.allclose(out, wanted, atol=1e-6)
    assert not out[SWAP_FRAMES:].any()


def test_a_removed_effect_fades_out_and_a_stamped_swap_begins_on_its_frame() -> None:
    engine = playing(chain(soft=node("gain", level=-120.0)), ONES)
    engine.graphs.use(PLAIN, at=700)
    out = engine.render(3000)[:, 0]
    wanted = np.clip((np.arange(3000) - 700) / SWAP_FRAMES, 0, 1)
    assert np.allclose(out, wanted, atol=1e-6)


def test_a_filter_rings_on_to_the_bit_through_its_neighbours_swap() -> None:
    impulse = np.zeros((48_000, 2), np.float32)
    impulse[2000] = 1.0
    ringing = node("filter", frequency=900.0, resonance=12.0)
    alone = playing(chain(ring=ringing), impulse).render(12_000)
    before = node("gain", level=0.0)
    engine = playing(chain(ring=ringing), impulse)
    parts = [engine.render(2100)]
    engine.graphs.use(chain(before=before, ring=ringing))
    parts.append(engine.render(3000))
    engine.graphs.use(chain(before=node("delay"), ring=ringing, after=before))
    parts.append(engine.render(3000))
    engine.graphs.use(chain(ring=ringing))
    parts.append(engine.render(3900))
    assert np.abs(alone[2100:4000]).max() > 0.01
    assert np.array_equal(np.concatenate(parts), alone)


def test_a_node_that_stays_runs_once_through_a_swap() -> None:
    """Its memory afterwards is that of one that nobody touched around."""
    ringing = chain(ring=node("filter", frequency=300.0, resonance=8.0), end=node("gain"))
    swapped, still = playing(ringing), playing(ringing)
    swapped.render(1000)
    swapped.graphs.use(chain(ring=ringing.nodes[NodeId("ring")], end=node("pan")))
    swapped.render(4000)
    still.render(5000)
    ours, theirs = (e.graphs.memoirs()[NodeId("ring")].state for e in (swapped, still))
    assert ours.tobytes() == theirs.tobytes()


def test_nodes_that_change_places_keep_what_they_remember() -> None:
    a, b = node("delay", time=0.02, mix=1.0, feedback=0.9), node("filter", resonance=6.0)
    engine = playing(chain(a=a, b=b))
    engine.render(5000)
    engine.graphs.use(chain(b=b, a=a))
    out = engine.render(5000)
    assert np.isfinite(out).all()
    assert engine.graphs.memoirs()[NodeId("a")].room.any()
    assert np.abs(np.diff(out[:, 0])).max() < 2.5


def test_a_replaced_node_crossfades_with_its_twin() -> None:
    engine = playing(chain(x=node("gain", level=0.0)), ONES)
    engine.render(1000)
    changed = ReplaceNode(NodeId("x"), node("splitter"), chain(x=node("gain")).wires)
    engine.graphs.use(changed.apply(engine.graphs.doc))
    assert np.allclose(engine.render(3000), 1.0, atol=1e-6)


def test_what_is_asked_during_a_swap_waits_and_the_newest_wins() -> None:
    engine = playing(sound=ONES)
    engine.render(500)
    for level in (-120.0, -60.0, -20.0):
        engine.graphs.use(chain(**{f"g{level:g}": node("gain", level=level)}))
    engine.graphs.set_setting(NodeId("g-20"), "level", -6.0)
    out = np.concatenate([engine.render(480) for _ in range(10)])[:, 0]
    assert out[SWAP_FRAMES - 1] < 0.01
    assert out[-1] == np.float32(10 ** (-6 / 20))
    assert set(engine.graphs.memoirs()) == {NodeId("g-20")}


def test_a_stopped_stream_leaks_neither_programs_nor_places() -> None:
    engine = playing()
    for n in range(1000):
        engine.graphs.use(chain(**{f"n{n}": node("delay")}))
        engine.graphs.set_setting(NodeId(f"n{n}"), "feedback", n / 2000)
        engine.retire()
    engine.render(2000)
    engine.render(3000)
    engine.retire()
    assert set(engine.graphs.memoirs()) == {NodeId("n999")}
    assert engine.graphs.go_on()


def test_thousands_of_swaps_do_not_run_out_of_anything() -> None:
    engine = playing()
    for n in range(1500):
        doc = chain(**{f"n{n}": node("filter")}) if n % 2 else PLAIN
        engine.graphs.use(doc)
        engine.render(1200)
        engine.retire()
        if n % 50 == 0:
            engine.seek(0)
    assert engine.graphs.go_on()


def test_a_graph_that_cannot_run_leaves_the_old_one_playing() -> None:
    engine = playing(chain(soft=node("gain", level=-20.0)), ONES)
    engine.render(1000)
    bad = [
        RemoveNode(NodeId(OUTPUT)).apply(engine.graphs.doc),
        GraphDoc(
            {**engine.graphs.doc.nodes, NodeId("b"): node("pan")},
            (wire("soft", "b"), wire("b", "soft"), wire("soft", OUTPUT)),
        ),
        chain(soft=node("gain", level=900.0)),
        graph({f"d{n}": node("delay") for n in range(70)}),
        graph(
            {"g": node("gain")}, wire(DECK, "g"), wire("g", OUTPUT), wire("g", OUTPUT, "side")
        ),
    ]
    for doc, said in zip(
        bad, ["no output", "back into itself", "900", "64", "no input"], strict=True
    ):
        with pytest.raises(BadGraph, match=said):
            engine.graphs.use(doc)
    assert np.all(engine.render(2000) == np.float32(0.1))


def test_unknown_effects_let_the_sound_pass() -> None:
    out = playing(chain(odd=node("from/the_future", depth=3)), ONES).render(2000)
    assert np.all(out[FADE_FRAMES:] == 1.0)


@pytest.mark.parametrize(("use", "level"), [("bypassed", 1.0), ("muted", 0.0)])
def test_bypass_and_mute_fade_in_five_milliseconds_and_back(use: str, level: float) -> None:
    engine = playing(chain(soft=node("gain", level=-20.0)), ONES)
    engine.render(1000)
    engine.graphs.use_node(NodeId("soft"), use)  # type: ignore[arg-type]
    out = engine.render(1000)[:, 0].astype(np.float64)
    wanted = 0.1 + (level - 0.1) * np.minimum(np.arange(1, 1001) / FADE_FRAMES, 1.0)
    assert np.allclose(out, wanted, atol=1e-6)
    engine.graphs.use_node(NodeId("soft"), "on")
    assert np.all(engine.render(1000)[FADE_FRAMES:] == np.float32(0.1))


def test_a_setting_of_the_graph_moves_only_that_and_is_kept_by_the_next() -> None:
    engine = playing(chain(soft=node("gain", level=0.0)), ONES)
    engine.graphs.set_setting(NodeId("soft"), "level", -20.0)
    engine.set_setting(MASTER_GAIN, "level", -20.0)
    engine.render(1000)
    engine.graphs.use(chain(soft=node("gain", level=-20.0), pan=node("pan")))
    assert np.allclose(engine.render(1500), 0.01, atol=1e-7)
    with pytest.raises(BadValue, match="40 dB"):
        engine.graphs.set_setting(NodeId("soft"), "level", 40.0)
    with pytest.raises(BadValue, match="no setting"):
        engine.graphs.set_setting(NodeId("soft"), "width", 1.0)
    with pytest.raises(BadValue, match="no node"):
        engine.graphs.set_setting(NodeId("gone"), "level", 0.0)


def test_memory_can_be_kept_and_given_back() -> None:
    doc = chain(echo=node("delay", time=0.05, mix=0.5, feedback=0.7), ring=node("filter"))
    whole = playing(doc)
    whole.render(6000)
    memoirs = whole.graphs.memoirs()
    again = Engine()
    again.graphs.begin(doc, memoirs)
    silent = whole
    silent.pause()
    silent.render(FADE_FRAMES)
    assert memoirs[NodeId("echo")].room.any()
    assert (
        again.graphs.memoirs()[NodeId("echo")].room.tobytes()
        == memoirs[NodeId("echo")].room.tobytes()
    )
    assert np.abs(again.render(3000)).max() > 0.005


def test_what_is_no_number_is_not_heard_and_is_counted() -> None:
    broken = ONES.copy()
    broken[1000:1010] = np.nan
    engine = Engine()
    engine.use_source(broken, 1)
    engine.play()
    assert np.isfinite(engine.render(3000)).all()


def test_the_heard_place_is_late_by_what_effects_look_ahead() -> None:
    ramp = np.repeat(np.arange(20_000)[:, None] / 40_000, 2, 1).astype(np.float32)
    engine = playing(chain(last=node("limiter")), ramp)
    made = engine.render(9000)[:, 0].astype(np.float64) * 40_000
    told = Position.of(engine.memory.position[8:].view(POSITION).reshape(()))
    for frame in (3000, 5000, 8999):
        heard_frame = heard(told, frame * 62_500 // 3 + 1)
        assert heard_frame is not None
        assert heard_frame == pytest.approx(made[frame], abs=1.0)
        assert heard_frame < frame - 20


KINDS = ["gain", "pan", "filter", "delay", "width", "splitter", "tone", "meter", "odd/one"]
NAMES = [NodeId(name) for name in "abcdef"]
steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "remove", "wire", "unwire", "set", "use"]),
        st.sampled_from(NAMES),
        st.sampled_from([*NAMES, NodeId(OUTPUT)]),
        st.sampled_from(KINDS),
        st.integers(1, 4000),
    ),
    min_size=1,
    max_size=12,
)  # fmt: skip


def edited(doc: GraphDoc, step: tuple[str, NodeId, NodeId, str, int]) -> GraphDoc:
    """The graph after a step, where it can be taken."""
    what, name, other, kind, _ = step
    try:
        if what == "add":
            return AddNode(name, node(kind)).apply(doc)
        if what == "remove":
            return RemoveNode(name).apply(doc)
        source = NodeId(DECK) if kind == "gain" else name
        lead = Wire(source, OUT, other, IN)
        if what == "wire":
            return Connect(lead, keep_others=other == OUTPUT).apply(doc)
        return Disconnect(lead).apply(doc) if what == "unwire" else doc
    except Exception:  # noqa: BLE001
        return doc


@settings(max_examples=40, deadline=None)
@given(steps, st.sampled_from([1, 17, 64, 512, 4096]))
def test_any_graphs_in_any_order_sound_the_same_in_any_blocks(
    asked: list[tuple[str, NodeId, NodeId, str, int]], size: int
) -> None:
    def heard(block: int) -> Audio:
        engine, doc, parts = playing(), PLAIN, []
        for step in asked:
            doc = edited(doc, step)
            if step[0] == "use" and step[1] in engine.graphs.doc.nodes:
                engine.graphs.use_node(step[1], "bypassed" if step[4] % 2 else "muted")
                doc = engine.graphs.doc
            elif doc != engine.graphs.doc:
                try:
                    engine.graphs.use(doc)
                except BadGraph:
                    doc = engine.graphs.doc
            left = SWAP_FRAMES + step[4]
            while left:
                parts.append(engine.render(min(block, left)))
                left -= min(block, left)
            engine.render(0)
            engine.graphs.go_on()
        return np.concatenate(parts)

    whole, cut = heard(100_000), heard(size)
    assert np.isfinite(whole).all()
    assert whole.tobytes() == cut.tobytes()


@settings(max_examples=25, deadline=None)
@given(steps)
def test_no_swap_of_plain_levels_is_steeper_than_its_fade(
    asked: list[tuple[str, NodeId, NodeId, str, int]],
) -> None:
    """Of constant sound through level ops, no sample is further from the last than fades go."""
    engine, doc, before = playing(sound=ONES), PLAIN, None
    engine.render(1000)
    for step in asked:
        what, name, other, _, frames = step
        doc = edited(doc, (what, name, other, "gain", frames))
        try:
            engine.graphs.use(doc)
        except BadGraph:
            doc = engine.graphs.doc
        out = engine.render(SWAP_FRAMES + frames).astype(np.float64)
        engine.render(0)
        steps_taken = np.abs(np.diff(out, axis=0)).max()
        if before is not None:
            steps_taken = max(steps_taken, np.abs(out[0] - before).max())
        before = out[-1]
        assert steps_taken <= 8.0 / SWAP_FRAMES + 1e-5
        assert engine.memory.control[slots.NOT_FINITE] == 0

"""What a graph is told of the track."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import ClipFrames, FrameTimes, Number
from luma.domain.energy import Energy
from luma.domain.graphdoc import Argument
from luma.domain.light import LightBuffer
from luma.domain.recording import Recordings
from luma.domain.register import Register
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import Section, SectionTrack
from luma.domain.stems import Stem
from luma.domain.venue import Head
from luma.graph.cache import Cache
from luma.graph.check import Problem
from luma.graph.nodes.inputs import beats, chords, colour, energy, number, sections, time
from luma.graph.plan import Plan, compile_plan
from luma.graph.ports import KINDS
from luma.graph.register import NodeEntry, all_nodes, node
from luma.graph.run import run
from tests.graph.rooms import chase, context, graph, track
from tests.graph.sound import tape, tone


def test_beats_and_chords_are_the_tracks_own() -> None:
    features = track()
    assert features.chords is not None
    assert beats(features.beats) is features.beats
    assert chords(features.chords) is features.chords


def test_energy_is_read_by_the_global_frame_and_nothing_lies_outside() -> None:
    ramp = np.linspace(0.0, 0.9, 10, dtype=np.float32)
    heard = Energy(ramp, np.square(ramp), ramp[::-1].copy())
    over = energy(heard, FrameTimes(7, 6))
    assert np.allclose(over.loudness.values[0, :, 0], [0.7, 0.8, 0.9, 0, 0, 0])
    assert np.allclose(over.onset.values[0, :, 0], [0.49, 0.64, 0.81, 0, 0, 0])
    before = energy(heard, FrameTimes(-2, 4))
    assert np.allclose(before.brightness.values[0, :, 0], [0, 0, 0.9, 0.8])


def test_constants_are_as_they_were_chosen() -> None:
    assert number(value=-2.5).values.shape == (1, 1, 1)
    assert number(value=-2.5).values.item() == -2.5
    shade = colour(value=(0.25, 0.5, 1.0), cover=0.75)
    assert shade.values.tolist() == [[[0.25, 0.5, 1.0, 0.75]]]


def test_a_constant_may_be_left_to_an_argument() -> None:
    doc = graph(
        {"it": ("in/number", {"value": {"argument": "level"}}), "lamp": ("out/light", {})},
        ["it.out > lamp.intensity"],
    )
    plan = compile_plan(replace(doc, arguments=(Argument("level", "number", 0.25),)))
    assert run(plan, context()).light.values[0, 0, 0] == 0.25
    chosen = replace(context(), arguments={"level": 0.75})
    assert run(plan, chosen).light.values[0, 0, 0] == 0.75


def test_sections_are_the_tracks_own() -> None:
    parts = SectionTrack((Section(0.0, 1.0, "intro"),))
    assert sections(parts) is parts


def column(curve: Number) -> list[float]:
    assert curve.values.shape[0] == 1
    return [float(value) for value in curve.values[0, :, 0]]


def test_time_counts_seconds_beats_and_bars_of_the_track_and_of_the_clip() -> None:
    grid = BeatGrid.steady(120, first=1.0, count=64, metre=3)
    now = time(grid, FrameTimes(150, 1), ClipFrames(90, 240))
    found = {name: column(curve)[0] for name, curve in now._asdict().items()}
    assert found == pytest.approx(
        {
            "seconds": 2.5,
            "beat": 3.0,
            "bar": 1.0,
            "beat_share": 0.0,
            "bar_share": 0.0,
            "tempo": 120.0,
            "clip_seconds": 1.0,
            "clip_beats": 2.0,
            "clip_share": 0.25,
        },
        abs=1e-5,
    )


@pytest.mark.parametrize("bpm", [90.0, 125.0, 128.0, 150.0])
def test_shares_of_beats_begin_on_the_frame_of_the_beat_and_never_reach_one(bpm: float) -> None:
    grid = BeatGrid.steady(bpm, first=0.1, count=400)
    now = time(grid, FrameTimes(0, 9000), ClipFrames(0, 9000))
    for share in (now.beat_share, now.bar_share, now.clip_share):
        assert 0.0 <= share.values.min() <= share.values.max() < 1.0
    beats_at = 6.0 + np.arange(200) * 3600.0 / bpm
    on_frame = [round(at) for at in beats_at if abs(at - round(at)) < 1e-9]
    assert len(on_frame) > 10
    assert max(column(now.beat_share)[frame] for frame in on_frame) < 1e-6


def test_tempo_follows_the_grid() -> None:
    quicker = np.concatenate([np.arange(8) * 0.5, 4.0 + np.arange(17) * 0.375])
    grid = BeatGrid(quicker, np.array([0]))
    tempo = column(time(grid, FrameTimes(0, 480), ClipFrames(0, 480)).tempo)
    assert tempo[60] == pytest.approx(120.0, abs=1e-3)
    assert tempo[420] == pytest.approx(160.0, abs=1e-3)
    assert 120.0 < tempo[240] < 160.0


@given(st.integers(-600, 600), st.integers(1, 90), st.integers(1, 90))
def test_a_part_of_a_clip_is_told_as_in_the_whole(first: int, one: int, two: int) -> None:
    grid, clip = track().beats, ClipFrames(first, one + two)
    whole = time(grid, FrameTimes(first, one + two), clip)
    later = time(grid, FrameTimes(first + one, two), clip)
    for name, curve in whole._asdict().items():
        assert np.isfinite(curve.values).all()
        assert column(curve)[one:] == column(getattr(later, name)), name


def test_a_graph_of_beats_does_not_run_again_when_sound_parts_and_voices_come() -> None:
    sound = tape(tone(440.0, seconds=8.0))
    later = [
        replace(track(), recordings=Recordings(sound)),
        replace(track(), recordings=Recordings(sound, {Stem.DRUMS: sound})),
        replace(track(), sections=SectionTrack((Section(0.0, 8.0, "verse"),))),
        replace(track(), drums=track().drums_heard()),
    ]
    cache, plan = Cache(), compile_plan(chase())
    assert run(plan, context(), cache).timings
    for features in later:
        assert not run(plan, replace(context(), features=features), cache).timings


def test_a_graph_that_hears_the_mix_does_not_run_again_when_its_voices_come() -> None:
    def level(source: str) -> Plan:
        doc = graph(
            {"it": (source, {}), "loud": ("listen/follow", {}), "lamp": ("out/light", {})},
            ["it.out > loud.audio", "loud.out > lamp.intensity"],
        )
        return compile_plan(doc)

    sound, cache = tape(tone(440.0, seconds=8.0)), Cache()
    mixed = replace(context(), features=replace(track(), recordings=Recordings(sound)))
    voices = Recordings(sound, {Stem.DRUMS: sound})
    apart = replace(context(), features=replace(track(), recordings=voices))
    assert set(run(level("in/audio"), mixed, cache).timings) == {"it", "loud", "lamp"}
    assert not run(level("in/audio"), apart, cache).timings
    assert set(run(level("in/stem"), mixed, cache).timings) == {"it", "loud", "lamp"}
    assert set(run(level("in/stem"), apart, cache).timings) == {"it", "loud", "lamp"}
    again = replace(track(), recordings=Recordings(replace(sound, name="remaster")))
    assert "it" in run(level("in/audio"), replace(mixed, features=again), cache).timings


def test_a_voice_that_is_there_is_heard_alone_and_nothing_stands_in() -> None:
    loud, quiet = (
        tape(tone(440.0, level=0.5, seconds=8.0)),
        tape(tone(440.0, level=0.0, seconds=8.0)),
    )
    voices = {stem: loud if stem is Stem.BASS else quiet for stem in Stem}
    apart = replace(context(), features=replace(track(), recordings=Recordings(loud, voices)))

    def level(voice: str) -> tuple[float, tuple[str, ...]]:
        doc = graph(
            {
                "it": ("in/stem", {"voice": voice}),
                "loud": ("listen/follow", {}),
                "lamp": ("out/light", {}),
            },
            ["it.out > loud.audio", "loud.out > lamp.intensity"],
        )
        made = run(compile_plan(doc), apart)
        told = tuple(problem.words for problem in made.problems if problem.node == "it")
        return float(made.light.values[..., 0].max()), told

    assert level("bass")[0] > 0.3
    assert level("bass")[1] == ()
    assert all(level(stem)[0] < 0.01 for stem in Stem if stem is not Stem.BASS)


def test_only_graphs_that_use_something_are_told_that_it_is_not_there_yet() -> None:
    words = {
        "in/beats": "",
        "in/audio": "No sound is decoded yet",
        "in/stem": "The voices are not taken apart yet",
        "in/drums": "No drums have been heard yet",
        "in/section": "No sections have been heard yet",
    }
    for key, said in words.items():
        output = {"in/drums": "kick", "in/section": "start"}.get(key, "out")
        value = take(key, output)
        notes = [problem for problem in value if problem.node == "it"]
        assert [said in note.words for note in notes] == [True] * bool(said), key
        assert not any(note.blocks for note in notes)


def take(key: str, output: str) -> tuple[Problem, ...]:
    """What is said of a node of that key whose value a lamp needs."""
    entry = all_nodes().get(key)
    house = Register[NodeEntry]("node")
    for each in (entry, all_nodes().get("out/light")):
        house.add(each)

    kind = next(port.kind for port in entry.type.outputs if port.name == output)
    carried = next(value for value, name in KINDS.items() if name == kind)

    def lamp(value: object, heads: tuple[Head, ...], at: FrameTimes) -> LightBuffer:
        """Stays dark."""
        return LightBuffer.dark(len(heads), at.first, at.count)

    lamp.__annotations__["value"] = carried
    node("test/lamp", into=house)(lamp)
    doc = graph({"it": (key, {}), "lamp": ("test/lamp", {})}, [f"it.{output} > lamp.value"])
    return run(compile_plan(doc, house), context()).problems

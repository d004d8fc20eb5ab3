"""One file's whole way, in real processes: from a drop to bytes on a wire and sound at a sink.

What comes out is asserted against what is known of the demo song, not against what was heard.
"""

import os
import queue
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import mir_eval
import numpy as np
import numpy.typing as npt
import pytest

from luma.app.bundled import bundled
from luma.app.demo import shelve_demo
from luma.app.desk import open_desk
from luma.app.events import ShowReady, TrackAdded, TrackComplete
from luma.app.paths import Paths
from luma.app.services import Desk
from luma.app.settings import Settings, SoundSettings, sent_by_artnet
from luma.audio.demosong import DemoTruth, demo_song, demo_truth, write_demo
from luma.audio.pcm import Pcm
from luma.domain.graphedits import SetParam
from luma.domain.harmony import ChordTrack
from luma.domain.ids import ClipId, GraphId, NodeId, PatternId, ScoreId, TrackId
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip, Score
from luma.domain.units import HOUSE_RATE, Seconds
from tests.pipewire import PipeWire
from tests.walk.conftest import Node

pytestmark = pytest.mark.slow

T = TypeVar("T")
PATIENCE = 400.0
HEADER = 18
MOVER_SLOTS, MOVER_DIMMER = 11, 5
ATTACK, DECAY, PUNCH = 0.02, 0.9, 1.8


@dataclass(frozen=True)
class Walk:
    """A desk on which the demo song was dropped, with its show open and everything running."""

    desk: Desk
    track: TrackId
    score: ScoreId
    truth: DemoTruth

    def now(self, act: Callable[[], T]) -> T:
        return self.desk.lane.call(act)


@pytest.fixture(scope="module")
def walk(luma_home: Path, pipewire: PipeWire, node: Node) -> Iterator[Walk]:
    song = luma_home / "Dropped here.flac"
    write_demo(song, demo_song())
    light = sent_by_artnet("127.0.0.1", node.port)
    with open_desk(Paths.find(), Settings(SoundSettings(), light), analyse=True) as desk:
        track = _drop(desk, song)
        _shelve_show(desk, track)
        ready: queue.SimpleQueue[ShowReady] = queue.SimpleQueue()
        desk.bus.on(ShowReady, ready.put)
        score = ScoreId("walk")
        venue = desk.ground.keeper.save(lambda shelf: shelf.venues.list()[0].id).result()
        desk.lane.call(lambda: desk.shows.open(score, venue))
        ready.get(timeout=60)
        desk.lane.call(lambda: desk.player.load(track))
        desk.lane.call(lambda: desk.lights.start(desk.player.start()))
        yield Walk(desk, track, score, demo_truth())


def _drop(desk: Desk, song: Path) -> TrackId:
    facts: queue.SimpleQueue[Any] = queue.SimpleQueue()
    for kind in (TrackAdded, TrackComplete):
        desk.bus.on(kind, facts.put)
    desk.library.add([song])
    added = facts.get(timeout=60)
    assert isinstance(added, TrackAdded)
    complete = facts.get(timeout=PATIENCE)
    assert complete == TrackComplete(added.track.id)
    return added.track.id


def _shelve_show(desk: Desk, track: TrackId) -> None:
    """The demo's room and patterns, and a score of one clip that pulses for the whole song."""
    demo = shelve_demo(desk.ground, desk.library, desk.paths, bundled("assets") / "demo")
    assert demo.track.id == track, "the same music is the same track"
    clip = Clip(ClipId("pulse"), PatternId("kick-pulse"), 0.0, 224.0)
    score = Score(ScoreId("walk"), track, "Walk", (clip,))
    desk.ground.keeper.save(lambda shelf: shelf.scores.save(score)).result()


def _levels(packet: bytes) -> npt.NDArray[np.float64]:
    assert packet[:12] == b"Art-Net\0\x00\x50\x00\x0e"
    assert packet[14:16] == b"\0\0", "universe one is port address zero"
    assert int.from_bytes(packet[16:18], "big") == len(packet) - HEADER
    return np.frombuffer(packet[HEADER:], np.uint8).astype(np.float64)


def _dimmers(packet: bytes) -> npt.NDArray[np.float64]:
    return _levels(packet)[MOVER_DIMMER : 8 * MOVER_SLOTS : MOVER_SLOTS]


def _pulse(seconds: float, beats: npt.NDArray[np.float64]) -> float:
    """What the pattern says at a moment, worked out from the song's true beats."""
    index = int(np.searchsorted(beats, seconds, "right")) - 1
    phase = (seconds - beats[index]) / (beats[index + 1] - beats[index])
    level = phase / ATTACK if phase < ATTACK else max(0.0, 1 - (phase - ATTACK) / DECAY)
    return float(level**PUNCH)


def _hold_at(walk: Walk, node: Node, seconds: float) -> bytes:
    walk.now(walk.desk.player.pause)
    walk.now(lambda: walk.desk.player.seek(Seconds(seconds)))
    until = time.monotonic() + 90
    while abs(walk.desk.player.snapshot().seconds - seconds) > 1e-4:  # type: ignore[union-attr]
        assert time.monotonic() < until, "the play head did not arrive"
        time.sleep(0.02)
    time.sleep(0.3)  # heard, and what two packets remember is past
    return node.latest_after(time.monotonic_ns())


def _settle(walk: Walk) -> None:
    """Wait until all that was edited is in the plan."""
    until = time.monotonic() + 60
    while not walk.now(lambda: walk.desk.shows.is_settled):
        assert time.monotonic() < until, "the light was not made"
        time.sleep(0.02)


def test_every_part_runs_in_a_process_of_its_own(walk: Walk) -> None:
    desk = walk.desk
    numbers = {os.getpid(), desk.player.pid, desk.lights.pid, *desk.analyses.processes}
    assert len(numbers) >= 4
    assert None not in numbers


def test_what_was_heard_is_what_is_true(walk: Walk) -> None:
    grid = walk.desk.analyses.load(walk.track, BeatGrid)
    chords = walk.desk.analyses.load(walk.track, ChordTrack)
    assert grid is not None
    assert chords is not None
    assert mir_eval.beat.f_measure(np.array(walk.truth.beats), grid.beats) > 0.95
    assert mir_eval.beat.f_measure(np.array(walk.truth.downbeats), grid.bar_starts) > 0.9
    true = np.array([(start, end) for start, end, _ in walk.truth.chords])
    heard = np.stack([chords.edges[:-1], chords.edges[1:]], axis=1)
    score = mir_eval.chord.evaluate(
        true, [name for *_, name in walk.truth.chords], heard, [c.label for c in chords.chords]
    )
    assert score["majmin"] > 0.85


@pytest.mark.parametrize(("bar", "share"), [(21, 0.1), (22, 0.35), (30, 0.6), (45, 0.2)])
def test_the_bytes_on_the_wire_are_those_of_the_moment(
    walk: Walk, node: Node, bar: int, share: float
) -> None:
    beats = np.array(walk.truth.beats)
    moment = float(beats[4 * (bar - 1)] + share * (60 / 125))
    dimmers = _dimmers(_hold_at(walk, node, moment))
    frame = np.floor(moment * 60) / 60
    # The heard grid may be a few milliseconds beside the true one.
    possible = [255 * _pulse(frame + aside, beats) for aside in np.linspace(-0.02, 0.02, 41)]
    assert np.ptp(dimmers) == 0, "every mover pulses alike"
    assert min(possible) - 2 <= dimmers[0] <= max(possible) + 2


def test_a_chord_has_its_colour_and_another_chord_another(walk: Walk, node: Node) -> None:
    def colour(bar: int) -> npt.NDArray[np.float64]:
        moment = walk.truth.downbeats[bar - 1] + 0.3 * (60 / 125) + 0.48
        levels = _levels(_hold_at(walk, node, moment))
        rgbw = levels[6:11][:4]
        assert rgbw.max() > 0
        return np.asarray(rgbw / rgbw.max())

    names = {start: name for start, _, name in walk.truth.chords}
    downbeats = walk.truth.downbeats
    assert names[downbeats[20]] == names[downbeats[24]] == "A:min"
    assert names[downbeats[22]] == "C:maj"
    assert np.allclose(colour(21), colour(25), atol=0.02)
    assert not np.allclose(colour(21), colour(23), atol=0.1)


def test_blackout_is_zero_on_every_channel_that_gives_light(walk: Walk, node: Node) -> None:
    from luma.light.overlay import Overlay

    lit = _hold_at(walk, node, walk.truth.beats[80] + 0.06)
    walk.now(lambda: walk.desk.lights.set_overlay(Overlay(blackout=True)))
    time.sleep(0.3)
    dark = node.latest_after(time.monotonic_ns())
    walk.now(lambda: walk.desk.lights.set_overlay(Overlay()))
    assert _dimmers(lit).min() > 100
    assert _dimmers(dark).max() == 0


def _is_in(recorded: npt.NDArray[np.float32], wanted: npt.NDArray[np.float32]) -> bool:
    """Whether a stretch of sound was recorded, sample by sample."""
    size = 1 << int(np.ceil(np.log2(len(recorded) + len(wanted))))
    product = np.fft.rfft(recorded[:, 0], size) * np.conj(np.fft.rfft(wanted[:, 0], size))
    start = int(np.argmax(np.fft.irfft(product, size)[: len(recorded) - len(wanted)]))
    return bool(np.abs(recorded[start : start + len(wanted)] - wanted).max() < 1e-6)


def test_the_samples_at_the_sink_are_those_of_the_song(walk: Walk, pipewire: PipeWire) -> None:
    pcm = walk.desk.analyses.load(walk.track, Pcm)
    assert pcm is not None
    walk.now(walk.desk.player.pause)
    start = walk.truth.downbeats[20]
    with pipewire.recording() as stop:
        walk.now(lambda: walk.desk.player.seek(Seconds(start)))
        walk.now(walk.desk.player.play)
        time.sleep(3.0)
        recorded = stop()
    walk.now(walk.desk.player.pause)
    first = round(start * HOUSE_RATE) + HOUSE_RATE // 4
    pieces = np.split(np.asarray(pcm.samples[first : first + 2 * HOUSE_RATE]), 20)
    assert min(float(np.abs(piece).max()) for piece in pieces) > 0.05
    found = sum(_is_in(recorded, piece) for piece in pieces)
    assert found >= 15, "a busy machine may break some pieces off, but not most"


def test_a_loop_comes_round_to_the_sample_and_an_edit_reaches_the_lamps(
    walk: Walk, node: Node, pipewire: PipeWire
) -> None:
    desk = walk.desk
    start, stop = walk.truth.downbeats[20], walk.truth.beats[82]
    length = round(stop * HOUSE_RATE) - round(start * HOUSE_RATE)
    walk.now(lambda: desk.player.loop(Seconds(start), Seconds(stop)))
    walk.now(lambda: desk.player.seek(Seconds(start)))
    with pipewire.recording() as finish:
        walk.now(desk.player.play)
        time.sleep(1.5)
        before = max(_dimmers(packet).max() for _, packet in node.packets[-40:])
        edit = SetParam(NodeId("punch"), "operation", "min")
        quiet = SetParam(NodeId("punch"), "b", 0.2)
        for change in (edit, quiet):
            desk.documents.edit("graph", GraphId("kick-pulse"), change)
        _settle(walk)
        edited = time.monotonic_ns()
        time.sleep(2.5)
        recorded = finish()
    after = [_dimmers(packet).max() for when, packet in node.packets if when > edited + 3e8]
    for _ in range(2):
        desk.documents.undo("graph", GraphId("kick-pulse"))
    walk.now(desk.player.pause)
    walk.now(desk.player.unloop)
    assert before > 200
    assert max(after) <= 52
    pcm = desk.analyses.load(walk.track, Pcm)
    assert pcm is not None
    first = round(start * HOUSE_RATE)
    once = np.asarray(pcm.samples[first : first + length])
    seam = np.concatenate([once[-HOUSE_RATE // 10 :], once[: HOUSE_RATE // 10]])
    assert _is_in(recorded, seam)

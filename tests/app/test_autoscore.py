"""First scores of the demo song, and how they come into the library and into an open score."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from luma.app.autoscore import sketch_of
from luma.app.bundled import bundled
from luma.app.events import DocumentChanged, ScoreAdded
from luma.app.presets import PRESETS, presets_in
from luma.app.services import Desk
from luma.app.sketchroom import SketchRoom, row_of_heads
from luma.audio.demosong import demo_song, demo_truth
from luma.domain.documents import VENUE
from luma.domain.energy import Energy
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.layeredits import PutLayer
from luma.domain.rhythm import BeatGrid
from luma.domain.score import Clip, Layer, Score
from luma.domain.scoreedits import LockClips
from luma.domain.units import HOUSE_RATE, LIGHT_FPS
from luma.domain.venue import Head, Venue
from luma.graph.context import Features
from luma.score.bars import Floats
from luma.score.roles import Part, Role
from tests.app.desks import ROOM, ROOT, SCORE, Facts, a_clip, a_desk, a_track, furnish, until
from tests.app.presets.demosketch import demo_heads, features

ALL = presets_in(bundled("assets") / PRESETS)
STRENGTH = {"intro": 0.5, "verse": 0.7, "build": 0.6, "drop": 1.0, "break": 0.3, "outro": 0.5}


@cache
def the_demo() -> tuple[Features, float]:
    """What is known of the demo song but its sections, with an energy that they have."""
    truth = demo_truth()
    seconds = truth.sections[-1][1]
    row = np.zeros(round(seconds * LIGHT_FPS), np.float32)
    for start, stop, label in truth.sections:
        row[round(start * LIGHT_FPS) : round(stop * LIGHT_FPS)] = STRENGTH[label]
    downbeats = np.searchsorted(truth.beats, truth.downbeats)
    edges = np.array([*(start for start, _, _ in truth.chords), truth.chords[-1][1]])
    chords = ChordTrack(edges, tuple(Chord.parse(label) for _, _, label in truth.chords))
    grid = BeatGrid(np.array(truth.beats), downbeats)
    return Features(grid, chords, Energy(row, row, row)), seconds


def levels(room: SketchRoom, clips: tuple[Clip, ...], edges: Floats) -> Floats:
    """The mean intensity of the room in each bar."""
    return room.with_presets(ALL).brightness(clips, edges)[:, 0]


def assert_promises(
    parts: tuple[Part, ...], clips: tuple[Clip, ...], edges: Floats, bright: Floats
) -> None:
    """Hold a score to the words of the promise."""
    assert all(clip.stop_beat - clip.start_beat >= 4 for clip in clips)
    assert all(clip.reason for clip in clips)
    looks: dict[tuple[Role, int], set[str]] = {}
    for part in parts:
        here = {str(c.pattern) for c in clips if c.start_beat == edges[part.start]}
        assert looks.setdefault(part.look, here) == here
        if part.role is not Role.BREAK:
            assert bright[part.start : part.stop].min() >= 0.02
    assert len({frozenset(look) for look in looks.values()}) >= 4
    for before, after in pairwise(parts):
        if after.role is Role.DROP:
            assert before.role is Role.BUILD
            rise = bright[before.start : before.stop]
            assert rise[-1] > 1.3 * rise[0]
            assert bright[after.start : after.stop].mean() >= 1.5 * rise[0]


@pytest.mark.parametrize("heads", [demo_heads(), row_of_heads(), row_of_heads(4)])
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_promises_are_kept_on_the_demo_song(heads: tuple[Head, ...], seed: int) -> None:
    heard, seconds = the_demo()
    room = SketchRoom(heads, heard, {})
    parts, clips = sketch_of(seconds, ALL, room, seed)
    assert [part.role.value for part in parts] == [
        "intro", "verse", "build", "drop", "break", "build", "drop", "outro",
    ]  # fmt: skip
    drops = [(part.start, part.stop) for part in parts if part.role is Role.DROP]
    assert drops == [(20, 28), (36, 52)]
    edges = np.linspace(0.0, 4.0 * parts[-1].stop, parts[-1].stop + 1)
    edges[0], edges[-1] = clips[0].start_beat, max(clip.stop_beat for clip in clips)
    assert_promises(parts, clips, edges, levels(room, clips, edges))


def test_a_score_plays_in_another_room_than_it_was_made_for() -> None:
    heard, seconds = the_demo()
    parts, clips = sketch_of(seconds, ALL, SketchRoom(demo_heads(), heard, {}), 0)
    edges = np.linspace(0.0, 4.0 * parts[-1].stop, parts[-1].stop + 1)
    for count in (1, 4, 64):
        room = SketchRoom(row_of_heads(count), heard, {})
        assert levels(room, clips, edges).min() > 0.0


@pytest.mark.soak
def test_the_promises_are_kept_on_the_demo_song_as_it_sounds() -> None:
    song = demo_song()
    heard = replace(features(song.truth, song.sound.samples), sections=None)
    room = SketchRoom(demo_heads(), heard, {})
    parts, clips = sketch_of(len(song.sound.samples) / HOUSE_RATE, ALL, room, 0)
    edges = np.linspace(0.0, 4.0 * parts[-1].stop, parts[-1].stop + 1)
    edges[0], edges[-1] = clips[0].start_beat, max(clip.stop_beat for clip in clips)
    assert_promises(parts, clips, edges, levels(room, clips, edges))


def a_venue() -> Venue:
    text = (ROOT / "assets" / "demo" / "venue.json").read_text(encoding="utf-8")
    venue: Venue = VENUE.read(text)
    return venue


def test_a_sketch_is_kept_as_a_new_score_with_the_presets_that_it_needs(
    tmp_path: Path,
) -> None:
    with a_desk() as desk:
        track = a_track(desk, tmp_path, 20.0)
        sketch = desk.auto_scores.sketch(track.id, a_venue(), seed=3)
        facts = Facts(desk, (ScoreAdded,))
        score = desk.auto_scores.keep(sketch, "By itself").result()
        assert facts.so_far() == [ScoreAdded(score)]
        assert desk.auto_scores.keep(sketch, "By itself").result().name != "By itself"
        with desk.ground.store.read() as shelf:
            assert shelf.scores.load(score.id) == score
            assert all(shelf.patterns.find(clip.pattern) for clip in score.clips)
        assert (score.track, score.name, score.clips) == (track.id, "By itself", sketch.clips)
        again = desk.auto_scores.sketch(track.id, a_venue(), seed=3)
        assert again == sketch


def put_sketch(desk: Desk) -> Score:
    ended: list[bool] = []
    desk.lane.call(
        lambda: desk.auto_scores.sketch_into(SCORE, ROOM, lambda: ended.append(True))
    )
    until(lambda: ended)
    score: Score = desk.documents.get("score", SCORE)
    return score


def test_a_sketch_comes_into_an_open_score_as_one_step(tmp_path: Path) -> None:
    mine = a_clip("mine", 0.0, 8.0)
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path, 20.0).id, mine)
        facts = Facts(desk, (DocumentChanged,))
        after = put_sketch(desk)
        assert mine.id not in {clip.id for clip in after.clips}
        assert all(clip.reason for clip in after.clips)
        assert facts.so_far()[-1].after == after
        assert desk.documents.undo("score", SCORE).clips == (mine,)  # type: ignore[union-attr]
        assert desk.documents.redo("score", SCORE) == after
        assert put_sketch(desk).clips != after.clips


def test_what_is_locked_stays_beside_a_sketch(tmp_path: Path) -> None:
    mine = a_clip("sketch-001", 0.0, 8.0)
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path, 20.0).id, mine)
        desk.documents.edit("score", SCORE, LockClips((mine.id,)))
        after = put_sketch(desk)
        assert after.clip(mine.id).pattern == "glow"
        assert len(after.clips) > 4


def test_a_sketch_lies_above_layers_that_are_locked(tmp_path: Path) -> None:
    mine = a_clip("mine", 0.0, 8.0)
    with a_desk() as desk:
        furnish(desk, a_track(desk, tmp_path, 20.0).id, mine)
        desk.documents.edit("score", SCORE, PutLayer(Layer(0, locked=True)))
        after = put_sketch(desk)
        assert after.clip(mine.id) == mine
        assert min(clip.layer for clip in after.clips if clip.id != mine.id) == 1
        assert desk.documents.undo("score", SCORE).clips == (mine,)  # type: ignore[union-attr]

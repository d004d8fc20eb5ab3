"""Solo and mute are heard, and stay with their track."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from luma.analysis import formats
from luma.app.events import ArtifactReady, StageLost, StageReady, VoicesChanged
from luma.app.services import Desk
from luma.audio.pcm import Pcm
from luma.domain.errors import NotFound
from luma.domain.ids import Recipe, TrackId
from luma.domain.stems import Balance, Stem
from luma.domain.track import Artifact
from luma.domain.units import Seconds
from tests import sounds
from tests.app.desks import Facts, a_desk, a_track, hear, until


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk whose player loops drums that no voice is apart from yet."""
    with a_desk() as desk:
        track = a_track(desk, tmp_path).id
        hear(desk, track, "pcm")
        desk.lane.call(lambda: desk.player.load(track))
        desk.lane.call(lambda: desk.player.loop(Seconds(0.0), Seconds(8.0)))
        desk.lane.call(desk.player.play)
        yield desk


def loaded(desk: Desk) -> TrackId:
    track = desk.player.wanted.track
    assert track is not None
    return track


def take_apart(desk: Desk, folder: Path, whole: Stem) -> None:
    """Let one stem be all of the mix, and the others nothing."""
    folder.mkdir()
    mix = desk.analyses.load(loaded(desk), Pcm)
    assert mix is not None
    nothing = np.zeros_like(mix.samples)
    voices = {stem: mix.samples if stem is whole else nothing for stem in Stem}
    recipe = Recipe(f"ab{whole}")
    made = sounds.write_stems(folder, voices, "luma")
    path = formats.shelve(made, desk.paths.blobs, recipe, folder)
    file = str(path.relative_to(desk.paths.blobs))
    artifact = Artifact(recipe, loaded(desk), "stems", "luma", 1, file, 1)
    desk.ground.keeper.save(lambda shelf: shelf.artifacts.add(artifact)).result()
    desk.lane.call(lambda: desk.bus.announce(ArtifactReady(artifact, 1.0)))


def loudest(desk: Desk) -> float:
    snapshot = desk.player.snapshot()
    return 0.0 if snapshot is None or not snapshot.playing else max(snapshot.peak)


def is_silent(desk: Desk) -> bool:
    snapshot = desk.player.snapshot()
    return snapshot is not None and snapshot.playing and max(snapshot.peak) < 1e-3


def test_a_mix_is_not_taken_apart_by_wishing(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.lane.call(lambda: desk.player.voices.mute(Stem.DRUMS))


def test_mute_and_solo_are_heard_and_told(desk: Desk, tmp_path: Path) -> None:
    take_apart(desk, tmp_path / "stems", Stem.DRUMS)
    facts, voices, track = Facts(desk, (VoicesChanged,)), desk.player.voices, loaded(desk)
    desk.lane.call(lambda: voices.mute(Stem.DRUMS))
    assert facts.wait(VoicesChanged).balance == Balance(frozenset({Stem.DRUMS}))
    until(lambda: is_silent(desk))
    desk.lane.call(lambda: voices.mute(Stem.DRUMS))
    until(lambda: loudest(desk) > 0.05)
    desk.lane.call(lambda: voices.solo(Stem.BASS))
    until(lambda: is_silent(desk))
    desk.lane.call(lambda: desk.player.load(track))
    desk.lane.call(desk.player.play)
    until(lambda: is_silent(desk))
    desk.lane.call(voices.hear_all)
    until(lambda: loudest(desk) > 0.05)


def test_better_voices_and_a_new_stage_keep_what_is_silent(desk: Desk, tmp_path: Path) -> None:
    take_apart(desk, tmp_path / "first", Stem.DRUMS)
    desk.lane.call(lambda: desk.player.voices.mute(Stem.BASS))
    until(lambda: loudest(desk) > 0.05)
    take_apart(desk, tmp_path / "second", Stem.BASS)
    until(lambda: is_silent(desk))
    facts = Facts(desk, (StageLost, StageReady))
    assert desk.player.pid is not None
    os.kill(desk.player.pid, signal.SIGKILL)
    facts.wait(StageReady)
    until(lambda: is_silent(desk))


@pytest.mark.parametrize(
    ("muted", "solo", "silent"),
    [("", "", ""), ("d", "", "d"), ("", "v", "dbo"), ("v", "v", "dbov"), ("d", "vb", "do")],
)
def test_what_is_silent(muted: str, solo: str, silent: str) -> None:
    named = {stem[0]: stem for stem in Stem}

    def stems(letters: str) -> frozenset[Stem]:
        return frozenset(named[letter] for letter in letters)

    assert Balance(stems(muted), stems(solo)).silent == stems(silent)

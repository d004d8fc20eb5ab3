"""The stage plays stretches, files being decoded, long files and two sounds at once."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.audio.kernel.slots import PAGE
from luma.domain.units import HOUSE_RATE, Decibels, Frames
from luma.stage import filling
from luma.stage.inline import InlineStage
from luma.stage.messages import (
    CountIn,
    Failed,
    KeepNear,
    Loaded,
    LoadSource,
    Options,
    Pause,
    Play,
    Release,
    Scrub,
    Seek,
    SetCrossfade,
    SetLoop,
    SetRate,
    Switch,
    Told,
    UseOther,
    UseStretched,
)
from tests.stage.player import Heard, pcm_file, tone, wait_until


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def stage(tmp_path: Path, heard: Heard) -> Iterator[InlineStage]:
    made = InlineStage(tmp_path, heard.told.append, Options(sink="null"))
    yield made
    made.close()


def level(value: float, seconds: float, path: Path) -> Path:
    np.save(path, np.full((round(seconds * HOUSE_RATE), 2), value, np.float32))
    return path


def peak(stage: InlineStage) -> float:
    return stage.snapshot().peak[0]


def test_a_stretch_alone_lies_at_its_place_in_the_song(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    path = pcm_file(tmp_path, tone(1000, 10))
    start, stop = Frames(4 * HOUSE_RATE), Frames(5 * HOUSE_RATE)
    stage.send(LoadSource(path, 3, start, stop))
    assert heard.wait(Loaded) == Loaded(3, stop)
    assert stage.snapshot().frame == pytest.approx(0, abs=start)
    stage.send(Play())
    wait_until(lambda: stage.snapshot().frame > start + 2000, "the head to move")
    assert peak(stage) > 0.3
    stage.send(Seek(Frames(0)))
    wait_until(lambda: start <= stage.snapshot().frame < start + 12_000, "its start")
    wait_until(lambda: stage.position().ends == 1, "its end")
    assert stage.position().song_frame == stop
    stage.send(LoadSource(path, 4, stop, start))
    assert "cannot be loaded" in heard.wait(Failed).sentence


def test_a_file_is_heard_while_it_is_decoded(
    stage: InlineStage, heard: Heard, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is wished meanwhile is done once the first second is there."""
    gate = [HOUSE_RATE * 3 // 2]
    song = tone(1000, 4)

    class Slow:
        frames = len(song)

        def __init__(self, path: Path) -> None:
            assert path.name == "song.flac"

        def is_open(self, first: int) -> bool:
            return first < gate[0]

        def __iter__(self) -> Iterator[np.ndarray]:
            for first in range(0, len(song), 4800):
                wait_until(partial(self.is_open, first), "the gate")
                yield song[first : first + 4800]

    monkeypatch.setattr(filling, "Decoding", Slow)
    stage.send(LoadSource(tmp_path / "song.flac", 5))
    stage.send(SetRate(2.0))
    stage.send(Play())
    wait_until(lambda: stage.snapshot().frame > 10_000, "the start")
    assert heard.wait(Loaded).generation == 5
    assert peak(stage) > 0.4
    wait_until(lambda: stage.snapshot().missed > 5000, "the head to hold")
    held = stage.snapshot()
    assert held.ready == gate[0]
    assert gate[0] - 4000 < held.frame <= gate[0]
    assert held.playing
    gate[0] = len(song)
    wait_until(lambda: stage.position().ends == 1, "the end")
    assert stage.position().source_frames == len(song)
    assert heard.find(Loaded) == Loaded(5, Frames(len(song)))


def told(stage: InlineStage, heard: Heard, kind: type[Told]) -> Told | None:
    """What was told of a kind by now; looking lets the stage see to itself."""
    stage.position()
    return heard.find(kind)


def test_a_real_file_is_decoded_to_the_frame(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    path = tmp_path / "song.flac"
    soundfile.write(path, tone(500, 3), HOUSE_RATE)
    stage.send(LoadSource(path, 1))
    whole = Loaded(1, Frames(3 * HOUSE_RATE))
    wait_until(lambda: told(stage, heard, Loaded) == whole, "the whole")
    stage.send(LoadSource(tmp_path / "nothing.flac", 2))
    wait_until(lambda: told(stage, heard, Failed) is not None, "why")
    assert "could not be read" in heard.wait(Failed).sentence


def test_two_sounds_are_switched_at_one_place(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    stage.send(LoadSource(level(0.25, 20, tmp_path / "a.npy"), 1))
    stage.send(Switch(is_other=True))
    assert "no other sound" in heard.wait(Failed).sentence
    stage.send(UseOther(level(0.75, 20, tmp_path / "b.npy")))
    stage.send(Play())
    wait_until(lambda: abs(peak(stage) - 0.25) < 1e-3, "the first")
    before = stage.snapshot().frame
    stage.send(Switch(is_other=True))
    wait_until(lambda: abs(peak(stage) - 0.75) < 1e-3, "the other")
    assert before < stage.snapshot().frame < before + 5 * HOUSE_RATE
    stage.send(UseOther(None))
    wait_until(lambda: abs(peak(stage) - 0.25) < 0.02, "the first again")
    kept = stage._stage.engine
    wait_until(lambda: stage.position() is not None and kept.retire() == 1, "to let go")


def test_what_was_stretched_is_heard_at_its_rate_alone(
    stage: InlineStage, tmp_path: Path
) -> None:
    stage.send(LoadSource(level(0.25, 40, tmp_path / "a.npy"), 1))
    stage.send(Play())
    stage.send(SetRate(0.5, keeps_pitch=True))
    wait_until(lambda: abs(peak(stage) - 0.25) < 1e-3, "the sound itself")
    stage.send(UseStretched(level(0.75, 80, tmp_path / "b.npy"), 2, 0.5))
    stage.send(UseStretched(level(0.75, 80, tmp_path / "b.npy"), 1, 0.5))
    wait_until(lambda: abs(peak(stage) - 0.75) < 1e-3, "the stretched one")
    stage.send(SetRate(0.6, keeps_pitch=True))
    wait_until(lambda: abs(peak(stage) - 0.25) < 0.02, "the sound at another rate")
    stage.send(SetRate(0.5, keeps_pitch=False))
    begun = stage.position().callbacks
    wait_until(lambda: stage.position().callbacks > begun + 10, "time to pass")
    assert peak(stage) < 0.3
    assert stage.snapshot().rate == 0.5


def test_long_sounds_follow_the_head_their_loop_and_their_cues(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    frames, at = 25 * 60 * HOUSE_RATE, 20 * 60 * HOUSE_RATE
    path = tmp_path / "long.npy"
    made = np.lib.format.open_memmap(path, "w+", np.float32, (frames, 2))
    made[at : at + 4 * HOUSE_RATE] = 0.5
    made[:HOUSE_RATE] = 0.25
    del made
    stage.send(LoadSource(path, 1))
    assert heard.wait(Loaded) == Loaded(1, Frames(frames))
    stage.send(KeepNear((Frames(at),)))
    stage.send(SetLoop(Frames(0), Frames(HOUSE_RATE)))
    stage.send(Play())
    wait_until(lambda: peak(stage) > 0.2, "the start")
    pages = stage._stage._sounds._pages
    assert pages is not None
    wait_until(
        lambda: stage.position() is not None and at // PAGE in pages._held, "the cue's page"
    )
    stage.send(Seek(Frames(at)))
    wait_until(lambda: peak(stage) > 0.45, "the cue")
    assert stage.snapshot().missed == 0


def test_scrubs_counts_and_crossfades_pass_through(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    stage.send(LoadSource(pcm_file(tmp_path, tone(1000, 10)), 1))
    stage.send(Scrub(Frames(100_000)))
    wait_until(lambda: peak(stage) > 0.4, "a grain")
    wait_until(lambda: peak(stage) < 0.05, "its end")
    assert stage.snapshot().frame == 100_000
    stage.send(Release())
    clicks = tmp_path / "count.npy"
    np.save(clicks, np.array([[0, 1], [4800, 0]], np.int64))
    stage.send(CountIn(clicks, Frames(24_000), Decibels(-3.0)))
    wait_until(lambda: stage.snapshot().counting > 0, "the count")
    wait_until(lambda: stage.snapshot().frame > 100_000, "the song")
    stage.send(Pause())
    stage.send(SetCrossfade(Frames(10**6)))
    assert "0 to" in heard.wait(Failed).sentence
    heard.told.clear()
    stage.send(SetRate(9.0))
    assert "0.5 to 2" in heard.wait(Failed).sentence

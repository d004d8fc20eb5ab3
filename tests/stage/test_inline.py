"""The stage plays what it is asked for, in this process."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from luma.domain.units import Decibels, Frames
from luma.stage.inline import InlineStage
from luma.stage.messages import (
    ClearLoop,
    EndReached,
    Failed,
    Loaded,
    LoadSource,
    Options,
    Pause,
    Play,
    Ready,
    Seek,
    SetGain,
    SetLoop,
    UseClicks,
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
    assert not made.position_path.exists()


def test_without_a_device_time_alone_goes_on_and_it_says_so(
    stage: InlineStage, heard: Heard
) -> None:
    assert heard.wait(Ready) == Ready("no device", is_device=False, latency_ms=0.0)
    wait_until(lambda: stage.position().callbacks > 3, "time to pass")


def test_a_sound_is_loaded_played_looped_and_paused(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    stage.send(LoadSource(pcm_file(tmp_path, tone(1000, 10)), 7))
    assert heard.wait(Loaded) == Loaded(7, Frames(480_000))
    stage.send(SetLoop(Frames(24_000), Frames(28_800)))
    stage.send(Seek(Frames(26_000)))
    stage.send(Play())
    wait_until(lambda: len(stage.position().segments) > 4, "the loop to turn")
    snapshot = stage.snapshot()
    assert 24_000 <= snapshot.frame < 28_800
    assert (snapshot.playing, snapshot.looping, snapshot.generation) == (True, True, 7)
    assert snapshot.peak[0] == pytest.approx(0.5, abs=0.01)
    stage.send(Pause())
    wait_until(lambda: stage.position().segments[-1].rate == 0, "the pause")
    held = stage.position().song_frame
    wait_until(lambda: stage.position().peak[0, 0] < 0.01, "silence")
    assert stage.position().song_frame == held


def test_the_end_is_told_once(stage: InlineStage, heard: Heard, tmp_path: Path) -> None:
    stage.send(LoadSource(pcm_file(tmp_path, tone(1000, 1)), 3))
    stage.send(SetLoop(Frames(0), Frames(4800)))
    stage.send(ClearLoop())
    stage.send(Seek(Frames(45_000)))
    stage.send(SetGain(Decibels(-120.0)))
    asked = stage.position().stream_frame
    wait_until(lambda: stage.position().stream_frame > asked + 4096, "the fade to silence")
    stage.send(Play())
    wait_until(lambda: stage.position().ends == 1, "the end")
    assert heard.wait(EndReached) == EndReached(3)
    stage.position()
    assert len([told for told in heard.told if isinstance(told, EndReached)]) == 1
    assert stage.position().peak[0, 0] == 0


def test_what_cannot_be_done_is_told_in_words_and_the_rest_goes_on(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    no_sound = tmp_path / "words.npy"
    no_sound.write_text("this is no sound")
    stage.send(LoadSource(no_sound, 1))
    assert heard.wait(Failed).code == "artifact_error"
    stage.send(LoadSource(tmp_path / "nowhere.npy", 2))
    stage.send(SetLoop(Frames(10), Frames(20)))
    assert "loop" in heard.wait(Failed).sentence
    stage.send(LoadSource(pcm_file(tmp_path, np.zeros((4800, 2), np.float32)), 3))
    assert heard.wait(Loaded).generation == 3


def test_clicks_are_heard_in_a_silent_song_until_they_are_let_go(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    stage.send(LoadSource(pcm_file(tmp_path, np.zeros((480_000, 2), np.float32)), 1))
    file = tmp_path / "clicks.npy"
    np.save(file, np.array([[frame, 0] for frame in range(0, 480_000, 4800)], np.int64))
    stage.send(UseClicks(file, Decibels(-6.0)))
    stage.send(Play())
    wait_until(lambda: stage.snapshot().peak[0] > 0.2, "a click")
    stage.send(UseClicks(None))
    begun = stage.position().callbacks
    wait_until(lambda: stage.position().callbacks > begun + 20, "some silence")
    wait_until(lambda: stage.snapshot().peak[0] < 0.001, "no click")
    file.write_bytes(b"no clicks")
    stage.send(UseClicks(file))
    assert "cannot be read" in heard.wait(Failed).sentence

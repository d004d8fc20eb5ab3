"""The voices of a track are read beside its playing, and silenced as wished."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile

from luma.audio.voices import resident_voice
from luma.domain.stems import Stem
from luma.domain.units import HOUSE_RATE, Frames
from luma.stage.inline import InlineStage
from luma.stage.messages import (
    BalanceVoices,
    Failed,
    Loaded,
    LoadSource,
    Options,
    Play,
    SetLoop,
    UseVoices,
    VoicesLoaded,
)
from tests.stage.player import Heard, pcm_file, tone, wait_until

GAIN = 0.5


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def stage(tmp_path: Path, heard: Heard) -> Iterator[InlineStage]:
    made = InlineStage(tmp_path, heard.told.append, Options(sink="null"))
    yield made
    made.close()


def voice_file(folder: Path, name: str, samples: npt.NDArray[np.float32]) -> Path:
    path = folder / f"{name}.flac"
    soundfile.write(path, samples * GAIN, HOUSE_RATE, "PCM_24")
    return path


def wait_for(stage: InlineStage, is_so: Callable[[], bool]) -> None:
    """Wait while the stage sees to itself."""

    def looked() -> bool:
        stage.position()
        return is_so()

    wait_until(looked, "the voices")


def loudest(stage: InlineStage) -> float:
    return max(stage.snapshot().peak)


def test_voices_fall_silent_and_come_back(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    drums, nothing = tone(110, 4), np.zeros((4 * HOUSE_RATE, 2), np.float32)
    voices = [drums, nothing, nothing, nothing]
    files = tuple(voice_file(tmp_path, stem, v) for stem, v in zip(Stem, voices, strict=True))
    stage.send(LoadSource(pcm_file(tmp_path, drums), 3))
    heard.wait(Loaded)
    stage.send(SetLoop(Frames(0), Frames(4 * HOUSE_RATE)))
    stage.send(UseVoices(3, files, GAIN))
    stage.send(Play())
    wait_for(stage, lambda: VoicesLoaded(3) in heard.told)
    wait_until(lambda: loudest(stage) > 0.4, "the mix")
    stage.send(BalanceVoices((0.0, 1.0, 1.0, 1.0)))
    wait_until(lambda: loudest(stage) < 0.01, "silence")
    stage.send(BalanceVoices((1.0, 0.0, 0.0, 1.0)))
    wait_until(lambda: loudest(stage) > 0.4, "the drums")
    assert heard.find(Failed) is None


def test_voices_that_cannot_be_read_are_told_of(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    stage.send(LoadSource(pcm_file(tmp_path, tone(440, 1)), 1))
    stage.send(UseVoices(1, (tmp_path / "gone.flac",) * 4, GAIN))
    wait_for(stage, lambda: heard.find(Failed) is not None)
    assert "gone.flac" in heard.wait(Failed).sentence


def test_another_sound_calls_off_what_is_being_read(
    stage: InlineStage, heard: Heard, tmp_path: Path
) -> None:
    files = tuple(voice_file(tmp_path, stem, tone(200, 1)) for stem in Stem)
    stage.send(LoadSource(pcm_file(tmp_path, tone(440, 1)), 1))
    stage.send(UseVoices(1, files, GAIN))
    stage.send(LoadSource(pcm_file(tmp_path, tone(440, 1)), 2))
    stage.send(UseVoices(2, files, GAIN))
    wait_for(stage, lambda: VoicesLoaded(2) in heard.told)
    told = [told for told in heard.told if isinstance(told, VoicesLoaded)]
    assert told[-1] == VoicesLoaded(2)


def test_a_voice_is_read_at_its_level_in_the_mix(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).uniform(-0.9, 0.9, (300_000, 2)).astype(np.float32)
    read = resident_voice(voice_file(tmp_path, "drums", noise), GAIN)
    assert read.shape == noise.shape
    assert np.abs(read - noise).max() <= 2.0**-23 / GAIN + 2.0**-24

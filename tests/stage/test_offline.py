"""What is bounced is what is played: the same frames, with no fade at their start."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.audio.kernel.engine import Engine
from luma.audio.kernel.paging import Pages
from luma.audio.kernel.slots import FADE_FRAMES
from luma.domain.audiograph import PLAIN
from luma.domain.errors import BadValue, StageError
from luma.domain.graphdoc import NodeDoc
from luma.domain.ids import NodeId
from luma.domain.rackedits import inserted
from luma.domain.stems import Stem
from luma.domain.units import HOUSE_RATE, Frames
from luma.stage import sounds as sounds_module
from luma.stage.offline import Take, VoiceFiles, blocks
from tests.stage.player import pcm_file

SOUND = np.random.default_rng(4).uniform(-0.4, 0.4, (3 * HOUSE_RATE, 2)).astype(np.float32)


def made(take: Take) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.concatenate(list(blocks(take)))


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return pcm_file(tmp_path, SOUND)


@pytest.mark.parametrize(
    ("start", "stop"), [(0, 3 * HOUSE_RATE), (0, 1), (12_345, 67_890), (143_000, 144_000)]
)
def test_a_stretch_is_the_sound_to_the_bit_from_its_first_frame_on(
    sound: Path, start: int, stop: int
) -> None:
    heard = made(Take(sound, Frames(start), Frames(stop)))
    assert np.array_equal(heard, SOUND[start:stop])


def test_what_is_bounced_faster_is_what_is_played_faster(sound: Path) -> None:
    take = Take(sound, Frames(24_000), Frames(96_000), rate=1.5)
    heard = made(take)
    assert len(heard) == take.frames == 48_000
    engine = Engine()
    engine.use_source(SOUND, 1)
    engine.set_rate(1.5)
    engine.seek(24_000)
    engine.render(4096)
    engine.play()
    played = engine.render(48_000)
    after = FADE_FRAMES + 1
    assert np.abs(heard[after:] - played[after:]).max() < 1e-6
    assert np.abs(heard[after:]).max() > 0.2


def test_a_voice_can_be_bounced_alone(sound: Path, tmp_path: Path) -> None:
    voices = [SOUND * share for share in (0.5, 0.25, 0.125, 0.125)]
    files = tuple(tmp_path / f"{stem}.flac" for stem in Stem)
    for file, voice in zip(files, voices, strict=True):
        soundfile.write(file, voice, HOUSE_RATE, "PCM_24")
    alone = VoiceFiles(files, 1.0, (0.0, 1.0, 0.0, 0.0))
    heard = made(Take(sound, Frames(0), Frames(40_000), voices=alone))
    assert np.abs(heard - voices[1][:40_000]).max() < 1e-5


def test_clicks_are_bounced_on_their_frames(tmp_path: Path) -> None:
    silence = pcm_file(tmp_path, np.zeros((HOUSE_RATE, 2), np.float32))
    clicks = np.array([[20_000, 1]], np.int64)
    heard = made(Take(silence, Frames(10_000), Frames(40_000), clicks=clicks))
    sounding = np.flatnonzero(np.abs(heard[:, 0]) > 1e-6)
    assert 10_000 <= sounding[0] <= 10_002
    assert sounding[-1] < 10_000 + HOUSE_RATE // 20


def test_nothing_is_refused_in_words(sound: Path) -> None:
    with pytest.raises(BadValue, match="Nothing sounds"):
        made(Take(sound, Frames(10), Frames(10)))


def test_a_graph_shapes_what_is_bounced(sound: Path) -> None:
    doc = PLAIN
    for edit in inserted(doc, NodeId("soft"), NodeDoc("gain", settings={"level": -20.0}), None):
        doc = edit.apply(doc)
    heard = made(Take(sound, Frames(4000), Frames(40_000), graph=doc))
    assert np.abs(heard - 0.1 * SOUND[4000:40_000]).max() < 1e-5


def test_a_bounce_with_missing_sound_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sounds_module, "LONGEST_WHOLE", HOUSE_RATE)
    monkeypatch.setattr(Pages, "keep", lambda *_: True)
    sound = pcm_file(tmp_path, SOUND)
    with pytest.raises(StageError, match="were not in memory"):
        made(Take(sound, Frames(1000), Frames(90_000)))


@pytest.mark.parametrize(("start", "stop"), [(4000, 40_000), (100_000, 3 * HOUSE_RATE)])
def test_an_effect_that_looks_ahead_neither_delays_a_bounce_nor_cuts_its_end(
    sound: Path, start: int, stop: int
) -> None:
    doc = PLAIN
    for edit in inserted(doc, NodeId("top"), NodeDoc("limiter", settings={"ceiling": -0.5})):
        doc = edit.apply(doc)
    heard = made(Take(sound, Frames(start), Frames(stop), graph=doc))
    assert len(heard) == stop - start
    assert np.abs(heard - SOUND[start:stop]).max() < 1e-5

"""The built-in engine puts four voices into files, says who made them, and needs nothing."""

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from luma.analysis import formats
from luma.analysis.contract import Models, Progress, Scratch
from luma.audio.pcm import Pcm
from luma.domain.errors import OutOfRoom
from luma.domain.ids import Recipe
from luma.domain.sound import Samples
from luma.domain.stems import Stem, StemSet
from luma.domain.units import HOUSE_RATE
from tests import sounds
from tests.workers.conftest import Shelve
from workers.stems import built_in_stems, stems

if TYPE_CHECKING:
    from collections.abc import Callable


def decibels(off: Samples, of: Samples) -> float:
    return float(10 * np.log10((off.astype(np.float64) ** 2).sum() / (of**2).sum()))


def total(made: StemSet) -> Samples:
    return np.asarray(sum(formats.read_stem(made, stem) for stem in Stem), np.float32)


@pytest.mark.parametrize("level", [0.01, 1.0, 4.0])
def test_the_files_sum_to_the_mix(tmp_path: Path, shelved: Shelve, level: float) -> None:
    mix = sounds.drums(120, 12) + sounds.progression(["C:maj", "A:min"], 6)
    mix = np.asarray(mix * level, np.float32)
    told: list[float] = []
    progress = Progress(lambda share, _: told.append(share))
    made = built_in_stems(shelved(mix), Scratch(tmp_path), progress)
    assert made.engine == "luma"
    assert decibels(total(made) - mix, mix) < -80
    assert told == sorted(told)
    assert len(told) >= 2
    for file in made.files.values():
        assert soundfile.info(file).subtype == "PCM_24"
        assert np.abs(soundfile.read(file)[0]).max() < 1


def test_mono_on_both_channels_stays_mono(tmp_path: Path, shelved: Shelve) -> None:
    made = built_in_stems(shelved(sounds.drums(100, 3)), Scratch(tmp_path), Progress())
    for stem in Stem:
        voice = formats.read_stem(made, stem)
        assert np.abs(voice[:, 0] - voice[:, 1]).max() < 1e-5


@pytest.mark.parametrize("seconds", [0.01, 1.0])
def test_short_sounds_come_apart(tmp_path: Path, shelved: Shelve, seconds: float) -> None:
    mix = sounds.sine(300, seconds)
    made = built_in_stems(shelved(mix), Scratch(tmp_path), Progress())
    assert total(made).shape == mix.shape
    assert decibels(total(made) - mix, mix) < -80


def test_silence_comes_apart_into_silence(tmp_path: Path, shelved: Shelve) -> None:
    made = built_in_stems(shelved(sounds.silence(2)), Scratch(tmp_path), Progress())
    assert made.gain == 1
    for stem in Stem:
        assert not formats.read_stem(made, stem).any()
        assert len(formats.read_stem(made, stem)) == 2 * HOUSE_RATE


def test_a_shelved_result_keeps_the_name_of_its_engine(tmp_path: Path, shelved: Shelve) -> None:
    made = built_in_stems(shelved(sounds.drums(120, 1)), Scratch(tmp_path), Progress())
    path = formats.shelve(made, tmp_path / "blobs", Recipe("ab12"), tmp_path)
    assert formats.load(StemSet, path).engine == "luma"
    assert sorted(file.suffix for file in path.iterdir()) == [".flac"] * 4 + [".json"]


def test_a_disk_without_room_is_told_before_the_work_begins(
    tmp_path: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three hours take up to 12.4 GB; where there are five, nothing is written at all."""
    nothing = np.broadcast_to(np.zeros((1, 2), np.float32), (3 * 3600 * HOUSE_RATE, 2))
    three_hours = Pcm(tmp_path / "long.npy", nothing)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=5_000_000_000))
    scratch = Scratch(tmp_path / "jobs" / "one")
    made: tuple[Callable[[], object], ...] = (
        lambda: built_in_stems(three_hours, scratch, Progress()),
        lambda: stems(three_hours, scratch, Models(tmp_path), Progress()),
    )
    for make in made:
        with pytest.raises(OutOfRoom) as caught:
            make()
        assert caught.value.sentence() == (
            f'The four voices may take 12.4 GB, and 5.0 GB are free at "{tmp_path / "jobs"}". '
            "Make room on the disk; it is tried again at the next start."
        )
    assert not (tmp_path / "jobs").exists()


def test_torch_is_not_needed(
    tmp_path: Path, shelved: Shelve, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("torch", "demucs", "librosa"):
        monkeypatch.setitem(sys.modules, name, None)
    made = built_in_stems(shelved(sounds.drums(120, 1)), Scratch(tmp_path), Progress())
    assert set(made.files) == set(Stem)

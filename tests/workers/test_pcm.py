"""Decoding and sketching as the workshop does them."""

from pathlib import Path

import numpy as np
import pytest

from luma.analysis.contract import Progress, Scratch, Source
from luma.audio.decode import decode
from luma.domain.errors import UnreadableFile
from luma.domain.units import HOUSE_RATE
from tests import sounds
from tests.workers.conftest import Shelve
from workers.pcm import pcm
from workers.peaks import peaks


@pytest.mark.parametrize("ending", [".flac", ".mp3", ".m4a"])
def test_a_file_is_decoded_once_into_a_mapped_file(tmp_path: Path, ending: str) -> None:
    file = sounds.write(tmp_path / f"a{ending}", sounds.sweep(3, 44_100), 44_100)
    told: list[float] = []
    progress = Progress(lambda share, _: told.append(share))
    sound = pcm(Source(file), Scratch(tmp_path), progress)
    assert np.array_equal(sound.samples, decode(file).samples)
    assert told[-1] == 1
    assert progress.remark == ""


def test_a_cut_file_leaves_a_remark(tmp_path: Path) -> None:
    whole = sounds.write(tmp_path / "a.wav", sounds.sweep(2)).read_bytes()
    (tmp_path / "cut.wav").write_bytes(whole[: len(whole) // 2])
    progress = Progress()
    sound = pcm(Source(tmp_path / "cut.wav"), Scratch(tmp_path), progress)
    assert sound.frames == pytest.approx(HOUSE_RATE, abs=50)
    assert "ends early" in progress.remark


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_text("no sound")
    with pytest.raises(UnreadableFile):
        pcm(Source(tmp_path / "a.wav"), Scratch(tmp_path), Progress())


def test_the_sketch_is_of_the_whole_sound(shelved: Shelve) -> None:
    sketch = peaks(shelved(sounds.sweep(2)))
    assert sketch.frames == 2 * HOUSE_RATE
    assert sketch.levels[-1][0, 1] == pytest.approx(0.5, abs=0.01)

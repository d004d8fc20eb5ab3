"""A bounce holds exactly what would have been played."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from luma.audio.kernel.engine import Engine
from luma.audio.sinks.file import bounce
from luma.domain.errors import OutputError
from luma.domain.units import HOUSE_RATE, Frames

SOUND = np.random.default_rng(2).uniform(-0.5, 0.5, (30_000, 2)).astype(np.float32)


def test_a_bounce_is_the_sound_to_the_bit(tmp_path: Path) -> None:
    engine = Engine()
    engine.use_source(SOUND, 1)
    engine.play()
    bounce(engine, tmp_path / "out.wav", Frames(25_000))
    written, rate = soundfile.read(tmp_path / "out.wav", dtype="float32")
    assert rate == HOUSE_RATE
    assert written.shape == (25_000, 2)
    assert np.array_equal(written[240:], SOUND[240:25_000])


def test_a_folder_that_is_not_there_is_told_in_words(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        bounce(Engine(), tmp_path / "nowhere" / "out.wav", Frames(10))

"""Columns bound the sound at every zoom, down to single samples."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.app.waveforms import Sketch
from luma.audio.pcm import Pcm
from luma.audio.peaks import Peaks
from luma.domain.ids import TrackId
from luma.domain.units import HOUSE_RATE

COUNT = 4 * HOUSE_RATE
WAVE = (np.sin(np.arange(COUNT) * 0.03) * np.linspace(0, 0.5, COUNT)).astype(np.float32)
SAMPLES = np.repeat(WAVE[:, None], 2, axis=1)
PEAKS = Peaks.of(SAMPLES)


def _sketch(pcm: Pcm | None = None) -> Sketch:
    return Sketch(TrackId("t"), PEAKS, pcm, 0.5, float(PEAKS.levels[-1][:, 3:].max()))


@given(st.floats(0, 3), st.floats(0.002, 0.05))
def test_columns_of_peaks_bound_what_sounds_in_them(start: float, per_column: float) -> None:
    columns = _sketch().columns(start, per_column, 16)
    assert columns.bands is not None
    assert columns.bands.min() >= 0.0
    assert columns.bands.max() <= 1.0
    for index in range(16):
        first = int((start + index * per_column) * HOUSE_RATE) + 1
        heard = WAVE[first : first + int(per_column * HOUSE_RATE) - 2] / 0.5
        if len(heard):
            assert columns.low[index] <= heard.min() + 1e-6
            assert columns.high[index] >= heard.max() - 1e-6


@pytest.mark.parametrize("frames", [0.1, 1.0, 7.3, 50.0])
def test_close_by_the_wave_itself_is_drawn_without_gaps(tmp_path: Path, frames: float) -> None:
    pcm = Pcm.gather([SAMPLES], tmp_path / "wave.npy")
    columns = _sketch(pcm).columns(3.0, frames / HOUSE_RATE, 64)
    assert columns.bands is None
    assert np.all(columns.low <= columns.high)
    touching = (columns.low[1:] <= columns.high[:-1] + 1e-6) & (
        columns.high[1:] >= columns.low[:-1] - 1e-6
    )
    assert touching.all()
    at = 3 * HOUSE_RATE
    inside = WAVE[at : at + int(frames * 64)] / 0.5
    if len(inside):
        assert columns.high.max() == pytest.approx(inside.max(), abs=0.06)


def test_beside_the_sound_lies_silence(tmp_path: Path) -> None:
    pcm = Pcm.gather([SAMPLES], tmp_path / "wave.npy")
    for sketch, width in ((_sketch(), 0.01), (_sketch(pcm), 1e-4)):
        columns = sketch.columns(5.0, width, 32)
        assert not columns.low.any()
        assert not columns.high.any()
    assert _sketch().seconds == pytest.approx(4.0)

"""The pyramid of voices holds the lowest and highest of every stretch, at every zoom."""

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.audio.stempeaks import BUCKET, StemPeaks
from luma.domain.errors import ArtifactError
from luma.domain.stems import Stem

Audio = npt.NDArray[np.float32]


def pyramid(voices: dict[Stem, Audio]) -> StemPeaks:
    frames = len(voices[Stem.DRUMS])
    return StemPeaks.of(frames, lambda s, a, b: voices[s][a:b], lambda _: None)


def noise(frames: int) -> dict[Stem, Audio]:
    dice = np.random.default_rng(5)
    return {
        stem: (dice.uniform(-1, 1, (frames, 2)) * 0.2 * (n + 1)).astype(np.float32)
        for n, stem in enumerate(Stem)
    }


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 40_000),
    st.sampled_from(Stem),
    st.integers(-5000, 45_000),
    st.floats(1.0, 9000.0),
)
def test_a_column_holds_its_stretch_and_little_more(
    frames: int, stem: Stem, start: int, wide: float
) -> None:
    voices = noise(frames)
    low, high = pyramid(voices).columns(stem, start, wide, 6)
    grain = max(BUCKET, BUCKET << max(0, int(wide // BUCKET).bit_length() - 1))
    for n in range(6):
        begin, stop = start + n * wide, start + (n + 1) * wide
        inside = voices[stem][max(0, int(np.ceil(begin))) : max(0, int(stop))]
        around = voices[stem][max(0, int(begin) - grain) : max(0, int(stop) + grain + 1)]
        assert low[n] <= inside.min(initial=0.0) + 1e-4
        assert high[n] >= inside.max(initial=0.0) - 1e-4
        assert low[n] >= around.min(initial=0.0) - 1e-4
        assert high[n] <= around.max(initial=0.0) + 1e-4


def test_it_comes_back_from_its_file(tmp_path: Path) -> None:
    made = pyramid(noise(10_000))
    made.write(tmp_path / "p.npz")
    kept = StemPeaks.open(tmp_path / "p.npz")
    assert kept.frames == 10_000
    assert [level.shape for level in kept.levels] == [level.shape for level in made.levels]
    assert all(np.array_equal(*both) for both in zip(kept.levels, made.levels, strict=True))
    assert kept.loudest == pytest.approx(0.8, abs=0.01)


def test_another_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "p.npz"
    file.write_bytes(b"nothing")
    with pytest.raises(ArtifactError):
        StemPeaks.open(file)
    np.savez(file, table=np.zeros((3, 2, 2), np.int16), lengths=[3], frames=3)
    with pytest.raises(ArtifactError, match="4 voices"):
        StemPeaks.open(file)

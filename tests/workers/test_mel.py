"""The spectrogram shows tones where they are and as loud as they are, and keeps its levels."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.analysis.contract import Progress, Scratch
from luma.audio.mel import BANDS, DEPTH_DB, MelTiles, in_bytes
from luma.domain.errors import ArtifactError
from luma.domain.sound import Samples
from luma.domain.units import HOUSE_RATE, LIGHT_FPS
from tests import sounds
from tests.workers.conftest import Shelve
from workers.mel import mel


def look_at(samples: Samples, shelved: Shelve, folder: Path) -> MelTiles:
    return mel(shelved(samples), Scratch(folder), Progress())


def band_of(hertz: float) -> int:
    """The band whose middle is nearest, by the formula in the other direction."""
    low, high = (2595 * np.log10(1 + f / 700) for f in (30.0, 16_000.0))
    middles = [low + (high - low) * (n + 1) / (BANDS + 1) for n in range(BANDS)]
    in_hertz = [700 * (10 ** (m / 2595) - 1) for m in middles]
    return int(np.argmin([abs(h - hertz) for h in in_hertz]))


@pytest.mark.parametrize("hertz", [110.0, 440.0, 2_000.0, 9_000.0])
def test_a_tone_stands_in_its_band_at_its_level(
    hertz: float, shelved: Shelve, tmp_path: Path
) -> None:
    tiles = look_at(sounds.sine(hertz, 2.0, level=1.0), shelved, tmp_path)
    row = tiles.columns(1.0, 1 / LIGHT_FPS, 1)[0].astype(float)
    level = (row / 255 - 1) * DEPTH_DB
    assert abs(int(row.argmax()) - band_of(hertz)) <= 1
    assert -4.5 < level.max() < 0.5
    far = np.abs(np.arange(BANDS) - row.argmax()) > 6
    assert level[far].max() < -50


def test_twenty_decibels_less_are_twenty_decibels_less(shelved: Shelve, tmp_path: Path) -> None:
    loud = look_at(sounds.sine(1000, 1.0, level=0.8), shelved, tmp_path).table[30].max()
    soft = look_at(sounds.sine(1000, 1.0, level=0.08), shelved, tmp_path).table[30].max()
    assert (int(loud) - int(soft)) / 255 * DEPTH_DB == pytest.approx(20, abs=0.5)


@pytest.mark.parametrize("seconds", [0.0, 0.001, 1.0])
def test_silence_is_black_however_short(
    seconds: float, shelved: Shelve, tmp_path: Path
) -> None:
    tiles = look_at(sounds.silence(seconds), shelved, tmp_path)
    assert not tiles.table.any()
    assert tiles.frames == max(1, round(seconds * LIGHT_FPS + 0.49))


@given(st.integers(1, 5000), st.floats(-3, 60), st.floats(0.001, 20), st.integers(1, 50))
@settings(max_examples=40)
def test_a_column_is_the_loudest_near_its_middle(
    tmp_path_factory: pytest.TempPathFactory, frames: int, start: float, wide: float, count: int
) -> None:
    rows = np.random.default_rng(frames).integers(0, 256, (frames, BANDS), dtype=np.uint8)
    tiles = MelTiles.gather([rows], tmp_path_factory.mktemp("mel") / "m.npy")
    assert tiles.frames == frames
    size = 1
    while size * 2 <= max(1.0, wide * LIGHT_FPS) and size < frames:
        size *= 2
    for column, shown in enumerate(tiles.columns(start, wide, count)):
        middle = start * LIGHT_FPS + (column + 0.5) * wide * LIGHT_FPS
        first = int(np.floor(middle / size)) * size
        seen = rows[max(first, 0) : max(first + size, 0)]
        wanted = seen.max(axis=0) if len(seen) else np.zeros(BANDS)
        assert np.array_equal(shown, wanted)


def test_tiles_come_back_from_their_file_and_others_are_refused(tmp_path: Path) -> None:
    rows = np.full((100, BANDS), 7, np.uint8)
    MelTiles.gather([rows], tmp_path / "a.npy").write(tmp_path / "b.npy")
    assert np.array_equal(MelTiles.open(tmp_path / "b.npy").table[:100], rows)
    for name, wrong in (
        ("short", MelTiles.open(tmp_path / "b.npy").table[:-2]),
        ("narrow", np.zeros((3, 4), np.uint8)),
        ("floats", np.zeros((1, BANDS), np.float32)),
    ):
        np.save(tmp_path / f"{name}.npy", wrong)
        with pytest.raises(ArtifactError, match=name):
            MelTiles.open(tmp_path / f"{name}.npy")
    (tmp_path / "text.npy").write_text("no")
    with pytest.raises(ArtifactError, match="no spectrogram"):
        MelTiles.open(tmp_path / "text.npy")


def test_bytes_are_decibels_below_full_scale() -> None:
    assert in_bytes(np.array([1.0, 100.0, 1e-30, 10**-4.8])).tolist() == [255, 255, 0, 128]


def test_one_second_is_sixty_rows_and_progress_is_told(shelved: Shelve, tmp_path: Path) -> None:
    told: list[float] = []
    sound = shelved(sounds.sweep(3.0))
    tiles = mel(sound, Scratch(tmp_path), Progress(lambda share, _: told.append(share)))
    assert tiles.frames == 180
    assert sound.frames == 3 * HOUSE_RATE
    assert told[-1] == 1.0

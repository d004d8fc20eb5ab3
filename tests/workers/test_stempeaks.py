"""The lanes of the voices are drawn from the voices as they sound in the mix."""

from pathlib import Path

import numpy as np

from luma.analysis.contract import Progress
from luma.domain.stems import Stem
from tests import sounds
from tests.workers.conftest import Shelve
from workers.stempeaks import stempeaks


def test_each_voice_has_its_peaks_at_its_level_in_the_mix(
    tmp_path: Path, shelved: Shelve
) -> None:
    frames = 50_000
    at = np.arange(frames) / 48_000
    levels = dict(zip(Stem, (1.6, 0.4, 0.2, 0.0), strict=True))
    voices = {
        stem: np.repeat(np.sin(2 * np.pi * 100 * at)[:, None] * level, 2, 1).astype(np.float32)
        for stem, level in levels.items()
    }
    stems = sounds.write_stems(tmp_path, voices, "luma")
    made = stempeaks(shelved(np.zeros((frames, 2), np.float32)), stems, Progress())
    assert made.frames == frames
    for stem, level in levels.items():
        low, high = made.columns(stem, 0, 1000, 50)
        assert np.allclose(high, min(level, 1.0), atol=2e-3), stem
        assert np.allclose(low, -min(level, 1.0), atol=2e-3), stem

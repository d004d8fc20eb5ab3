"""Energy follows the music on the light grid."""

import numpy as np

from luma.analysis.contract import Progress
from luma.domain.units import LIGHT_FPS
from tests import sounds
from tests.workers.conftest import Shelve
from workers.energy import energy


def test_every_light_frame_has_a_value_in_range(shelved: Shelve) -> None:
    for samples in (sounds.drums(120, 5), sounds.silence(2), sounds.sine(100, 0.01)):
        made = energy(shelved(samples), Progress())
        for curve in (made.loudness, made.onset, made.brightness):
            assert len(curve) == -(-len(samples) * LIGHT_FPS // 48_000)
            assert curve.dtype == np.float32
            assert curve.min() >= 0
            assert curve.max() <= 1


def test_loudness_is_one_at_the_loudest_and_falls_with_the_level(shelved: Shelve) -> None:
    steps = [sounds.sine(440, 1, level=level) for level in (0.5, 0.5 / 10 ** (24 / 20), 0.0)]
    loudness = energy(shelved(np.concatenate(steps)), Progress()).loudness
    assert np.allclose(loudness[[30, 90, 150]], [1, 0.5, 0], atol=0.02)


def test_onsets_peak_where_sounds_begin(shelved: Shelve) -> None:
    onset = energy(shelved(sounds.clicks(120, 6, first=0.25)), Progress()).onset
    peaks = np.flatnonzero(onset > 0.5) / LIGHT_FPS
    assert np.abs((peaks - 0.25 + 0.25) % 0.5 - 0.25).max() < 0.035
    assert len(np.unique(np.round(peaks * 2))) >= 11


def test_brightness_climbs_with_a_sweep(shelved: Shelve) -> None:
    bright = energy(shelved(sounds.sweep(6)), Progress()).brightness
    thirds = [part.mean() for part in np.array_split(bright, 3)]
    assert thirds[0] < 0.1 < thirds[1] < thirds[2]
    assert not energy(shelved(sounds.silence(1)), Progress()).brightness.any()

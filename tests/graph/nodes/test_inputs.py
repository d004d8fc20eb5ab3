"""What a graph is told of the track."""

import numpy as np

from luma.domain.curve import FrameTimes
from luma.domain.energy import Energy
from luma.graph.nodes.inputs import beats, chords, energy
from tests.graph.rooms import track


def test_beats_and_chords_are_the_tracks_own() -> None:
    features = track()
    assert features.chords is not None
    assert beats(features.beats) is features.beats
    assert chords(features.chords) is features.chords


def test_energy_is_read_by_the_global_frame_and_nothing_lies_outside() -> None:
    ramp = np.linspace(0.0, 0.9, 10, dtype=np.float32)
    heard = Energy(ramp, np.square(ramp), ramp[::-1].copy())
    over = energy(heard, FrameTimes(7, 6))
    assert np.allclose(over.loudness.values[0, :, 0], [0.7, 0.8, 0.9, 0, 0, 0])
    assert np.allclose(over.onset.values[0, :, 0], [0.49, 0.64, 0.81, 0, 0, 0])
    before = energy(heard, FrameTimes(-2, 4))
    assert np.allclose(before.brightness.values[0, :, 0], [0, 0, 0.9, 0.8])

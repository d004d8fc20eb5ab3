"""The energy of a whole track, by which tracks are compared."""

import json

import numpy as np
import pytest

from luma.domain.codec import decode
from luma.domain.energy import Energy, Loudness, share_of_energy


def of(level: float, loudness: float, onset: float, brightness: float) -> float:
    full = np.ones(100, np.float32)
    return share_of_energy(
        Energy(full * loudness, full * onset, full * brightness), Loudness(level, -1.0)
    )


def test_loud_busy_bright_tracks_have_all_of_it_and_silence_has_none() -> None:
    assert of(-5.0, 1.0, 0.5, 1.0) == 1.0
    assert of(-30.0, 1.0, 0.0, 0.0) == 0.0
    assert of(-5.0, 0.0, 0.5, 1.0) == 0.0


def test_the_master_counts_twice_and_the_others_once() -> None:
    assert of(-15.0, 1.0, 0.0, 0.0) == pytest.approx(0.25)
    assert of(-40.0, 1.0, 0.1, 0.0) == pytest.approx(0.125)
    assert of(-40.0, 1.0, 0.0, 0.6) == pytest.approx(0.15)


def test_stretches_without_sound_do_not_make_a_track_dull() -> None:
    sound = np.repeat(np.array([0.0, 1.0], np.float32), 50)
    half = Energy(sound, sound * 0.0, sound * 0.8)
    assert share_of_energy(half, Loudness(-40.0, -1.0)) == pytest.approx(0.2)


def test_the_loudest_of_nothing_is_as_quiet_as_can_be() -> None:
    nothing = Loudness(-120.0, -120.0)
    assert (nothing.loudest_moment, nothing.loudest_short_term) == (-120.0, -120.0)


def test_a_loudness_that_knows_no_moments_is_read_without_them() -> None:
    fields = '"integrated": -14.0, "true_peak": -1.0, "spread": 3.0, "short_term": [-15.0]'
    read = decode(Loudness, json.loads(f"{{{fields}}}"))
    assert (read.integrated, read.short_term.tolist()) == (-14.0, [-15.0])
    assert read.momentary.size == 0

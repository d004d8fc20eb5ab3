"""Beats lie where the drums are, and bars begin where they begin."""

import mir_eval
import numpy as np
import pytest

from luma.analysis.contract import Progress
from luma.domain.rhythm import BeatGrid
from tests import sounds
from tests.workers.conftest import Shelve
from workers.beats import beats

SECONDS, FIRST = 30.0, 0.37


def f_measure(truth: np.ndarray, heard: np.ndarray) -> float:
    return float(mir_eval.beat.f_measure(mir_eval.beat.trim_beats(truth), heard[heard >= 5]))


@pytest.mark.parametrize("bpm", [75.0, 90.0, 110.0, 124.7, 128.0, 140.0, 174.0])
def test_steady_drums_are_met_with_their_tempo_and_bars(shelved: Shelve, bpm: float) -> None:
    grid = beats(shelved(sounds.drums(bpm, SECONDS, FIRST)), Progress())
    truth = np.arange(FIRST, SECONDS, 60 / bpm)
    assert not grid.assumed
    assert grid.bpm == pytest.approx(bpm, rel=2e-3)
    assert f_measure(truth, grid.beats) > 0.97
    assert f_measure(truth[::4], grid.bar_starts) > 0.95
    nearest = np.abs(grid.beats[:, None] - truth).min(axis=1)
    assert np.median(nearest) < 0.008


def test_a_tempo_that_climbs_is_followed(shelved: Shelve) -> None:
    moments, at = [], 0.2
    while at < 45:
        moments.append(at)
        at += 60 / (110 + 20 * at / 45)
    hits = [(m, sounds.kick() * (1.2 if n % 4 == 0 else 0.9)) for n, m in enumerate(moments)]
    claps = [(m, sounds.clap(n)) for n, m in enumerate(moments) if n % 2]
    grid = beats(shelved(sounds.at_times([*hits, *claps], 45)), Progress())
    assert f_measure(np.array(moments), grid.beats) > 0.95
    early, late = np.diff(grid.beats)[5:15].mean(), np.diff(grid.beats)[-15:-5].mean()
    assert 60 / early < 117
    assert 60 / late > 123


@pytest.mark.parametrize(
    "samples",
    [
        sounds.silence(12),
        sounds.sine(440, 12),
        sounds.progression(["C:maj"], 12),
        sounds.stereo(0.1 * np.random.default_rng(1).standard_normal(12 * 48_000)),
        sounds.drums(120, 1.5),
        sounds.silence(0.01),
    ],
    ids=["silence", "tone", "held chord", "noise", "too short", "next to nothing"],
)
def test_where_no_beats_are_heard_a_grid_is_assumed(
    shelved: Shelve, samples: np.ndarray
) -> None:
    grid = beats(shelved(samples), Progress())
    assert isinstance(grid, BeatGrid)
    assert grid.assumed
    assert grid.bpm == pytest.approx(120)
    assert grid.confidence == 0


def test_the_grid_reaches_to_both_ends(shelved: Shelve) -> None:
    quiet = sounds.silence(4)
    grid = beats(
        shelved(np.concatenate([quiet, sounds.drums(120, 20), quiet])),
        Progress(),
    )
    assert grid.beats[0] < 0.6
    assert grid.beats[-1] > 27.4
    assert f_measure(np.arange(0, 28, 0.5), grid.beats) > 0.97

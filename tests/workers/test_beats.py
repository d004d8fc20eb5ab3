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
        np.full((12 * 48_000, 2), 0.7, np.float32),
        np.full((12 * 48_000, 2), np.nan, np.float32),
        sounds.stereo(np.cumsum(np.random.default_rng(3).standard_normal(12 * 48_000)) / 900),
        sounds.sweep(12),
    ],
    ids=[
        "silence",
        "tone",
        "held chord",
        "noise",
        "too short",
        "next to nothing",
        "constant",
        "no numbers",
        "rumble",
        "sweep",
    ],
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


def test_each_beat_says_how_clearly_it_was_heard(shelved: Shelve) -> None:
    gap = sounds.silence(6)
    whole = np.concatenate([sounds.drums(120, 20), gap, sounds.drums(120, 20)])
    grid = beats(shelved(whole), Progress())
    assert grid.certainty.shape == grid.beats.shape
    played = (grid.beats < 19) | (grid.beats > 27)
    rested = (grid.beats > 21) & (grid.beats < 25)
    assert grid.certainty[played].mean() > 0.5
    assert grid.certainty[rested].max() < 0.3


def test_another_way_to_count_is_kept(shelved: Shelve) -> None:
    grid = beats(shelved(sounds.drums(128, SECONDS)), Progress())
    assert grid.second is not None
    assert grid.second.bpm == pytest.approx(64, rel=0.01)
    assert grid.second.second is None


def test_a_machine_gets_one_tempo(shelved: Shelve) -> None:
    grid = beats(shelved(sounds.drums(126.37, 60, 0.11)), Progress())
    assert np.ptp(np.diff(grid.beats)) < 1e-4
    assert grid.bpm == pytest.approx(126.37, abs=0.02)
    truth = np.arange(0.11, 60, 60 / 126.37)
    assert np.abs(grid.beats[:, None] - truth).min(axis=1).max() < 0.010


@pytest.mark.parametrize("level", [0.003, 4.0])
def test_faint_and_clipped_drums_are_heard_alike(shelved: Shelve, level: float) -> None:
    loud = np.clip(sounds.drums(118, SECONDS, FIRST) * level, -1, 1)
    grid = beats(shelved(loud), Progress())
    assert not grid.assumed
    assert f_measure(np.arange(FIRST, SECONDS, 60 / 118), grid.beats) > 0.95


def test_music_amid_damage_is_still_heard(shelved: Shelve) -> None:
    damaged = sounds.drums(118, SECONDS, FIRST)
    damaged[100_000:140_000] = np.nan
    damaged[600_000:601_000] = np.inf
    grid = beats(shelved(damaged + np.float32(0.2)), Progress())
    assert f_measure(np.arange(FIRST, SECONDS, 60 / 118), grid.beats) > 0.9

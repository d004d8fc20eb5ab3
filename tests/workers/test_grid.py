"""Beats lie on lines where a machine plays, and beside the hands of people elsewhere."""

import numpy as np
import pytest

from tests.workers.test_beatdecode import heard
from workers import _grid


def test_beats_are_placed_between_frames() -> None:
    truth = np.arange(0.313, 30, 60 / 127.3)
    moments, certainty = _grid.placed(heard(truth, 30), np.round(truth * 100).astype(int))
    assert np.abs(moments - truth).max() < 0.005
    assert certainty.min() > 0.7


def test_a_beat_that_nobody_played_stays_where_it_was_walked() -> None:
    truth = np.arange(0.3, 20, 0.5)
    steps = np.round(truth * 100).astype(int)
    moments, certainty = _grid.placed(heard(np.delete(truth, 7), 20), steps)
    assert moments[7] == pytest.approx(truth[7], abs=0.011)
    assert certainty[7] < 0.1


def test_what_a_machine_plays_becomes_one_line() -> None:
    dice = np.random.default_rng(1)
    truth = 0.3 + np.arange(120) * (60 / 128.02)
    said = truth + dice.normal(0, 0.004, len(truth))
    said[[10, 50, 51]] += 0.045
    settled = _grid.settled(said, np.full(len(truth), 0.8))
    assert np.ptp(np.diff(settled)) < 1e-5
    assert 60 / np.diff(settled).mean() == pytest.approx(128.02, abs=0.02)
    assert np.abs(settled - truth).max() < 0.003


def test_two_tempi_become_two_lines() -> None:
    dice = np.random.default_rng(2)
    gaps = np.concatenate([np.full(80, 0.5), np.full(90, 0.46)])
    truth = np.cumsum(gaps)
    settled = _grid.settled(truth + dice.normal(0, 0.003, 170), np.full(170, 0.8))
    assert np.abs(settled - truth).max() < 0.012
    assert np.ptp(np.diff(settled)[:70]) < 1e-5
    assert np.ptp(np.diff(settled)[-80:]) < 1e-5


def test_what_people_play_is_followed_smoothly() -> None:
    dice = np.random.default_rng(3)
    truth = np.cumsum(0.5 * (1 + 0.03 * np.sin(np.arange(150) / 15)))
    said = truth + dice.normal(0, 0.006, 150)
    settled = _grid.settled(said, np.full(150, 0.7))
    assert np.abs(settled - truth).max() < 0.02
    assert np.abs(np.diff(settled, 2)).std() < 0.6 * np.abs(np.diff(said, 2)).std()
    assert np.all(np.diff(settled) > 0)


def test_beats_stay_in_order_whatever_is_said() -> None:
    dice = np.random.default_rng(4)
    for count in (2, 3, 9, 40):
        said = np.sort(dice.uniform(0, 20, count))
        settled = _grid.settled(said, dice.uniform(0, 1, count))
        assert settled.shape == said.shape
        assert np.all(np.diff(settled) > 0)

"""The likeliest walk through beats is the likeliest of all, and bars keep their lengths."""

import itertools
from dataclasses import replace

import numpy as np
import pytest

from workers import _beatdecode as decode
from workers._beatnet import PACE_HOP, TEMPI, Heard, pace_place


def heard(
    times: np.ndarray, seconds: float, *, downbeats: np.ndarray | None = None, bpm: float = 0.0
) -> Heard:
    """What a network that is sure of itself says of beats at some moments."""
    frames = round(seconds * 50)
    rows = max(1, 1 + (frames - 800) // PACE_HOP)
    pace = np.zeros((rows, TEMPI), np.float32)
    if bpm:
        pace = pace - ((np.arange(TEMPI) - pace_place(bpm)) / 4).astype(np.float32) ** 2
    down = np.array([]) if downbeats is None else downbeats
    struck = np.zeros(frames, np.float32)
    return Heard(odds_at(times, frames), odds_at(down, frames), pace.astype(np.float32), struck)


def odds_at(times: np.ndarray, frames: int) -> np.ndarray:
    chance = np.full(frames, 0.005)
    for time in times:
        near = np.round(time * 50).astype(int) + np.arange(-2, 3)
        near = near[(near >= 0) & (near < frames)]
        share = np.clip(1 - np.abs(near - time * 50) / 2, 0.005, 0.98)
        chance[near] = np.maximum(chance[near], share)
    return np.asarray(np.log(chance / (1 - chance)), dtype=np.float32)


@pytest.mark.parametrize("bpm", [52.0, 77.7, 100.0, 128.0, 174.0, 207.0])
def test_even_beats_are_walked_at_their_tempo(bpm: float) -> None:
    truth = np.arange(0.3, 30, 60 / bpm)
    steps = decode.walk(heard(truth, 30)).steps
    assert len(steps) - len(truth) in (0, 1)
    near = np.abs(steps[:, None] / 100 - truth).min(axis=1)
    assert np.median(near) < 0.011
    assert np.median(np.diff(steps)) == pytest.approx(6000 / bpm, abs=1)


def test_a_tempo_that_bends_is_followed() -> None:
    gaps = 0.5 * (1 + 0.06 * np.sin(np.arange(70) / 8))
    truth = 0.2 + np.cumsum(gaps)
    steps = decode.walk(heard(truth, truth[-1] + 0.2)).steps
    near = np.abs(steps[:, None] / 100 - truth).min(axis=0)
    assert np.percentile(near, 95) < 0.02


def test_a_pause_is_walked_through_on_the_beat() -> None:
    truth = np.arange(0.25, 40, 0.5)
    sounding = truth[(truth < 15) | (truth > 25)]
    steps = decode.walk(heard(sounding, 40)).steps
    assert np.abs(steps[:, None] / 100 - truth).min(axis=0).max() < 0.03


def test_the_tempo_that_is_heard_decides_between_octaves() -> None:
    truth = np.arange(0.25, 30, 0.5)
    odds = heard(truth, 30)
    weak = np.where(odds.beat > 0, 0.1, odds.beat).astype(np.float32)
    for bpm in (60.0, 120.0):
        asked = heard(truth, 30, bpm=bpm)
        steps = decode.walk(replace(odds, beat=weak, pace=asked.pace)).steps
        assert 6000 / np.median(np.diff(steps)) == pytest.approx(bpm, rel=0.03)


def test_no_other_walk_is_likelier() -> None:
    dice = np.random.default_rng(5)
    frames = 70
    said = Heard(
        dice.normal(0, 1, frames).astype(np.float32),
        np.full(frames, -3, np.float32),
        np.zeros((1, TEMPI), np.float32),
        np.zeros(frames, np.float32),
    )
    found = decode.walk(said)
    assert found.score == pytest.approx(_best_by_trying(said), abs=1e-3)


def _best_by_trying(said: Heard) -> float:
    """The best score of all walks, beat after beat in plain loops."""
    clear = decode.evidence(said)
    count, gaps = len(clear), range(28, 122)
    best = np.full((count, 122), -np.inf)
    for step, gap in itertools.product(range(count), gaps):
        before = step - gap
        ways = [0.0] if before < 0 else []
        for other in range(max(28, gap - 6), min(121, gap + 6) + 1):
            if before >= 0:
                bend = decode.TASTE.bend * abs(gap - other) / other
                ways.append(best[before, other] - bend)
        best[step, gap] = clear[step] + max(ways)
    ends = [best[s, g] for s, g in itertools.product(range(count), gaps) if s + g >= count]
    return float(max(ends))


@pytest.mark.parametrize("metre", [2, 3, 4, 5, 6, 7])
def test_bars_of_every_length_are_counted(metre: int) -> None:
    truth = np.arange(0.26, 60, 0.5)
    odds = heard(truth, 60, downbeats=truth[1::metre])
    bars = decode.bars(odds, np.round(truth * 100).astype(int))
    assert set(np.diff(bars.first)) == {metre}
    assert bars.first[0] == 1


def test_a_bar_that_is_hard_to_hear_is_counted_through() -> None:
    truth = np.arange(0.26, 60, 0.5)
    odds = heard(truth, 60, downbeats=np.delete(truth[::4], [5, 6, 11]))
    bars = decode.bars(odds, np.round(truth * 100).astype(int))
    assert np.array_equal(bars.first, np.arange(0, len(truth), 4))


def test_the_second_way_has_half_or_twice_the_beats() -> None:
    truth = np.arange(0.25, 40, 60 / 140)
    odds = heard(truth, 40)
    steps = decode.walk(odds).steps
    other = decode.other(odds, steps)
    assert other is not None
    assert 6000 / np.median(np.diff(other)) == pytest.approx(70, rel=0.02)
    slow = np.round(np.arange(0.25, 40, 60 / 60) * 100).astype(int)
    double = decode.other(odds, slow)
    assert double is not None
    assert np.median(np.diff(double)) == 50


def test_where_bars_may_begin_anywhere_the_bass_decides() -> None:
    truth = np.arange(0.26, 60, 0.5)
    odds = heard(truth, 60)
    struck = np.full(len(odds.struck), 0.1, np.float32)
    struck[np.round(truth * 50).astype(int)] = 1.0
    struck[np.round(truth[2::4] * 50).astype(int)] = 1.1
    unsure = np.full(len(odds.downbeat), -1.0, np.float32)
    unsure[np.round(truth[::2] * 50).astype(int)] = 0.4
    bars = decode.bars(
        replace(odds, downbeat=unsure, struck=struck), np.round(truth * 100).astype(int)
    )
    assert np.array_equal(bars.first, np.arange(2, len(truth), 4))

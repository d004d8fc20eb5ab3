"""Sections are found on bars, named and grouped by what plays in them."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from luma.analysis.contract import Progress
from luma.audio.mel import BANDS, MelTiles
from luma.domain.drums import DrumTrack, Hits
from luma.domain.rhythm import BeatGrid
from luma.domain.sections import SectionTrack
from luma.domain.tones import ToneTrack
from workers import _sectioncuts as cuts
from workers._sectionbars import bar_edges
from workers.sections import sections

BAR = 2.0
FORM = (
    ("intro", 4, 90, 0.0, 0.5),
    ("break", 8, 130, 0.0, 0.0),
    ("drop", 8, 220, 1.0, 1.0),
    ("break", 8, 130, 0.0, 0.0),
    ("drop", 8, 220, 1.0, 1.0),
    ("outro", 8, 90, 0.5, 0.0),
)
Play = Callable[[Sequence[tuple[str, int, int, float, float]]], SectionTrack]


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """What is heard of a form: bars, how bright and loud they are, kicks and hats a beat."""

    def heard(form: Sequence[tuple[str, int, int, float, float]]) -> SectionTrack:
        frames, kicks, hats, at = [], list[float](), list[float](), 0.0
        for _, bars, loud, kick, hat in form:
            row = np.linspace(loud, loud - 80 + 60 * hat, BANDS).clip(0, 255)
            frames.append(np.tile(row, (round(bars * BAR * 60), 1)).astype(np.uint8))
            beats = at + np.arange(0, bars * BAR, BAR / 4)
            kicks += beats[: round(len(beats))].tolist() if kick >= 1 else []
            kicks += beats[::4].tolist() if kick == 0.5 else []
            hats += beats.tolist() if hat else []
            at += bars * BAR
        tiles = MelTiles.gather(frames, tmp_path / "mel.npy")
        count = round(at * ToneTrack.fps)
        chords, bass, twelve = (np.zeros((count, wide), np.float16) for wide in (4, 12, 12))
        tones = ToneTrack(chords, bass, twelve, np.ones(count, np.float16))
        none = Hits(np.zeros(0), np.zeros(0))
        drums = DrumTrack(_hits(kicks), none, _hits(hats))
        grid = BeatGrid.steady(120, first=0.0, count=round(at * 2))
        return sections(tiles, grid, drums, tones, Progress())

    return heard


def _hits(moments: list[float]) -> Hits:
    return Hits(np.array(moments), np.ones(len(moments)))


def test_a_plain_form_is_found_on_its_bars(play: Play) -> None:
    told = play(FORM).sections
    bars = np.cumsum([0, *(row[1] for row in FORM)]) * BAR
    assert [part.start for part in told] == pytest.approx(bars[:-1].tolist(), abs=0.02)
    assert told[-1].stop == pytest.approx(bars[-1], abs=0.02)
    labels = [part.label for part in told]
    assert labels[0] == "intro"
    assert labels[-1] == "outro"
    assert labels[2] == labels[4] == "drop"
    assert told[1].group == told[3].group != told[2].group == told[4].group


def test_silence_and_sameness_are_one_section(play: Play) -> None:
    for form in ([("x", 12, 0, 0.0, 0.0)], [("x", 12, 200, 1.0, 1.0)]):
        (only,) = play(form).sections
        assert only.start == 0.0
        assert only.stop == pytest.approx(24.0, abs=0.02)


def test_a_blink_is_one_section(play: Play) -> None:
    assert len(play([("x", 1, 120, 0.0, 0.0)]).sections) == 1


def test_bars_reach_from_end_to_end_and_very_long_ones_are_halved() -> None:
    grid = BeatGrid(np.arange(1.0, 9.0, 0.5), np.array([0, 4, 8, 12]), 1.0)
    assert bar_edges(grid, 10.0).tolist() == pytest.approx([0, 1, 3, 5, 7, 9, 10])
    slow = BeatGrid.steady(60, first=0.0, count=16)
    assert bar_edges(slow, 16.0).tolist() == pytest.approx(list(range(0, 17, 2)))


def test_a_bar_on_its_own_at_either_end_is_with_its_neighbours() -> None:
    assert cuts.trimmed((0, 1, 9, 17, 18)) == (0, 9, 18)
    assert cuts.trimmed((0, 2, 9, 11)) == (0, 2, 9, 11)
    assert cuts.trimmed((0, 1)) == (0, 1)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10_000), count=st.integers(1, 40))
def test_of_all_ways_to_cut_the_cheapest_is_taken(seed: int, count: int) -> None:
    dice = np.random.default_rng(seed)
    sound, fresh = dice.normal(size=(count, 3)), np.zeros(count + 1)
    fresh[1:count] = dice.random(count - 1)
    found = cuts.find_edges(sound, fresh)
    assert found[0] == 0
    assert found[-1] == count
    price = _price(sound, fresh, found)
    for _ in range(30):
        inner = np.flatnonzero(dice.random(count + 1) < dice.random())
        other = tuple(sorted({0, count, *inner.tolist()}))
        if max(np.diff(other)) <= cuts.LONGEST:
            assert price <= _price(sound, fresh, other) + 1e-9


def _price(sound: cuts.Floats, fresh: cuts.Floats, edges: tuple[int, ...]) -> float:
    """The words of `find_edges`, bar by bar."""
    usual = float(np.mean([np.sum((row - sound.mean(axis=0)) ** 2) for row in sound]))
    price = 0.0
    for start, stop in pairwise(edges):
        middle = sound[start:stop].mean(axis=0)
        spread = sum(float(np.sum((row - middle) ** 2)) for row in sound[start:stop])
        price += cuts.SPREAD * spread / (usual + 1e-9)
        length, is_end = stop - start, start == 0 or stop == len(sound)
        odd = next(cost for step, cost in cuts.UNEVEN.items() if length % step == 0)
        short = cuts.TOO_SHORT if length < cuts.SHORTEST else 0.0
        price += cuts.EVERY_SECTION + (odd + short) * (0.4 if is_end else 1.0)
        price -= cuts.NEW * float(fresh[stop]) if stop < len(sound) else 0.0
    return price

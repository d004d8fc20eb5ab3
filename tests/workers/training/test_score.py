"""Songs of our own on paper: beats, bars, sections, chords and tempi."""

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from luma.domain.harmony import Chord
from workers.training.dance import STYLES, truth
from workers.training.dance.score import Score, compose

SECONDS = 30.0
SEEDS = range(1, 25)
every_style = pytest.mark.parametrize("style", list(STYLES))


def scores(style: str) -> list[Score]:
    """Some songs of a style."""
    return [compose(style, seed, SECONDS) for seed in SEEDS]


@every_style
def test_beats_count_bars_without_a_gap(style: str) -> None:
    per_bar = {"waltz": 3, "six-eight": 2}.get(style, 4)
    for score in scores(style):
        beats = truth.beats(score)
        assert len(beats) > 10
        for before, after in pairwise(beats):
            assert after.position == before.position % per_bar + 1
            assert after.second > before.second


@every_style
def test_machines_keep_their_tempo(style: str) -> None:
    low, high = STYLES[style].bpm
    steady = [score for score in scores(style) if score.sheet.grid.tempo == "constant"]
    assert len(steady) >= 8
    for score in steady:
        assert low <= score.sheet.grid.bpm <= high
        gaps = np.diff([beat.second for beat in truth.beats(score)])
        assert np.allclose(gaps, 60 / score.sheet.grid.bpm, atol=1e-9)


@pytest.mark.parametrize("style", ["pop-rock", "six-eight"])
def test_players_change_their_tempo_now_and_then(style: str) -> None:
    bent = [score for score in scores(style) if score.sheet.grid.tempo != "constant"]
    assert len(bent) >= 3
    for score in bent:
        gaps = np.diff([beat.second for beat in truth.beats(score)])
        assert 1.005 < gaps.max() / gaps.min() < 1.25


def test_the_tempi_are_those_that_people_count() -> None:
    """Half-time music keeps the tempo of its hats, not of its snare."""
    asked = {"house": (118, 128), "drum-and-bass": (168, 178), "dubstep": (138, 142)}
    assert {name: STYLES[name].bpm for name in asked} == asked
    thirds: list[bool] = []
    for score in scores("dubstep"):
        places = {round(b.second, 6): b.position for b in truth.beats(score)}
        second = score.sheet.grid.second
        for section in (s for s in score.sheet.sections if s.label == "drop"):
            start, end = second(section.first_bar), second(section.end_bar - 1)
            thirds += [
                places.get(round(hit.second, 6)) == 3
                for hit in score.strokes
                if hit.drum == "snare" and hit.force == 1.0 and start <= hit.second < end
            ]
    assert len(thirds) > 50
    assert np.mean(thirds) > 0.9


@every_style
def test_sections_begin_on_bars_and_chords_on_beats(style: str) -> None:
    for score in scores(style):
        beats = truth.beats(score)
        moments = np.array([beat.second for beat in beats] + [score.end])
        firsts = np.array([beat.second for beat in beats if beat.position == 1])
        sections, chords = truth.sections(score), truth.chords(score)
        for section in sections[1:]:
            assert np.abs(firsts - section.start).min() < 1e-9
        for before, after in [*pairwise(sections), *pairwise(chords)]:
            assert after.start == before.end
        assert (chords[0].start, chords[-1].end) == (0, SECONDS)
        for span in chords[1:]:
            assert np.abs(moments - span.start).min() < 1e-9
            assert Chord.parse(span.label).label == span.label


def test_every_kind_of_section_comes_and_so_does_every_kind_of_chord() -> None:
    every = [score for style in STYLES for score in scores(style)]
    labels = {section.label for score in every for section in truth.sections(score)}
    assert labels == {"intro", "verse", "build", "drop", "break", "chorus", "bridge", "outro"}
    qualities = Counter(
        Chord.parse(span.label).quality for score in every for span in truth.chords(score)
    )
    assert set(qualities) == {
        "N", "maj", "min", "7", "maj7", "min7", "sus2", "sus4", "dim", "aug", "hdim7",
    }  # fmt: skip
    assert any("/" in span.label for score in every for span in truth.chords(score))


@every_style
def test_strokes_are_in_order_and_of_three_kinds(style: str) -> None:
    for score in scores(style):
        heard = score.heard
        assert {hit.drum for hit in heard} <= {"kick", "snare", "hat"}
        assert [h.second for h in heard] == sorted(h.second for h in heard)
        assert all(0 <= h.second < SECONDS and 0 < h.force <= 1 for h in heard)
        for drum in ("kick", "snare", "hat"):
            same = [hit.second for hit in heard if hit.drum == drum]
            assert all(after - before >= 0.02 for before, after in pairwise(same))


def test_breaks_are_bare_and_drops_are_full() -> None:
    for score in scores("house"):
        strokes = np.array([hit.second for hit in score.heard if hit.drum == "kick"])
        for section in truth.sections(score):
            kicks = np.sum((strokes >= section.start - 0.02) & (strokes < section.end - 0.02))
            beats = (section.end - section.start) * score.sheet.grid.bpm / 60
            if section.label == "break":
                assert kicks == 0
            if section.label == "drop" and beats > 8:
                assert kicks > 0.6 * beats


@every_style
def test_every_pattern_fills_whole_bars(style: str) -> None:
    kind = STYLES[style]
    steps = kind.per_bar * kind.per_beat
    patterns = [pattern for book in kind.drums.values() for pattern in book]
    for pattern in [*patterns, *kind.basslines, *kind.comping]:
        assert len(pattern) % steps == 0, pattern

"""Chords are named by what sounds, and change where it changes."""

import numpy as np
import pytest

from luma.analysis.contract import Progress
from luma.audio.pcm import Pcm
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.units import LIGHT_FPS
from tests import sounds
from tests.workers.conftest import Shelve
from workers.chords import chords
from workers.chroma import chroma

BPM = 120.0


def heard(pcm: Pcm, **settings: float) -> ChordTrack:
    grid = BeatGrid.steady(BPM, count=int(pcm.seconds * BPM / 60) + 2)
    return chords(pcm, chroma(pcm, Progress()), grid, Progress(), **settings)


@pytest.mark.parametrize(
    "names",
    [
        ["C:maj", "G:maj", "A:min", "F:maj"],
        ["E:min", "B:min", "D:maj", "F#:min"],
        ["Bb:maj", "Eb:maj", "C:min", "F:min"],
    ],
)
def test_a_progression_is_heard_bar_by_bar(shelved: Shelve, names: list[str]) -> None:
    track = heard(shelved(sounds.progression(names, 2.0)))
    for number, name in enumerate(names):
        middle = track.at(number * 2.0 + 1.0)
        assert middle.label.split("7")[0].rstrip(":") == Chord.parse(name).label
    assert np.allclose(track.edges, [0, 2, 4, 6, 8], atol=0.01)


def test_sevenths_are_heard_where_they_sound(shelved: Shelve) -> None:
    track = heard(shelved(sounds.progression(["G:7", "D:min7"], 2.0)))
    assert [track.at(1.0).label, track.at(3.0).label] == ["G:7", "D:min7"]


def test_silence_is_no_chord(shelved: Shelve) -> None:
    assert [c.label for c in heard(shelved(sounds.silence(3))).chords] == ["N"]
    loud_then_quiet = np.concatenate([sounds.chord("C:maj", 4), sounds.silence(4)])
    track = heard(shelved(loud_then_quiet))
    assert (track.at(2).label, track.at(7).label) == ("C:maj", "N")


def test_chords_cover_the_whole_track(shelved: Shelve) -> None:
    track = heard(shelved(sounds.drums(120, 5.3)))
    assert track.edges[0] == 0
    assert track.edges[-1] == pytest.approx(5.3)


def test_smoothing_holds_a_chord_through_a_passing_beat(shelved: Shelve) -> None:
    passing = [sounds.chord("C:maj", 2), sounds.chord("D:min", 0.5), sounds.chord("C:maj", 2)]
    pcm = shelved(np.concatenate(passing))
    assert len(heard(pcm, smoothing=0.0).chords) > len(heard(pcm, smoothing=1.0).chords) == 1


def test_chroma_shows_the_tones_that_sound(shelved: Shelve) -> None:
    pcm = shelved(sounds.progression(["C:maj", "F#:maj"], 2.0))
    tones = chroma(pcm, Progress())
    assert tones.values.shape == (1, 4 * LIGHT_FPS, 12)
    assert tones.values.min() >= 0
    assert tones.values.max() <= 1
    for second, expected in ((1, {0, 4, 7}), (3, {6, 10, 1})):
        strongest = np.argsort(tones.values[0, second * LIGHT_FPS])[-3:]
        assert set(strongest.tolist()) == expected


def test_a_very_short_sound_has_chroma_too(shelved: Shelve) -> None:
    assert chroma(shelved(sounds.sine(440, 0.02)), Progress()).frames == 2

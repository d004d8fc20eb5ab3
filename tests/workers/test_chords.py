"""Chords are named by what sounds, and change where it changes."""

from pathlib import Path

import numpy as np
import pytest

from luma.analysis.contract import Progress
from luma.audio.pcm import Pcm
from luma.domain.harmony import Chord, ChordTrack
from luma.domain.rhythm import BeatGrid
from luma.domain.stems import Stem
from tests import sounds
from tests.workers.conftest import Shelve
from workers.chords import chords
from workers.tones import tones

BPM = 120.0


def heard(pcm: Pcm, grid: BeatGrid | None = None, **settings: float) -> ChordTrack:
    grid = grid or BeatGrid.steady(BPM, count=int(pcm.seconds * BPM / 60) + 2)
    return chords(pcm, tones(pcm, Progress()), grid, Progress(), **settings)


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


def test_an_orchestra_out_of_tune_plays_the_same_chords(shelved: Shelve) -> None:
    names = ["C:maj", "A:min", "F:maj", "G:maj"]
    high = np.asarray(sounds.progression(names, 2.0))
    places = np.arange(0, len(high) - 1, 2 ** (30 / 1200))
    faster = np.stack([np.interp(places, np.arange(len(high)), row) for row in high.T], axis=1)
    track = heard(shelved(faster))
    assert [track.at(second).label for second in (1, 3, 5, 7)] == names


def test_silence_is_clearly_no_chord(shelved: Shelve) -> None:
    track = heard(shelved(sounds.silence(3)))
    assert [c.label for c in track.chords] == ["N"]
    assert track.certainty.min() > 0.9
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


def test_every_chord_says_how_sure_it_is_and_what_else_it_may_be(shelved: Shelve) -> None:
    track = heard(shelved(sounds.progression(["C:maj", "A:min"], 2.0)))
    assert track.certainty.shape == (len(track.chords),)
    assert track.certainty.min() > 0.5
    for chord, others in zip(track.chords, track.alternatives, strict=True):
        assert len(set(others)) == 3
        assert Chord(chord.root, chord.quality) not in others


def test_a_chord_over_another_tone_than_its_root_names_it(shelved: Shelve) -> None:
    at = np.arange(4 * 48_000) / 48_000
    wave = np.zeros(len(at))
    for pitch in (40, 60, 64, 67, 72):
        hertz = 440 * 2 ** ((pitch - 69) / 12)
        wave += sum(0.1 / n**1.2 * np.sin(2 * np.pi * hertz * n * at) for n in range(1, 6))
    assert heard(shelved(sounds.stereo(wave))).at(2).label == "C:maj/3"


def test_without_beats_chords_lie_on_an_even_raster(shelved: Shelve) -> None:
    pcm = shelved(sounds.progression(["C:maj", "F:maj"], 3.0))
    track = heard(pcm, BeatGrid.assume(pcm.seconds))
    assert (track.at(1.5).label, track.at(4.5).label) == ("C:maj", "F:maj")
    assert np.abs(track.edges - 3.0).min() < 0.3


def test_noise_carries_no_chord(shelved: Shelve) -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (6 * 48_000, 2))
    track = heard(shelved(np.asarray(noise, np.float32)))
    assert [c.label for c in track.chords] == ["N"]


@pytest.mark.parametrize("seconds", [0.01, 0.4, 1.0])
def test_a_very_short_sound_has_chords_too(shelved: Shelve, seconds: float) -> None:
    track = heard(shelved(sounds.chord("A:min", seconds)))
    assert track.edges[-1] == pytest.approx(seconds)


def test_with_the_voices_apart_bass_and_harmony_are_heard_through_a_loud_singer(
    shelved: Shelve, tmp_path: Path
) -> None:
    harmony, singer = sounds.chord("C:maj", 4), sounds.chord("F#:maj", 4, level=0.3)
    quiet = sounds.silence(4)
    voices = dict(zip(Stem, (quiet, quiet, singer, harmony), strict=True))
    assert voices[Stem.OTHER] is harmony
    apart = sounds.write_stems(tmp_path, voices, "by hand")
    pcm = shelved(harmony + singer)
    grid = BeatGrid.steady(BPM, count=10)
    mixed = chords(pcm, tones(pcm, Progress()), grid, Progress())
    better = chords(pcm, tones(pcm, Progress(), apart), grid, Progress())
    assert better.at(2).label == "C:maj"
    assert mixed.at(2).label != "C:maj"


def test_what_is_no_number_is_passed_over(shelved: Shelve) -> None:
    holed = np.array(sounds.chord("C:maj", 4))
    holed[48_000:48_100] = np.nan
    assert heard(shelved(holed)).at(2).label == "C:maj"

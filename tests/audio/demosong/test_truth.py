from itertools import pairwise

import numpy as np
import pytest
from mir_eval import chord
from scipy import signal

from luma.audio.demosong import DemoSong, DemoTruth, demo_truth
from luma.domain.sound import Samples

RATE = 48_000
PITCH_CLASSES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@pytest.fixture(name="truth")
def _truth() -> DemoTruth:
    return demo_truth()


def flux(samples: Samples, low: float, high: float) -> tuple[Samples, int]:
    """How much a band's energy rises from one 5 ms slice to the next."""
    hop = 240
    band = signal.butter(2, (low, high), "bandpass", fs=RATE, output="sos")
    line = signal.sosfilt(band, samples.mean(axis=1))
    slices = np.square(line[: line.size // hop * hop]).reshape(-1, hop).mean(axis=1)
    rise: Samples = np.maximum(0.0, np.diff(slices, prepend=0.0))
    return rise, hop


def fundamental(stretch: Samples) -> int:
    """The MIDI pitch, in the bass's octave, whose overtones hold the most."""
    spectrum = np.abs(np.fft.rfft(stretch * np.hanning(stretch.size), 8 * RATE))
    held = {}
    for pitch in range(28, 40):
        partials = 440.0 * 2.0 ** ((pitch - 69) / 12) * np.arange(1, 9) * 8
        held[pitch] = sum(
            spectrum[round(at * 0.99) : round(at * 1.01)].max() for at in partials
        )
    return max(held, key=lambda pitch: held[pitch])


def share_struck(rise: Samples, hop: int, times: tuple[float, ...]) -> float:
    """The share of times right after which the rise stands out of its surroundings."""
    heard = 0
    for time in times:
        here = round(time * RATE) // hop
        around = rise[max(0, here - 20) : here + 20]
        heard += rise[here : here + 5].max() > 2.0 * around.mean()
    return heard / len(times)


def test_is_known_without_playing(song: DemoSong, truth: DemoTruth) -> None:
    assert truth == song.truth


def test_beats_are_even_and_bars_begin_on_them(truth: DemoTruth) -> None:
    assert np.allclose(np.diff(truth.beats), 0.48)
    assert truth.downbeats == truth.beats[::4]
    assert truth.beats[0] > 0.0


def test_chords_and_sections_fill_the_song_without_a_gap(song: DemoSong) -> None:
    for spans in (song.truth.chords, song.truth.sections):
        assert spans[0][0] == 0.0
        assert spans[-1][1] == pytest.approx(song.sound.seconds)
        for (_, stop, _), (start, _, _) in pairwise(spans):
            assert stop == start


def test_chords_and_sections_change_on_downbeats(truth: DemoTruth) -> None:
    starts = {start for spans in (truth.chords, truth.sections) for start, _, _ in spans[1:]}
    assert starts <= set(truth.downbeats)


def test_sections_are_whole_groups_of_four_bars(truth: DemoTruth) -> None:
    starts = [start for start, _, _ in truth.sections[1:]]
    assert all(truth.downbeats.index(start) % 4 == 0 for start in starts)


def test_chords_are_written_in_harte_syntax(truth: DemoTruth) -> None:
    for _, _, label in truth.chords:
        chord.encode(label)


def test_the_bass_plays_the_root_of_every_chord_it_accompanies(song: DemoSong) -> None:
    bass = song.stems["bass"].samples.mean(axis=1)
    accompanied = 0
    for start, stop, label in song.truth.chords:
        stretch = bass[round(start * RATE) : round(stop * RATE)]
        if label == "N" or np.sqrt(np.square(stretch).mean()) < 0.005:
            continue
        accompanied += 1
        assert fundamental(stretch) % 12 == PITCH_CLASSES[label[0]], (start, label)
    assert accompanied > 40


def test_the_chords_sound_as_they_are_named(song: DemoSong) -> None:
    other = song.stems["other"].samples.mean(axis=1)
    pitches = 12 * np.log2(np.fft.rfftfreq(RATE * 2, 1 / RATE)[1:] / 440) + 69
    audible = (pitches > 50) & (pitches < 84) & (np.abs(pitches - np.round(pitches)) < 0.3)
    classes = np.round(pitches[audible]).astype(int) % 12
    for start, stop, label in song.truth.chords[1:]:
        root, tones, _ = chord.encode(label)
        named = np.roll(tones, root) > 0
        stretch = other[round(start * RATE) : round(stop * RATE)][: RATE * 2]
        power = np.square(np.abs(np.fft.rfft(stretch * np.hanning(stretch.size), 2 * RATE)))
        chroma = np.bincount(classes, power[1:][audible], minlength=12)
        assert chroma[named].sum() > 0.8 * chroma.sum(), (start, label)


@pytest.mark.parametrize(
    ("drum", "low", "high"),
    [("kick", 50.0, 400.0), ("snare", 900.0, 5000.0), ("hat", 8000.0, 14000.0)],
)
def test_drums_are_heard_where_they_are_struck(
    song: DemoSong, drum: str, low: float, high: float
) -> None:
    rise, hop = flux(song.stems["drums"].samples, low, high)
    times = song.truth.drums[drum]
    assert share_struck(rise, hop, times) > 0.97
    astray = tuple(time - 0.05 for time in times)
    assert share_struck(rise, hop, astray) < 0.5


def test_strokes_come_in_order_and_are_told_once(truth: DemoTruth) -> None:
    for times in truth.drums.values():
        assert np.diff(times).min() > 0.03

"""Onsets, tones and brightness, against clicks, tones and pitches that are known."""

import math
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import Chroma, Number
from luma.domain.harmony import Chord
from luma.graph.nodes._spectra import measured
from luma.graph.nodes.listening import band_filter
from luma.graph.nodes.listening_onsets import onsets
from luma.graph.nodes.listening_tones import centroid, chroma, spectrum
from luma.graph.nodes.listening_tones import tone as one_tone
from tests.graph.rooms import row
from tests.graph.sound import clicks, heard, noise, tone

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import librosa


def test_a_spectrum_is_that_of_the_samples_up_to_the_end_of_its_frame() -> None:
    sound = noise(6.0)
    found = measured(sound, 800, 1600, 1600, lambda rows: rows)
    assert found.shape == (360, 801)
    window = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(1600) / 1600)
    before = np.concatenate([np.zeros(800), sound])
    for frame in (0, 1, 100, 256, 359):
        piece = before[frame * 800 : frame * 800 + 1600]
        expected = np.abs(np.fft.rfft(piece * window)) * 2.0 / window.sum()
        assert np.allclose(found[frame], expected, atol=1e-6)
    steady = measured(tone(3000.0, level=0.7), 800, 1600, 1600, lambda rows: rows)
    assert steady[30, 100] == pytest.approx(0.7, abs=1e-3)


times = st.lists(st.floats(0.15, 0.9), min_size=1, max_size=8).map(
    lambda gaps: [float(at) for at in np.cumsum(gaps)]
)


@given(times)
def test_every_click_is_one_moment_within_a_frame(at: list[float]) -> None:
    found = onsets(heard(clicks(at, at[-1] + 0.5), 600)).onset
    exact = [600 + time * 60.0 for time in at]
    assert found.frames.size == len(exact)
    for frame, moment in zip(found.frames, exact, strict=True):
        assert 0.0 < frame - moment <= 1.25
    assert found.strength.min() > 0.4
    assert found.strength.max() < 1.2 * found.strength.min()


def test_clicks_are_heard_over_a_steady_sound() -> None:
    at = [1.0, 1.5, 2.25, 2.5]
    bed = tone(110.0, 220.0, 330.0, seconds=3.0, level=0.1) + noise(3.0, 0.003)
    found = onsets(heard(bed + clicks(at, 3.0))).onset
    late = found.frames[found.frames > 30]
    assert [round(frame / 60, 1) for frame in late] == pytest.approx(at, abs=0.06)


@pytest.mark.parametrize("bed", ["tone", "noise", "silence"])
def test_nothing_begins_while_a_sound_goes_on(bed: str) -> None:
    beds = {
        "tone": tone(97.0, 1234.5, seconds=4.0, level=0.3),
        "noise": noise(4.0, 0.3),
        "silence": np.zeros(4 * 48_000),
    }
    frames = onsets(heard(np.asarray(beds[bed]))).onset.frames
    assert [frame for frame in frames if frame > 5] == []
    assert len(frames) == (0 if bed == "silence" else 1)


def test_onsets_keep_their_distance() -> None:
    at = [0.5 + n * 0.25 for n in range(8)]
    close = onsets(heard(clicks(at, 3.0)), distance=0.1).onset.frames
    wide = onsets(heard(clicks(at, 3.0)), distance=0.4).onset.frames
    assert close.size == 8
    assert wide.size == 4
    assert np.diff(wide).min() >= 24


def test_a_higher_sensitivity_finds_softer_ones() -> None:
    sound = clicks([1.0, 3.0], 4.0) + clicks([2.0], 4.0, level=0.003)
    loud = onsets(heard(sound), sensitivity=0.2).onset
    soft = onsets(heard(sound), sensitivity=0.9).onset
    assert loud.frames.size == 2
    assert soft.frames.size == 3
    assert soft.strength[1] < soft.strength[0]


def test_a_filter_before_it_leaves_the_low_blows_only() -> None:
    thump = np.zeros(4 * 48_000)
    decay = np.exp(-np.arange(9600) / 2400.0) * np.sin(2 * np.pi * 60 * np.arange(9600) / 48e3)
    for at in (1.0, 2.0, 3.0):
        thump[round(at * 48_000) :][:9600] += 0.8 * decay
    both = heard(thump + clicks([0.5, 1.5, 2.5, 3.5], 4.0, level=0.3))
    assert onsets(both).onset.frames.size == 7
    low = onsets(band_filter(both, keep="low", high=120.0), sensitivity=0.2).onset.frames / 60
    assert list(low) == pytest.approx([1.0, 2.0, 3.0], abs=0.04)


@pytest.mark.parametrize("octave", [3, 4, 5, 6])
@pytest.mark.parametrize("name", range(12))
def test_a_tone_is_the_strongest_of_the_twelve(octave: int, name: int) -> None:
    hertz = 440.0 * 2.0 ** ((12 * (octave + 1) + name - 69) / 12.0)
    found = chroma(heard(tone(hertz, seconds=0.5))).values[0, -1]
    assert int(np.argmax(found)) == name
    assert found[name] == 1.0
    far = [found[(name + step) % 12] for step in range(3, 10)]
    assert max(far) < 0.1


@pytest.mark.parametrize("label", ["C:maj", "A:min", "F#:min7", "Eb:maj"])
def test_a_chord_shows_as_librosa_hears_it(label: str) -> None:
    chord = Chord.parse(label)
    pitches = [440.0 * 2.0 ** ((60 + step - 69) / 12.0) for step in chord.tones]
    sound = tone(*pitches, seconds=1.0, level=0.2)
    found = chroma(heard(sound)).values[0, -1]
    reference = librosa.feature.chroma_stft(
        y=sound, sr=48_000, n_fft=8192, hop_length=800, tuning=0.0
    )[:, 50]
    assert set(np.argsort(found)[-len(pitches) :]) == {step % 12 for step in chord.tones}
    assert np.corrcoef(found, reference)[0, 1] > 0.9


def test_in_silence_no_tone_sounds_and_a_faint_one_is_faint() -> None:
    assert not chroma(heard(np.zeros(24_000))).values.any()
    assert chroma(heard(tone(440.0, level=1e-5))).values.max() < 0.05


def test_one_tone_is_taken_from_the_twelve() -> None:
    twelve = np.zeros((1, 4, 12), np.float32)
    twelve[0, 0, 9] = 1.0
    twelve[0, 1, [4, 7]] = 0.5, 1.0
    twelve[0, 2] = 0.25
    found = one_tone(Chroma(twelve), tone="E")
    assert found.level.values[0, :, 0].tolist() == [0.0, 0.5, 0.25, 0.0]
    assert found.strongest.values[0, :, 0] == pytest.approx([9 / 12, 7 / 12, 0.0, 0.0])
    assert found.clear.values[0, :, 0] == pytest.approx([1.0, (1 - 1.5 / 12) * 12 / 11, 0, 0])
    huge = one_tone(Chroma(np.full((2, 1, 12), -3e38, np.float32)))
    assert all(np.isfinite(curve.values).all() for curve in huge)


@pytest.mark.parametrize("hertz", [200.0, 440.0, 1000.0, 3000.0, 5500.0])
def test_brightness_of_a_pitch_is_its_place_in_octaves(hertz: float) -> None:
    found = centroid(heard(tone(hertz))).values[0, 10:, 0]
    expected = math.log2(hertz / 150.0) / math.log2(6000.0 / 150.0)
    assert np.allclose(found, expected, atol=0.02)


@pytest.mark.parametrize("cut", [400.0, 2000.0, 8000.0])
def test_the_middle_of_noise_is_where_librosa_finds_it(cut: float) -> None:
    sound = band_filter(heard(noise(2.0)), keep="low", high=cut, order=6)
    found = centroid(sound, dark=20.0, bright=20_000.0).values[0, 10:, 0].mean()
    reference = librosa.feature.spectral_centroid(
        y=sound.samples, sr=48_000, n_fft=1600, hop_length=800
    )[0, 10:-10]
    expected = np.mean(np.log2(reference / 20.0)) / math.log2(1000.0)
    assert found == pytest.approx(expected, abs=0.02)


def test_a_brighter_sound_is_brighter_and_silence_is_dark() -> None:
    dull, bright = (centroid(heard(tone(hertz))).values[0, -1, 0] for hertz in (180.0, 5000.0))
    assert 0.0 < dull < 0.2
    assert 0.8 < bright < 1.0
    assert not centroid(heard(np.zeros(48_000))).values.any()
    assert centroid(heard(tone(9000.0))).values[0, -1, 0] == 1.0
    assert centroid(heard(tone(60.0))).values[0, -1, 0] < 0.1


def test_ends_that_are_swapped_or_alike_still_give_a_share() -> None:
    sound = heard(noise(0.5))
    for dark, bright in ((6000.0, 150.0), (500.0, 500.0), (20_000.0, 20_000.0)):
        found = centroid(sound, dark=dark, bright=bright).values
        assert 0.0 <= found.min() <= found.max() <= 1.0


PITCHES = np.geomspace(50.0, 12_000.0, 8)


@pytest.mark.parametrize("head", range(1, 8))
def test_each_head_hears_its_own_pitch(head: int) -> None:
    sound = heard(tone(float(PITCHES[head]), level=0.5))
    found = spectrum(row(8), sound, depth=60.0, automatic=False).values[:, -1, 0]
    assert int(np.argmax(found)) == head
    assert (found[head] - 1.0) * 60.0 == pytest.approx(-6.0, abs=2.0)
    assert max(np.delete(found, [head - 1, head, (head + 1) % 8])) < 0.5


def test_a_place_chooses_the_pitch_also_while_it_moves() -> None:
    sound = heard(tone(float(PITCHES[4]), seconds=0.5))
    still = spectrum(row(8), sound, automatic=False)
    moving = np.stack([np.full(30, 4 / 7), np.linspace(0.0, 1.0, 30)])
    found = spectrum(row(2), sound, Number(moving.astype(np.float32)), automatic=False)
    assert found.values.shape == (2, 30, 1)
    assert np.allclose(found.values[0], still.values[4], atol=1e-4)
    assert int(np.argmax(found.values[1, 5:])) + 5 == pytest.approx(29 * 4 / 7, abs=1)
    wild = Number(np.array([-1e30, 1e30], np.float32)[:, None])
    assert np.isfinite(spectrum(row(2), sound, wild).values).all()


def test_automatic_gain_brings_every_pitch_to_its_own_loudest() -> None:
    sound = heard(tone(float(PITCHES[2]), level=0.5) + tone(float(PITCHES[6]), level=0.02))
    plain, own = (
        spectrum(row(8), sound, automatic=automatic).values[:, -1, 0]
        for automatic in (False, True)
    )
    assert plain[2] - plain[6] > 0.5
    assert own[2] == pytest.approx(own[6], abs=0.35)


def test_one_head_alone_hears_the_lowest_pitch() -> None:
    low, high = (
        spectrum(row(1), heard(tone(hertz)), automatic=False).values[0, -1, 0]
        for hertz in (50.0, 5000.0)
    )
    assert low > 0.6
    assert high == 0.0

from itertools import pairwise
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile
from scipy import signal

from luma.audio.demosong import DemoSong, write_demo
from luma.domain.errors import Refused
from luma.domain.sound import Sound

ORDER = ("intro", "verse", "build", "drop", "break", "drop")


def loudness(sound: Sound, start: float = 0.0, stop: float | None = None) -> float:
    frames = slice(
        round(start * sound.rate), None if stop is None else round(stop * sound.rate)
    )
    measured = pyloudnorm.Meter(sound.rate).integrated_loudness(sound.samples[frames])
    return float(measured)


def test_lasts_as_long_as_a_song_and_says_what_it_is(song: DemoSong) -> None:
    assert song.sound.rate == 48_000
    assert song.sound.channels == 2
    assert song.sound.samples.dtype == np.float32
    assert 75.0 <= song.sound.seconds <= 120.0
    assert song.title
    assert song.artist
    assert song.key == "A minor"
    assert song.bpm == pytest.approx(60.0 / np.diff(song.truth.beats).mean(), abs=1e-6)
    assert set(song.stems) == {"drums", "bass", "vocals", "other"}


def test_is_as_loud_as_it_should_be(song: DemoSong) -> None:
    assert loudness(song.sound) == pytest.approx(-14.0, abs=1.0)


def test_its_true_peak_stays_below_minus_one_decibel(song: DemoSong) -> None:
    highest = max(
        np.abs(signal.resample_poly(channel, 4, 1)).max() for channel in song.sound.samples.T
    )
    assert 20.0 * np.log10(highest) < -1.0


def test_its_stems_sum_to_it_and_none_is_silent(song: DemoSong) -> None:
    total = np.sum([stem.samples for stem in song.stems.values()], axis=0)
    assert np.abs(total - song.sound.samples).max() < 1e-6
    for stem in song.stems.values():
        assert stem.rate == song.sound.rate
        assert np.sqrt(np.square(stem.samples).mean()) > 0.01


def test_is_clean(song: DemoSong) -> None:
    for sound in (song.sound, *song.stems.values()):
        assert np.isfinite(sound.samples).all()
        assert np.abs(sound.samples).max() < 1.0
        assert np.abs(sound.samples.mean(axis=0, dtype=np.float64)).max() < 1e-3
    assert np.abs(song.sound.samples[:4]).max() < 1e-3
    assert np.abs(song.sound.samples[-4:]).max() < 1e-3


def test_breathes_the_drops_are_loudest_and_the_break_is_soft(song: DemoSong) -> None:
    levels = [loudness(song.sound, start, stop) for start, stop, _ in song.truth.sections]
    intro, verse, build, drop, hush, last_drop = levels[:6]
    assert min(drop, last_drop) > max(intro, verse, build, hush) + 1.5
    assert hush < min(verse, build) - 1.5


def test_is_wide_above_and_centred_below(song: DemoSong) -> None:
    left, right = song.sound.samples.T
    assert 0.3 < np.corrcoef(left, right)[0, 1] < 0.95
    low = signal.sosfilt(
        signal.butter(4, 100.0, fs=48_000, output="sos"), song.sound.samples, axis=0
    )
    assert np.corrcoef(low.T)[0, 1] > 0.97


def test_each_section_has_its_balance_of_lows_and_highs(song: DemoSong) -> None:
    for start, stop, label in song.truth.sections:
        frames = slice(round(start * 48_000), round(stop * 48_000))
        pitches, power = signal.welch(song.sound.samples[frames, 0], 48_000, nperseg=8192)
        edges = 62.5 * 2.0 ** np.arange(9)
        bands = [
            10 * np.log10(power[(pitches >= low) & (pitches < high)].mean())
            for low, high in pairwise(edges)
        ]
        tilt = np.polyfit(np.arange(8), bands, 1)[0]
        assert -6.0 < tilt < -2.5, label


def test_is_the_same_every_time_and_arrives_whole_in_a_file(
    song: DemoSong, tmp_path: Path
) -> None:
    path = tmp_path / "demo.flac"
    again = write_demo(path)
    assert np.array_equal(again.sound.samples, song.sound.samples)
    assert again.truth == song.truth
    with soundfile.SoundFile(path) as file:
        assert (file.samplerate, file.subtype) == (48_000, "PCM_24")
        assert (file.title, file.artist) == (song.title, song.artist)
        written = file.read(dtype="float32")
    assert written.shape == song.sound.samples.shape
    assert np.abs(written - song.sound.samples).max() <= 2.0**-23


def test_writes_wav_too(song: DemoSong, tmp_path: Path) -> None:
    path = tmp_path / "demo.WAV"
    write_demo(path, song)
    assert soundfile.info(path).frames == song.sound.frames


@pytest.mark.parametrize("name", ["demo.mp3", "missing/demo.wav"])
def test_refuses_a_place_it_cannot_write_to(song: DemoSong, tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused, match="demo"):
        write_demo(tmp_path / name, song)
    assert not list(tmp_path.iterdir())


def test_its_sections_come_in_order(song: DemoSong) -> None:
    assert tuple(label for _, _, label in song.truth.sections)[:6] == ORDER

"""Songs of our own as sound: what is said about them is what sounds."""

import functools
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
import soundfile
from scipy import signal

from luma.domain.harmony import Chord
from workers.training.dance import STYLES, make_song
from workers.training.dance.score import compose
from workers.training.dance.writing import write

RATE = 44_100
SECONDS = 8.0
BANDS = {"kick": (40.0, 2500.0), "snare": (250.0, 15_000.0)}
every_style = pytest.mark.parametrize("style", list(STYLES))

song = functools.lru_cache(maxsize=32)(make_song)


def envelope(wave: npt.NDArray[np.float32], low: float, high: float) -> npt.NDArray[np.float64]:
    """The level of a band in each millisecond, reckoned causally."""
    sections = signal.butter(4, (low, high), "bandpass", fs=RATE, output="sos")
    heard = signal.sosfilt(sections, wave.mean(axis=0))
    size = RATE // 1000
    count = len(heard) // size
    level: npt.NDArray[np.float64] = np.sqrt(
        (heard[: count * size].reshape(count, size) ** 2).mean(axis=1)
    )
    return level


def onset_near(level: npt.NDArray[np.float64], second: float) -> float | None:
    """Where within 30 ms of a moment the level leaves the ground, in seconds."""
    middle = second * RATE / (RATE // 1000)
    first = int(middle) - 30
    around = level[first - 12 : first + 61]
    if len(around) < 73 or around.max() < 3 * around[:10].mean() + 1e-3:
        return None
    before = np.lib.stride_tricks.sliding_window_view(around[:-1], 12).max(axis=1)
    rises = around[12:] - before
    return float(first + int(np.argmax(rises > 0.3 * rises.max())) + 0.5 - middle) / 1000


def found_offsets(style: str, seeds: range, drum: str) -> tuple[list[float], int]:
    """How far the sound of lonely strokes lies from their truth, and how many there are."""
    offs, lonely = [], 0
    for seed in seeds:
        every = np.array([hit.second for hit in compose(style, seed, SECONDS).strokes])
        one = song(style, seed, SECONDS)
        level = envelope(one.stems["drums"], *BANDS[drum])
        for hit in one.drums:
            near = np.abs(every - hit.second)
            alone = not np.any((near > 0.002) & (near < 0.05))
            if hit.drum == drum and hit.force > 0.6 and alone and 0.05 < hit.second < 7.9:
                lonely += 1
                off = onset_near(level, hit.second)
                offs += [] if off is None else [off]
    return offs, lonely


@every_style
@pytest.mark.parametrize("drum", ["kick", "snare"])
def test_strokes_sound_where_the_truth_says(style: str, drum: str) -> None:
    offs, lonely = found_offsets(style, range(1, 3), drum)
    assert len(offs) >= 0.3 * lonely
    assert all(abs(off) < 0.010 for off in offs), np.round(offs, 3)


def test_strokes_are_found_at_all() -> None:
    for drum in ("kick", "snare"):
        counts = [found_offsets(style, range(1, 3), drum) for style in STYLES]
        found = [off for offs, _ in counts for off in offs]
        assert len(found) > 0.85 * sum(lonely for _, lonely in counts) > 25
        assert np.mean(np.abs(found) < 0.005) > 0.97


@every_style
def test_the_stems_are_the_mix(style: str) -> None:
    one = song(style, 1, SECONDS)
    assert set(one.stems) == {"drums", "bass", "vocals", "other"}
    rest = one.mix - sum(one.stems.values())
    assert np.abs(rest).max() < 1e-6
    assert 0.02 < np.abs(one.mix).max() <= 1.0
    assert one.mix.shape == (2, int(SECONDS * RATE))
    assert np.isfinite(one.mix).all()


def test_a_song_may_be_as_short_as_a_second() -> None:
    for seed in range(6):
        one = make_song("waltz", seed, 1.0)
        assert one.mix.shape == (2, RATE)
        assert one.chords[-1].end == 1.0


@every_style
def test_the_same_seed_gives_the_same_song(style: str) -> None:
    once, again, other = (
        make_song(style, 5, 4.0),
        make_song(style, 5, 4.0),
        make_song(style, 6, 4.0),
    )
    assert once.mix.tobytes() == again.mix.tobytes()
    assert once.beats == again.beats
    assert once.chords == again.chords
    assert not np.array_equal(once.mix, other.mix)


@pytest.mark.parametrize("style", ["house", "trance", "pop-rock", "waltz"])
def test_the_chord_that_is_named_sounds(style: str) -> None:
    """The named tones hold more of the spectrum than the tones that are not named."""
    inside, outside = [], []
    for seed in (1, 2, 3):
        one = song(style, seed, SECONDS)
        music = (one.stems["other"] + one.stems["bass"]).mean(axis=0)
        for span in one.chords:
            chord = Chord.parse(span.label)
            part = music[int(span.start * RATE) : int(span.end * RATE)]
            if chord.root is None or len(part) < RATE // 2 or part.std() < 0.01:
                continue
            power = np.abs(np.fft.rfft(part * np.hanning(len(part)))) ** 2
            hertz = np.fft.rfftfreq(len(part), 1 / RATE)
            kept = (hertz > 120) & (hertz < 1000)
            tone = np.round(12 * np.log2(hertz[kept] / 440) + 69).astype(int) % 12
            chroma = np.bincount(tone, power[kept], 12)
            named = np.isin(np.arange(12), chord.tones)
            inside.append(chroma[named].mean())
            outside.append(chroma[~named].mean())
    assert inside
    assert np.mean(np.array(inside) > 3 * np.array(outside)) > 0.75


def test_where_nothing_is_named_no_pitched_player_sounds() -> None:
    for seed in range(1, 4):
        one = song("techno", seed, SECONDS)
        for span in one.chords:
            part = one.stems["bass"][:, int(span.start * RATE) : int(span.end * RATE)]
            if span.label == "N" and span.start > 0 and span.end - span.start > 2.0:
                assert np.abs(part[:, RATE:]).max() < 0.05


def test_a_song_is_written_in_the_layout_of_the_corpora(tmp_path: Path) -> None:
    one = song("house", 1, SECONDS)
    write(one, tmp_path / "item")
    mix, rate = soundfile.read(tmp_path / "item" / "mix.flac", always_2d=True)
    assert (mix.shape, rate) == ((int(SECONDS * RATE), 2), RATE)
    stems = [soundfile.read(tmp_path / "item" / "stems" / f"{n}.flac")[0] for n in one.stems]
    assert 20 * np.log10(np.abs(mix - sum(stems)).std()) < -80
    beats = np.loadtxt(tmp_path / "item" / "beats.txt")
    assert len(beats) == len(one.beats)
    assert json.loads((tmp_path / "item" / "meta.json").read_text())["song"] == "dance-house-1"
    for name in ("chords.lab", "key.lab", "sections.lab", "drums.txt"):
        assert (tmp_path / "item" / name).read_text().count("\t") >= 2

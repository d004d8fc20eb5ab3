"""Stretched sound keeps its pitch and its place, and blows stay where they belong."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from luma.audio.pcm import Pcm
from luma.audio.stretch import attacks, stretch, stretched_frames
from luma.domain.units import HOUSE_RATE

Audio = npt.NDArray[np.float32]
RATES = [0.5, 0.8, 1.25, 2.0]


def at_rate(samples: Audio, rate: float) -> Audio:
    return np.concatenate(list(stretch(samples, rate)))


def tones(seconds: float) -> Audio:
    at = np.arange(round(seconds * HOUSE_RATE)) / HOUSE_RATE
    left, right = 0.5 * np.sin(2 * np.pi * 440 * at), 0.3 * np.sin(2 * np.pi * 1250 * at)
    return np.stack([left, right], 1).astype(np.float32)


def pitch(side: Audio) -> float:
    middle = side[side.size // 4 : side.size * 3 // 4].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(middle.size)))
    return float(spectrum.argmax()) * HOUSE_RATE / middle.size


@pytest.mark.parametrize("rate", RATES)
def test_tones_keep_their_pitch_and_level_on_their_side(rate: float) -> None:
    out = at_rate(tones(4.0), rate)
    assert len(out) == stretched_frames(4 * HOUSE_RATE, rate)
    assert pitch(out[:, 0]) == pytest.approx(440, abs=1.0)
    assert pitch(out[:, 1]) == pytest.approx(1250, abs=1.0)
    inside = out[len(out) // 4 : -len(out) // 4]
    assert np.abs(inside).max(axis=0) == pytest.approx([0.5, 0.3], rel=0.02)


def test_at_one_it_is_the_sound() -> None:
    song = np.random.default_rng(3).uniform(-0.5, 0.5, (40_000, 2)).astype(np.float32)
    assert np.allclose(at_rate(song, 1.0)[4096:-4096], song[4096:-4096], atol=1e-5)


@pytest.mark.parametrize("rate", RATES)
def test_blows_lie_where_the_rate_puts_them_and_are_not_smeared(rate: float) -> None:
    song = tones(5.0) * 0.1
    at = np.arange(20_000, 220_000, 24_000)
    for frame in at:
        song[frame : frame + 200] += np.hanning(200)[:, None].astype(np.float32)
    out = np.abs(at_rate(song, rate)[:, 0])
    for frame in at:
        near = round(frame / rate)
        heard = near - 2000 + int(out[near - 2000 : near + 2000].argmax())
        assert abs(heard - near - 100) < 48, "within a millisecond"
        assert out[heard] > 0.9


def test_attacks_are_found_and_lie_apart() -> None:
    song = np.zeros((200_000, 2), np.float32)
    song[[50_000, 50_500, 100_000]] = 0.5
    found = attacks(song)
    assert [abs(at - wanted) < 64 for at, wanted in zip(found, (50_000, 100_000), strict=True)]


@pytest.mark.parametrize("frames", [0, 1, 500])
def test_the_shortest_sounds_are_stretched_too(frames: int) -> None:
    song = np.full((frames, 2), 0.25, np.float32)
    parts = list(stretch(song, 0.5))
    assert sum(len(part) for part in parts) == 2 * frames


def test_it_runs_as_a_program(tmp_path: Path) -> None:
    source, goal = tmp_path / "a.npy", tmp_path / "b.npy"
    np.save(source, tones(0.5))
    subprocess.run(
        [sys.executable, "-P", "-m", "luma.audio.stretch", source, goal, "0.8"], check=True
    )
    assert np.array_equal(Pcm.open(goal).samples, at_rate(tones(0.5), 0.8))

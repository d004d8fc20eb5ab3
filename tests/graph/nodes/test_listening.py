"""What nodes hear in sound, against filters, sines and loops whose answers are known."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import signal

from luma.domain.curve import ClipFrames, Curve, FrameTimes, Number, Trigger
from luma.domain.recording import Audio
from luma.graph.context import RunContext
from luma.graph.nodes.listening import band_energy, band_filter, follow
from luma.graph.nodes.listening_onsets import onsets
from luma.graph.nodes.listening_tones import centroid, chroma, spectrum
from luma.graph.plan import compile_plan
from luma.graph.run import run
from tests.graph.rooms import graph, row
from tests.graph.sound import heard, noise, song, tone

WAYS: dict[str, Callable[[Audio], object]] = {
    "low": lambda sound: band_filter(sound, keep="low"),
    "band": lambda sound: band_filter(sound, keep="band", low=300.0, high=900.0, order=3),
    "bass": band_energy,
    "all": lambda sound: band_energy(sound, band="all", automatic=False),
    "sub": lambda sound: band_energy(sound, band="sub"),
    "own": lambda sound: band_energy(sound, band="own", low=5000.0, high=40.0),
    "peak": follow,
    "mean": lambda sound: follow(sound, measure="mean", gain=12.0),
    "onset": lambda sound: onsets(sound).onset,
    "rise": lambda sound: onsets(sound, sensitivity=1.0, distance=0.02).rise,
    "chroma": chroma,
    "centroid": centroid,
    "spectrum": lambda sound: spectrum(row(3), sound),
}
EXTREMES = {
    "silence": np.zeros(4800),
    "full": np.ones(4800),
    "steps": np.sign(np.sin(np.arange(4800) * 0.1)),
    "dc": np.full(4800, -0.3),
    "huge": np.full(4800, 1e30),
    "largest": np.where(np.arange(4800) % 2, 3.4e38, -3.4e38),
    "tiny": np.full(4800, 1e-38),
    "spike": np.eye(1, 4800, 2000)[0] * 1e30,
    "one frame": np.linspace(-1.0, 1.0, 800),
}
every_way = pytest.mark.parametrize("way", WAYS)


def plain(value: object) -> Any:
    """What a node gave, as a row for each frame or moment."""
    match value:
        case Audio():
            return value.samples.reshape(-1, 800)
        case Curve():
            return value.values[0]
        case Trigger():
            return np.stack([value.frames.astype(np.float64), value.strength], axis=1)
    raise AssertionError(value)


def music(seconds: float) -> np.ndarray:
    """Tones, some noise and a beat, which begin all at once."""
    beat = np.exp(-((np.arange(round(seconds * 48_000)) % 24_000) / 3000.0))
    return (tone(55.0, 440.0, 2500.0, seconds=seconds, level=0.2) + noise(seconds, 0.1)) * beat


@every_way
@pytest.mark.parametrize("kind", EXTREMES)
def test_whatever_is_heard_the_answer_is_finite(way: str, kind: str) -> None:
    found = WAYS[way](heard(EXTREMES[kind]))
    assert np.isfinite(plain(found)).all()
    if not isinstance(found, Trigger):
        assert plain(found).shape[0] == EXTREMES[kind].size // 800
    if not isinstance(found, Audio | Trigger):
        assert 0.0 <= plain(found).min() <= plain(found).max() <= 1.0


@every_way
@pytest.mark.parametrize("frames", [1, 7, 100, 255, 256, 257, 400])
def test_what_comes_later_changes_nothing_before_it(way: str, frames: int) -> None:
    whole = music(8.0)
    short, long = (WAYS[way](heard(whole[: n * 800], 30)) for n in (frames, 480))
    begun, all_of_it = plain(short), plain(long)
    if isinstance(long, Trigger):
        all_of_it = all_of_it[all_of_it[:, 0] < 30 + frames]
    assert np.array_equal(begun, all_of_it[: max(frames, len(begun))])
    assert np.array_equal(begun, plain(WAYS[way](heard(whole[: frames * 800], 30))))


@pytest.mark.parametrize(("way", "past"), [("chroma", 0.25), ("centroid", 0.05)])
def test_nodes_with_a_short_memory_have_no_longer_one(way: str, past: float) -> None:
    whole, late = music(3.0), 97
    found = plain(WAYS[way](heard(whole)))
    later = plain(WAYS[way](heard(whole[late * 800 :], late)))
    after = math.ceil(past * 60)
    assert np.allclose(found[late + after :], later[after:], atol=1e-5)


@pytest.mark.parametrize("order", [1, 2, 5, 8])
@pytest.mark.parametrize(
    ("keep", "ends"), [("low", 700.0), ("high", 120.0), ("band", (120.0, 700.0))]
)
def test_it_is_a_butterworth_filter(keep: str, ends: object, order: int) -> None:
    sound = noise(7.0)
    sections = signal.butter(order, ends, keep, fs=48_000, output="sos")
    expected = signal.sosfilt(sections, sound.astype(np.float64))
    found = band_filter(heard(sound), keep=keep, low=120.0, high=700.0, order=order)  # type: ignore[arg-type]
    assert np.allclose(found.samples, expected[: found.samples.size], atol=1e-6)


def test_a_band_whose_ends_are_swapped_is_the_same_band() -> None:
    sound = heard(noise(1.0))
    one = band_filter(sound, keep="band", low=200.0, high=2000.0)
    other = band_filter(sound, keep="band", low=2000.0, high=200.0)
    assert np.array_equal(one.samples, other.samples)


@given(
    st.sampled_from(["low", "high", "band"]),
    st.floats(20, 20_000),
    st.floats(20, 20_000),
    st.integers(1, 8),
)
def test_no_filter_runs_away(keep: str, low: float, high: float, order: int) -> None:
    sound = np.concatenate([np.ones(48_000), noise(1.0, 1.0)])
    found = band_filter(heard(sound), keep=keep, low=low, high=high, order=order)  # type: ignore[arg-type]
    assert np.abs(found.samples).max() < 4.0


def decibels(level: Number, depth: float, frame: int = -1) -> float:
    return (float(level.values[0, frame, 0]) - 1.0) * depth


@pytest.mark.parametrize(
    ("band", "hertz"),
    [("sub", 40.0), ("bass", 120.0), ("low-mid", 360.0), ("mid", 1000.0), ("high", 4000.0),
     ("air", 12_000.0), ("all", 1000.0), ("own", 1000.0)],
)  # fmt: skip
@pytest.mark.parametrize("level", [1.0, 0.1, 0.01])
def test_a_sine_in_its_band_has_its_own_level(band: str, hertz: float, level: float) -> None:
    sound = heard(tone(hertz, level=level))
    found = band_energy(
        sound, band=band, low=700.0, high=1400.0, depth=60.0, automatic=False  # type: ignore[arg-type]
    )  # fmt: skip
    assert decibels(found, 60.0) == pytest.approx(20.0 * math.log10(level), abs=0.75)


@pytest.mark.parametrize(("band", "hertz"), [("sub", 250.0), ("bass", 1500.0), ("air", 1500.0)])
def test_a_sine_outside_of_a_band_is_not_heard_in_it(band: str, hertz: float) -> None:
    found = band_energy(heard(tone(hertz, level=0.9)), band=band, automatic=False)  # type: ignore[arg-type]
    assert not found.values[0, 30:].any()


def test_a_steady_bass_stays_steady_also_below_the_pace_of_the_frames() -> None:
    for hertz, band in ((25.0, "sub"), (41.2, "sub"), (73.4, "bass")):
        found = band_energy(heard(tone(hertz, seconds=2.0)), band=band, automatic=False)  # type: ignore[arg-type]
        levels = found.values[0, 60:, 0] * 30.0
        assert levels.max() - levels.min() < 3.0


def test_automatic_gain_knows_what_was_loudest_until_now() -> None:
    steps = [(0.01, 30), (0.05, 30), (0.5, 60), (0.05, 300), (0.0, 60), (0.5, 2)]
    frames = np.repeat([level for level, _ in steps], [count for _, count in steps])
    sound = np.repeat(frames, 800) * tone(1200.0, seconds=frames.size / 60, level=1.0)
    found = band_energy(heard(sound), band="all", depth=30.0, forget=5.0).values[0, :, 0]
    top, expected = -30.0, []
    for level in frames:
        strength = 20.0 * math.log10(max(level, 1e-6))
        top = max(strength, top - 10.0 / (5.0 * 60.0), -60.0)
        expected.append(min(max(1.0 + (strength - top) / 30.0, 0.0), 1.0))
    assert np.allclose(found, expected, atol=1e-3)
    assert found[119] == found[-1] == 1.0


def test_the_outline_climbs_and_falls_as_told() -> None:
    sound = np.concatenate([np.zeros(8000), np.full(40_000, -0.5), np.zeros(48_000)])
    found = follow(heard(sound), attack=0.1, release=0.25).values[0, :, 0]
    level, expected = 0.0, []
    for frame in range(120):
        aim = 0.5 if 10 <= frame < 60 else 0.0
        pace = 0.1 if aim > level else 0.25
        level = aim + (level - aim) * math.exp(-1.0 / (60.0 * pace))
        expected.append(level)
    assert np.allclose(found, expected, atol=1e-6)
    assert found[15] == pytest.approx(0.5 * (1.0 - math.exp(-1.0)), abs=1e-6)


@pytest.mark.parametrize(
    ("measure", "gain", "level"), [("peak", 0.0, 0.25), ("mean", 6.0206, 0.5)]
)
def test_without_easing_it_is_the_level_of_each_frame(
    measure: str, gain: float, level: float
) -> None:
    sound = heard(tone(600.0, level=0.25))
    found = follow(sound, measure=measure, attack=0.0, release=0.0, gain=gain)  # type: ignore[arg-type]
    assert np.allclose(found.values, level, atol=1e-3)


@pytest.mark.parametrize("key", ["band_energy", "follow", "centroid", "chroma", "spectrum"])
def test_a_part_of_a_clip_hears_what_the_whole_hears(key: str) -> None:
    nodes: list[tuple[str, str]] = [("mix", "in/audio"), ("it", f"listen/{key}")]
    wires = ["mix.out > it.audio", "it.out > lamp.intensity"]
    if key == "chroma":
        nodes.append(("tone", "listen/tone"))
        wires = ["mix.out > it.audio", "it.out > tone.chroma", "tone.clear > lamp.intensity"]
    doc = graph({name: (kind, {}) for name, kind in [*nodes, ("lamp", "out/light")]}, wires)
    whole = RunContext(FrameTimes(40, 300), row(4), song(6.0))
    part = replace(whole, times=FrameTimes(170, 90), clip=ClipFrames(40, 300))
    lit, seen = (run(compile_plan(doc), each).light for each in (whole, part))
    assert np.allclose(lit.between(170, 260).values, seen.values, atol=1e-4)
    assert seen.values[:, :, 0].max() > 0.1

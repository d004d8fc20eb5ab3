"""Colours of chords, against the names of the tones."""

import colorsys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import Floats, FrameTimes
from luma.domain.harmony import Chord, ChordTrack
from luma.graph.nodes.colour import from_chords

PALETTES = [
    "fifths", "chromatic", "scriabin", "warm", "cool", "fire", "forest", "sea", "dusk", "neon",
]  # fmt: skip


def chords(*labels: str, seconds: float = 1.0) -> ChordTrack:
    edges = np.linspace(0.0, len(labels) * seconds, len(labels) + 1)
    return ChordTrack(edges, tuple(Chord.parse(label) for label in labels))


def hue(shade: Floats) -> float:
    return colorsys.rgb_to_hsv(*(float(part) for part in shade[:3]))[0]


def test_neighbours_on_the_circle_of_fifths_are_neighbours_in_hue() -> None:
    track = chords("C", "G", "D", "A", "E", "B", "F#", "Db", "Ab", "Eb", "Bb", "F")
    curve = from_chords(track, FrameTimes(0, 720), saturation=1.0, glide=0.0)
    hues = [hue(curve.values[0, 30 + 60 * i]) for i in range(12)]
    assert hues == pytest.approx([i / 12 for i in range(12)], abs=1e-4)


def test_minor_is_the_same_hue_and_deeper() -> None:
    curve = from_chords(chords("A", "A:min"), FrameTimes(0, 120), glide=0.0, minor_depth=0.5)
    major, minor = curve.values[0, 30], curve.values[0, 90]
    assert hue(major) == pytest.approx(hue(minor), abs=1e-5)
    assert minor[:3] == pytest.approx(major[:3] * 0.5, abs=1e-5)


def test_a_change_glides_and_begins_with_the_chord() -> None:
    curve = from_chords(chords("C", "F#"), FrameTimes(30, 61), glide=0.5).values[0]
    before, after = curve[0], curve[-1]
    assert np.array_equal(curve[29], before)
    assert np.allclose(curve[30], before)
    assert np.allclose(curve[45], (before + after) / 2, atol=1e-5)
    assert np.allclose(curve[60], after, atol=1e-5)


def test_a_glide_longer_than_its_chord_never_jumps() -> None:
    track = chords("C", "F#", "C", "F#", seconds=0.5)
    curve = from_chords(track, FrameTimes(0, 120), glide=4.0).values[0, :, :3]
    assert np.abs(np.diff(curve, axis=0)).max() < 0.05


def test_without_a_chord_the_colour_is_the_neutral_one() -> None:
    neutral = (0.2, 0.4, 0.6)
    track = chords("N", "C", "N")
    curve = from_chords(track, FrameTimes(-30, 300), glide=0.1, neutral=neutral).values[0]
    for frame in (0, 40, 160, 250, 299):
        assert curve[frame, :3] == pytest.approx(neutral)
    assert curve[110, :3] != pytest.approx(neutral)
    none = from_chords(ChordTrack(np.array([0.0]), ()), FrameTimes(0, 10), neutral=neutral)
    assert none.values[0, :, :3] == pytest.approx(np.tile(neutral, (10, 1)))


@pytest.mark.parametrize("palette", PALETTES)
@given(saturation=st.floats(0, 1), depth=st.floats(0, 1), glide=st.floats(0, 4))
def test_any_palette_gives_colours_that_lamps_have(
    palette: str, saturation: float, depth: float, glide: float
) -> None:
    curve = from_chords(
        chords("C", "Eb:min7", "N", "B:hdim7"),
        FrameTimes(-10, 300),
        palette=palette,  # type: ignore[arg-type]
        saturation=saturation,
        minor_depth=depth,
        glide=glide,
    )
    assert curve.values.shape == (1, 300, 4)
    assert curve.values.min() >= 0.0
    assert curve.values.max() <= 1.0
    assert np.all(curve.values[:, :, 3] == 1.0)


@pytest.mark.parametrize("palette", PALETTES)
def test_a_palette_tells_the_twelve_tones_apart(palette: str) -> None:
    track = chords("C", "Db", "D", "Eb", "E", "F", "Gb", "G", "Ab", "A", "Bb", "B")
    curve = from_chords(track, FrameTimes(0, 720), palette=palette, glide=0.0)  # type: ignore[arg-type]
    shades = {tuple(np.round(curve.values[0, 30 + 60 * i], 3)) for i in range(12)}
    assert len(shades) == 12

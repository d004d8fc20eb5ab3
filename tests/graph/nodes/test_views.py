"""Pictures of what flows, which lose no flash however long they are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from luma.domain.curve import Aim, Colour, FrameTimes, Number, Point
from luma.domain.picture import Picture
from luma.domain.recording import SAMPLES_PER_FRAME, Audio
from luma.graph.nodes.views import COLUMNS, ROWS, colour_strip, heat_map, scope, xy
from luma.graph.nodes.views_sound import spectrogram

LONG = FrameTimes(30, 10000)
SHORT = FrameTimes(30, 50)
FLASH = 7777


def flash(heads: int = 3, at: FrameTimes = LONG) -> Number:
    values = np.full((heads, at.count), 0.25, np.float32)
    values[1 % heads, min(FLASH, at.count - 1)] = 0.9
    return Number(values)


def test_short_pictures_show_every_frame() -> None:
    a = flash(3, SHORT)
    lines = scope(a, SHORT)
    assert (lines.kind, lines.first, lines.frames) == ("scope", 30, 50)
    assert np.array_equal(lines.values, a.values[:, :, 0])
    field = heat_map(a, SHORT)
    assert (field.kind, field.first, field.frames) == ("heat_map", 30, 50)
    assert np.array_equal(field.values, a.values[:, :, 0])


def test_a_flash_of_one_frame_stays_visible_in_a_long_picture() -> None:
    for picture in (scope(flash(), LONG), heat_map(flash(), LONG)):
        assert picture.values.shape[1] <= COLUMNS
        assert picture.frames == LONG.count
        assert picture.values[1].max() == np.float32(0.9)
        column = int(np.argmax(picture.values[1]))
        assert column / picture.values.shape[1] == pytest.approx(FLASH / LONG.count, abs=2e-3)
        assert picture.values[0].max() == 0.25
    dip = Number(-flash().values)
    assert scope(dip, LONG).values[1].min() == np.float32(-0.9)
    assert scope(dip, LONG).low == np.float32(-0.9)


def test_a_scope_shows_sixteen_lines_or_what_they_have_together() -> None:
    a = Number(np.arange(64, dtype=np.float32)[:, None] * np.ones((1, 50), np.float32))
    lines = scope(a, SHORT)
    assert lines.values.shape == (16, 50)
    assert (lines.values[0, 0], lines.values[-1, 0]) == (0, 63)
    assert scope(a, SHORT, show="mean").values[:, 3].tolist() == [31.5]
    spread = scope(a, SHORT, show="range")
    assert spread.values[:, 3].tolist() == [0, 31.5, 63]
    assert (spread.low, spread.high) == (0, 63)


def test_a_strip_shows_colours_as_they_cover() -> None:
    values = np.zeros((2, 50, 4), np.float32)
    values[0, :] = (1.0, 0.5, 0.0, 0.5)
    values[1, 10] = (3.0, -1.0, 1.0, 1.0)
    strip = colour_strip(Colour(values), SHORT)
    assert strip.values.shape == (2, 50, 3)
    assert strip.values[0, 7].tolist() == [0.5, 0.25, 0]
    assert strip.values[1, 10].tolist() == [1, 0, 1]


def test_a_long_strip_keeps_its_brightest_moments() -> None:
    values = np.full((2, LONG.count, 4), 0.1, np.float32)
    values[1, FLASH] = (0.0, 1.0, 0.0, 1.0)
    strip = colour_strip(Colour(values), LONG)
    assert strip.values.shape == (2, COLUMNS, 3)
    column = int(np.argmax(strip.values[1, :, 1]))
    assert strip.values[1, column].tolist() == [0, 1, 0]
    assert column / COLUMNS == pytest.approx(FLASH / LONG.count, abs=2e-3)


def test_very_many_heads_share_rows() -> None:
    values = np.zeros((1000, 50), np.float32)
    values[777, 20] = 1.0
    assert heat_map(Number(values), SHORT).values.shape == (ROWS, 50)
    assert heat_map(Number(values), SHORT).values.max() == 1.0
    colour = Colour(np.repeat(values[:, :, None], 4, axis=2))
    strip = colour_strip(colour, SHORT)
    assert strip.values.shape == (ROWS, 50, 3)
    assert strip.values.max() == 1.0


def test_paths_are_seen_in_their_plane() -> None:
    row = np.linspace(0.0, 1.0, 50, dtype=np.float32)
    pair = xy(SHORT, Number(row), Number(np.array([[0.5], [2.0]], np.float32)))
    assert pair.values.shape == (2, 50, 2)
    assert pair.values[1, -1].tolist() == [1, 2]
    assert (pair.low, pair.high) == (0, 2)
    point = Point(np.array([[[1.0, 2.0, 3.0]]], np.float32))
    for plane, seen in (("xy", [1, 2]), ("xz", [1, 3]), ("yz", [2, 3])):
        shown = xy(SHORT, point=point, plane=plane)  # type: ignore[arg-type]
        assert shown.values[0, 0].tolist() == seen
    down = xy(SHORT, aim=Aim(np.array([[[0.0, 0.0, -1.0]]], np.float32)), plane="xz")
    assert down.values[0, 0].tolist() == [0, -1]
    assert (down.low, down.high) == (-1, 1)
    assert not xy(SHORT).values.any()


def test_a_long_path_keeps_its_leaps() -> None:
    shown = xy(LONG, flash(), Number(np.zeros((1, 1), np.float32)))
    assert shown.values.shape == (3, COLUMNS, 2)
    assert shown.values[1, :, 0].max() == np.float32(0.9)


def tone(hertz: float, level: float, at: FrameTimes, first: int) -> Audio:
    count = (at.first + at.count - first) * SAMPLES_PER_FRAME
    phase = 2.0 * np.pi * hertz * np.arange(count) / 48000.0
    return Audio((level * np.sin(phase)).astype(np.float32), first)


@pytest.mark.parametrize("hertz", [93.75, 1007.8125, 8000.15625])
@pytest.mark.parametrize(("level", "decibels"), [(1.0, 0.0), (0.5, -6.02), (0.01, -40.0)])
def test_a_pure_tone_lies_in_its_row_at_its_level(
    hertz: float, level: float, decibels: float
) -> None:
    hertz = round(hertz * 4096 / 48000) * 48000 / 4096
    shown = spectrogram(tone(hertz, level, SHORT, SHORT.first), SHORT)
    assert shown.values.shape == (96, 50)
    edges = np.geomspace(30.0, 16000.0, 97)
    column = shown.values[:, 20]
    loudest = int(np.argmax(column))
    assert edges[loudest - 1] <= hertz <= edges[loudest + 2]
    assert column[loudest] == pytest.approx(decibels, abs=0.2)
    assert (shown.low, shown.high) == (-80, 0)


def test_silence_is_dark_and_a_click_stays_visible() -> None:
    quiet = np.zeros(LONG.count * SAMPLES_PER_FRAME, np.float32)
    assert (spectrogram(Audio(quiet.copy(), 30), LONG, bins=16).values == -80).all()
    quiet[FLASH * SAMPLES_PER_FRAME + 100] = 1.0
    shown = spectrogram(Audio(quiet, 30), LONG, bins=16)
    assert shown.values.shape == (16, COLUMNS)
    heard = np.flatnonzero((shown.values > -80).any(axis=0)) / COLUMNS
    assert heard.min() >= FLASH / LONG.count - 2e-3
    assert heard.max() <= (FLASH + 6) / LONG.count + 2e-3


def test_a_click_is_heard_from_its_own_frame_on() -> None:
    samples = np.zeros(SHORT.count * SAMPLES_PER_FRAME, np.float32)
    samples[20 * SAMPLES_PER_FRAME + 100] = 1.0
    shown = spectrogram(Audio(samples, SHORT.first), SHORT, quietest=-120.0)
    heard = np.flatnonzero((shown.values > -120).any(axis=0))
    assert heard.tolist() == [20, 21, 22, 23, 24]


def test_a_part_of_the_sound_looks_as_it_does_in_the_whole() -> None:
    rng = np.random.default_rng(2)
    sound = Audio(rng.normal(0.0, 0.2, 80 * SAMPLES_PER_FRAME).astype(np.float32), 0)
    whole = spectrogram(sound, FrameTimes(0, 80))
    part = spectrogram(sound, FrameTimes(20, 30))
    assert np.array_equal(whole.values[:, 20:50], part.values)
    late = Audio(sound.samples[10 * SAMPLES_PER_FRAME :], 10)
    assert np.array_equal(spectrogram(late, FrameTimes(20, 30)).values, part.values)


def pictures(values: np.ndarray, at: FrameTimes) -> list[Picture]:
    a = Number(values)
    shade = Colour(np.repeat(a.values, 4, axis=2))
    return [
        *(scope(a, at, show=show) for show in ("heads", "mean", "range")),
        heat_map(a, at),
        colour_strip(shade, at),
        xy(at, a, a),
    ]


@pytest.mark.parametrize("heads", [1, 4, 256])
@pytest.mark.parametrize("count", [1, 2, 1024, 1025, 3000])
def test_any_size_makes_a_bounded_picture(heads: int, count: int) -> None:
    rng = np.random.default_rng(4)
    for size in ((1, 1), (heads, 1), (1, count), (heads, count)):
        values = rng.random(size).astype(np.float32)
        whole = np.broadcast_to(values, (size[0], count)).copy()
        at = FrameTimes(5, count)
        for small, large in zip(pictures(values, at), pictures(whole, at), strict=True):
            assert np.array_equal(small.values, large.values)
            assert small.values.shape[1] == min(count, COLUMNS)
            assert small.values.shape[0] <= ROWS
            assert small.frames == count


@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1))
def test_finite_numbers_make_finite_pictures(values: list[float]) -> None:
    at = FrameTimes(0, len(values) * 300)
    for picture in pictures(np.repeat(np.array(values, np.float32), 300), at):
        assert np.isfinite(picture.values).all()
        assert np.isfinite([picture.low, picture.high]).all()
        assert picture.low < picture.high
